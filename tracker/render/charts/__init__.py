"""Pictures: what is drawn as a value, and what draws it in cells or as a vector."""
