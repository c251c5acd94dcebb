"""Pages of the hub's cities, its work list, national totals, and towns that raise their hand."""
