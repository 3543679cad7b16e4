"""What is tracked: the kinds of subjects, and the files that define them."""
