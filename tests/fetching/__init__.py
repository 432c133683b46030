"""Asking others, against a server on loopback that answers as well or as badly as it is told."""
