"""What was said, by whom, and as of which moment."""
