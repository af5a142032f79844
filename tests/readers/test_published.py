from datetime import date, datetime

import pytest

from tocsin.readers.published import parse_published


@pytest.mark.parametrize(
    "raw",
    [
        "2021-03-04",
        "2021-03-04T23:30:00+05:00",
        "2021-03-04 06:00",
        "20210304",
        "2021/03/04",
        "4 March 2021",
        "4 Mar 2021",
        "March 4, 2021",
        "Thu, 04 Mar 2021 10:00:00 GMT",
        date(2021, 3, 4),
        datetime(2021, 3, 4, 5),
    ],
)
def test_dates_as_documents_write_them(raw):
    assert parse_published(raw) == (date(2021, 3, 4), ())


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_absent_is_none_without_a_warning(raw):
    assert parse_published(raw) == (None, ())


@pytest.mark.parametrize(
    "raw", ["2023-02-31", "31 February 2023", "yesterday", "03/04/2021", 1614816000, ["2021"], "x, y"]
)
def test_what_is_no_date_is_refused_with_its_words(raw):
    day, warnings = parse_published(raw)
    assert day is None
    assert "is not a date" in warnings[0]


@pytest.mark.parametrize("raw", ["9999-01-01", "2100-01-01", "1499-12-31", "0001-01-01"])
def test_absurd_years_are_refused(raw):
    day, warnings = parse_published(raw)
    assert day is None
    assert "is not between 1500 and 2099" in warnings[0]


@pytest.mark.parametrize("raw", ["1500-01-01", "2099-12-31"])
def test_the_bounds_are_accepted(raw):
    assert parse_published(raw) == (date.fromisoformat(raw), ())
