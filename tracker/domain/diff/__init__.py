"""What changed between two looks at a project: as of two days, or known at two entries."""
