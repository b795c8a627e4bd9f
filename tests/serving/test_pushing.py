"""A graph goes to a server in pieces and whole, whatever happens on the way."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import GraphError
from kg.rdf import open_store
from kg.serving import Place, push, pushing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHUNK = 1_000


class Server:
    """A Graph Store in memory; ``refuse`` says by number which requests get which status."""

    def __init__(self) -> None:
        self.refuse: Callable[[int], int] = lambda _number: 204
        self.seen: list[tuple[str, str]] = []
        self.store = pyoxigraph.Store()
        self.url = ""

    def take(self, method: str, path: str, body: bytes) -> int:
        """Take a request, and return the status to answer with."""
        self.seen.append((method, path))
        status = self.refuse(len(self.seen))
        if status == 204:
            if method == "PUT":
                self.store.clear()
            self.store.load(body, format=pyoxigraph.RdfFormat.TURTLE)
        return status


@contextmanager
def listening(taking: Server) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = taking.take(self.command, self.path, body)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_PUT  # noqa: N815 - as in http.server

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    taking.url = f"http://127.0.0.1:{server.server_address[1]}/store"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield taking
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(pushing, "_WAITS", (0.0, 0.0))
    with listening(Server()) as running:
        yield running


@pytest.fixture
def graph(folder: Path, tmp_path: Path) -> Path:
    """Return the folder with a graph of a test's own, so that its journal is its own too."""
    (tmp_path / "store").symlink_to(folder / "store")
    return tmp_path


def whole(graph: Path) -> set[pyoxigraph.Quad]:
    return set(open_store(graph / "store"))


def test_all_triples_arrive_the_first_piece_in_the_place_of_what_was_there(server: Server, graph: Path):
    server.store.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("https://a.org/old")] * 3))
    done = push(graph, Place(url=server.url), chunk=CHUNK)
    assert set(server.store) == whole(graph)
    assert [method for method, _ in server.seen] == ["PUT"] + ["POST"] * (done.chunks - 1)
    assert done.chunks > 2


def test_a_push_that_broke_off_goes_on_from_there(server: Server, graph: Path):
    server.refuse = lambda number: 500 if number == 3 else 204
    with pytest.raises(GraphError, match="answers 500"):
        push(graph, Place(url=server.url), chunk=CHUNK)
    done = push(graph, Place(url=server.url), chunk=CHUNK)
    assert (done.before, set(server.store) == whole(graph)) == (2, True)


def test_after_the_end_nothing_is_left_to_go_on_with(server: Server, graph: Path):
    push(graph, Place(url=server.url), chunk=CHUNK)
    assert push(graph, Place(url=server.url), chunk=CHUNK).before == 0
    assert not list(graph.glob(".push-*"))


@pytest.mark.parametrize("change", ["chunk", "again", "graph", "content"])
def test_what_changed_begins_anew(server: Server, graph: Path, change: str):
    server.refuse = lambda number: 500 if number == 3 else 204
    with pytest.raises(GraphError):
        push(graph, Place(url=server.url), chunk=CHUNK)
    if change == "content":
        (graph / "store").unlink()
        (graph / "store").mkdir()
        pyoxigraph.Store(str(graph / "store")).flush()
    place = Place(url=server.url, graph="https://a.org/g" if change == "graph" else "")
    done = push(graph, place, chunk=CHUNK + (change == "chunk"), again=change == "again")
    assert done.before == 0


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_server_that_is_busy_is_tried_again(server: Server, graph: Path, status: int):
    server.refuse = lambda number: status if number == 2 else 204
    push(graph, Place(url=server.url), chunk=CHUNK)
    assert set(server.store) == whole(graph)


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (401, "--user"),
        (403, "--user"),
        (404, "Graph Store"),
        (405, "Graph Store"),
        (413, "--chunk"),
        (302, "302"),
    ],
)
def test_a_refusal_says_how_to_mend_it(server: Server, graph: Path, status: int, remedy: str):
    server.refuse = lambda _number: status
    with pytest.raises(GraphError, match=remedy):
        push(graph, Place(url=server.url), chunk=CHUNK)


def test_a_redirect_is_not_followed(server: Server, graph: Path):
    server.refuse = lambda _number: 302
    with pytest.raises(GraphError):
        push(graph, Place(url=server.url), chunk=CHUNK)
    assert [path for _, path in server.seen] == ["/store?default"]


def test_no_proxy_is_asked_for_this_machine(server: Server, graph: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    push(graph, Place(url=server.url), chunk=CHUNK)
    assert set(server.store) == whole(graph)


def test_a_server_that_is_not_there_is_told(graph: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pushing, "_WAITS", ())
    with pytest.raises(GraphError, match="cannot be reached"):
        push(graph, Place(url="http://127.0.0.1:9/store"))


@pytest.mark.parametrize(
    "url", ["file:///etc", "ftp://a.org/", "localhost:7878", "", "http://u:p@a.org/", "http:///x"]
)
def test_what_is_no_address_is_refused(graph: Path, url: str):
    with pytest.raises(GraphError, match="is no address"):
        push(graph, Place(url=url))


def test_the_name_of_a_graph_stays_one_parameter():
    assert Place(url="http://a.org/s", graph="https://b.org/?a&default").address().count("&") == 0


def test_a_turtle_file_goes_with_the_ontology(server: Server, folder: Path, tmp_path: Path):
    (tmp_path / "graph.ttl").write_bytes((folder / "graph.ttl").read_bytes())
    push(tmp_path / "graph.ttl", Place(url=server.url), chunk=CHUNK)
    assert set(server.store) == whole(folder)


def test_the_command_tells_what_it_sent(server: Server, graph: Path):
    result = CliRunner().invoke(main, ["push", str(graph), server.url])
    assert (result.exit_code, f"triples sent to {server.url}." in result.stderr) == (0, True)


def test_the_command_without_a_graph_is_found_wanting(server: Server, tmp_path: Path):
    assert CliRunner().invoke(main, ["push", str(tmp_path / "none"), server.url]).exit_code == 1
