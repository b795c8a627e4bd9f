"""A graph on disk that answers SPARQL at once: written anew as a whole, opened for reading only."""

from __future__ import annotations

import os
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import GraphError
from kg.rdf.files import in_turtle
from kg.rdf.terms import DATA_BASE
from kg.rdf.writing import triples
from kg.resources import ontologies

if TYPE_CHECKING:
    from kg.model import Build

_MARK = "CURRENT"  # RocksDB keeps a file of that name in each of its folders
_BATCH = 100_000  # quads: the loader holds all that it is given, half a kilobyte each


def write_store(turtle: Path, folder: Path) -> None:
    """Write a store beside its place and then put it there, so that nobody meets half a store.

    Args:
        turtle: The file of a graph.
        folder: Where the store is to lie; a store that lies there is replaced, anything else is left alone.

    Raises:
        GraphError: The folder holds something else, cannot be written, or the file is no Turtle.
    """
    folder = Path(folder)
    check_place(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            _fill(new, turtle)
            if folder.exists():
                os.replace(folder, old)  # noqa: PTH105 - the name says that it happens at once
            os.replace(new, folder)  # noqa: PTH105 - see above
    except OSError as error:
        message = f"{folder} cannot be written: {error}."
        raise GraphError(message, remedy="Name a folder that you may write.") from error


def check_place(folder: Path) -> None:
    """Refuse to replace what is no store.

    Raises:
        GraphError: Something else lies there.
    """
    if folder.exists() and not _may_go(folder):
        raise GraphError(f"{folder} is there and is no store.", remedy="Name another folder.")


def open_store(folder: Path) -> Store:
    """Open a store for reading.

    Raises:
        GraphError: No store lies there.
    """
    folder = Path(folder)
    if not (folder / _MARK).is_file():
        raise GraphError(f"{folder} is no store.", remedy="Give the folder 'store' that 'kg build' wrote.")
    try:
        return Store.read_only(str(folder))
    except (OSError, ValueError, RuntimeError) as error:  # the last of a store whose files are damaged
        raise GraphError(f"{folder} cannot be opened: {error}.", remedy="Build the store anew.") from error


def as_store(build: Build, *, base: str = DATA_BASE) -> Store:
    """Return a build as a store in memory, with the ontology beside the data.

    Args:
        build: What a run found.
        base: The IRI below which the data lie; it ends in ``/`` or ``#``.

    Raises:
        GraphError: The base cannot be one.
    """
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples(build, base))
    add_ontology(store)
    return store


def add_ontology(store: Store) -> None:
    """Load the ontology beside the data, so that a query can ask for labels, types and intensities."""
    for file in ("diplomacy.ttl", "actions.ttl"):
        store.bulk_load(path=str(ontologies() / file), format=RdfFormat.TURTLE)


def _fill(folder: Path, turtle: Path) -> None:
    store = Store(str(folder))
    with in_turtle(turtle):
        quads = parse(path=str(turtle), format=RdfFormat.TURTLE)
        while batch := list(islice(quads, _BATCH)):
            store.bulk_extend(batch)
    add_ontology(store)
    store.optimize()
    store.flush()


def _may_go(folder: Path) -> bool:
    return folder.is_dir() and ((folder / _MARK).is_file() or not any(folder.iterdir()))
