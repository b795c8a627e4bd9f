"""The dated events of a build in the order of time: rows for a table, and a picture as SVG."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.views import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Event

_WIDTH, _LEFT, _ROW, _TOP, _BOTTOM = 1000, 190, 26, 34, 30  # pixels
_DOT = 4.5
_ROWS = 30
_TICKS = 8
_COLOURS = {"VCOOP": "#3f8fd0", "MCOOP": "#0b4a9e", "VCONF": "#d9730d", "MCONF": "#9c1226"}  # as on the page
_NAME = 28  # letters of a place that stand beside its row
_NOBODY = "unknown"
_NOTHING = (
    f'<text x="{_WIDTH // 2}" y="{_TOP + 30}" text-anchor="middle" fill="#666">No dated event fits.</text>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of a timeline.

    Args:
        event: The event, which has a date.
        when: Its date in words.
        what: Who did what to whom, in words.
        where: The name of its place; empty if not known.
        country: Code of the state that the place lies in; empty if none is known.
    """

    event: Event
    when: str
    what: str
    where: str = ""
    country: str = ""

    def as_record(self) -> dict[str, str | float | None]:
        """Return the entry as plain values."""
        found = self.event.date
        place = self.event.place
        return {
            "event": self.event.id,
            "earliest": found.earliest.isoformat() if found else None,
            "latest": found.latest.isoformat() if found else None,
            "when": self.when,
            "action": self.event.action,
            "what": self.what,
            "status": self.event.status.value,
            "place": self.where or None,
            "country": self.country or None,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "confidence": self.event.confidence,
        }


def timeline(  # noqa: PLR0913 - one a filter
    events: Iterable[Event],
    *,
    actor: str = "",
    action: str = "",
    place: str = "",
    since: date | None = None,
    until: date | None = None,
) -> tuple[Entry, ...]:
    """Return the dated events that fit, the earliest first.

    Args:
        events: Events in any order; those without a date are left out.
        actor: Name, id or code of a party, or the code of the state that it acts for.
        action: Id of an action, or a PLOVER type.
        place: Name of a place or code of its state.
        since: First day.
        until: Last day.
    """
    found = [
        event
        for event in events
        if event.date is not None
        and (since is None or event.date.latest >= since)
        and (until is None or event.date.earliest <= until)
        and _has_actor(event, actor.casefold())
        and _has_action(event, action.casefold())
        and _has_place(event, place.casefold())
    ]
    return tuple(_entry(event) for event in sorted(found, key=_order))


def _order(event: Event) -> tuple[object, ...]:
    return (event.date.earliest, event.date.latest, event.id) if event.date else (event.id,)


def _entry(event: Event) -> Entry:
    return Entry(
        event=event,
        when=wording.when(event.date) if event.date else "",
        what=wording.headline(event),
        where=event.place.name if event.place else "",
        country=(event.place.country or "") if event.place else "",
    )


def _has_actor(event: Event, wanted: str) -> bool:
    forms = (
        form
        for part in event.participants
        for form in (part.entity.id, part.entity.name, part.entity.state or "")
    )
    return not wanted or any(form.casefold() == wanted for form in forms)


def _has_action(event: Event, wanted: str) -> bool:
    act = wording.act_of(event)
    return not wanted or wanted in {act.id.casefold(), act.plover.casefold()}


def _has_place(event: Event, wanted: str) -> bool:
    if not wanted:
        return True
    place = event.place
    return place is not None and wanted in {place.name.casefold(), (place.country or "").casefold()}


def lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a timeline as a table in plain text: date, place, what happened, id."""
    if not entries:
        return
    wheres = [_where(entry) for entry in entries]
    first = max(len("when"), *(len(entry.when) for entry in entries))
    second = max(len("where"), *map(len, wheres))
    yield f"{'when':{first}}  {'where':{second}}  what"
    for entry, where in zip(entries, wheres, strict=True):
        yield f"{entry.when:{first}}  {where:{second}}  {entry.what}  [{entry.event.id[:8]}]"


def _where(entry: Entry) -> str:
    country = f" ({entry.country})" if entry.country and entry.country != entry.where else ""
    return f"{entry.where}{country if not _is_whole(entry) else ''}"


def _is_whole(entry: Entry) -> bool:
    return entry.event.place is not None and entry.event.place.id == entry.country


def svg(entries: Sequence[Entry], *, title: str = "Timeline") -> str:
    """Return a picture: time from left to right, a row for each place, a dot for each event.

    Args:
        entries: A timeline.
        title: Heading of the picture.
    """
    rows = _rows(entries)
    dates = [found for entry in entries if (found := entry.event.date)]
    first = min((found.earliest.toordinal() for found in dates), default=0)
    last = max((found.latest.toordinal() for found in dates), default=0)
    height = _TOP + _ROW * max(1, len(rows)) + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        f'<g font-family="sans-serif" font-size="12"><title>{_text(title)}</title>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="8" y="20" font-size="15" fill="#222">{_text(title)}</text>',
    ]
    parts += _legend()
    parts += _ticks(first, last, height - _BOTTOM) if entries else [_NOTHING]
    for number, (name, held) in enumerate(rows):
        parts += _row(name, held, _TOP + _ROW * number + _ROW // 2, first, last)
    return "\n".join([*parts, "</g></svg>\n"])


def _rows(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return the entries by place, the place with most first; what is beyond the last row is one row."""
    by_place: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_place[entry.where or _NOBODY].append(entry)
    ranked = sorted(by_place.items(), key=lambda row: (row[0] == _NOBODY, -len(row[1]), row[0]))
    if len(ranked) <= _ROWS:
        return ranked
    rest = ranked[_ROWS - 1 :]
    return [*ranked[: _ROWS - 1], (f"{len(rest)} others", [each for _, held in rest for each in held])]


def _row(name: str, entries: Sequence[Entry], y: int, first: int, last: int) -> Iterator[str]:
    yield f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end" fill="#333">{_text(_short(name))}</text>'
    yield f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{y}" y2="{y}" stroke="#e4e4e4"/>'
    for entry in entries:
        if (found := entry.event.date) is None:
            continue
        x = _x(found.earliest.toordinal(), first, last)
        end = _x(found.latest.toordinal(), first, last)
        colour = _COLOURS[wording.act_of(entry.event).quad]
        told = _text(f"{entry.when}: {entry.what}")
        if end > x:
            yield f'<line x1="{x}" x2="{end}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
        yield f'<circle cx="{x}" cy="{y}" r="{_DOT}" fill="{colour}"><title>{told}</title></circle>'


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"


def _x(day: int, first: int, last: int) -> float:
    """Return where a day stands between the first and the last; in the middle if there is but one."""
    share = (day - first) / (last - first) if last > first else 0.5
    return round(_LEFT + (_WIDTH - 20 - _LEFT) * share, 1)


def _legend() -> Iterator[str]:
    for number, quad in enumerate(_COLOURS):
        x = _WIDTH - 160 * (len(_COLOURS) - number)
        yield f'<circle cx="{x}" cy="16" r="{_DOT}" fill="{_COLOURS[quad]}"/>'
        yield f'<text x="{x + 10}" y="20" fill="#444">{_QUAD_NAMES[quad]}</text>'


_QUAD_NAMES = {
    "VCOOP": "verbal cooperation",
    "MCOOP": "material cooperation",
    "VCONF": "verbal conflict",
    "MCONF": "material conflict",
}


def _ticks(first: int, last: int, y: int) -> Iterator[str]:
    steps = min(_TICKS, max(1, last - first))
    for day in sorted({first + (last - first) * step // steps for step in range(steps + 1)}):
        x = _x(day, first, last)
        yield f'<line x1="{x}" x2="{x}" y1="{_TOP}" y2="{y}" stroke="#eee"/>'
        anchor = "end" if day == last > first else "middle"
        yield f'<text x="{x}" y="{y + 18}" text-anchor="{anchor}" fill="#666">{date.fromordinal(day)}</text>'


def _text(words: str) -> str:
    """Return untrusted words as text of XML, without the control characters that it forbids."""
    return escape("".join(letter if letter.isprintable() else " " for letter in words))
