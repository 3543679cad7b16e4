"""Where milestones stand, what is due next and what waits."""
