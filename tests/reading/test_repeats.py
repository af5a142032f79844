import random
import time

from tocsin.reading.repeats import add_repeats
from tocsin.reading.sentences import add_sentences
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.statements import Repeat

LONG = "The governor's silence about reinforcements at the northern garrison has brought the valley to the brink."
OTHER = "Farmers in the south brought in their best harvest for a decade and worry about the price of salt."


def repeats(text: str) -> tuple[Repeat, ...]:
    return add_repeats(add_sentences(Reading(Report.from_text(text)), None), None).repeats


def test_a_pasted_paragraph_repeats_the_first_one() -> None:
    text = f"{LONG}\n\n{OTHER}\n\n{LONG}"
    (found,) = repeats(text)
    assert found.of.start == 0
    assert text[found.span.start : found.span.end] == found.span.text == found.of.text == LONG


def test_a_paragraph_with_a_word_changed_is_still_a_repeat() -> None:
    edited = LONG.replace("northern", "eastern")
    (found,) = repeats(f"{LONG}\n\n{OTHER}\n\n{edited}")
    assert (found.of.text, found.span.text) == (LONG, edited)


def test_a_sentence_inside_another_paragraph_is_found() -> None:
    (found,) = repeats(f"{LONG} {OTHER}\n\nNothing else was said. {LONG}")
    assert found.span.text == found.of.text == LONG


def test_three_tellings_all_point_to_the_first() -> None:
    assert [r.of.start for r in repeats(f"{LONG}\n\n{LONG}\n\n{LONG}")] == [0, 0]


def test_short_passages_and_different_ones_do_not_repeat() -> None:
    assert repeats(f"No one was hurt.\n\n{LONG}\n\nNo one was hurt.\n\n{OTHER}") == ()


def test_same_frame_with_other_words_is_no_repeat() -> None:
    first = "On Monday two rockets hit the fuel depot at Qasr Amal and five soldiers were killed there."
    second = "On Friday nine drones struck the grain port of Port Elma and many dockers were wounded by glass."
    assert repeats(f"{first}\n\n{second}") == ()


def test_long_reports_take_time_in_proportion() -> None:
    words = [f"word{i}" for i in range(4000)]
    dice = random.Random(7)
    lines = [" ".join(dice.choices(words, k=40)) + "." for _ in range(1500)]
    text = "\n\n".join([*lines, *lines[:50]])
    reading = add_sentences(Reading(Report.from_text(text)), None)
    began = time.process_time()
    assert len(add_repeats(reading, None).repeats) == 50
    assert time.process_time() - began < 5
