"""Reports: each its value, how it is read, and the tables that tell it."""
