"""What is shown of one subject, who says so, and what hangs on it."""
