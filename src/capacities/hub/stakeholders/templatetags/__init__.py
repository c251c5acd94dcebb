"""Tags of stakeholder maps."""
