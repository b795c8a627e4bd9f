"""A shell of IPython with the magic, and one small graph in every form that can be asked."""

from __future__ import annotations

import importlib.util
import sys
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pyoxigraph
import pytest

from kg.graph import Graph
from kg.rdf import as_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from kg.model import Build


class Shell:
    """IPython, and what it says."""

    def __init__(self, ipython: Any, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401 - untyped
        self.ipython = ipython
        self._capsys = capsys

    @property
    def names(self) -> dict[str, Any]:
        """The variables of the notebook."""
        return self.ipython.user_ns  # type: ignore[no-any-return]

    def cell(self, text: str) -> tuple[Any, str]:
        """Run a cell; return its result and all that it said, errors included."""
        self._capsys.readouterr()
        result = self.ipython.run_cell(text)
        said = self._capsys.readouterr()
        return result.result, said.out + said.err

    def ask(self, query: str, options: str = "") -> Any:  # noqa: ANN401 - table, bool or graph
        """Run a cell of SPARQL that must go well."""
        result = self.ipython.run_cell(f"%%sparql {options}\n{query}")
        assert result.success, self._capsys.readouterr()
        return result.result

    def refuse(self, query: str, options: str = "") -> str:
        """Run a cell of SPARQL that must fail, and return what it says."""
        self._capsys.readouterr()
        result = self.ipython.run_cell(f"%%sparql {options}\n{query}")
        assert not result.success
        said = self._capsys.readouterr()
        return said.out + said.err


@pytest.fixture(scope="session")
def ipython() -> Iterator[Any]:
    """IPython without a history on disk."""
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415 - slow, and only here
    from traitlets.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    main = sys.modules["__main__"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shell = InteractiveShell(config=config)
    sys.modules["__main__"] = main  # IPython takes its place, and other tests start processes from it
    shell.run_line_magic("load_ext", "kg")
    yield shell
    shell.run_line_magic("unload_ext", "kg")


@pytest.fixture
def shell(ipython: Any, capsys: pytest.CaptureFixture[str]) -> Shell:  # noqa: ANN401 - untyped
    """A shell that knows %%sparql and has asked nothing yet; processes stay from test to test."""
    ipython.reset(new_session=False)
    ipython.magics_manager.registry["SparqlMagics"].last = ""
    return Shell(ipython, capsys)


@pytest.fixture(scope="session")
def build() -> Build:
    """The build made by hand."""
    path = Path(__file__).parent.parent / "views" / "example.py"
    spec = importlib.util.spec_from_file_location("example_build", path)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.build()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def folder(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that kg build writes."""
    return Graph(build=build).write(tmp_path_factory.mktemp("build") / "kg-out")


@pytest.fixture(scope="session")
def address(build: Build) -> Iterator[str]:
    """The address of a SPARQL endpoint."""
    store = as_store(build)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            refuses = self.path.endswith("refusing")
            said = b"no queries here" if refuses else _answer(store, parse_qs(form)["query"][0])
            self.send_response(400 if refuses else 200)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/query"
    server.shutdown()
    server.server_close()


def _answer(store: pyoxigraph.Store, query: str) -> bytes:
    found = store.query(query)
    if isinstance(found, pyoxigraph.QueryTriples):
        return found.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return found.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""
