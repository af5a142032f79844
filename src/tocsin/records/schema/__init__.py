"""The JSON Schema of the reading format, as shipped.

Prevents the format from being whatever the program happens to print: the schema is public, versioned and tested.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

NAME = "tocsin-reading-1.json"


def load_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `tocsin-reading/1`."""
    schema: dict[str, Any] = json.loads((resources.files(__package__) / NAME).read_text(encoding="utf-8"))
    return schema
