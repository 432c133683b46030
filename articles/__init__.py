"""Chancery's application: articles whose every statement, source and change is on record."""
