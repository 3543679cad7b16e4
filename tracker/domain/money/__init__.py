"""What money reached which stage, each yen once."""
