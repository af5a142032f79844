import pytest

from tocsin.errors import UnreadableReport
from tocsin.readers.decode import decode

WORDS = "Two guards were hurt when a shell fell near the mill — nobody said who fired it, and the road was closed."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark_is_read_silently(encoding):
    decoded = decode("a.txt", WORDS.encode(encoding))
    assert decoded.text == WORDS
    assert decoded.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark_is_read_and_says_so(encoding):
    decoded = decode("a.txt", WORDS.encode(encoding))
    assert decoded.text == WORDS
    assert decoded.warnings == (f"no byte-order mark: read as {encoding.upper()}",)


def test_a_guessed_encoding_is_named():
    decoded = decode("a.txt", WORDS.encode("cp1252"))
    assert decoded.text == WORDS
    assert "read as cp1252" in decoded.warnings[0]


def test_a_guess_on_another_script():
    russian = "Ночью снаряд попал в мельницу у реки, два сторожа ранены, дорога закрыта. " * 4
    decoded = decode("a.txt", russian.encode("cp1251"))
    assert decoded.text == russian
    assert "read as cp1251" in decoded.warnings[0]


def test_damaged_utf8_stays_utf8():
    decoded = decode("a.txt", WORDS.encode() + b" \xe2\x80")
    assert decoded.text.startswith(WORDS)
    assert decoded.text.endswith("\ufffd")
    assert decoded.warnings[0].startswith("damaged UTF-8: 1 ")


def test_a_declared_encoding_is_used_only_where_utf8_is_ruled_out():
    assert decode("a.html", "Bőröndök a hídon".encode("iso-8859-2"), declared="iso-8859-2").text == "Bőröndök a hídon"
    assert decode("a.html", WORDS.encode(), declared="iso-8859-2").text == WORDS
    assert decode("a.html", WORDS.encode("cp1252"), declared="no-such-encoding").text == WORDS


def test_newlines_become_one_kind_and_nothing_else_changes():
    assert decode("a.txt", b" one\r\ntwo\rthree\n\n  four\t").text == " one\ntwo\nthree\n\n  four\t"


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", "\ufeff".encode(), " \xa0\u200b\n".encode(), b"\xff\xfe"])
def test_nothing_is_an_empty_file(content):
    with pytest.raises(UnreadableReport, match="empty file"):
        decode("a.txt", content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "looks like a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "looks like a JPEG image"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "looks like a WebP image"),
        (b"\x1f\x8b\x08\x00" + bytes(40), "looks like a gzip archive"),
        (b"PK\x03\x04" + bytes(40), "looks like a ZIP archive"),
        (b"%PDF-1.7\n", "PDF is not read yet"),
        (bytes(range(256)) * 8, "looks like binary data"),
        (b"words and then \x00 a zero byte", "looks like binary data"),
        (b"\x01\x02\x03\x04\x05\x06 abc", "looks like binary data"),
        (b"\xff\xfe" + bytes([0, 0xD8]) * 50, "looks like binary data"),
    ],
)
def test_what_is_not_text_is_refused_by_what_it_looks_like(content, what):
    with pytest.raises(UnreadableReport, match=what) as raised:
        decode("renamed.txt", content)
    assert "plain text" in raised.value.advice


@pytest.mark.parametrize("name", ["report.pdf", "Report.DOCX", "table.csv"])
def test_known_formats_that_are_not_read_yet_are_refused_by_name(name):
    with pytest.raises(UnreadableReport, match="not read yet"):
        decode(name, b"whatever is in it")


def test_an_ordinary_text_that_begins_like_a_short_mark_is_text():
    assert decode("a.txt", b"BMW drivers and MZ riders blocked the bridge.").warnings == ()
