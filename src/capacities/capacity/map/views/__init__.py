"""Pages of the capacity map."""
