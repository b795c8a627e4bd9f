"""Copies a graph to a server by the Graph Store protocol, in pieces; what broke off can be gone on with."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from pyoxigraph import BlankNode, DefaultGraph, RdfFormat, Triple, parse, serialize

from kg.errors import GraphError
from kg.queries.engine import inside
from kg.rdf.files import in_turtle, replace_file
from kg.rdf.stores import open_store
from kg.resources import ontologies
from kg.serving.front import is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 10_000
_WAITS = (1.0, 3.0, 9.0)  # seconds before another try
_PASSING = {429, 502, 503, 504}
_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a graph is copied to.

    Args:
        url: The address of the server's Graph Store.
        graph: The IRI of the graph there; empty for the default graph.
        user: Name for a server that asks for one, by Basic or Digest.
        password: And the password.
    """

    url: str
    graph: str = ""
    user: str = ""
    password: str = ""

    def address(self) -> str:
        """Return the address of the graph itself.

        Raises:
            GraphError: It is no address of the web.

        Example:
            >>> Place(url="http://localhost:7878/store").address()
            'http://localhost:7878/store?default'
        """
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment or parts.username:
            raise GraphError(
                f"'{self.url}' is no address of a server.", remedy="Write http://HOST:PORT/PATH."
            )
        graph = f"graph={quote(self.graph, safe='')}" if self.graph else "default"
        return f"{self.url}{'&' if parts.query else '?'}{graph}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What came of it: pieces in all, those that had been sent before, and triples sent now."""

    chunks: int
    before: int
    triples: int


def push(
    graph: Path,
    place: Place,
    *,
    chunk: int = CHUNK,
    again: bool = False,
    tell: Callable[[int], object] = lambda _triples: None,
) -> Pushed:
    """Copy a graph; what was there is replaced.

    A journal beside the graph says which pieces the server has taken. A piece that is sent twice changes
    nothing, as kg's graphs have no blank nodes.

    Args:
        graph: The folder that ``kg build`` wrote, a store or a Turtle file.
        place: Where to.
        chunk: How many triples go at once.
        again: Begin anew even if an earlier run broke off.
        tell: Called with the number of triples of each piece that was taken.

    Raises:
        GraphError: There is no such graph, or the server does not take it; the next run goes on from there.
    """
    address = place.address()
    journal = _Journal.of(graph, address, chunk)
    done = 0 if again else journal.done()
    send = _sender(place)
    sent = number = 0
    for number, piece in enumerate(_pieces(_triples(graph), chunk), start=1):
        if number <= done:
            continue
        # the first piece takes the place of what was there, the others are added to it
        send("PUT" if number == 1 else "POST", address, serialize(piece, format=RdfFormat.N_TRIPLES) or b"")
        journal.note(number)
        sent += len(piece)
        tell(len(piece))
    journal.close()
    return Pushed(chunks=number, before=min(done, number), triples=sent)


@dataclass(frozen=True, slots=True)
class _Journal:
    """How many pieces a server has taken; it counts only while graph, address and size are the same."""

    file: Path
    key: str

    @classmethod
    def of(cls, graph: Path, address: str, chunk: int) -> _Journal:
        source = inside(graph) / "CURRENT" if graph.is_dir() else graph
        try:
            found = source.stat()
        except OSError as error:
            raise GraphError(f"There is no graph at {graph}.", remedy="Name a folder or a file.") from error
        same = json.dumps([address, chunk, found.st_ino, found.st_mtime_ns, found.st_size])
        name = hashlib.sha256(address.encode()).hexdigest()[:12]
        folder = graph if graph.is_dir() else graph.parent
        return cls(folder / f".push-{name}.json", hashlib.sha256(same.encode()).hexdigest())

    def done(self) -> int:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found = json.loads(self.file.read_text(encoding="utf-8"))
            return int(found["done"]) if found["key"] == self.key else 0
        return 0

    def note(self, done: int) -> None:
        with contextlib.suppress(OSError):  # a folder that cannot be written: the next run begins anew
            replace_file(self.file, [json.dumps({"key": self.key, "done": done})])

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)


def _triples(graph: Path) -> Iterator[Triple]:
    """Yield all triples of a graph with the ontology, in an order that stays while the graph does."""
    if graph.is_dir():
        for quad in open_store(inside(graph)).quads_for_pattern(None, None, None, DefaultGraph()):
            yield quad.triple
        return
    with in_turtle(graph):
        words = (ontologies() / name for name in ("diplomacy.ttl", "actions.ttl"))
        for path in chain([graph], words):
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                yield quad.triple


def _pieces(triples: Iterator[Triple], chunk: int) -> Iterator[list[Triple]]:
    """Yield lists of so many triples; those with blank nodes, if there are any, stay together."""
    apart: list[Triple] = []

    def plain() -> Iterator[Triple]:
        for triple in triples:
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                apart.append(triple)
            else:
                yield triple

    rest = plain()
    while piece := list(islice(rest, chunk)):
        yield piece
    if apart:
        yield apart


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected PUT would be lost, and a password might go elsewhere."""

    def redirect_request(self, *_: object) -> None:
        return None


def _sender(place: Place) -> Callable[[str, str, bytes], None]:
    known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    if place.user:
        known.add_password(None, place.url, place.user, place.password)
    here = is_loopback(urlsplit(place.url).hostname or "")
    proxies = urllib.request.ProxyHandler({} if here else None)  # no proxy is asked for this machine
    opener = urllib.request.build_opener(
        proxies,
        _NoRedirect,
        urllib.request.HTTPDigestAuthHandler(known),
        urllib.request.HTTPBasicAuthHandler(known),
    )

    def send(method: str, address: str, content: bytes) -> None:
        headers = {"Content-Type": "text/turtle", "User-Agent": "kg"}
        request = urllib.request.Request(address, content, headers, method=method)  # noqa: S310 - http alone
        for wait in (*_WAITS, None):
            try:
                with opener.open(request, timeout=_SECONDS) as answer:
                    answer.read()
            except urllib.error.HTTPError as error:
                if error.code not in _PASSING or wait is None:
                    raise _refused(place, error) from error
            except (OSError, http.client.HTTPException) as error:
                if wait is None:
                    reason = getattr(error, "reason", error)
                    message = f"{place.url} cannot be reached: {reason}."
                    raise GraphError(message, remedy="Run it again: it goes on from here.") from error
            else:
                return
            time.sleep(wait)

    return send


def _refused(place: Place, error: urllib.error.HTTPError) -> GraphError:
    with contextlib.closing(error):
        said = " ".join(error.read(300).decode("utf-8", "replace").split())
    remedies = {
        401: "Name a user with --user, and the password in KG_PASSWORD.",
        403: "The server takes nothing from this user: name another with --user.",
        404: "Name the address of its Graph Store, such as http://localhost:7878/store.",
        405: "Name the address of its Graph Store, such as http://localhost:7878/store.",
        413: "Send less at once with --chunk.",
    }
    return GraphError(
        f"{place.url} answers {error.code} {error.reason}{': ' if said else ''}{said}".rstrip(".") + ".",
        remedy=remedies.get(error.code, "See what the server says; the next run goes on from here."),
    )
