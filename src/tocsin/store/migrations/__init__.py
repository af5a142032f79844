"""The schema, one named SQL file for each change, applied in the order of their names."""
