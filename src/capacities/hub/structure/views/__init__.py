"""Pages of hubs and their bodies."""
