"""One file per format, and for each what it cannot carry; `write_export` and `write_file` write any of `FORMATS`."""

from tocsin.export.files import write_file
from tocsin.export.formats import FORMATS, write_export

__all__ = ["FORMATS", "write_export", "write_file"]
