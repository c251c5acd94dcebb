"""The forms of programmes: for the hub that keeps them, for towns that apply, for readers that choose."""
