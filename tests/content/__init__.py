"""Pure code, by tables of cases and by laws."""
