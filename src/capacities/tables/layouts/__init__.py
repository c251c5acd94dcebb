"""The layouts of inventories, recognised by what their headings mean."""
