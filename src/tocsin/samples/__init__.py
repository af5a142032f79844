"""The demo reports: data, not code. `reports/*.md`, described in `SOURCES.md`.

Prevents a first try on an empty desk. Called `samples` because `tocsin.demo` is the public verb.
"""
