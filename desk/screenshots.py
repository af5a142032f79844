"""Takes the pictures of docs/images from the demo workspace: python desk/screenshots.py demo.tocsin

Needs the `dev` extra and Chromium (Debian: apt-get install -y chromium). The pictures show the desk as it is today.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from tocsin.web.server import serve

IMAGES = Path(__file__).parent.parent / "docs" / "images"
TOLD = "At least 40 killed in air strike"
"""The beginning of the title of the demo report that is shown."""


def address_of(workspace: str) -> str:
    """Serves the workspace in the background."""
    ready = threading.Event()
    told: list[str] = []

    def on_ready(address: str) -> None:
        told.append(address)
        ready.set()

    options = {"host": "127.0.0.1", "port": 0, "on_ready": on_ready}
    threading.Thread(target=serve, args=(workspace,), kwargs=options, daemon=True).start()
    ready.wait(30)
    return told[0].rstrip("/")


def report_path(base: str) -> str:
    """The report that is shown, with its deadliest event pinned."""
    with urlopen(f"{base}/ledger.json?sort=-killed") as answer:
        rows = json.load(answer)["rows"]
    row = next(row for row in rows if (row["report_title"] or "").startswith(TOLD))
    return f"/reports/{quote(row['report'])}?event={row['id']}"


def take(page: Page, base: str, name: str, path: str, *, ready: str) -> None:
    """One picture."""
    page.goto(base + path)
    page.wait_for_selector(ready)
    page.wait_for_timeout(600)
    page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    """The three pictures of the front page and the documents."""
    base = address_of(sys.argv[1])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB")
        take(page, base, "report", report_path(base), ready="article.selected")
        take(page, base, "ledger", "/ledger?country=LY&sort=-killed", ready="tbody tr")
        take(page, base, "map", "/map?country=LY", ready=".land")
        browser.close()


if __name__ == "__main__":
    main()
