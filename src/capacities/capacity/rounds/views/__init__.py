"""Pages of rounds and self-assessments."""
