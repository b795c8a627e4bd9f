"""How long each ready query takes, in pyoxigraph and through ``kg serve``: the best of some runs, as a table.

``CPU`` is how long the processor worked for it, which a busy machine changes less.

``python tests/benchmarks/queries.py DIR [ACTOR OTHER]``; DIR is what ``kg build`` wrote.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from kg.queries import prepare, ready
from kg.queries.binding import bind, checked
from kg.queries.engine import opened
from kg.rdf.terms import prefixes
from kg.serving import Endpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import Store

    from kg.queries import ReadyQuery

RUNS = 5
MOST = 0.2  # seconds that a query may take on a million triples


def parameters(query: ReadyQuery, store: Store, one: str, other: str) -> Iterator[dict[str, str]]:
    """Yield the values that must be given, and those with the first actor that may be."""
    names = {"actor": one, "one": one, "other": other, "speaker": one, "since": "2023-01-01", "below": "0.4"}
    needed = {it.name: names[it.name] for it in query.parameters if not it.optional and it.name in names}
    if query.name == "evidence":
        text = "SELECT ?e { ?e dipl:reportCount ?n } ORDER BY DESC(?n) ?e LIMIT 1"
        needed["event"] = str(next(iter(store.query(text, prefixes=prefixes())))[0].value)  # type: ignore[union-attr, index]
    yield needed
    if any(it.optional and it.name == "actor" for it in query.parameters):
        yield {**needed, "actor": one}


def best(work: Callable[[], int], clock: Callable[[], float]) -> tuple[int, float, float]:
    """Return what some work gives, its shortest time and its least work of the processor, in seconds."""
    times, found = [], 0
    for _ in range(RUNS):
        begin, busy = time.perf_counter(), clock()
        found = work()
        times.append((time.perf_counter() - begin, clock() - busy))
    return found, min(wall for wall, _ in times), min(cpu for _, cpu in times)


def processor(process: int) -> float:
    """Return the seconds that the processor has worked for a process, on Linux."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(folder: Path, one: str, other: str) -> None:
    """Print the table."""
    store = opened(folder)
    print(f"{len(store):,} triples; actors {one} and {other}; the best of {RUNS} runs, in ms")
    print("| query | given | rows | pyoxigraph | CPU | kg serve | CPU |\n|---|---|---:|---:|---:|---:|---:|")
    slow = 0
    with Endpoint(folder, port=0) as endpoint:
        for query in ready().values():
            for given in parameters(query, store, one, other):
                text, values = prepare(store, query, given)
                bound = bind(text, checked(text, values))

                def direct(bound: str = bound) -> int:
                    return sum(1 for _ in store.query(bound, prefixes=prefixes()))  # type: ignore[union-attr]

                def served(bound: str = bound) -> int:
                    data = urlencode({"query": bound}).encode()
                    asked = Request(f"{endpoint.url}query", data, {"Accept": "text/tab-separated-values"})  # noqa: S310 - our own
                    with urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own
                        return answer.read().count(b"\n") - 1

                rows, first, busy = best(direct, time.process_time)
                same, second, work = best(served, lambda: processor(endpoint.process_ids[0]))
                slow += max(busy, work) > MOST
                said = ", ".join(f"{key}={value}" for key, value in given.items() if key != "event") or "-"
                mark = "" if rows == same else f" ({same} rows!)"
                print(
                    f"| {query.name} | {said} | {rows}{mark} | "
                    f"{first * 1e3:.0f} | {busy * 1e3:.0f} | {second * 1e3:.0f} | {work * 1e3:.0f} |"
                )
    print(f"{slow} took the processor longer than {MOST * 1e3:.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(sys.argv[2:4] or ["France", "Germany"]))
