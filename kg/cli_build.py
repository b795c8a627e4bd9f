"""What ``kg build`` shows while it works and when it is done."""

from __future__ import annotations

import gzip
import re
import threading
from collections import Counter
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from kg.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.building.flow import Summary
    from kg.documents.files import File
    from kg.model import Skipped

_SHOWN = 5
_KINDS = 1000  # reasons that are counted apart
_EVERY = 30.0  # seconds between two lines where no terminal is
_SEVERAL = (".jsonl", ".ndjson", ".csv", ".tsv")


class Skips:
    """Counts what was skipped by its reason, and keeps the first few."""

    def __init__(self) -> None:
        self._first: list[Skipped] = []
        self._kinds: Counter[str] = Counter()

    def __call__(self, skipped: Skipped) -> None:
        """Count one."""
        if len(self._first) < _SHOWN:
            self._first.append(skipped)
        kind = re.sub(r"\d[\d,.]*", "N", re.sub(r"'[^']*'|\"[^\"]*\"|\([^)]*\)", "...", skipped.reason))
        if kind in self._kinds or len(self._kinds) < _KINDS:
            self._kinds[kind] += 1
        else:
            self._kinds["other reasons"] += 1

    def tell(self, where: str = "report.json") -> None:
        """Say how many there were and why; where all are told, a few are named."""
        count = self._kinds.total()
        if not count:
            return
        say(f"{count:,} skipped or doubtful:")
        if count <= _SHOWN:
            for each in self._first:
                say(f"  {_on_one_line(each)}")
            return
        for kind, number in self._kinds.most_common(_SHOWN):
            say(f"  {number:,} x {kind}")
        say(f"  First {_on_one_line(self._first[0])}")
        if where:
            say(f"  All stand in {where}.")


def _on_one_line(skipped: Skipped) -> str:
    """Return what was skipped and why; a line end in a name must not begin a line of its own."""
    return " ".join(f"{skipped.document_id}: {skipped.reason}".split())


class Pace:
    """Says how many documents are done, how fast it goes and how long it will take.

    Args:
        total: Returns how many documents there are in all, None as long as that is not known.
        clock: Seconds that pass.
    """

    def __init__(self, total: Callable[[], int | None], clock: Callable[[], float] = monotonic) -> None:
        self._total = total
        self._clock = clock
        self._begin = clock()

    def line(self, summary: Summary) -> str:
        """Return that in a line."""
        if summary.stage != "reading":
            return summary.stage
        total, done = self._total(), summary.kept + summary.read
        rate = summary.read / max(self._clock() - self._begin, 1e-3)
        of = f" of {max(total, done):,}" if total else ""
        kept = f", {summary.kept:,} known" if summary.kept else ""
        left = f", {_worded((total - done) / rate)} left" if total and rate and total > done else ""
        return f"{done:,}{of} documents{kept}, {rate:.1f} a second{left}"


@contextmanager
def showing(paths: Iterable[str], *, quiet: bool) -> Iterator[Callable[[Summary], None]]:
    """Give what shows the progress of a build: a moving line on a terminal, else a line now and then."""
    if quiet:
        yield lambda _summary: None
        return
    pace = Pace(_counting(list(paths)))
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(pace)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading")
        yield lambda summary: progress.update(task, description=pace.line(summary))


def _lines(pace: Pace, clock: Callable[[], float] = monotonic) -> Callable[[Summary], None]:
    said = clock()

    def show(summary: Summary) -> None:
        nonlocal said
        if clock() - said >= _EVERY:
            said = clock()
            say(pace.line(summary))

    return show


def _counting(paths: list[str]) -> Callable[[], int | None]:
    """Count the documents beside the reading of them; where standard input is read nobody knows."""
    found: list[int] = []
    if "-" not in paths:
        threading.Thread(target=lambda: found.append(estimate(paths)), daemon=True).start()
    return lambda: found[0] if found else None


def estimate(paths: Iterable[str]) -> int:
    """Return about how many documents files and folders hold: lines of tables, else one a file."""
    from kg.documents.files import walk  # noqa: PLC0415 - help is to be shown at once

    return sum(_documents(file) for path in paths for file in walk(path) if file.path and not file.fault)


def _documents(file: File) -> int:
    packed = file.suffixes[:1] == (".gz",)
    suffix = next((each for each in file.suffixes if each != ".gz"), "")
    if suffix not in _SEVERAL or file.path is None:
        return 1
    try:
        with gzip.open(file.path) if packed else file.path.open("rb") as stream:
            return sum(1 for _ in stream)
    except (OSError, EOFError):
        return 1


def _worded(seconds: float) -> str:
    """Return a time in words.

    Example:
        >>> _worded(42), _worded(600), _worded(9000)
        ('42 s', '10 min', '2.5 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
