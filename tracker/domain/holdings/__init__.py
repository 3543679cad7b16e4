"""Who holds shares."""
