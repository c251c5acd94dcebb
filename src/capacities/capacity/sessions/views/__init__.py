"""Pages of sessions, trainers and matches."""
