"""One file per format, and for each what it cannot carry: `write_export` writes any of `FORMATS`."""

from tocsin.export.formats import FORMATS, write_export

__all__ = ["FORMATS", "write_export"]
