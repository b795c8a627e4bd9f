"""Build <-> Turtle file, and Build -> rdflib graph."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kg.errors import GraphError
from kg.rdf.reading import build_of
from kg.rdf.terms import DATA_BASE, DIPL, RDF, XSD, prefixes
from kg.rdf.turtle import to_turtle
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.model import Build

_PREAMBLE = re.compile(r"^Parser error at line [^:]*: ")


def to_graph(build: Build, *, base: str = DATA_BASE) -> rdflib.Graph:
    """Return a build as an rdflib graph.

    Args:
        build: What a run found.
        base: The IRI below which the data lie; it ends in ``/`` or ``#``.

    Raises:
        GraphError: The base cannot be one.

    Example:
        >>> from kg.model import Build, Run
        >>> build = Build(run=Run(kg_version="0.1.0", model="none", model_version="0"))
        >>> sorted(to_graph(build).objects(None, rdflib.RDF.type))[0]
        rdflib.term.URIRef('http://www.w3.org/ns/prov#Activity')
    """
    return as_rdflib(triples(build, base), base)


def as_rdflib(content: Iterable[Triple], base: str = DATA_BASE) -> rdflib.Graph:
    """Return pyoxigraph's triples as an rdflib graph that knows kg's prefixes."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in prefixes(base).items():
        graph.bind(prefix, iri)
    for triple in content:
        graph.add((_as_term(triple.subject), _as_term(triple.predicate), _as_term(triple.object)))
    return graph


def write_turtle(build: Build, path: Path, *, base: str = DATA_BASE) -> None:
    """Write a build as Turtle: the same build gives the same bytes.

    Args:
        build: What a run found.
        path: The file; what lies there is replaced only once all is written.
        base: The IRI below which the data lie; it ends in ``/`` or ``#``.

    Raises:
        GraphError: The file cannot be written, or the base cannot be one.
    """
    pieces = to_turtle(triples(build, base), prefixes(base))
    try:
        replace_file(Path(path), pieces)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise GraphError(message, remedy="Name a file that you may write.") from error


def read_turtle(path: Path) -> Build:
    """Read a build from the Turtle that ``write_turtle`` wrote; what was skipped is not kept there.

    Raises:
        GraphError: The file cannot be read, is no Turtle (the message names the line), or is none of ours.
    """
    path = Path(path)
    with in_turtle(path):
        quads = pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE)
        return build_of((quad.triple for quad in quads), str(path))


@contextmanager
def in_turtle(path: Path, language: str = "Turtle", suffix: str = ".ttl") -> Iterator[None]:
    """Tell what pyoxigraph finds wrong with a file of Turtle, or of another language, in our own words.

    Raises:
        GraphError: The file cannot be read or is not of that language.
    """
    try:
        yield
    except SyntaxError as error:
        where = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        reason = _PREAMBLE.sub("", str(error.msg))
        message = f"{path}{where} is no {language}: {reason}."
        raise GraphError(message, remedy=f"Give a {suffix} file, written as UTF-8.") from error
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise GraphError(message, remedy="Check the path.") from error
    except MemoryError as error:  # Oxigraph holds a term in 16 MB
        message = f"{path} holds a term that is too long to be read."
        raise GraphError(message, remedy=f"Give a {suffix} file that kg wrote.") from error


def check_ours(content: Collection[Triple], where: str) -> None:
    """Refuse a graph in which nothing is of our ontology.

    Raises:
        GraphError: No triple gives a type of the ontology.
    """
    if not any(
        each.predicate == RDF.type and str(each.object).startswith(f"<{DIPL.iri}") for each in content
    ):
        holds = "is a graph of another ontology" if content else "holds no triple"
        raise GraphError(
            f"{where} {holds}: nothing in it has a type of <{DIPL.iri}>.",
            remedy="Give a graph that 'kg build' wrote.",
        )


def replace_file(path: Path, pieces: Iterable[str]) -> None:
    """Write text to a file that appears at once and whole, or not at all."""
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside a file, to write to; it takes the file's place once it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _as_term(term: object) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        kind = None if term.language or term.datatype == XSD.string else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=kind)
    raise TypeError(f"{term} is neither a node nor a literal.")
