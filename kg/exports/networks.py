"""GraphML and GEXF: actors as nodes, an edge an event and pair, with the days on which it was so.

Written here and not by networkx, whose GraphML gives the edges of one event one id, and whose GEXF bears the
day of writing and no spells.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.exports.text import attribute, content
from kg.views.networks import dyads
from kg.views.wording import act_of, headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from kg.model import Build, Entity, Event

    Spell = tuple[date, date]

_NODE = {"name": "string", "kind": "string", "state": "string", "events": "long"}
_EDGE = {
    "event": "string", "label": "string", "action": "string", "plover": "string", "quad": "string",
    "intensity": "double", "status": "string", "start": "string", "end": "string", "precision": "string",
    "confidence": "double", "reports": "long", "symmetric": "boolean", "role": "string",
}  # fmt: skip


def to_graphml(build: Build) -> Iterator[str]:
    """Yield the pieces of a GraphML file; ``start`` and ``end`` of an edge are days, both included."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    )
    for element, columns in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in columns.items():
            key = f'  <key id="{element}-{name}" for="{element}" attr.name="{name}" attr.type="{kind}"/>\n'
            yield key
    yield '  <graph id="kg" edgedefault="directed">\n'
    for node, data in _nodes(build):
        yield f"    <node id={attribute(node)}>\n"
        yield from _data("node", data)
        yield "    </node>\n"
    for edge, ends, data in _edges(build):
        yield f"    <edge id={attribute(edge)} source={attribute(ends[0])} target={attribute(ends[1])}>\n"
        yield from _data("edge", data)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def to_gexf(build: Build) -> Iterator[str]:
    """Yield the pieces of a dynamic GEXF 1.3 file, which Gephi shows day by day.

    An edge lasts from the first to the last day of its event, both included; an actor is there on the days of
    its events. What has no date, or an event without one, is there all the time. The kind of an edge is its
    action: Gephi draws edges of several kinds between two actors side by side.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timezone="UTC">\n'
    )
    for element, columns in (("node", _NODE), ("edge", _EDGE)):
        yield f'    <attributes class="{element}" mode="static">\n'
        for name, kind in _titled(columns):
            yield f'      <attribute id="{element}-{name}" title="{name}" type="{kind}"/>\n'
        yield "    </attributes>\n"
    spells = _spells(build.events)
    yield "    <nodes>\n"
    for node, data in _nodes(build):
        yield f"      <node id={attribute(node)} label={attribute(data['name'])}>\n"
        yield from _values("node", data)
        yield from _spell_lines(spells.get(node, ()))
        yield "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge, ends, data in _edges(build):
        times = f' start="{data["start"]}" end="{data["end"]}"' if data["start"] else ""
        yield f"      <edge id={attribute(edge)} source={attribute(ends[0])} target={attribute(ends[1])}"
        yield f" kind={attribute(data['action'])} label={attribute(data['label'])}{times}>\n"
        yield from _values("edge", data)
        yield "      </edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _nodes(build: Build) -> Iterator[tuple[str, dict[str, Any]]]:
    counts: defaultdict[str, int] = defaultdict(int)
    entities: dict[str, Entity] = {}
    for event in build.events:
        found = {part.entity.id: part.entity for part in event.participants}
        entities |= found
        for key in found:
            counts[key] += 1
    for key, entity in sorted(entities.items()):
        state = entity.state or ""
        yield key, {"name": entity.name, "kind": entity.kind.value, "state": state, "events": counts[key]}


def _edges(build: Build) -> Iterator[tuple[str, tuple[str, str], dict[str, Any]]]:
    """Yield id, ends and data of each edge; the id is the event's with the pair's number."""
    for event in build.events:
        told = _told(event)
        for number, pair in enumerate(dyads(event), start=1):
            data = {**told, "symmetric": str(pair.symmetric).lower(), "role": pair.role}
            yield f"{event.id}-{number}", (pair.first.id, pair.second.id), data


def _told(event: Event) -> dict[str, Any]:
    act, when = act_of(event), event.date
    return {
        "event": event.id,
        "label": headline(event),
        "action": event.action,
        "plover": act.plover,
        "quad": act.quad,
        "intensity": act.intensity,
        "status": event.status.value,
        "start": when.earliest.isoformat() if when else "",
        "end": when.latest.isoformat() if when else "",
        "precision": when.precision.value if when else "",
        "confidence": event.confidence,
        "reports": len(event.mentions),
    }


def _data(element: str, data: Mapping[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        yield f'      <data key="{element}-{name}">{content(value)}</data>\n'


def _values(element: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values of a GEXF element, without what stands in its own attributes."""
    columns = dict(_titled(_NODE if element == "node" else _EDGE))
    yield "        <attvalues>\n"
    for name, value in data.items():
        if name in columns:
            yield f'          <attvalue for="{element}-{name}" value={attribute(value)}/>\n'
    yield "        </attvalues>\n"


def _titled(columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, kind in columns.items():
        if name not in {"start", "end", "label"}:
            yield name, kind


def _spells(events: Iterable[Event]) -> Mapping[str, list[Spell]]:
    """Return the days on which each actor acts, joined where they meet; none for one of an undated event."""
    days: defaultdict[str, list[Spell]] = defaultdict(list)
    always: set[str] = set()
    for event in events:
        for key in {part.entity.id for part in event.participants}:
            if event.date is None:
                always.add(key)
            else:
                days[key].append((event.date.earliest, event.date.latest))
    return {key: _joined(found) for key, found in days.items() if key not in always}


def _joined(spells: Iterable[Spell]) -> list[Spell]:
    found: list[Spell] = []
    for start, end in sorted(spells):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _spell_lines(spells: Iterable[Spell]) -> Iterator[str]:
    lines = [f'          <spell start="{start}" end="{end}"/>\n' for start, end in spells]
    if lines:
        yield from ("        <spells>\n", *lines, "        </spells>\n")
