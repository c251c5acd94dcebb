"""Pages of programmes: the programme itself, its form, applications, the choice."""
