"""Takes the README's picture of the page.

``kg demo && python tests/picture.py kg-demo/graph.html .github/page.png`` takes it anew.
It needs the browser Chromium on the PATH (Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

SHOWN = "#view=states&between=CAN&and=IND&act=VCONF"
WIDTH, HEIGHT = 1280, 860
OFFLINE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def take(page: Path, picture: Path) -> None:
    """Photograph a page with one line of the graph opened.

    Args:
        page: The HTML file.
        picture: Where the PNG goes.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the README's tests need no browser

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=OFFLINE)
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, offline=True)
        tab = context.new_page()
        tab.goto(page.resolve().as_uri() + SHOWN)
        tab.evaluate(
            "[...document.querySelectorAll('#card details')].slice(0, 3).forEach((act) => act.open = true)"
        )
        tab.wait_for_timeout(1500)
        tab.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
