"""Decide which event mentions are one happening in the world.

`tocsin.link(readings)` is public, and this package has the same name: once something has imported it, `tocsin.link` is
the package. So the package can be called, and does the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType

from tocsin.records.events import Event
from tocsin.records.readings import Reading


class _Callable(ModuleType):
    def __call__(self, readings: Iterable[Reading]) -> list[Event]:
        """See `tocsin.link.events.link`."""
        from tocsin.link.events import link

        return link(readings)


sys.modules[__name__].__class__ = _Callable
