"""Public pages over HTTP."""
