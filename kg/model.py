"""The values that cross from one stage to the next; standard library only.

All are frozen, keyword-only and hold no spaCy object: a span dies with its Doc, offsets do not.
Character offsets are half-open (``text[start:end]``), dates are ISO 8601, states are ISO 3166-1 alpha-3.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

ENCODER = "encoder"  # stands where the file of a frame stands, for what only the encoder found


class Kind(StrEnum):
    """What sort of actor an entity is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"


class Link(StrEnum):
    """How a mention was resolved to its entity."""

    NAME = "name"
    OFFICE = "office"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    METONYM = "metonym"


class Role(StrEnum):
    """What part an entity plays in an event."""

    ACTOR = "actor"
    COUNTERPART = "counterpart"
    MEDIATOR = "mediator"
    HOST = "host"


class Status(StrEnum):
    """Whether an act took place, by the words of its report."""

    ACTUAL = "actual"
    PLANNED = "planned"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"


class Precision(StrEnum):
    """How exact a date is as its source words it."""

    DAY = "day"
    INTERVAL = "interval"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    ANCHORED = "anchored"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article, cable or press release as read.

    Example:
        >>> Document(id="a", text="Peru thanked Chile.").published is None
        True
    """

    id: str
    text: str
    published: dt.date | None = None
    title: str = ""
    source: str = ""
    url: str = ""
    language: str = "en"
    licence: str = ""

    def as_source(self) -> Source:
        """Return what is kept of the document once its text has been read."""
        return Source(
            id=self.id,
            title=self.title,
            published=self.published,
            source=self.source,
            url=self.url,
            language=self.language,
            licence=self.licence,
            digest=hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document without its text: what provenance needs; ``digest`` is the SHA-256 of the text.

    ``copy_of`` is the id of the document of which this one is a copy, empty if it is none.
    """

    id: str
    title: str = ""
    published: dt.date | None = None
    source: str = ""
    url: str = ""
    language: str = "en"
    licence: str = ""
    digest: str = ""
    copy_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TextSpan:
    """A stretch of a document's text; ``start`` and ``end`` are half-open character offsets."""

    document_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Entity:
    """An international actor.

    Args:
        id: Stable key of letters, digits, ``_`` and ``-``; safe as the local part of an IRI.
        name: The usual English name.
        kind: What sort of actor it is.
        state: Whom it acts for: ISO 3166-1 alpha-3 or the acronym of an organisation; None if no one.
        wikidata: Confirmed Wikidata id, such as ``Q142``; None if none is confirmed.
        part_of: Id of the entity that this one is an organ of.
    """

    id: str
    name: str
    kind: Kind
    state: str | None = None
    wikidata: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where an event took place.

    Args:
        id: ``geonames`` number as text where known, else a key of letters, digits, ``_`` and ``-``.
        name: The usual English name.
        country: ISO 3166-1 alpha-3, None for a sea or an unknown place.
        geonames: GeoNames id, None where not known.
        latitude: WGS 84 degrees north.
        longitude: WGS 84 degrees east.
    """

    id: str
    name: str
    country: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post: its kind (``head_of_government`` ...) in a state or organisation (its code)."""

    kind: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who held an office from when to when; ``end`` is None for an incumbent, ``start`` for the unknown."""

    office: Office
    person: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a text names an actor, and how the name was resolved.

    ``score`` is the linker's trust between 0 and 1; ``head`` the word that carries the mention.
    """

    span: TextSpan
    kind: Kind
    head: str
    entity_id: str | None = None
    link: Link = Link.NAME
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When an act took place: the days ``earliest`` to ``latest``, both included.

    Example:
        >>> day = dt.date(2023, 5, 19)
        >>> str(EventDate(earliest=day, latest=day))
        '2023-05-19'
        >>> last = dt.date(2023, 5, 31)
        >>> str(EventDate(earliest=dt.date(2023, 5, 1), latest=last, precision=Precision.MONTH))
        '2023-05'
    """

    earliest: dt.date
    latest: dt.date
    precision: Precision = Precision.DAY
    span: TextSpan | None = None
    basis: Basis = Basis.STATED

    def __str__(self) -> str:
        first = self.earliest.isoformat()
        match self.precision:
            case Precision.DAY:
                return first
            case Precision.MONTH:
                return first[:7]
            case Precision.YEAR:
                return first[:4]
            case _:
                return f"{first}/{self.latest.isoformat()}"

    @property
    def edtf(self) -> str:
        """The date in the Extended Date/Time Format (EDTF) of the Library of Congress, level 1.

        An interval of whole years or whole months is written by these, a decade as ``199X``, a century as
        ``18XX``.

        Example:
            >>> EventDate(earliest=dt.date(1990, 1, 1), latest=dt.date(1999, 12, 31)).edtf
            '199X'
            >>> EventDate(earliest=dt.date(2019, 7, 1), latest=dt.date(2019, 8, 31)).edtf
            '2019-07/2019-08'
        """
        first, last = self.earliest, self.latest
        year, month = first.isoformat()[:4], first.isoformat()[:7]
        if first == last:
            return first.isoformat()
        if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
            return f"{first.isoformat()}/{last.isoformat()}"
        if (first.month, last.month) != (1, 12):
            return month if month == last.isoformat()[:7] else f"{month}/{last.isoformat()[:7]}"
        return _whole_years(year, last.isoformat()[:4])

    def overlaps(self, other: EventDate) -> bool:
        """Return whether the two intervals share a day."""
        return self.earliest <= other.latest and other.earliest <= self.latest


def _whole_years(first: str, last: str) -> str:
    """Return whole years in EDTF: one, a decade, a century of years that share two digits, or an interval."""
    if first == last:
        return first
    for known in (3, 2):
        rest = 4 - known
        if first[:known] == last[:known] and first[known:] == "0" * rest and last[known:] == "9" * rest:
            return first[:known] + "X" * rest
    return f"{first}/{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An entity in its role; ``mention`` is how the sentence names it, None on a merged event."""

    role: Role
    entity: Entity
    mention: Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One report of an act: what one sentence says of it.

    Args:
        action: Id of the action, such as ``imposeSanctions``.
        participants: Actors, counterparts, mediators and hosts.
        status: Whether it took place, by this report.
        date: When; None if the text gives no hold.
        place: Where; None if the text does not say.
        sentence: The sentence that tells it.
        trigger: The words that show the act.
        attribution: Who says so, if not the author.
        frame: Id of the frame that found it, ``file/frame``; ``encoder/action`` if only the encoder did.
        operators: Words that changed the act (``refuse``, ``threaten``), outermost first.
        confidence: Probability between 0 and 1 that it is right.
    """

    action: str
    participants: tuple[Participant, ...]
    status: Status
    sentence: TextSpan
    trigger: TextSpan
    date: EventDate | None = None
    place: Place | None = None
    attribution: Entity | None = None
    frame: str = ""
    operators: tuple[str, ...] = ()
    confidence: float = 0.5

    def entities(self, role: Role) -> tuple[Entity, ...]:
        """Return the entities that play ``role``, in the order of the text."""
        return tuple(part.entity for part in self.participants if part.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An act with all its reports.

    ``id`` is a hash of action, parties and date, never of the evidence, so that another source or another
    run meets the same event.
    """

    id: str
    action: str
    participants: tuple[Participant, ...]
    status: Status
    mentions: tuple[EventMention, ...]
    date: EventDate | None = None
    place: Place | None = None
    confidence: float = 0.5
    first_reported: dt.date | None = None

    def entities(self, role: Role) -> tuple[Entity, ...]:
        """Return the entities that play ``role``, ordered by id."""
        return tuple(part.entity for part in self.participants if part.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """What could not be read or extracted, at which stage and why."""

    document_id: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one document yielded, before events of several documents are merged.

    ``forms`` are the words by which the document names its actors, each with the id of the entity;
    ``shingles`` is by what ``kg.copies`` compares it with others.
    """

    source: Source
    mentions: tuple[EventMention, ...]
    forms: tuple[tuple[str, str], ...] = ()
    shingles: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The build that made a graph: nothing in it depends on the clock or the machine.

    ``encoder`` is the SHA-256 of the encoder's weights, empty where the frames alone read.
    """

    kg_version: str
    model: str
    model_version: str
    options: tuple[tuple[str, str], ...] = ()
    encoder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run whose graph was merged into another, with the ids of the documents that it read, ordered."""

    run: Run
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """All that a run found: sources and events, both ordered by id, and what was skipped.

    Sources and events may lie on disk: a loop over them holds one at a time.
    ``merged`` are the runs that read the documents, where graphs of several runs were put together.
    """

    run: Run
    sources: Sequence[Source] = ()
    events: Sequence[Event] = ()
    skipped: tuple[Skipped, ...] = field(default=(), compare=False)
    merged: tuple[Part, ...] = ()


def as_key(text: str) -> str:
    """Return ``text`` as a key of ASCII letters, digits, ``_`` and ``-``, safe in an IRI and a file name.

    Letters that have no ASCII form are replaced by a hash of the whole text.

    Example:
        >>> as_key("Péter Szijjártó"), as_key("N'Djamena")
        ('Peter_Szijjarto', 'NDjamena')
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    key = re.sub(r"\s+", "_", re.sub(r"[^\w\s-]", "", plain).strip())
    if key.isascii() and key and len(key) <= _KEY_LENGTH:
        return key
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"x{digest}"


_KEY_LENGTH = 80
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ð": "d",
    }
)
