"""Values as words, and a table of them on a terminal."""
