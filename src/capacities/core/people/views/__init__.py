"""Pages of people: one's account, requests for roles, the stewards' lists."""
