"""The whole build of a folder on one screen: lock, read what is new, merge, write, put in place."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.building import engines, outputs
from kg.building.chunks import chunked
from kg.building.files import Files
from kg.building.journal import FILE, Journal
from kg.building.merging import merged
from kg.documents import ignore
from kg.errors import GraphError, KGError, NothingReadable
from kg.locking import MEMORY, locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kg.building.chunks import Recipe
    from kg.building.engines import Engine
    from kg.model import Build, Document, Run, Skipped

    Reading = Callable[[Callable[[Skipped], None], Files], Iterator[Document]]

_RESUME = "Make room and go on with 'kg build --resume': what was done is kept."


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How far a build is, or what it did.

    Args:
        stage: ``reading``, ``merging``, ``writing`` or ``done``.
        met: Documents that were met.
        kept: Those of them whose outcome was known from before.
        read: Those that were analysed.
        gone: Outcomes that were forgotten: of documents that changed or are there no longer.
        events: Events of the graph.
        reports: Reports of these events.
        entities: Parties of these events.
        sources: Documents of the graph.
    """

    stage: str = "reading"
    met: int = 0
    kept: int = 0
    read: int = 0
    gone: int = 0
    events: int = 0
    reports: int = 0
    entities: int = 0
    sources: int = 0
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be built.

    Args:
        folder: Where the graph and what the build remembers lie; made if it is not there.
        reading: Yields the documents; tells its first argument of all that could not be read, and asks its
            second what files held.
        recipe: How documents are analysed.
        run: What goes into the graph about that.
        files: What the documents of a file depend on besides its name and bytes.
        request: What was asked for, as plain values, so that a resumed build need not be told again.
        engine: Who analyses; this process if it is None.
        least: Events of less confidence are left out.
        fresh: Forget what earlier builds found.
        on_skip: Told of all that was left out, and why.
        on_progress: Told how far the build is.
    """

    folder: Path
    reading: Reading
    recipe: Recipe
    run: Run
    files: str = ""
    request: Mapping[str, Any] = field(default_factory=dict)
    engine: Engine | None = None
    least: float = 0.0
    fresh: bool = False
    on_skip: Callable[[Skipped], None] = ignore
    on_progress: Callable[[Summary], None] = lambda _summary: None


def build_folder(task: Task) -> Summary:
    """Build the graph of documents into a folder; only documents whose outcome is not known are analysed.

    The graph depends on neither the engine, nor on earlier builds, interrupted or not.

    Raises:
        GraphError: Another build writes into the folder, it cannot be written, or the disk is full.
        NothingReadable: Not one document could be read; nothing is written then.
    """
    notes = _Notes(task.on_skip)
    files = Files(task.files)
    documents = task.reading(notes, files)
    first = next(documents, None)
    if first is None:
        raise nothing_readable(notes.early)
    with _faults(task.folder), locked(task.folder) as memory:
        outputs.publish(memory, task.folder)  # what an earlier build had whole when it ended
        outputs.clean(memory)
        outputs.check(task.folder)
        if task.fresh:
            (memory / FILE).unlink(missing_ok=True)
        with closing(Journal(memory / FILE)) as journal:
            journal.begin(task.request)
            notes.keep(journal)
            files.keep(journal)
            return _write(task, journal, memory, _read(task, chain([first], documents), journal))


class _Notes:
    """Tells of what was skipped, and keeps it: in memory until there is a journal."""

    def __init__(self, on_skip: Callable[[Skipped], None]) -> None:
        self.early: list[Skipped] = []
        self._keep = self.early.append
        self._on_skip = on_skip

    def __call__(self, skipped: Skipped) -> None:
        self._keep(skipped)
        self._on_skip(skipped)

    def keep(self, journal: Journal) -> None:
        for each in self.early:
            journal.skip(each)
        self._keep = journal.skip


def request_of(folder: Path) -> dict[str, Any] | None:
    """Return what the unfinished build of a folder was asked for; None if there is none."""
    path = folder / MEMORY / FILE
    if not path.is_file():
        return None
    with closing(Journal(path)) as journal:
        return journal.request()


def nothing_readable(skipped: list[Skipped]) -> NothingReadable:
    """Return the error that says that nothing was read, and why."""
    reason = f" {skipped[0].document_id}: {skipped[0].reason}" if skipped else ""
    return NothingReadable(
        f"Not one document could be read.{reason}",
        remedy="" if reason else "Name files or folders with .txt, .md, .jsonl or .csv.",
    )


def _read(task: Task, documents: Iterator[Document], journal: Journal) -> Summary:
    """Analyse the documents whose outcome is not known."""
    so_far = Summary()

    def known(document_id: str, key: bytes) -> bool:
        nonlocal so_far
        before = journal.note(document_id, key)
        so_far = replace(so_far, met=so_far.met + 1, kept=so_far.kept + before)
        if before:
            task.on_progress(so_far)
        return before

    engine = task.engine or engines.engine()
    for done in engine(task.recipe, chunked(documents, task.recipe, known)):
        journal.store(done.outcomes)
        so_far = replace(so_far, read=so_far.read + len(done.outcomes))
        task.on_progress(so_far)
    return so_far


def _write(task: Task, journal: Journal, memory: Path, done: Summary) -> Summary:
    scratch = outputs.scratch(memory)
    task.on_progress(replace(done, stage="merging"))
    found = merged(journal.outcomes(), task.run, scratch, least=task.least)
    for each in found.left_out:
        task.on_skip(each)
    build = replace(found.build, skipped=(*journal.skips(), *found.left_out))
    task.on_progress(replace(done, stage="writing"))
    outputs.write(build, memory, scratch)
    summary = _counted(build, replace(done, stage="done", gone=journal.stale()))
    outputs.publish(memory, task.folder)
    journal.finish()
    return summary


def _counted(build: Build, done: Summary) -> Summary:
    entities = {part.entity.id for event in build.events for part in event.participants}
    return replace(
        done,
        events=len(build.events),
        reports=sum(len(event.mentions) for event in build.events),
        entities=len(entities),
        sources=len(build.sources),
        unsure="min_confidence" in dict(build.run.options),
    )


@contextmanager
def _faults(folder: Path) -> Iterator[None]:
    """Tell of a full disk and other refusals of the system in our own words."""
    try:
        yield
    except KGError:
        raise
    except OSError as error:
        raise GraphError(f"{folder} cannot be written: {error.strerror or error}.", remedy=_RESUME) from error
