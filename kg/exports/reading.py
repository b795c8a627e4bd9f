"""Reads back what kg wrote: Turtle, JSON-LD, N-Quads, TriG, RDF/XML, or a folder with a file a month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.exports.months import MANIFEST, checked_files
from kg.rdf.files import in_turtle, read_turtle
from kg.rdf.reading import build_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from kg.model import Build


class _Language(NamedTuple):
    format: RdfFormat
    name: str


_LANGUAGES = {
    ".ttl": _Language(RdfFormat.TURTLE, "Turtle"),
    ".jsonld": _Language(RdfFormat.JSON_LD, "JSON-LD"),
    ".nq": _Language(RdfFormat.N_QUADS, "N-Quads"),
    ".nt": _Language(RdfFormat.N_TRIPLES, "N-Triples"),
    ".trig": _Language(RdfFormat.TRIG, "TriG"),
    ".rdf": _Language(RdfFormat.RDF_XML, "RDF/XML"),
}


def read_graph(path: Path) -> Build:
    """Read a build from a file of any language of RDF, or from a folder with a manifest.

    Args:
        path: The file; its suffix says the language: .ttl, .jsonld, .nq, .nt, .trig or .rdf.

    Raises:
        GraphError: The file cannot be read, is not of its language (the message names the line), or is none
            of ours; a file of a folder is missing or is not the one that the manifest names.
    """
    path = Path(path)
    if path.is_dir():
        files = checked_files(path / MANIFEST)
    elif path.name == MANIFEST and path.is_file():
        files = checked_files(path)
    elif path.suffix.lower() == ".ttl" or path.suffix.lower() not in _LANGUAGES:
        return read_turtle(path)
    else:
        files = [path]
    return build_of(dict.fromkeys(triple for file in files for triple in _triples(file)), str(path))


def _triples(path: Path) -> Iterator[Triple]:
    suffix = path.suffix.lower()
    language = _LANGUAGES[suffix]
    with in_turtle(path, language.name, suffix):
        for quad in pyoxigraph.parse(path=str(path), format=language.format):
            yield quad.triple


def is_graph_file(path: Path) -> bool:
    """Return whether a path's suffix is one of RDF.

    Example:
        >>> is_graph_file(Path("graph.nq")), is_graph_file(Path("events.csv"))
        (True, False)
    """
    return path.suffix.lower() in _LANGUAGES
