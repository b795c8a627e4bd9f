"""A graph of events in the hand: written, asked, shown and explained; needs no language model."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import exports, queries, rdf
from kg.errors import GraphError, QueryError, UnknownEvent
from kg.exports import frames
from kg.locking import locked
from kg.queries.process import Asker
from kg.rdf.terms import ONTOLOGY
from kg.views import networks
from kg.views.excerpts import write_excerpt
from kg.views.explanation import explain
from kg.views.page import page
from kg.views.timeline import Entry, timeline

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx
    import pandas as pd
    import pyoxigraph
    from matplotlib.figure import Figure

    from kg.model import Build, Event

TURTLE, PAGE, STORE, REPORT = "graph.ttl", "graph.html", "store", "report.json"

_HEAD = 1 << 14  # bytes of a Turtle file that tell whose it is


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Graph:
    """Sources and events of a build, with what a reader wants to do with them.

    Args:
        build: The values themselves.

    Example:
        >>> import kg
        >>> graph = kg.demo()  # doctest: +SKIP
        >>> graph.sparql("SELECT (COUNT(?e) AS ?events) WHERE { ?e a dipl:Event }")  # doctest: +SKIP
    """

    build: Build
    _stores: list[pyoxigraph.Store] = field(default_factory=list, repr=False)
    _askers: list[Asker] = field(default_factory=list, repr=False)

    @classmethod
    def open(cls, path: str | Path) -> Graph:
        """Read a graph from a file of RDF, or from a folder that ``kg build`` or ``export`` by months wrote.

        Args:
            path: The folder, or a file in Turtle, JSON-LD, N-Quads, TriG or RDF/XML by its suffix.

        Raises:
            GraphError: Nothing is there, or it is no graph of ours.
        """
        path = Path(path)
        months = path.is_dir() and not (path / TURTLE).is_file() and (path / exports.MANIFEST).is_file()
        return cls(build=exports.read_graph(path if months else turtle_file(path)))

    @property
    def events(self) -> frames.Events:
        """All events, ordered by id; ``graph.events(actor="France", since="2023-05-01")`` gives a DataFrame.

        See kg.exports.frames.Events for what can be asked.
        """
        return frames.Events(self.build)

    def dyads(self, freq: str = "M", *, complete: bool = False) -> pd.DataFrame:
        """Return how states and organisations dealt with each other, a row a period and directed pair.

        Args:
            freq: ``D``, ``W``, ``M``, ``Q`` or ``Y``.
            complete: Whether each pair has a row for every period.

        See kg.exports.frames.dyads for the columns, and for what the intensity is and is not.

        Raises:
            QueryError: There is no such frequency.
        """
        return frames.dyads(self.build, freq, complete=complete)

    def event(self, event_id: str) -> Event:
        """Return the event whose id begins with ``event_id``.

        Raises:
            UnknownEvent: There is none, or there are several.
        """
        found = [event for event in self.events if event.id.startswith(event_id)] if event_id else []
        if len(found) != 1:
            many = f"{len(found)} events begin" if found else "No event begins"
            raise UnknownEvent(
                f"{many} with {event_id!r}.", remedy="Ids stand in the graph and in 'kg query timeline'."
            )
        return found[0]

    def write(self, folder: str | Path) -> Path:
        """Write Turtle, page, store and report into a folder, and return the folder.

        Each is written whole beside its place first, so that a failure leaves what was there before.

        Raises:
            GraphError: The folder cannot be written, or another process writes there now.
        """
        target = Path(folder)
        check_turtle(target / TURTLE)
        with locked(target):
            rdf.write_turtle(self.build, target / TURTLE)
            rdf.write_store(target / TURTLE, target / STORE)
            write_excerpt(self.build, target / PAGE)
            rdf.replace_file(target / REPORT, [json.dumps(self.report(), indent=2, ensure_ascii=False), "\n"])
        return target

    def export(self, path: str | Path, *, name: str | None = None, table: str = "events") -> Path:
        """Write the graph as one file for other programs, and return the file.

        Args:
            path: The file; its suffix says the format: .ttl, .jsonld, .nq, .trig, .rdf, .csv, .parquet,
                .graphml, .gexf or .jsonl.
            name: Name of the format (see ``kg.exports.FORMATS``), if the suffix does not say it.
            table: What a row of CSV or Parquet is: ``events`` or ``dyad-months``.

        Raises:
            GraphError: There is no such format, or the file cannot be written.
        """
        exports.export(self.build, Path(path), name=name, table=table)
        return Path(path)

    def export_months(self, folder: str | Path) -> Path:
        """Write the graph as a folder with a Turtle file a month and a manifest, and return the manifest.

        Raises:
            GraphError: The folder holds something else, or cannot be written.
        """
        return exports.write_months(self.build, Path(folder))

    def report(self) -> dict[str, Any]:
        """Return what was read, found and skipped, as plain values for JSON."""
        skipped = [
            {"document": each.document_id, "stage": each.stage, "reason": each.reason}
            for each in sorted(
                self.build.skipped, key=lambda each: (each.document_id, each.stage, each.reason)
            )
        ]
        entities = {part.entity.id for event in self.build.events for part in event.participants}
        return {
            "documents": len(self.build.sources),
            "copies": sum(bool(source.copy_of) for source in self.build.sources),
            "events": len(self.build.events),
            "entities": len(entities),
            "reports": sum(len(event.mentions) for event in self.build.events),
            "skipped": skipped,
            "run": {
                "kg": self.build.run.kg_version,
                "model": self.build.run.model,
                "model_version": self.build.run.model_version,
                "encoder": self.build.run.encoder,
                "options": dict(self.build.run.options),
            },
        }

    def sparql(
        self, query: str, /, *, timeout: float | None = None, **parameters: object
    ) -> pd.DataFrame | bool:
        """Answer a SPARQL query: SELECT by a DataFrame, ASK by a bool; usual prefixes are known.

        Args:
            query: The query, or the name of a ready one (see kg.queries.ready).
            timeout: After so many seconds the query is ended. It is then asked in a process of its own, which
                takes a copy of the graph the first time.
            parameters: Values for its variables, bound and never pasted.

        A ready query that holds only the latest events says so in a warning and in ``attrs["note"]``.

        Raises:
            QueryError: The query is malformed, or took longer than ``timeout``.
        """
        if timeout is not None:
            return self._asked_apart(query, timeout, parameters)
        if query in queries.ready():
            return queries.run(self.store(), query, **parameters)
        return queries.select(self.store(), query, **parameters)

    def _asked_apart(self, query: str, timeout: float, parameters: dict[str, object]) -> pd.DataFrame | bool:
        text, values = query, parameters
        if query in queries.ready():
            text, values = queries.prepare(self.store(), queries.ready()[query], parameters)
        if not self._askers:
            self._askers.append(Asker(self.store(), lasting=True))
        asker = self._askers[0]
        found = asker.ask(text, values, rows=None, seconds=timeout)
        if found.form not in {"SELECT", "ASK"}:
            raise QueryError("The query is neither SELECT nor ASK.", remedy="Ask these with %%sparql.")
        if found.form == "ASK":
            return found.truth
        table = found.frame()
        return queries.with_note(table, asker.left_out(text, values, table, seconds=timeout))

    def store(self) -> pyoxigraph.Store:
        """Return the graph as a store in memory, with the ontology; made once, and not to be changed."""
        if not self._stores:
            self._stores.append(rdf.as_store(self.build))
        return self._stores[0]

    def to_networkx(self, *, states: bool = False) -> nx.MultiDiGraph[str]:
        """Return the events as edges between entities; kg.views.measures measures such graphs.

        Args:
            states: Whether people, groups and bodies are gathered into the states for which they act.
        """
        graph = networks.to_networkx(self.build)
        return networks.to_states(graph) if states else graph

    def picture(
        self, path: str | Path | None = None, *, states: bool = True, title: str = "", most: int = 60
    ) -> Figure:
        """Draw a still picture for a paper, and write it if a path is given; needs the extra ``picture``.

        Args:
            path: A file whose suffix is .png, .svg or .pdf.
            states: Whether people, groups and bodies are gathered into the states for which they act.
            title: Heading of the picture.
            most: So many of the most active actors are drawn.

        Raises:
            GraphError: matplotlib is not installed, or the suffix is another.
        """
        from kg.views.picture import picture  # noqa: PLC0415 - matplotlib is an extra

        file = Path(path) if path is not None else None
        return picture(self.to_networkx(states=states), file, title=title, most=most)

    def explain(self, event_id: str) -> str:
        """Return in words why an event stands in the graph."""
        return explain(self.event(event_id), self.build.sources)

    def timeline(
        self,
        *,
        actor: str = "",
        action: str = "",
        place: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Entry, ...]:
        """Return the dated events that fit, the earliest first; kg.views.timeline.svg draws them.

        Args:
            actor: Name, id or code of a party, or the code of the state that it acts for.
            action: Id of an action, or a PLOVER type.
            place: Name of a place or code of its state.
            since: First day.
            until: Last day.
        """
        return timeline(self.events, actor=actor, action=action, place=place, since=since, until=until)

    def page(self, *, title: str = "Who did what to whom") -> str:
        """Return the interactive page as one HTML text that needs no network."""
        return page(self.build, title=title)

    def view(self, *, height: int = 640) -> Any:  # noqa: ANN401 - IPython is untyped
        """Show the page inside a notebook.

        Args:
            height: Height of the frame in pixels.
        """
        from html import escape  # noqa: PLC0415 - only notebooks need them

        from IPython.display import HTML  # noqa: PLC0415 - see above

        return HTML(  # type: ignore[no-untyped-call]  # IPython is untyped
            f'<div><iframe srcdoc="{escape(self.page())}" width="100%" height="{int(height)}" '
            'title="Graph of events" style="border:1px solid #8886"></iframe></div>'
        )


def turtle_file(path: Path) -> Path:
    """Return the Turtle file that a path means: itself, or the one in a folder that ``kg build`` wrote.

    Raises:
        GraphError: Nothing is there.
    """
    file = path / TURTLE if path.is_dir() else path
    if not file.is_file():
        raise GraphError(
            f"There is no graph at {path}.",
            remedy="Make one with 'kg build' or 'kg demo', or name its folder.",
        )
    return file


def check_turtle(file: Path) -> None:
    """Refuse to write over a file under the name of our Turtle that kg has not written.

    Raises:
        GraphError: It holds something, and nothing of our ontology at its beginning.
    """
    if not file.is_file() or file.stat().st_size == 0:
        return
    with file.open("rb") as stream:
        if ONTOLOGY.encode() not in stream.read(_HEAD):
            raise GraphError(
                f"{file} is there, and kg has not written it.", remedy="Name another folder with -o."
            )
