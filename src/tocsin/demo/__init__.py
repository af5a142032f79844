"""The demo reports: data, not code. `reports/*.md`, described in `SOURCES.md`.

Prevents a first try on an empty desk: what the demo shows is read from these files like any other report.
"""
