"""Dates in news and history prose, resolved against publication and story."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.reading.times import add_times, find_times
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.times import TimeMention

WEDNESDAY = date(2023, 11, 15)


def found(text: str, published: date | None = WEDNESDAY) -> list[TimeMention]:
    return find_times(text, published=published)


def only(text: str, published: date | None = WEDNESDAY) -> TimeMention:
    mentions = found(text, published)
    assert len(mentions) == 1, [m.span.text for m in mentions]
    return mentions[0]


def days(mention: TimeMention) -> tuple[str | None, str | None]:
    return (
        mention.when.start.isoformat() if mention.when.start else None,
        mention.when.end.isoformat() if mention.when.end else None,
    )


@pytest.mark.parametrize(
    "words",
    [
        "26 October 2023",
        "October 26, 2023",
        "Oct. 26, 2023",
        "the 26th of October 2023",
        "2023-10-26",
        "26/10/2023",
        "10/26/2023",
        "26.10.2023",
        "Thursday, 26 October 2023",
        "Thursday, October 26, 2023",
    ],
)
def test_full_dates_are_stated_days(words: str) -> None:
    mention = only(f"A convoy was hit on {words}.")
    assert mention.span.text == words
    assert mention.timex == "2023-10-26"
    assert days(mention) == ("2023-10-26", "2023-10-26")
    assert (mention.when.precision, mention.when.basis) == ("day", "stated")


@pytest.mark.parametrize(
    ("words", "timex", "start", "end", "precision"),
    [
        ("October 2023", "2023-10", "2023-10-01", "2023-10-31", "month"),
        ("2021", "2021", "2021-01-01", "2021-12-31", "year"),
        ("late October 2021", "2021-10", "2021-10-21", "2021-10-31", "month"),
        ("mid-November 2020", "2020-11", "2020-11-10", "2020-11-20", "month"),
        ("early 2020", "2020", "2020-01-01", "2020-04-30", "year"),
        ("the end of 2019", "2019", "2019-09-01", "2019-12-31", "year"),
        ("the summer of 2020", "2020-SU", "2020-06-01", "2020-08-31", "month"),
        ("the winter of 2020", "2020-WI", "2020-12-01", "2021-02-28", "month"),
        ("the 1990s", "199", "1990-01-01", "1999-12-31", "year"),
        ("the 19th century", "18", "1800-01-01", "1899-12-31", "year"),
        ("Christmas Eve 2022", "2022-12-24", "2022-12-24", "2022-12-24", "day"),
        ("Good Friday 2023", "2023-04-07", "2023-04-07", "2023-04-07", "day"),
    ],
)
def test_partial_dates_are_intervals(words: str, timex: str, start: str, end: str, precision: str) -> None:
    mention = only(f"Fighting began in {words}, residents said.")
    assert (mention.span.text, mention.timex) == (words, timex)
    assert days(mention) == (start, end)
    assert mention.when.precision == precision


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("on 26 October", date(2023, 11, 15), "2023-10-26"),
        ("on 28 December", date(2024, 1, 3), "2023-12-28"),
        ("on 3 January", date(2024, 1, 3), "2024-01-03"),
    ],
)
def test_a_missing_year_is_the_last_one_before_publication(words: str, published: date, day: str) -> None:
    mention = only(f"The depot was shelled {words}.", published)
    assert days(mention) == (day, day)
    assert mention.when.basis == "inferred"


def test_a_missing_year_looks_ahead_with_the_tense() -> None:
    assert days(only("Talks will open on 9 January."))[0] == "2024-01-09"


def test_a_missing_year_follows_the_story_over_new_year() -> None:
    mentions = found("In December 1941 the port fell. In January the fleet left.", None)
    assert [m.timex for m in mentions] == ["1941-12", "1942-01"]


def test_a_year_alone_on_its_line_heads_the_dates_below() -> None:
    mentions = found("1998\n5 May: A bridge was lost.\n\n2001\n7 December: It was rebuilt.")
    assert [m.timex for m in mentions] == ["1998", "1998-05-05", "2001", "2001-12-07"]


@pytest.mark.parametrize(
    ("words", "timex", "start", "end"),
    [
        ("today", "2023-11-15", "2023-11-15", "2023-11-15"),
        ("yesterday", "2023-11-14", "2023-11-14", "2023-11-14"),
        ("last night", "2023-11-14TNI", "2023-11-14", "2023-11-14"),
        ("overnight", "2023-11-15TNI", "2023-11-14", "2023-11-15"),
        ("this morning", "2023-11-15TMO", "2023-11-15", "2023-11-15"),
        ("on Tuesday", "2023-11-14", "2023-11-14", "2023-11-14"),
        ("on Wednesday", "2023-11-15", "2023-11-15", "2023-11-15"),
        ("on Thursday", "2023-11-09", "2023-11-09", "2023-11-09"),
        ("last Tuesday", "2023-11-14", "2023-11-14", "2023-11-14"),
        ("last Wednesday", "2023-11-08", "2023-11-08", "2023-11-08"),
        ("last week", "2023-W45", "2023-11-06", "2023-11-12"),
        ("last month", "2023-10", "2023-10-01", "2023-10-31"),
        ("last year", "2022", "2022-01-01", "2022-12-31"),
        ("three days ago", "2023-11-12", "2023-11-12", "2023-11-12"),
        ("two months ago", "2023-09", "2023-09-01", "2023-09-30"),
        ("earlier this month", "2023-11", "2023-11-01", "2023-11-14"),
        ("over the weekend", "2023-W45-WE", "2023-11-11", "2023-11-12"),
        ("late on Monday", "2023-11-13", "2023-11-13", "2023-11-13"),
        ("before dawn on Friday", "2023-11-10TMO", "2023-11-10", "2023-11-10"),
    ],
)
def test_relative_times_count_from_publication(words: str, timex: str, start: str, end: str) -> None:
    mention = only(f"Shells hit the market {words}.")
    assert (mention.timex, *days(mention)) == (timex, start, end)


def test_the_span_takes_in_the_part_of_the_day() -> None:
    assert only("Thursday morning a mine went off.").span.text == "Thursday morning"
    assert only("It fell late on Wednesday.").span.text == "late on Wednesday"


@pytest.mark.parametrize("words", ["will meet on Tuesday", "is due to reopen on Tuesday", "meets on Tuesday next"])
def test_plans_put_a_weekday_in_the_future(words: str) -> None:
    assert days(only(f"The council {words}."))[0] == "2023-11-21"


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("last winter", "2022-12-01", "2023-02-28"),
        ("this autumn", "2023-09-01", "2023-11-30"),
        ("next spring", "2024-03-01", "2024-05-31"),
    ],
)
def test_seasons_count_from_publication(words: str, start: str, end: str) -> None:
    assert days(only(f"Roads were cut {words}.")) == (start, end)


@pytest.mark.parametrize(
    ("words", "timex", "span"),
    [
        ("at 3:30 a.m. on Tuesday", "2023-11-14T03:30", "3:30 a.m. on Tuesday"),
        ("in the early hours of 5 June 2022", "2022-06-05TMO", "the early hours of 5 June 2022"),
        ("on 5 June 2022 at dawn", "2022-06-05TMO", "5 June 2022 at dawn"),
        ("on June 5, 2022, 5:30PM", "2022-06-05T17:30", "June 5, 2022, 5:30PM"),
    ],
)
def test_clock_times_and_parts_belong_to_their_day(words: str, timex: str, span: str) -> None:
    mention = only(f"A patrol was ambushed {words}.")
    assert (mention.span.text, mention.timex, mention.kind) == (span, timex, "TIME")


def test_hours_reach_over_midnight_at_most() -> None:
    mentions = found("A base was hit late on Monday. Within hours jets replied.")
    assert [days(m) for m in mentions] == [("2023-11-13", "2023-11-13"), ("2023-11-13", "2023-11-14")]
    assert days(only("Hours earlier, a drone had crashed.")) == ("2023-11-14", "2023-11-15")


def test_until_looks_ahead() -> None:
    assert days(only("The truce holds until 31 January."))[1] == "2024-01-31"


def test_due_to_is_no_plan() -> None:
    assert days(only("The road was shut due to shelling on Tuesday."))[0] == "2023-11-14"


def test_a_year_named_in_passing_does_not_move_the_story() -> None:
    text = (
        "On 9 March 1975 the city fell. The plan had been to win the whole of the war by 1976. On 11 March it went on."
    )
    assert [m.timex for m in found(text, None)] == ["1975-03-09", "1976", "1975-03-11"]


def test_dates_of_a_history_follow_its_own_years() -> None:
    text = "In May 1919 it began. In June 1919 it grew. In July 1919 it ended. "
    later = "On 3 August they met. Two days later they left."
    assert [m.timex for m in found(text + later)][-2:] == ["1919-08-03", "1919-08-05"]


def test_a_past_verb_nearer_than_a_plan_keeps_the_weekday_in_the_past() -> None:
    assert days(only("The army will answer the raid that killed two on Tuesday."))[0] == "2023-11-14"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Two days earlier", "2021-06-03"),
        ("A day earlier", "2021-06-04"),
        ("The day before", "2021-06-04"),
        ("The next day", "2021-06-06"),
        ("Two days later", "2021-06-07"),
        ("The following Tuesday", "2021-06-08"),
        ("The same day", "2021-06-05"),
        ("That evening", "2021-06-05"),
    ],
)
def test_the_story_anchors_what_counts_from_it(words: str, day: str) -> None:
    mentions = found(f"The town fell on 5 June 2021. {words} a bridge was blown up.")
    assert days(mentions[1]) == (day, day)
    assert mentions[1].when.basis == "inferred"


def test_a_date_behind_the_words_is_what_they_count_from() -> None:
    mentions = found("On 9 November it ended. Two days after 7 October it had begun.")
    assert [m.timex for m in mentions] == ["2023-11-09", "2023-10-09", "2023-10-07"]


def test_the_last_days_of_a_month_are_no_window() -> None:
    assert found("The last three days of October were calm.")[0].when.start is None


def test_a_look_back_does_not_move_the_story() -> None:
    mentions = found("On 5 June 2021 it fell. Two days earlier a raid failed. A day earlier another did.")
    assert [m.timex for m in mentions] == ["2021-06-05", "2021-06-03", "2021-06-04"]


def test_without_a_day_told_the_story_counts_from_publication() -> None:
    assert days(only("A day earlier, mortars fell on the camp.")) == ("2023-11-14", "2023-11-14")


def test_midnight_after_an_evening_is_the_next_day() -> None:
    mentions = found("Rockets flew on Monday evening. Shortly after midnight jets replied.")
    assert [days(m)[0] for m in mentions] == ["2023-11-13", "2023-11-14"]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on the night of 7–8 November", "2023-11-07", "2023-11-08"),
        ("on the night of 7-8 November", "2023-11-07", "2023-11-08"),
        ("between 3 and 5 June", "2023-06-03", "2023-06-05"),
        ("from 3 to 5 June", "2023-06-03", "2023-06-05"),
        ("3-5 June", "2023-06-03", "2023-06-05"),
        ("June 3 to 5", "2023-06-03", "2023-06-05"),
        ("from late September to mid-October", "2023-09-21", "2023-10-20"),
        ("27 September–10 November 2020", "2020-09-27", "2020-11-10"),
        ("from 28 December to 4 January 2022", "2021-12-28", "2022-01-04"),
        ("between 28 December 2021 and 4 January", "2021-12-28", "2022-01-04"),
        ("in 1957-60", "1957-01-01", "1960-12-31"),
        ("from Sunday to Tuesday", "2023-11-12", "2023-11-14"),
    ],
)
def test_both_ends_of_a_range_share_its_interval(words: str, start: str, end: str) -> None:
    first, second = found(f"Villages were shelled {words}.")
    assert days(first) == days(second) == (start, end)
    assert first.when.span is not None
    assert first.when.span.contains(first.span)
    assert first.when.span.contains(second.span)


def test_lists_with_one_head_are_several_days() -> None:
    assert [m.timex for m in found("Raids on 3, 5 and 9 May.")] == ["2023-05-03", "2023-05-05", "2023-05-09"]
    mentions = found("Raids on October 26, and November 9, 2022 failed.")
    assert [days(m)[0] for m in mentions] == ["2022-10-26", "2022-11-09"]


@pytest.mark.parametrize(
    ("words", "timex", "start", "precision"),
    [
        ("the past three weeks", "P3W", "2023-10-25", "week"),
        ("the last two weeks", "P2W", "2023-11-01", "week"),
        ("recent months", "PXM", "2023-08-01", "month"),
        ("the past month", "P1M", "2023-10-15", "month"),
    ],
)
def test_windows_end_at_publication(words: str, timex: str, start: str, precision: str) -> None:
    mention = only(f"Attacks have doubled over {words}.")
    assert (mention.span.text, mention.timex, mention.kind) == (words, timex, "DURATION")
    assert days(mention) == (start, "2023-11-15")
    assert mention.when.precision == precision


def test_since_runs_to_publication() -> None:
    mention = only("There have been 20 attacks since 17 October.")
    assert days(mention) == ("2023-10-17", "2023-11-15")
    assert (mention.span.text, mention.timex) == ("17 October", "2023-10-17")
    assert mention.when.span is not None
    assert mention.when.span.text == "since 17 October"


@pytest.mark.parametrize(
    ("words", "timex"),
    [
        ("Every week", "P1W"),
        ("Each Friday", "XXXX-WXX-5"),
        ("Daily", "XXXX-XX-XX"),
        ("Every two days", "P2D"),
        ("Once a week", "XXXX-WXX"),
    ],
)
def test_recurring_times_have_no_day(words: str, timex: str) -> None:
    mention = only(f"{words}, a convoy leaves the port.")
    assert (mention.timex, mention.kind, *days(mention)) == (timex, "SET", None, None)


@pytest.mark.parametrize(
    ("words", "timex"), [("three weeks", "P3W"), ("a ten-day siege", "P10D"), ("several months", "PXM")]
)
def test_durations_have_no_day(words: str, timex: str) -> None:
    mention = only(f"It took {words}.")
    assert (mention.timex, mention.kind, *days(mention)) == (timex, "DURATION", None, None)


def test_a_weekday_that_is_not_that_dates_shows_the_doubt() -> None:
    mention = only("He was shot on Tuesday, 3 May 2023.")
    assert (mention.timex, mention.when.basis) == ("2023-05-03", "inferred")


@pytest.mark.parametrize(
    "text",
    [
        "He may leave.",
        "Crowds march on the palace.",
        "March on, they sang.",
        "Some 1,200 people fled.",
        "Some 1200 people fled.",
        "Resolution 2254 and Resolution 1701 stand.",
        "The 24 February Brigade claimed it.",
        "The second brigade advanced on the 7th Brigade.",
        "It cost $2000.",
        "The Good Friday Agreement held.",
        "The date 2023-13-01 and 45 March.",
    ],
)
def test_not_a_time(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["31 February 2023", "on 31 February", "29 February 2023"])
def test_a_day_that_cannot_be_is_its_month_at_most(text: str) -> None:
    mention = only(text)
    assert (mention.timex, mention.when.precision, mention.when.basis) == ("2023-02", "month", "inferred")


def test_years_at_the_edge_of_the_calendar() -> None:
    assert only("On 12 October 9999 it ends.").timex == "9999-10-12"
    text = (
        "On 31 December 9999. The next day. A week later. The following year. 900000000 days ago. 70,000,000 years ago."
    )
    assert found(text)[0].timex == "9999-12-31"


@pytest.mark.parametrize(
    ("words", "timex"),
    [
        ("on Thursday", "XXXX-WXX-4"),
        ("yesterday", "XXXX-XX-XX"),
        ("on 26 October", "XXXX-10-26"),
        ("last week", "XXXX-WXX"),
        ("two days later", "XXXX-XX-XX"),
        ("in the past three weeks", "P3W"),
        ("overnight", "XXXX-XX-XXTNI"),
    ],
)
def test_without_publication_relative_times_stay_open(words: str, timex: str) -> None:
    mention = only(f"The mill burned {words}.", None)
    assert (mention.timex, *days(mention)) == (timex, None, None)


def test_a_weekday_without_publication_stays_open_even_in_a_dated_story() -> None:
    mentions = found("On 5 June 2021 the town fell. On Tuesday it burned. Two days later it rained.", None)
    assert [m.timex for m in mentions] == ["2021-06-05", "XXXX-WXX-2", "2021-06-07"]


def test_years_before_christ_share_their_era() -> None:
    assert [m.timex for m in found("The revolt (499–493 BC) failed.")] == ["BC0499", "BC0493"]


def test_before_christ_there_is_a_value_and_no_day() -> None:
    mention = only("The city fell in 146 BC.")
    assert (mention.timex, *days(mention)) == ("BC0146", None, None)


def test_the_stage_counts_from_the_reports_publication() -> None:
    text = "A shell fell yesterday.\n\nA shell fell yesterday."
    reading = add_times(Reading(Report.from_text(text, published=WEDNESDAY)), None)
    assert [m.timex for m in reading.times] == ["2023-11-14", "2023-11-14"]


VOCABULARY = """the a of in on 5 31 99 1999 9999 12,5 May October Oct . , – - / and to from between since last next past
three two days day week months year night morning late early mid Tuesday today ago later earlier before after every
1990s 20th century BC AD 3:00 10pm weekend Christmas Easter overnight spring 12/12/2012"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join)), st.one_of(st.none(), st.dates()))
def test_any_text_is_read_and_every_span_is_its_words(text: str, published: date | None) -> None:
    for mention in find_times(text, published=published):
        assert text[mention.span.start : mention.span.end] == mention.span.text != ""
        assert (mention.when.start is None) == (mention.when.end is None)
        assert mention.when.start is None or mention.when.start <= mention.when.end  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "7" * 1_000_000,
        "1." * 300_000,
        "17 October and " * 3_400,
        "3, " * 3_400 + "May",
        "the early " * 5_000,
        "word " * 10_000 + "on 5 May",
        "in 1999 and " * 3_400,
    ],
)
def test_long_text_takes_no_longer_than_its_length(text: str) -> None:
    began = time.process_time()
    find_times(text, published=WEDNESDAY)
    assert time.process_time() - began < 5
