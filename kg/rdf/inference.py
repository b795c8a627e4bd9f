"""What follows from a graph by the rules of ``ontologies/rules.ru``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Store, Triple

from kg.errors import GraphError
from kg.rdf.files import check_ours, in_turtle, replace_file
from kg.rdf.stores import add_ontology
from kg.rdf.turtle import to_turtle
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def inferred(content: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what follows from triples and is not among them, in no particular order.

    Args:
        content: A graph of diplomatic events, without its vocabulary.

    Example:
        >>> from kg.rdf.terms import DIPL, Names
        >>> peru, chile = Names().key("ent", "PER"), Names().key("ent", "CHL")
        >>> visit = pyoxigraph.NamedNode(DIPL.iri + "visit")
        >>> sorted(each.predicate.value for each in inferred([Triple(peru, visit, chile)]))
        ['https://w3id.org/dipl#host', 'https://w3id.org/dipl#interactsWith', 'https://w3id.org/dipl#interactsWith']
    """
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in content)
    add_ontology(store)
    before = set(store)
    store.update((ontologies() / "rules.ru").read_text("utf-8"))
    return (quad.triple for quad in store if quad not in before)


def infer(path: Path, output: Path, *, only: bool = False) -> int:
    """Write a graph with all that follows from it, and return how many triples that adds.

    Args:
        path: A Turtle file.
        output: The file to write; it may be the same.
        only: Write what follows and leave the graph itself out.

    Raises:
        GraphError: The file cannot be read or is no Turtle or none of ours, or the other cannot be written.
    """
    pieces, count = _turtle(Path(path), only=only)
    try:
        replace_file(Path(output), pieces)
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror or error}."
        raise GraphError(message, remedy="Name a file that you may write.") from error
    return count


def inferred_turtle(path: Path, *, only: bool = False) -> Iterator[str]:
    """Return the pieces of the Turtle that ``infer`` would write.

    Raises:
        GraphError: The file cannot be read, is no Turtle, or is a graph of another ontology.
    """
    return _turtle(Path(path), only=only)[0]


def _turtle(path: Path, *, only: bool) -> tuple[Iterator[str], int]:
    with in_turtle(path):
        parser = pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE)
        content = [quad.triple for quad in parser]
    check_ours(content, str(path))
    new = list(inferred(content))
    return to_turtle(new if only else [*content, *new], parser.prefixes), len(new)
