import pytest

from tocsin.readers.language import NOT_ENGLISH, detect_language


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was searched at the border on Sunday and two men from the village were taken away by the police.",
        "Army shells village near river; three killed, market closed, officials say talks with elders to go on",
        "Rebels attacked the town.",
    ],
)
def test_english(text):
    assert detect_language(text) == ("en", ())


@pytest.mark.parametrize(
    "text",
    [
        "Le bac a été fouillé à la frontière dimanche et deux hommes du village ont été emmenés par la police locale.",
        "Die Fähre wurde am Sonntag an der Grenze durchsucht und zwei Männer aus dem Dorf wurden geholt.",
        "El transbordador fue registrado en la frontera el domingo y la policía se llevó a dos hombres.",
        "Pazar günü feribot sınırda arandı ve köyden iki adam polis tarafından götürüldü, yol kapatıldı.",
        "De veerboot werd zondag bij de grens doorzocht en twee mannen uit het dorp werden door de politie meegenomen.",
        "Паром обыскали на границе",
        "تم تفتيش العبارة على الحدود",
    ],
)
def test_other_languages_are_warned_about(text):
    assert detect_language(text) == (None, (NOT_ENGLISH,))


def test_too_short_to_tell_is_none_without_a_warning():
    assert detect_language("Clashes reported, Monday") == (None, ())
    assert detect_language("12:30 — 14") == (None, ())
