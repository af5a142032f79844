"""The desk in a real browser: what a person sees, does, and finds again by its address.

Chromium comes from the system (Debian: apt-get install -y chromium) and may reach nothing but this machine.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1280, "height": 860}

Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "the desk is tested in a real browser: apt-get install -y chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, desk: str) -> Iterator[Opener]:
    """Opens a page of the desk; afterwards nothing may have gone wrong in it or left this machine."""
    wrong: list[str] = []
    asked: set[str] = set()
    contexts = []

    def opened(path: str, *, width: str = "screen", dark: bool = False, base: str = desk) -> Page:
        viewport = PHONE if width == "phone" else SCREEN
        context = browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: wrong.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
        page.goto(base + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
    assert asked == {"127.0.0.1"}


def open_report(visit: Opener, title: str = "Market shelled in Velim", **options: object) -> Page:
    page = visit("/reports", **options)
    page.get_by_role("link", name=title).click()
    page.wait_for_selector("article[data-event]")
    return page


def card(page: Page, kind: str) -> Locator:
    return page.locator("article[data-event]").filter(has_text=kind)


def words(page: Page, text: str) -> Locator:
    return page.locator(".text .mark").filter(has_text=re.compile(f"^{re.escape(text)}$")).first


LIT = re.compile(r"\blit\b")


def test_a_field_lights_its_words(visit: Opener) -> None:
    page = open_report(visit)
    expect(words(page, "3 March")).not_to_have_class(LIT)
    card(page, "Shelling").get_by_role("button", name="3 Mar 2031").hover()
    expect(words(page, "3 March")).to_have_class(LIT)
    expect(words(page, "5 March")).not_to_have_class(LIT)
    page.get_by_role("heading", level=1).hover()
    expect(words(page, "3 March")).not_to_have_class(LIT)


def test_words_light_their_field(visit: Opener) -> None:
    page = open_report(visit)
    killed = card(page, "Shelling").get_by_role("button", name=re.compile("^7 "))
    expect(killed).not_to_have_class(LIT)
    words(page, "seven people").or_(words(page, "seven ")).first.hover()
    expect(killed).to_have_class(LIT)


def test_the_keyboard_lights_words_too(visit: Opener) -> None:
    page = open_report(visit)
    card(page, "Air/drone").get_by_role("button", name="Coast Guard").focus()
    expect(words(page, "Coast Guard")).to_have_class(LIT)


def test_overlapping_spans_light_all_their_fields(visit: Opener) -> None:
    """“Velim” is the place and stands inside the words of the object."""
    page = open_report(visit)
    words(page, "Velim").hover()
    shelling = card(page, "Shelling")
    expect(shelling.get_by_role("button", name="grain market in Velim")).to_have_class(LIT)
    expect(shelling.get_by_role("button", name=re.compile("^Velim, Albania"))).to_have_class(LIT)
    expect(words(page, "grain market in ")).not_to_have_class(re.compile("place"))


def test_spans_are_right_after_emoji(visit: Opener) -> None:
    page = open_report(visit)
    triggers = page.locator(".text .mark.trigger")
    assert triggers.all_inner_texts() == ["shelled", "struck"]


def test_a_click_pins_the_event_and_the_address_brings_it_back(visit: Opener) -> None:
    page = open_report(visit)
    words(page, "struck").click()
    expect(card(page, "Air/drone")).to_have_class(re.compile(r"\bselected\b"))
    assert "event=m-" in page.url
    again = visit(page.url.replace(f"http://{urlsplit(page.url).netloc}", ""))
    expect(card(again, "Air/drone")).to_have_class(re.compile(r"\bselected\b"))
    expect(card(again, "Shelling")).not_to_have_class(re.compile(r"\bselected\b"))
    again.keyboard.press("k")
    expect(card(again, "Shelling")).to_have_class(re.compile(r"\bselected\b"))
    again.keyboard.press("Escape")
    expect(again).not_to_have_url(re.compile("event="))


def test_what_is_not_stated_is_said_and_zero_is_zero(visit: Opener) -> None:
    page = open_report(visit)
    rows = card(page, "Air/drone").locator("dl .row")
    expect(rows.filter(has_text="Killed")).to_have_text(re.compile(r"Killed\s*0 · says the report itself"))
    expect(rows.filter(has_text="Injured")).to_have_text(re.compile("not stated"))
    labels = [label.strip() for label in rows.locator("dt").all_inner_texts()]
    order = "Type Actors Targets Objects Weapons Place Date Killed Injured Modality Attribution Multiple Coder"
    assert labels == order.split()


def test_the_place_says_what_was_passed_over(visit: Opener) -> None:
    page = open_report(visit)
    expect(card(page, "Shelling")).to_contain_text("passed over: Velim, North Macedonia")


def test_html_in_a_report_is_words(visit: Opener) -> None:
    page = open_report(visit)
    expect(page.locator(".text")).to_contain_text('<script>document.title="owned"</script><img src=')
    assert page.locator(".text script, .text img").count() == 0
    assert "owned" not in page.title()


def test_a_repeated_passage_is_dimmed_with_a_note(visit: Opener) -> None:
    page = open_report(visit)
    expect(page.locator(".text p.told")).to_have_text(re.compile("^Rebels of the Northern Front shelled"))
    expect(page.get_by_role("link", name="tells again what paragraph 1 said")).to_be_visible()


def test_statements_light_their_words(visit: Opener) -> None:
    page = open_report(visit, "Rockets hit market")
    page.get_by_role("button", name=re.compile("^denial")).hover()
    expect(page.locator(".text .mark.lit").first).to_be_visible()


def test_the_ledger_filters_searches_and_leads_to_the_words(visit: Opener) -> None:
    page = visit("/ledger")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(5)
    page.get_by_label("Filters", exact=True).get_by_role("link", name="Explosions/Remote violence").click()
    expect(rows).to_have_count(3)
    page.keyboard.press("/")
    page.keyboard.type("rockets")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    assert "q=rockets" in page.url
    assert "type=Explosions" in page.url
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="Remove filter Type").click()
    page.get_by_role("link", name="Remove filter Words").click()
    expect(rows).to_have_count(5)
    page.go_back()
    expect(rows).to_have_count(1)
    rows.first.click()
    expect(page).to_have_url(re.compile(r"/reports/sha256.*event=m-"))


def test_the_ledger_sorts_by_its_headings(visit: Opener) -> None:
    page = visit("/ledger")
    page.get_by_role("link", name="Killed").click()
    expect(page.locator("tbody tr").first.locator(".killed")).to_have_text("12+")
    expect(page.locator("th.killed")).to_have_attribute("aria-sort", "descending")
    assert "sort=-killed" in page.url


def test_the_ledger_says_dash_for_not_stated(visit: Opener) -> None:
    page = visit("/ledger?type=Battles")
    expect(page.locator("tbody .killed .sr")).to_have_text("not stated")
    expect(page.locator("tbody .date")).to_contain_text("Apr 2031")


def test_the_map_marks_places_by_type_and_precision(visit: Opener) -> None:
    page = visit("/map")
    spots = page.locator(".spot")
    expect(spots).to_have_count(3)
    expect(page.locator(".land").first).to_be_attached()
    assert page.locator(".spot .disc.hollow").count() == 1, "a province is drawn hollow"
    page.get_by_role("button", name=re.compile("^Velim")).click()
    listed = page.get_by_label("Events here")
    expect(listed.get_by_role("listitem")).to_have_count(2)
    assert "at=41.300" in page.url
    page.reload()
    expect(listed.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="1 event without a place").click()
    expect(listed).to_contain_text("Fighters")


def test_map_and_ledger_share_their_filters(visit: Opener) -> None:
    page = visit("/ledger?type=Battles")
    page.get_by_label("Views").get_by_role("link", name="Map").click()
    expect(page.locator(".spot")).to_have_count(1)
    assert page.url.endswith("/map?type=Battles")


def test_the_map_zooms(visit: Opener) -> None:
    page = visit("/map")
    velim = page.get_by_role("button", name=re.compile("^Velim"))
    orsa = page.get_by_role("button", name=re.compile("^Orsa"))

    def apart() -> float:
        return abs(velim.bounding_box()["x"] - orsa.bounding_box()["x"])  # type: ignore[index]

    before = apart()
    page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(100)
    assert apart() < before


def test_an_incident_shows_reports_side_by_side(visit: Opener) -> None:
    page = open_report(visit)
    page.get_by_role("link", name="incident").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One incident, told 2 times in 2 reports")
    expect(page.locator("tr.differs")).to_have_count(1)
    expect(page.locator("tr.differs")).to_contain_text("12+")


def test_today_shows_counts_and_unread_files_as_text(visit: Opener) -> None:
    page = visit("/")
    expect(page.locator("#unread")).to_contain_text("inbox/<b>scan</b>.pdf")
    page.get_by_role("link", name=re.compile("Week of 3 Mar 2031")).click()
    expect(page.locator("tbody tr")).to_have_count(3)


@pytest.mark.parametrize(
    ("path", "command"), [("/", "tocsin add"), ("/reports", "tocsin add"), ("/ledger", "tocsin add")]
)
def test_an_empty_workspace_teaches_the_next_command(visit: Opener, empty_desk: str, path: str, command: str) -> None:
    page = visit(path, base=empty_desk)
    expect(page.locator("main code").first).to_contain_text(command)


@pytest.mark.parametrize("path", ["/", "/reports", "/ledger", "/map", "/incidents/i-velim"])
def test_a_phone_needs_no_sideways_scrolling(visit: Opener, path: str) -> None:
    page = visit(path, width="phone")
    page.wait_for_selector("main h1")
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_report_on_a_phone(visit: Opener) -> None:
    page = open_report(visit, width="phone")
    words(page, "struck").click()
    peek = page.locator(".peek")
    expect(peek).to_contain_text("Air/drone strike")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    peek.get_by_role("button").first.click()
    expect(card(page, "Air/drone")).to_be_in_viewport()


def test_a_long_report_opens_at_its_event(visit: Opener, long_desk: str) -> None:
    page = visit("/ledger", base=long_desk)
    page.locator("tbody tr").first.click()
    expect(words(page, "Shells fell")).to_be_in_viewport()


def background(page: Page) -> int:
    channels = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return sum(int(n) for n in re.findall(r"\d+", channels)[:3])


def test_dark_follows_the_system_and_the_choice_is_kept(visit: Opener) -> None:
    page = visit("/", dark=True)
    assert background(page) < 150
    page.get_by_role("button", name="Switch to light colours").click()
    assert background(page) > 600
    page.reload()
    page.wait_for_selector("main h1")
    assert background(page) > 600


def test_an_unknown_report_is_said_to_be_unknown(browser: Browser, desk: str) -> None:
    page = browser.new_page()
    page.goto(f"{desk}/reports/sha256:0")
    expect(page.get_by_role("alert")).to_contain_text("no report sha256:0")
    page.close()
