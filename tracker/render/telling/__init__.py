"""Values as words, for tables and for sentences."""
