"""How large the page is and how soon it can be used, beside plain pyvis of the same graph.

``python tests/benchmarks/page.py [ENTITIES ...]`` makes builds, opens their pages in headless Chromium,
without a network, and prints for each: actors, events, megabytes and seconds until the page can be used (the
median of three), the same for plain pyvis until its first drawing (no more than a minute), and the ratios.
pyvis draws the same nodes and edges and no more: no evidence, no table, no filter.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from pyvis.network import Network

from kg.actions import actions
from kg.model import (
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Mention,
    Participant,
    Place,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
)
from kg.views.networks import to_networkx
from kg.views.page import page

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")
EVENTS_EACH = 3
"""Events for each actor: a corpus of news has between two and four."""
CODES = (
    "FRA",
    "JPN",
    "RUS",
    "UKR",
    "TUR",
    "CHN",
    "IND",
    "BRA",
    "USA",
    "DEU",
    "GBR",
    "KEN",
    "NGA",
    "IRN",
    "ISR",
)
WORDS = (
    "talks", "trade", "grain", "borders", "safety", "ships", "strait", "begun", "spring", "summer", "envoys",
    "treaty", "council", "summit", "pledges", "visits", "ports", "harbours",
)  # fmt: skip
READY = {
    # functions, for the page's policy lets no text be run as code
    "kg": "() => performance.getEntriesByName('kg-ready')[0]?.startTime",
    "pyvis": "() => window.drawnAt",
}


def made(size: int) -> Build:
    """Return a build of so many actors, few of them in most events, as in the news."""
    chance = random.Random(7)  # noqa: S311 - no secret
    entities = [
        Entity(id=f"person_{n}", name=f"Person of Name {n}", kind=Kind.PERSON, state=chance.choice(CODES))
        for n in range(size)
    ]
    acts = sorted(actions())
    events = [_event(number, chance, entities, acts) for number in range(size * EVENTS_EACH)]
    sources = tuple(
        Source(id=f"d{n}", title=f"Report number {n} on what was said", url=f"https://example.org/{n}")
        for n in range(size)
    )
    return Build(run=Run(kg_version="0", model="", model_version=""), sources=sources, events=tuple(events))


def _event(number: int, chance: random.Random, entities: list[Entity], acts: list[str]) -> Event:
    size = len(entities)
    # Each actor has a part in one event at least; beside it stands mostly one of the few that all speak of.
    first = entities[number % size]
    second = entities[min(int(size * chance.random() ** 3), size - 1)]
    if second is first:
        second = entities[(number + 1) % size]
    told = f"{first.name} met {second.name} {' '.join(chance.sample(WORDS, 14))}."
    sentence = TextSpan(document_id=f"d{number % size}", start=0, end=len(told), text=told)
    parts = []
    for role, entity in ((Role.ACTOR, first), (Role.COUNTERPART, second)):
        at = told.index(entity.name)
        span = TextSpan(
            document_id=sentence.document_id, start=at, end=at + len(entity.name), text=entity.name
        )
        parts.append(
            Participant(
                role=role, entity=entity, mention=Mention(span=span, kind=entity.kind, head=entity.name)
            )
        )
    at = told.index("met")
    trigger = TextSpan(document_id=sentence.document_id, start=at, end=at + 3, text="met")
    day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
    place = (
        Place(id="1862415", name="Hiroshima", latitude=34.39, longitude=132.46) if number % 3 == 0 else None
    )
    action = chance.choice(acts)
    mention = EventMention(action=action, participants=tuple(parts), status=Status.ACTUAL, sentence=sentence,
                           trigger=trigger, confidence=0.8)  # fmt: skip
    when = EventDate(earliest=day, latest=day)
    return Event(id=f"{number:016x}", action=action, participants=tuple(parts), status=Status.ACTUAL,
                 place=place, mentions=(mention,), date=when, confidence=0.8)  # fmt: skip


def plain(build: Build) -> str:
    """Return the page that pyvis makes of the same graph, with its library inlined."""
    graph = to_networkx(build)
    drawing = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        drawing.add_node(node, label=data["name"])
    for first, second, data in graph.edges(data=True):
        drawing.add_edge(first, second, title=data["action"])
    told = 'network.once("afterDrawing", () => { window.drawnAt = performance.now(); }); return network;'
    return str(drawing.generate_html()).replace("return network;", told)


def seconds(browser: Any, file: Path, name: str) -> float:  # noqa: ANN401 - Playwright's
    """Return how long a page takes until it can be used; a minute if it takes longer."""
    taken = []
    for _ in range(3 if name == "kg" else 1):
        context = browser.new_context(offline=True, viewport={"width": 1360, "height": 850})
        tab = context.new_page()
        try:
            tab.goto(file.as_uri(), wait_until="commit", timeout=60_000)
            taken.append(tab.wait_for_function(READY[name], timeout=60_000).json_value() / 1000)
        except Exception:  # noqa: BLE001 - Playwright's own
            taken.append(60.0)
        context.close()
    return median(taken)


def main(sizes: list[int]) -> None:
    """Print a line a size."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only here

    print("actors events   MB  seconds   pyvis MB  pyvis seconds   times the size, times as quick")  # noqa: T201
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for size in sizes:
            build = made(size)
            found = {}
            for name, html in (("kg", page(build)), ("pyvis", plain(build))):
                file = Path(folder) / f"{name}{size}.html"
                file.write_text(html, encoding="utf-8")
                found[name] = (file.stat().st_size / 1e6, seconds(browser, file, name))
            (large, slow), (other, slower) = found["kg"], found["pyvis"]
            print(  # noqa: T201
                f"{size:6} {len(build.events):6} {large:4.1f} {slow:8.2f} {other:10.1f} {slower:14.2f}"
                f"   {large / other:.2f} {slower / slow:.1f}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000, 10_000])
