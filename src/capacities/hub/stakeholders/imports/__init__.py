"""Lists that people bring: which columns mean what, the rows read and checked, whom they match."""
