"""Decide which event mentions are one happening in the world."""
