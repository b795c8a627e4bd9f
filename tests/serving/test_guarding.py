"""What hostile or careless clients cannot do."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

import pytest

from kg.errors import GraphError
from kg.rdf import write_store
from kg.serving import Endpoint, Limits
from kg.serving.requests import Refused, guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.serving.conftest import Client

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize("query", [RUNAWAY, SORTED])
def test_a_query_that_takes_too_long_is_ended_and_the_next_is_answered(client: Client, query: str):
    began = time.monotonic()
    found = client.ask(query)
    assert (found.status, "ended after 2 seconds" in found.body) == (503, True)
    assert time.monotonic() - began < 10
    assert client.ask("ASK {}").status == 200


def test_a_query_that_is_ended_takes_no_other_with_it(served: Callable[..., Client]):
    client = served(seconds=1.5)
    slow: list[int] = []
    others: list[int] = []
    thread = threading.Thread(target=lambda: slow.append(client.ask(RUNAWAY).status))
    thread.start()
    while thread.is_alive():
        others.append(client.ask("SELECT (COUNT(*) AS ?n) { ?a dipl:actor ?c . ?d dipl:status ?f }").status)
    assert (slow, set(others)) == ([503], {200})


def test_ended_queries_leave_no_process_behind(endpoint: Endpoint, client: Client):
    client.ask(RUNAWAY)
    client.ask("ASK {}")
    assert len(endpoint.process_ids) == 1


def test_an_answer_that_is_too_large_breaks_off(served: Callable[..., Client]):
    client = served(seconds=10.0, answer=100_000)
    with pytest.raises(http.client.IncompleteRead):
        client.ask(ENDLESS)


def test_more_queries_than_are_answered_at_once_wait_and_are_then_refused(served: Callable[..., Client]):
    client = served(seconds=2.0, at_once=1)
    thread = threading.Thread(target=lambda: client.ask(RUNAWAY))
    thread.start()
    time.sleep(0.5)
    found = client.ask("ASK {}")
    thread.join()
    assert (found.status, found.headers["retry-after"]) == (503, "10")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "SELECT * { service silent <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "SELECT * { # \n SERVICE\n?a { ?a ?b ?c } }",
        "SELECT * { FILTER('#' = \"'\") SERVICE <http://127.0.0.1:1/> {} }",
        "SELECT * { ?a ?b 'it\\'s' SERVICE <http://127.0.0.1:1/> {} }",
        "SELECT * { { SELECT * { SERVICE ?x {} } } }",
        "SELECT * { FILTER EXISTS { SERVICE <a:b> {} } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
        "SELECT * { <a:b#c> ?b ?c SERVICE <a:b> {} }",
        "SELECT * { ?a ?b '''x''' . SERVICE <a:b> {} }",
    ],
)
def test_no_query_asks_another_server(client: Client, query: str):
    assert client.ask(query).status == 403


@pytest.mark.parametrize(
    "query",
    ["ASK { ?service ?b 'SERVICE' }", "# SERVICE\nASK {}", "ASK { ?a <http://a.org/SERVICE> ?b }",
     "PREFIX a: <b:> ASK { ?a a:SERVICE ?b }"],
)  # fmt: skip
def test_the_word_alone_is_harmless(query: str):
    assert guarded(query).endswith(query)


def test_a_server_that_would_be_asked_hears_nothing(client: Client):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        client.ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{listening.getsockname()[1]}/> {{ ?a ?b ?c }} }}")
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_no_file_is_read(client: Client, clause: str, tmp_path: Path):
    (tmp_path / "secret.ttl").write_text("<a:a> <a:b> 'secret' .")
    query = f"SELECT * {clause} <{(tmp_path / 'secret.ttl').as_uri()}> {{ ?a <a:b> ?c }}"
    assert "secret" not in client.ask(query).body.removeprefix("a,c")


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/store/CURRENT", "/graph.ttl/../report.json",
     "/report.json", "/ready/../graph.ttl", "/ready/%2e%2e%2f__init__.py", "//etc/passwd",
     "/graph.ttl%00.html", "/..%5c..%5cx", "/pages/base.html"],
)  # fmt: skip
def test_no_other_file_can_be_had(client: Client, path: str):
    assert client("GET", path).status == 404


@pytest.mark.parametrize(
    "path", ["/", "/editor", "/ready/meetings", "/query?query=ASK%7B%7D", "/nothing", "/style.css"]
)
def test_headers_keep_pages_apart(client: Client, path: str):
    headers = client("GET", path).headers
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7878"])
def test_a_site_whose_name_points_here_learns_nothing(client: Client, host: str):
    assert client("GET", "/query?query=ASK%7B%7D", Host=host).status == 403


@pytest.mark.parametrize("name", ['"><script>', "'; DROP", "Peru> . ?a ?b ?c", '" } #'])
def test_a_hostile_value_is_told_as_text_and_asks_nothing(client: Client, name: str):
    found = client("GET", f"/ready/meetings?{urlencode({'ask': 1, 'actor': name})}")
    assert (found.status, found.headers["content-type"]) == (400, "text/plain; charset=utf-8")


def test_a_hostile_name_in_the_graph_stays_text(client: Client):
    page = client("GET", "/ready/meetings?ask=1&actor=Peru").body
    assert ("&lt;script&gt;" in page, "<script>" in page) == (True, False)


@pytest.mark.parametrize(
    "sent",
    [b"GET / HTTP/1.1\r\n\r\n", b"\x00\xff\r\n\r\n", b"GET /query?query=%zz HTTP/1.0\r\n\r\n",
     b"POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
     b"POST /query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
     b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n"],
)  # fmt: skip
def test_what_is_no_http_harms_nothing(client: Client, sent: bytes):
    parts = urlsplit(client.url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 5) as wire:
        wire.sendall(sent)
        wire.shutdown(socket.SHUT_WR)
        wire.recv(100)
    assert client.ask("ASK {}").status == 200


def test_a_client_that_goes_away_harms_nothing(client: Client):
    parts = urlsplit(client.url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), 5) as wire:
        wire.sendall(f"GET /query?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wire.recv(100)
    assert client.ask("ASK {}").status == 200


def test_a_server_that_was_killed_is_started_anew(folder: Path, client_of: Callable[[str], Client]):
    with Endpoint(folder, port=0) as endpoint:
        with endpoint._children.lend() as child:  # noqa: SLF001 - as if the system had ended it
            child.end()
        assert client_of(endpoint.url).ask("ASK {}").status == 200


def test_too_much_memory_ends_the_query_and_not_the_endpoint(served: Callable[..., Client]):
    client = served(seconds=30.0, memory=900_000_000)
    assert client.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(?i) ?a").status == 503
    assert client.ask("ASK {}").status == 200


def test_a_graph_that_is_built_anew_is_asked_anew(
    folder: Path, tmp_path: Path, client_of: Callable[[str], Client], content_of: Callable[[int], str]
):
    shutil.copytree(folder, tmp_path / "out")
    count = "SELECT (COUNT(?e) AS ?n) { ?e a dipl:Event }"
    with Endpoint(tmp_path / "out", port=0) as endpoint:
        client = client_of(endpoint.url)
        before = client.ask(count).body.split()[1]
        (tmp_path / "new.ttl").write_text(content_of(3), encoding="utf-8")
        write_store(tmp_path / "new.ttl", tmp_path / "out" / "store")
        assert (before, client.ask(count).body.split()[1]) == ("60", "3")


def test_a_folder_without_a_store_is_told(tmp_path: Path):
    with pytest.raises(GraphError, match="is no store"):
        Endpoint(tmp_path, port=0)


def test_a_port_that_is_taken_is_told(endpoint: Endpoint, folder: Path):
    with pytest.raises(GraphError, match="Cannot listen at 127"):
        Endpoint(folder, port=urlsplit(endpoint.url).port or 0, limits=Limits())


def test_a_refusal_says_why():
    with pytest.raises(Refused, match="asks no other"):
        guarded("ASK { SERVICE <a:b> {} }")


KILLED = """
import sys, time
from pathlib import Path
from kg.serving import Endpoint
with Endpoint(Path(sys.argv[1]), port=0) as endpoint:
    print(endpoint.process_ids[0], flush=True)
    time.sleep(600)
"""


def works(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_oxigraph_goes_with_a_front_that_was_killed(folder: Path):
    with subprocess.Popen([sys.executable, "-c", KILLED, str(folder)], stdout=subprocess.PIPE) as front:
        assert front.stdout is not None
        oxigraph = int(front.stdout.readline())
        assert works(oxigraph)
        front.kill()
    for _ in range(600):  # a minute, where a moment is enough
        if not works(oxigraph):
            break
        time.sleep(0.1)
    assert not works(oxigraph)
