"""The outputs of a build, written beside the ones that are there and put in their place together.

Whoever reads the folder meets the last whole graph. A mark says that all outputs are written: a build that
ends before it leaves the old ones, one that ends after it is finished by the next that locks the folder.
"""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.graph import PAGE, REPORT, STORE, TURTLE, Graph, check_turtle
from kg.rdf import prefixes, replace_file, write_store
from kg.rdf.stores import check_place
from kg.rdf.turtle import to_turtle
from kg.rdf.writing import triples
from kg.sorting import Sorter
from kg.views.excerpts import write_excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Build
    from kg.rdf.turtle import Entry

OUTPUTS = (TURTLE, STORE, PAGE, REPORT)
_NEXT, _OLD, _WHOLE, _SCRATCH = "next", "old", "whole", "scratch"


def scratch(memory: Path) -> Path:
    """Return an empty folder for what lies between documents and outputs."""
    folder = memory / _SCRATCH
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def clean(memory: Path) -> None:
    """Take away what lies between documents and outputs."""
    for name in (_SCRATCH, _NEXT, _OLD):
        shutil.rmtree(memory / name, ignore_errors=True)


def check(folder: Path) -> None:
    """Refuse a folder in which something else lies under the name of an output, before the work is done.

    Raises:
        GraphError: It does.
    """
    check_place(folder / STORE)
    for name in (TURTLE, PAGE, REPORT):
        if (folder / name).is_dir():
            raise GraphError(f"{folder / name} is a folder.", remedy="Name another folder with -o.")
    check_turtle(folder / TURTLE)


def write(build: Build, memory: Path, folder: Path) -> None:
    """Write all outputs of a build beside their places."""
    beside = memory / _NEXT
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    sorter = Sorter(folder)

    def ordered(entries: Iterable[Entry]) -> Iterable[Entry]:
        for key, value in entries:
            sorter.add(key, value)
        return sorter

    replace_file(beside / TURTLE, to_turtle(triples(build), prefixes(), sort=ordered))
    sorter.close()
    write_store(beside / TURTLE, beside / STORE)
    write_excerpt(build, beside / PAGE)
    replace_file(beside / REPORT, _report(build))
    _sync(beside)
    replace_file(memory / _WHOLE, ["all outputs lie in next/\n"])
    _sync(memory)


def publish(memory: Path, folder: Path) -> bool:
    """Put whole outputs into their places; return whether there were any. May be done again after any end."""
    if not (memory / _WHOLE).is_file():
        return False
    old = memory / _OLD
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    for name in OUTPUTS:
        _put(memory / _NEXT / name, folder / name, old / name)
    _sync(folder)
    (memory / _WHOLE).unlink()
    clean(memory)
    return True


def _put(new: Path, place: Path, old: Path) -> None:
    if not new.exists():  # it lies in its place already
        return
    if place.is_dir():
        place.replace(old)
    new.replace(place)


def _report(build: Build) -> Iterator[str]:
    yield json.dumps(Graph(build=build).report(), indent=2, ensure_ascii=False)
    yield "\n"


def _sync(folder: Path) -> None:
    """See that the names in a folder are on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
