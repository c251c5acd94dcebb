"""Pages of templates, by subject."""
