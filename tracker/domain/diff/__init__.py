"""What changed between two looks."""
