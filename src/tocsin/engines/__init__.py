"""Map a pure function over many reports: one file for each way of doing it."""
