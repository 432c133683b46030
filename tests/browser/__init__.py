"""A real browser on the served wiki."""
