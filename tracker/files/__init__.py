"""Text to records and back; no database."""
