"""The front of the endpoint: routes, limits and headers; what is asked in SPARQL goes to Oxigraph."""

from __future__ import annotations

import http.client
import ipaddress
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

from kg.errors import GraphError
from kg.queries.engine import inside
from kg.rdf.stores import open_store
from kg.serving.children import Children
from kg.serving.handler import Handler
from kg.serving.requests import Question, Refused, guarded

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from kg.serving.children import Child

_PIECE = 65_536
_GRACE = 0.2  # seconds that Oxigraph has to end a query by itself, which leaves its process alive
_WAITING = 0.25  # of the time of a query, to wait for one's turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one client may take of the server.

    Args:
        seconds: How long a query may take.
        query: How many bytes a query may have.
        answer: How many bytes an answer may have.
        at_once: How many queries are answered at once.
        memory: How many bytes Oxigraph may take, where the system can hold it to that (Linux); 0 for any.
    """

    seconds: float = 30.0
    query: int = 1_000_000
    answer: int = 100_000_000
    at_once: int = 8
    memory: int = 4_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The beginning of an answer, and the pieces that follow."""

    status: int
    kind: str
    pieces: Iterator[bytes]


class Endpoint:
    """A read-only endpoint over a graph; it runs between ``start`` and ``close``, or inside ``with``.

    Args:
        graph: The folder that ``kg build`` wrote, or a store.
        host: The address to listen at.
        port: The port; 0 takes a free one.
        limits: What one client may take.

    Raises:
        GraphError: There is no store, Oxigraph is not there, or the port is taken.

    Example:
        >>> with Endpoint(Path("kg-demo")) as endpoint:  # doctest: +SKIP
        ...     print(endpoint.url)
        http://127.0.0.1:7878/
    """

    def __init__(
        self, graph: Path, *, host: str = "127.0.0.1", port: int = 7878, limits: Limits | None = None
    ) -> None:
        self.folder = graph
        self.limits = limits or Limits()
        self._store_folder = inside(graph)
        open_store(self._store_folder)  # whether it is one, before anything is started
        self._served = False
        self._turns = threading.BoundedSemaphore(self.limits.at_once)
        self._children = Children(self._store_folder, self.limits.seconds, self.limits.memory)
        try:
            self._server = _Server((host, port), Handler)
        except OSError as error:
            message = f"Cannot listen at {host}, port {port}: {error.strerror or error}."
            raise GraphError(message, remedy="Choose another with --port.") from error
        self._server.endpoint = self
        self.local = is_loopback(host)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start Oxigraph, and answer in threads until ``close``."""
        with self._children.lend():  # whether Oxigraph starts, before anybody asks
            pass
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        self._served = True

    def close(self) -> None:
        """Stop answering, and end Oxigraph."""
        if self._served:
            self._server.shutdown()
        self._server.server_close()
        self._children.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes of Oxigraph: one, and more while runaway queries are being ended."""
        return self._children.running

    def borrowed(self, path: str) -> tuple[int, str, bytes]:
        """Return status, kind and content of a file of Oxigraph's editor."""
        with self._children.lend() as child:
            connection = http.client.HTTPConnection("127.0.0.1", child.port, timeout=self.limits.seconds)
            with closing(connection):
                connection.request("GET", path)
                response = connection.getresponse()
                return response.status, response.getheader("Content-Type", "text/plain"), response.read()

    def store(self) -> Store:
        """Open the store, to look names up."""
        return open_store(self._store_folder)

    @contextmanager
    def answer(self, question: Question, accept: str) -> Iterator[Answer]:
        """Ask Oxigraph.

        Args:
            question: The query and its graphs.
            accept: The formats that the client takes, as in HTTP.

        Raises:
            Refused: The query may not be asked, takes too long or too much memory, or too many are asked.
        """
        text = guarded(question.query)
        end = time.monotonic() + self.limits.seconds
        if not self._turns.acquire(timeout=self.limits.seconds * _WAITING):
            raise Refused(503, f"{self.limits.at_once} queries are being answered: try again later.")
        try:
            with self._children.lend() as child:
                yield from self._asked(child, question, text, accept, end)
        except GraphError as error:
            raise Refused(503, str(error)) from error
        finally:
            self._turns.release()

    def _asked(
        self, child: Child, question: Question, text: str, accept: str, end: float
    ) -> Iterator[Answer]:
        connection = http.client.HTTPConnection("127.0.0.1", child.port)
        try:
            with closing(connection):
                connection.connect()
                wire = connection.sock
                _wait_until(wire, end)
                headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
                if question.query:
                    connection.request("POST", question.path(), text.encode(), headers)
                else:
                    connection.request("GET", "/query", headers={"Accept": accept})
                response = connection.getresponse()
                first = response.read1(_PIECE)
                kind = response.getheader("Content-Type", "text/plain; charset=utf-8")
                rest = self._pieces(wire, response, first, end)
                yield Answer(status=response.status, kind=kind, pieces=rest)
        except TimeoutError as error:
            self._children.retire(child)
            raise Refused(503, f"The query was ended after {self.limits.seconds:g} seconds.") from error
        except (http.client.HTTPException, ConnectionError) as error:
            if not child.ended:
                time.sleep(_GRACE)
            self._children.retire(child)
            words = "The query could not be answered to its end: it took too long or too much memory."
            raise Refused(503, words) from error

    def _pieces(
        self,
        wire: socket.socket,
        response: http.client.HTTPResponse,
        first: bytes,
        end: float,
    ) -> Iterator[bytes]:
        sent, piece = 0, first
        while piece:
            sent += len(piece)
            if sent > self.limits.answer:
                raise Refused(503, f"The answer has more than {self.limits.answer:,} bytes.")
            yield piece
            _wait_until(wire, end)
            piece = response.read1(_PIECE)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    endpoint: Endpoint

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""


def is_loopback(host: str) -> bool:
    """Return whether an address can be reached from this machine alone.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
        (True, True, False)
    """
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _wait_until(wire: socket.socket, end: float) -> None:
    """Let the next wait for Oxigraph last until ``end`` and no longer."""
    left = end + _GRACE - time.monotonic()
    if left <= 0:
        raise TimeoutError
    wire.settimeout(left)
