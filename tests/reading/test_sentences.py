from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.reading.sentences import LONGEST_TOKENS, PIECE_TOKENS, add_sentences
from tocsin.records.readings import Reading
from tocsin.records.reports import Report


def cut(text: str) -> Reading:
    return add_sentences(Reading(Report.from_text(text)), None)


def sentences(text: str) -> list[str]:
    return [s.text for s in cut(text).sentences]


def paragraphs(text: str) -> list[str]:
    return [p.text for p in cut(text).paragraphs]


def test_titles_and_abbreviations_do_not_end_a_sentence() -> None:
    assert sentences("Gen. Amir Sadeq met U.S. envoys on Oct. 4. They left.") == [
        "Gen. Amir Sadeq met U.S. envoys on Oct. 4.",
        "They left.",
    ]


def test_blank_lines_and_full_lines_separate_paragraphs() -> None:
    first = "Shells fell on the harbour district before dawn, the mayor's office said in a statement on Monday morning."
    second = "Nobody was hurt."
    assert paragraphs(f"{first}\n{second}\n\nA third.") == [first, second, "A third."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Shells fell on the harbour district before dawn, and the\n"
        "mayor's office said that two warehouses had burned down\n"
        "by noon."
    )
    assert paragraphs(text) == [text]
    assert len(sentences(text)) == 1


def test_crlf_blank_lines_separate_paragraphs() -> None:
    assert paragraphs("One attack.\r\n\r\nAnother attack.\r\n") == ["One attack.", "Another attack."]


def test_bullets_are_left_out_and_begin_paragraphs() -> None:
    assert sentences("- a bridge was hit\n- a depot burned\n1. a raid failed") == [
        "a bridge was hit",
        "a depot burned",
        "a raid failed",
    ]


def test_dateline_is_a_sentence_of_its_own() -> None:
    assert sentences("PORT ELMA, Oct 19 (Agency) - Rebels shelled the fort.") == [
        "PORT ELMA, Oct 19 (Agency) -",
        "Rebels shelled the fort.",
    ]


def test_timeline_heads_stay_with_their_sentence() -> None:
    assert sentences("15 April: War breaks out in the capital.") == ["15 April: War breaks out in the capital."]


def test_endless_sentence_is_cut_at_marks() -> None:
    text = ", ".join(f"village{i} was shelled" for i in range(3500))
    pieces = cut(text).sentences
    assert len(text.split()) > 10_000
    assert max(len(p.text.split()) for p in pieces) <= PIECE_TOKENS < LONGEST_TOKENS
    assert all(p.text.endswith(",") for p in pieces[:-1])


def test_offsets_are_code_points_beside_emoji_and_arabic() -> None:
    text = "🚨🚨 انفجار في المدينة. Naïve café bombed 😀. وقال المصدر ذلك."
    reading = cut(text)
    assert [text[s.start : s.end] for s in reading.sentences] == [s.text for s in reading.sentences]
    assert "Naïve café bombed 😀." in [s.text for s in reading.sentences]


def test_empty_text_has_no_sentences() -> None:
    assert cut(" \n\n ").paragraphs == ()
    assert cut("").sentences == ()


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet=st.sampled_from(list('aB. ,;!?\n\r\t"“”’é😀م-–()1\u2028\u00a0')), max_size=300)
    | st.text(max_size=200)
)
def test_spans_are_exact_ordered_and_lose_no_word(text: str) -> None:
    reading = cut(text)
    for spans in (reading.paragraphs, reading.sentences):
        assert all(text[s.start : s.end] == s.text != "" for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for s in reading.sentences for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalpha())
