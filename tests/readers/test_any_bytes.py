"""Whatever a file holds, reading it gives reports or reasons, and never an exception."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tocsin.readers import read_bytes
from tocsin.records.reports import Report

NAMES = st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.json", "a.html", "a.pdf", "-", "a", "caf\udce9.txt"])
TEXTS = st.text(max_size=300)
HEADS = st.sampled_from(["", "---\n", "---\ntitle: x\n---\n", '{"text": "', "<html><body><p>", "<!--", "\ufeff"])
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis"])


def check(name, content):
    for item in read_bytes(name, content):
        item.path.encode("utf-8")
        if isinstance(item, Report):
            item.text.encode("utf-8")
            assert item.text.strip()
            assert "\r" not in item.text
            assert "\0" not in item.text
        else:
            assert item.reason
            assert item.advice


@settings(max_examples=150, deadline=None)
@given(NAMES, st.binary(max_size=400))
@example("a.txt", b"\xff\xfe")
@example("a.txt", b"\xef\xbb\xbf")
@example("a.txt", b"\x2b\x2f\x76\x38")
def test_any_bytes(name, content):
    check(name, content)


@settings(max_examples=150, deadline=None)
@given(NAMES, HEADS, TEXTS, ENCODINGS)
def test_any_text_in_any_encoding(name, head, text, encoding):
    check(name, (head + text).encode(encoding, errors="ignore"))
