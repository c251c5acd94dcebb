"""Makes the list of municipalities that the project ships; used by tools/make_municipalities.py only."""
