"""Bytes to reports: one file per format. The functions named here are all that others need."""

from tocsin.readers.files import iter_paths, open_path, our_fault, read_bytes, read_path

__all__ = ["iter_paths", "open_path", "our_fault", "read_bytes", "read_path"]
