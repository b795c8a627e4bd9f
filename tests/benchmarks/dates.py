"""Print how many of our date cases kg and dateparser read: ``python tests/benchmarks/dates.py``.

dateparser gives one moment for one expression, so it is asked in its own way: it searches the sentence, is
told the day of publication and the side on which the act lies, and is right with the first day of the case's
interval (*start*), or with a day within it (*inside*). A case without a date is right if it finds none.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.events.dates import find_dates
from kg.model import EventDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CASES = Path(__file__).parent.parent / "events" / "dates.tsv"


def cases() -> Iterator[dict[str, str]]:
    """Yield the cases of the table."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def day(cell: str) -> date | None:
    """Return the day in a cell, None if it is empty."""
    return date.fromisoformat(cell) if cell else None


def ours(case: Mapping[str, str]) -> tuple[date, date] | None:
    """Return the first and last day that kg reads."""
    anchor = day(case["anchor"])
    before = EventDate(earliest=anchor, latest=anchor) if anchor else None
    ahead = case["tense"] == "future"
    found = find_dates(case["text"], day(case["published"]), ahead=ahead, anchor=before)
    return (found[0][2].earliest, found[0][2].latest) if found else None


def theirs(case: Mapping[str, str]) -> date | None:
    """Return the day that dateparser reads, counted from the anchor or else from publication."""
    from dateparser.search import search_dates  # noqa: PLC0415 - only here, and it may be missing

    base = day(case["anchor"]) or day(case["published"])
    settings = {
        "PREFER_DATES_FROM": "future" if case["tense"] == "future" else "past",
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        **({"RELATIVE_BASE": datetime.combine(base, time())} if base else {}),
    }
    found = search_dates(case["text"], languages=["en"], settings=settings)
    return found[0][1].date() if found else None


def main() -> None:
    """Count and print."""
    counts: Counter[str] = Counter()
    for case in cases():
        first, last = day(case["earliest"]), day(case["latest"])
        expected = (first, last) if first and last else None
        single = expected is not None and first == last
        counts.update(["cases"] + ["days"] * single)
        right = ours(case) == expected
        counts.update(["kg"] * right + ["kg days"] * (right and single))
        try:
            read = theirs(case)
        except ImportError:
            counts["missing"] += 1
            continue
        start = read == first
        inside = start or (expected is not None and read is not None and expected[0] <= read <= expected[1])
        counts.update(["start"] * start + ["inside"] * inside + ["their days"] * (start and single))
    write = sys.stdout.write
    total, days = counts["cases"], counts["days"]
    write(f"kg          {counts['kg']}/{total} = {counts['kg'] / total:.2f}, ")
    write(f"single days {counts['kg days']}/{days} = {counts['kg days'] / days:.2f}\n")
    if counts["missing"]:
        write("dateparser  is not installed: pip install dateparser\n")
        return
    write(f"dateparser  start {counts['start']}/{total} = {counts['start'] / total:.2f}, ")
    write(f"inside {counts['inside']}/{total} = {counts['inside'] / total:.2f}, ")
    write(f"single days {counts['their days']}/{days} = {counts['their days'] / days:.2f}\n")


if __name__ == "__main__":
    main()
