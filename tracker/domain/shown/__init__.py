"""Which statement of a series is shown, and why."""
