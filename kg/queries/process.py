"""Asks a graph through a process of its own, so that a query that takes too long can be ended."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.errors import GraphError, QueryError
from kg.queries import worker
from kg.queries.binding import bind, checked
from kg.queries.checking import check, notes
from kg.queries.engine import Target, base_of, inside, opened
from kg.queries.frames import Known, to_frame
from kg.queries.ready import left_out
from kg.queries.tokens import declarations
from kg.rdf.files import as_rdflib
from kg.rdf.terms import DATA_BASE, prefixes
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    import pandas as pd

    from kg.queries.binding import Term

ROWS = 10_000
"""So many rows are fetched unless more are asked for."""
SECONDS = 60.0
"""So long a query may take unless more is allowed."""

_NAMED, _NAMED_AFAR = 20_000, 400  # of so many nodes a store, a server is asked for names
_WAITS = (0.05, 0.2, 0.5)  # seconds between looks at a store that is just being replaced
_NOTHING = "nothing there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a query.

    Args:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        base: The IRI below which the data lie.
        truth: The answer to ASK.
        variables: The columns of SELECT.
        rows: Its solutions: a term or None for each column.
        triples: What CONSTRUCT or DESCRIBE made, as N-Triples.
        more: Whether there would be more than was fetched.
        known: IRI -> what the graph says of it.
        notes: What may be amiss in the query.
    """

    form: str
    base: str = DATA_BASE
    truth: bool = False
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | str | None, ...], ...] = ()
    triples: str = ""
    more: bool = False
    known: Mapping[str, Known] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def frame(self, *, raw: bool = False) -> pd.DataFrame:
        """Return the solutions as a typed table, with whole IRIs if ``raw``."""
        return to_frame(self.variables, self.rows, {} if raw else prefixes(self.base), self.known)

    def graph(self) -> rdflib.Graph:
        """Return what was made as an rdflib graph."""
        quads = pyoxigraph.parse(self.triples, format=RdfFormat.N_TRIPLES)
        return as_rdflib((quad.triple for quad in quads), self.base)


class TooLong(QueryError):  # noqa: N818 - see kg.errors.NothingReadable
    """A query took longer than it was allowed and was ended."""


class Asker:
    """Asks one graph, in a process that starts with the first query and anew whenever it had to be ended.

    Args:
        target: The folder of a store or of a build, a Turtle file, an open store, an rdflib graph or the
            address of a SPARQL endpoint.
        lasting: Whether an open store or a graph never changes, so that it is handed over only once.

    Example:
        >>> graph = rdflib.Graph().parse(data="<https://a.org/x> <https://w3id.org/dipl#reportCount> 2 .")
        >>> with Asker(graph) as asker:
        ...     asker.ask("SELECT ?count { ?event dipl:reportCount ?count }").frame()
           count
        0      2
    """

    def __init__(self, target: Target, *, lasting: bool = False) -> None:
        self._target = target
        self._lasting = lasting
        self._stamp: object = None
        self.child: _Child | None = None
        self._base = DATA_BASE

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        query: str,
        values: Mapping[str, object] | None = None,
        *,
        rows: int | None = ROWS,
        seconds: float | None = SECONDS,
    ) -> Found:
        """Ask a query of any form.

        Args:
            query: SPARQL; kg's prefixes are known and need no declaration.
            values: Values for its variables, by name.
            rows: At most so many rows or triples are fetched; None for all.
            seconds: After so long the query is ended; None for never.

        Raises:
            GraphError: The target cannot be opened.
            QueryError: The query is malformed or cannot be answered, or a value cannot be bound.
            TooLong: It was ended.
        """
        bound = bind(query, checked(query, values or {}))
        form = check(query, bound, prefixes())
        for wait in _WAITS:
            before = self._looks()
            try:
                return self._asked((query, tuple(values or ())), bound, form, rows, seconds)
            except (GraphError, QueryError) as error:
                if isinstance(error, TooLong) or not self._moves(before):
                    raise
                self.close()
                time.sleep(wait)
        return self._asked((query, tuple(values or ())), bound, form, rows, seconds)

    def left_out(
        self, query: str, values: Mapping[str, object], found: pd.DataFrame, *, seconds: float | None
    ) -> str:
        """Say if an answer holds only the latest events, see ``ready.left_out``; else return nothing."""
        events = found.get("event", ())
        return left_out(
            query, events, lambda rest: bool(self.ask(rest, values, rows=1, seconds=seconds).rows)
        )

    def close(self) -> None:
        """End the process."""
        if self.child is not None:
            self.child.end()
            self.child = None

    def _asked(
        self,
        said: tuple[str, tuple[str, ...]],
        bound: str,
        form: str,
        rows: int | None,
        seconds: float | None,
    ) -> Found:
        child = self._ready(seconds)
        known = prefixes(self._base)
        afar = _is_address(self._target)
        order = {"query": declarations(bound, known) + bound, "form": form, "rows": rows,
                 "names": _NAMED_AFAR if afar else _NAMED, "seconds": seconds}  # fmt: skip
        try:
            parts = child.do(order, seconds)
        except BaseException:
            # whatever stopped the waiting, a timeout or the user, the query must not go on
            self.close()
            raise
        if "error" in parts:
            message = f"The query cannot be answered: {parts['error']}."
            raise QueryError(message, remedy="See what the server says." if afar else "Ask for less.")
        return _found(parts, form, self._base, notes(said[0], known, said[1]))

    def _ready(self, seconds: float | None) -> _Child:
        """Return the process, started anew if it ended or what it holds has changed."""
        looks = self._looks()
        if self.child is not None and (self.child.ended or looks != self._stamp):
            self.close()
        if self.child is None:
            child = _Child()
            try:
                with ExitStack() as stack:
                    parts = child.do(self._order(stack), seconds if _is_address(self._target) else None)
            except BaseException:
                child.end()
                raise
            if "error" in parts:
                child.end()
                message = f"{_name(self._target)} cannot be opened: {parts['error']}."
                raise GraphError(message, remedy="Check the path or the address.")
            self.child, self._stamp = child, looks
            weakref.finalize(self, child.end)  # when nobody can ask any more
            self._base = base_of(parts["base"])
        return self.child

    def _looks(self) -> object:
        """Return what changes when the target changes."""
        if isinstance(self._target, Store | rdflib.Graph):
            return None if self._lasting else object()
        if _is_address(self._target):
            return None
        path = Path(self._target)
        try:
            found = os.stat(inside(path) / "CURRENT" if path.is_dir() else path)  # noqa: PTH116 - one call for both
        except OSError:
            return _NOTHING
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _moves(self, before: object) -> bool:
        """Return whether a store is just being put in the place of another."""
        if not isinstance(self._target, str | Path) or _is_address(self._target):
            return False
        path = Path(self._target)
        beside = (*path.glob(".store-*"), *path.parent.glob(f".{path.name}-*"))
        return self._looks() != before or bool(before == _NOTHING and beside)

    def _order(self, stack: ExitStack) -> dict[str, Any]:
        """Return what the process is to open; files made for it live as long as the stack."""
        target = self._target
        if _is_address(target):
            return {"kind": "endpoint", "at": str(target)}
        if isinstance(target, str | Path) and Path(target).is_dir():
            if self._looks() == _NOTHING:
                remedy = "Give the folder that 'kg build' wrote, or a Turtle file."
                raise GraphError(f"There is no store in {target}.", remedy=remedy)
            return {"kind": "store", "at": str(inside(Path(target)))}
        if isinstance(target, str | Path):
            path = Path(target)
            if not path.is_file():
                raise GraphError(
                    f"There is no graph at {path}.", remedy="Name a folder, a file or an address."
                )
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-"))
            path = Path(folder) / "graph.nt"
            opened(target).dump(str(path), format=RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
        words = [str(ontologies() / name) for name in ("diplomacy.ttl", "actions.ttl")]
        return {"kind": "files", "files": [str(path), *words]}


class _Child:
    """The process and the thread that listens to it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-P", worker.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # the stop button of a notebook is for the kernel, which ends us itself
        )
        self._heard: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self.process.stdout, self._heard), daemon=True).start()

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    def do(self, order: Mapping[str, Any], seconds: float | None) -> dict[str, Any]:
        """Send an order and return all parts of the answer as one.

        Raises:
            TooLong: It takes longer than ``seconds``.
            QueryError: The process has ended.
        """
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        end = None if seconds is None else time.monotonic() + seconds
        try:
            self.process.stdin.write(json.dumps(order) + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise self._gone() from error
        parts: dict[str, Any] = {}
        while not parts.keys() & {"done", "error", "base"}:
            try:
                line = self._heard.get(timeout=None if end is None else max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise TooLong(
                    f"The query was ended after {seconds:g} s.",
                    remedy="Ask for less, with LIMIT or fewer patterns, or allow it more time.",
                ) from None
            if not line:
                raise self._gone()
            parts |= json.loads(line)
        return parts

    def end(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                _closed(pipe)
        self.process.wait()

    def _gone(self) -> QueryError:
        code = self.process.wait()
        message = f"The process that answered the query is gone (code {code})."
        return QueryError(message, remedy="It may have needed more memory than there is: ask for less.")


def _listen(pipe: IO[str] | None, heard: queue.SimpleQueue[str]) -> None:
    assert pipe is not None  # noqa: S101 - it was asked for
    try:
        for line in pipe:
            heard.put(line)
    except ValueError:  # the pipe was closed: nobody waits any more
        return
    heard.put("")


def _closed(pipe: IO[str]) -> None:
    try:
        pipe.close()
    except OSError:
        return


def _found(parts: Mapping[str, Any], form: str, base: str, said: tuple[str, ...]) -> Found:
    return Found(
        form=form,
        base=base,
        truth=parts.get("truth", False),
        variables=tuple(parts.get("variables", ())),
        rows=tuple(tuple(_term(each) for each in row) for row in parts.get("rows", ())),
        triples=parts.get("triples", ""),
        more=parts.get("more", False),
        known={iri: Known(*words) for iri, words in parts.get("known", {}).items()},
        notes=said,
    )


def _term(plain: list[str] | None) -> Term | str | None:
    if plain is None:
        return None
    kind, text, *rest = plain
    if kind == "iri":
        return NamedNode(text)
    if kind == "literal":
        language, datatype = rest
        return Literal(text, language=language) if language else Literal(text, datatype=NamedNode(datatype))
    return text


def _is_address(target: Target) -> bool:
    return isinstance(target, str) and target.startswith(("http://", "https://"))


def _name(target: Target) -> str:
    return str(target) if isinstance(target, str | Path) else f"The {type(target).__name__}"
