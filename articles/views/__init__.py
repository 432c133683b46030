"""Public pages: read a request, call one verb, show."""
