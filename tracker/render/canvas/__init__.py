"""Cells, columns and signs of a terminal."""
