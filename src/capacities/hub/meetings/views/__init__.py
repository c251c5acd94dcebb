"""Pages of meetings, minutes, decisions and actions."""
