"""Money and owners on a terminal."""
