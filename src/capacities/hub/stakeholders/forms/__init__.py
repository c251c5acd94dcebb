"""The forms of stakeholder maps, by subject."""
