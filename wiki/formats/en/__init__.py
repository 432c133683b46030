"""English: no language variant's own formats."""
