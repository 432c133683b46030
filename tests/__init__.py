"""The promises, as tests: the tree mirrors articles/; browser/ drives a real browser."""
