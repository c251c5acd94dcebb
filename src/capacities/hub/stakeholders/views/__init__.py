"""Pages of stakeholder maps."""
