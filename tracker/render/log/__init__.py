"""What a call recorded, and the entries of the log."""
