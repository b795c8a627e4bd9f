"""A notebook in JupyterLab, as a reader sees it: opened, run, and its table and its graph on the screen."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import nbformat
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "02-sparql.ipynb"
TOKEN = "only-for-this-test"  # noqa: S105 - it guards nothing

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.notebook]


@pytest.fixture
def address(
    run: Callable[[Path], Any], shared: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of the second notebook, without its outputs, in a JupyterLab of its own."""
    notebooks = request.path.parents[2] / "notebooks"
    run(notebooks / "01-quickstart.ipynb")
    bare = nbformat.read(notebooks / NAME, as_version=4)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(bare, shared / NAME)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={shared}", f"--IdentityProvider.token={TOKEN}",
        "--LabApp.news_url=", "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    own = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/api", server, tmp_path / "log")
            yield f"http://127.0.0.1:{port}/lab/tree/{NAME}?token={TOKEN}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(address) as answer:  # noqa: S310 - our own server
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(log.read_text())


@pytest.fixture
def tab() -> Iterator[Any]:
    """A tab of Chromium that goes nowhere but to this machine."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as run:
        arguments = [
            "--no-sandbox",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ]
        chromium = run.chromium.launch(executable_path=path, headless=True, args=arguments)
        # as high as the notebook: JupyterLab draws only the cells that are in sight
        yield chromium.new_page(viewport={"width": 1200, "height": 12_000})
        chromium.close()


def _last_output(notebook: Path) -> str:
    cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    return str(cells[-1].outputs[-1].data["text/plain"])


def _look_at_the_page(tab: Any) -> None:  # noqa: ANN401 - Playwright's
    """See that ``graph.view()`` has drawn its actors, and lists its events."""
    frame = tab.frame_locator("iframe[title='Graph of events']")
    canvas = frame.locator("#graph canvas")
    canvas.wait_for()
    assert canvas.bounding_box()["height"] > 100
    frame.locator("#table tbody tr").first.wait_for(state="attached")
    assert canvas.evaluate("() => kg.page.graph.nodes.length") > 20
    painted = """(canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size > 5;
    }"""
    assert _becomes(tab, lambda: canvas.evaluate(painted))


def _becomes(tab: Any, true: Callable[[], bool]) -> bool:  # noqa: ANN401 - Playwright's
    """Return whether something becomes true; on a busy machine it may take its time."""
    for _ in range(600):
        if true():
            return True
        tab.wait_for_timeout(100)
    return False


def test_a_reader_sees_table_link_to_names_picture_page_and_mistake(
    address: str,
    tab: Any,  # noqa: ANN401 - Playwright's
    request: pytest.FixtureRequest,
):
    tab.set_default_timeout(120_000)
    tab.goto(address)
    tab.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    tab.get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # before that, "Run" does nothing
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    output = tab.locator(".jp-Notebook .jp-OutputArea-output")
    table = output.locator("table.dataframe").first
    table.wait_for()
    assert "Canada" in table.inner_text()
    assert table.locator("small", has_text="ent:CAN").first.is_visible()

    picture = output.locator("svg.kg-drawing").first
    picture.wait_for()
    assert picture.bounding_box()["height"] > 100
    assert picture.locator("text", has_text="Ecuador").is_visible()

    output.filter(has_text="The query was ended after 1 s.").wait_for()
    assert "Did you mean dipl:recognise" in output.filter(has_text="The ontology has no").inner_text()

    _look_at_the_page(tab)

    # the last cells ran: the kernel outlived the query that was ended
    shown = _last_output(request.path.parents[2] / "notebooks" / NAME)
    output.filter(has_text=shown).last.wait_for()
