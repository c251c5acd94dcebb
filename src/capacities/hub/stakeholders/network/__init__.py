"""The network of a map: its links, what they tell, the drawing, the files."""
