"""One command a module; each calls a verb and says what was done."""
