"""Pages of needs, measures, dialogues, portfolios and barriers. They find, ask a form, call one service and show."""
