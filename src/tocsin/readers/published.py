"""Publication dates as documents write them.

Prevents an absurd date from moving every "last Tuesday" of a report: a date that cannot be is refused, and said so.
"""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

_FORMS = ("%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y")
EARLIEST, LATEST = date(1500, 1, 1), date(2099, 12, 31)
"""Earlier and later dates of publication are taken for mistakes of typing: print is younger than 1500."""


def parse_published(raw: object) -> tuple[date | None, tuple[str, ...]]:
    """The date that `raw` states and no warning; or `None` and the reason. Absent is `None` without a warning.

    Read are ISO 8601 dates and times, e-mail dates, and dates with the month as an English word. `03/04/2023` is
    refused: it means two days. The day is the one written; no time zone is applied.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, ()
    day = raw if isinstance(raw, date) else _parse(str(raw).strip())
    if isinstance(day, datetime):
        day = day.date()
    if day is None:
        return None, (f"published: {str(raw)[:60]!r} is not a date (write YYYY-MM-DD); left out",)
    if not EARLIEST <= day <= LATEST:
        return None, (f"published: {day.isoformat()} is not between 1500 and 2099; left out",)
    return day, ()


def _parse(raw: str) -> date | None:
    try:
        return datetime.fromisoformat(raw).date()
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(raw, form).date()
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(raw).date() if "," in raw else None
    except (ValueError, IndexError, TypeError):
        return None
