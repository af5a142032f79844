"""Bytes to reports: one file per format. `read_path`, `read_bytes` and `iter_paths` are all that others need."""

from tocsin.readers.files import iter_paths, read_bytes, read_path

__all__ = ["iter_paths", "read_bytes", "read_path"]
