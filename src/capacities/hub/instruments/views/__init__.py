"""Pages of the atlas. They find, ask a form, call one service and show."""
