"""A browser without network, and pages opened in it with every request and error written down."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from kg.views.page import page as page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from kg.model import Build

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Opened:
    """A page that a reader has open."""

    tab: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def card(self) -> str:
        """Return the text of the card."""
        return str(self.tab.locator("#card").inner_text())

    def rows(self) -> list[str]:
        """Return the events of the table, from top to bottom."""
        return [str(text) for text in self.tab.locator("#table tbody th").all_inner_texts()]

    def drawn(self) -> list[list[str]]:
        """Return the lines of the graph: two actors and a quad class each."""
        ids = self.tab.evaluate("window.kg.page.graph.edges.getIds().map((id) => JSON.parse(id))")
        return [[str(part) for part in line] for line in ids]

    def click_line(self, *line: str) -> None:
        """Click on the middle of a line between two actors."""
        x, y = self.tab.evaluate(
            """(ends) => {
                const points = ends.map((id) => kg.network.canvasToDOM(kg.network.getPosition(id)));
                const box = document.getElementById("graph").getBoundingClientRect();
                return [box.x + (points[0].x + points[1].x) / 2, box.y + (points[0].y + points[1].y) / 2];
            }""",
            list(line),
        )
        before = self.tab.evaluate("location.hash")
        self.tab.mouse.click(x, y)
        self.tab.wait_for_function("(before) => location.hash !== before", arg=before)

    def click_node(self, node: str) -> None:
        """Click on an actor in the graph."""
        self.click_line(node, node)


class Opener(Protocol):
    """Opens a build as a page."""

    def __call__(self, build: Build, address: str = "", **context: Any) -> Opened: ...  # noqa: ANN401 - Playwright's


@pytest.fixture(scope="session")
def example() -> ModuleType:
    """The module that makes a build by hand."""
    path = Path(__file__).parent.parent / "views" / "example.py"
    spec = importlib.util.spec_from_file_location("example_build", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium as the machine has it; Playwright's own is not downloaded, and runs but once at a time."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as run:
        chromium = run.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Build], Path]:
    """Each build's page, made once."""
    made: dict[Build, Path] = {}

    def file(build: Build) -> Path:
        if build not in made:
            made[build] = tmp_path_factory.mktemp("page") / "graph.html"
            made[build].write_text(page_of(build), encoding="utf-8")
        return made[build]

    return file


@pytest.fixture(scope="module")
def idle(browser: Any) -> list[Any]:  # noqa: ANN401, ARG001 - Playwright may be absent; tabs close with it
    """Tabs that no test uses now: a page opens in one of them twice as quickly as in a new one."""
    return []


@pytest.fixture
def open_page(browser: Any, idle: list[Any], page_file: Callable[[Build], Path]) -> Iterator[Opener]:  # noqa: ANN401 - Playwright may be absent
    """Open builds offline; at the end nothing may have been asked for and no error reported."""
    opened: list[tuple[Opened, list[tuple[str, Any]], bool]] = []

    def open_build(build: Build, address: str = "", **context: Any) -> Opened:  # noqa: ANN401 - Playwright's
        path = page_file(build)
        tab = idle.pop() if idle and not context else _new_tab(browser, context)
        shown = Opened(tab)
        opened.append((shown, _listen(shown, path.as_uri()), not context))
        tab.goto(path.as_uri() + address)
        if build.events:
            tab.wait_for_function("() => window.kg")
        return shown

    yield open_build
    for page, listeners, usual in opened:
        for name, listener in listeners:
            page.tab.remove_listener(name, listener)
        if usual:
            page.tab.mouse.move(0, 0)
            page.tab.goto("about:blank")
            idle.append(page.tab)
        else:
            page.tab.context.close()
    for page, _, _ in opened:
        assert page.requests == []
        assert page.errors == []


def _new_tab(browser: Any, context: dict[str, Any]) -> Any:  # noqa: ANN401 - Playwright's
    usual = {"viewport": {"width": 1280, "height": 800}}
    return browser.new_context(offline=True, **{**usual, **context}).new_page()


def _listen(shown: Opened, own: str) -> list[tuple[str, Any]]:
    def asked(request: Any) -> None:  # noqa: ANN401 - Playwright's
        if not request.url.startswith((own, "data:,")):
            shown.requests.append(request.url)

    def told(message: Any) -> None:  # noqa: ANN401 - Playwright's
        if message.type in {"error", "warning"}:
            shown.errors.append(message.text)

    def opened(dialog: Any) -> None:  # noqa: ANN401 - Playwright's
        shown.errors.append("a dialog opened")
        dialog.dismiss()

    listeners = [
        ("request", asked), ("console", told), ("dialog", opened),
        ("pageerror", lambda error: shown.errors.append(str(error))),
    ]  # fmt: skip
    for name, listener in listeners:
        shown.tab.on(name, listener)
    return listeners
