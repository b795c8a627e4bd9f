"""N-Quads and TriG: what a source says stands in a graph of its own, the rest in the default one."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from kg.rdf.terms import DIPL, NIF, RDF, prefixes
from kg.rdf.turtle import to_turtle
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Build


def by_source(build: Build, base: str) -> Mapping[str, Sequence[Triple]]:
    """Return the triples of each source by its IRI, those of no source under the empty text.

    A source's graph holds its reports and who takes part by them; events, actors, places, the sources' own
    descriptions and the run stand in the default graph.
    """
    every = tuple(dict.fromkeys(triples(build, base)))
    homes = _homes(every)
    found: defaultdict[str, list[Triple]] = defaultdict(list)
    for triple in every:
        found[homes.get(str(triple.subject), "")].append(triple)
    return {name: found[name] for name in sorted({*found, ""})}


def to_nquads(build: Build, base: str) -> Iterator[str]:
    """Yield the lines of an N-Quads file, ordered."""
    lines = (
        f"{triple} <{name}> .\n" if name else f"{triple} .\n"
        for name, told in by_source(build, base).items()
        for triple in told
    )
    yield from sorted(lines)


def to_trig(build: Build, base: str) -> Iterator[str]:
    """Yield the pieces of a TriG file: the default graph as Turtle, then one graph a source."""
    known = prefixes(base)
    for name, told in by_source(build, base).items():
        if not name:
            yield from to_turtle(told, known)
            continue
        yield f"\n<{name}> {{\n"
        yield from islice(to_turtle(told, known), len(known), None)
        yield "}\n"


def _homes(every: Sequence[Triple]) -> Mapping[str, str]:
    """Return subject -> IRI of the source that says it, for reports and their participations."""
    reports = {
        str(each.subject) for each in every if each.predicate == RDF.type and each.object == DIPL.Report
    }
    homes = {
        str(each.subject): each.object.value
        for each in every
        if each.predicate == NIF.referenceContext
        and isinstance(each.object, NamedNode)
        and str(each.subject) in reports
    }
    parts = {
        str(each.object): homes[str(each.subject)]
        for each in every
        if each.predicate == DIPL.participation and str(each.subject) in homes
    }
    return homes | parts
