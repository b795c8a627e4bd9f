"""A build made by hand: ten actors, twenty-five events, a sentence for each report."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from kg.model import (  # isort: split
    Build,
    Entity,
    Event,
    EventDate,
    EventMention,
    Kind,
    Mention,
    Participant,
    Place,
    Precision,
    Role,
    Run,
    Source,
    Status,
    TextSpan,
    as_key,
)

STATE, BODY, PERSON, GROUP = Kind.STATE, Kind.ORGANISATION, Kind.PERSON, Kind.GROUP
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity(id="FRA", name="France", kind=STATE, state="FRA", wikidata="Q142"),
        Entity(id="JPN", name="Japan", kind=STATE, state="JPN"),
        Entity(id="RUS", name="Russia", kind=STATE, state="RUS"),
        Entity(id="UKR", name="Ukraine", kind=STATE, state="UKR"),
        Entity(id="TUR", name="Türkiye", kind=STATE, state="TUR"),
        Entity(id="EU", name="European Union", kind=BODY, state="EU"),
        Entity(id="UN", name="United Nations", kind=BODY, state="UN"),
        Entity(id="Emmanuel_Macron", name="Emmanuel Macron", kind=PERSON, state="FRA"),
        Entity(id="Fumio_Kishida", name="Fumio Kishida", kind=PERSON, state="JPN"),
        Entity(id="Wagner_Group", name="Wagner Group", kind=GROUP, state="RUS"),
    )
}
NAMES = {"Emmanuel_Macron": "Macron", "Fumio_Kishida": "Kishida", "Wagner_Group": "Wagner",
         "EU": "European Union", "UN": "United Nations"}  # fmt: skip
SOURCES = (
    Source(id="a", title="A week of visits", published=date(2023, 5, 20), source="Example Courier",
           url="https://example.org/visits?a=1&b=2"),
    Source(id="b", title="Grain and sanctions", published=date(2022, 7, 23), source="Example Wire"),
    Source(id="c", title="", published=None),
)  # fmt: skip
WHERE = {
    "Hiroshima": (34.39, 132.46),
    "Istanbul": (41.01, 28.95),
    "Brussels": (50.85, 4.35),
    "Kyiv": (50.45, 30.52),
}
# source, action, actors, counterparts, day, place, status, confidence, sentence with its trigger in [].
ROWS = """
a|meet|Emmanuel_Macron Fumio_Kishida||2023-05-19|Hiroshima|actual|.95|Macron and Kishida [met] on Friday.
a|signAgreement|FRA JPN||2023-05-19|Hiroshima|actual|.9|France and Japan [signed] a road map in Hiroshima.
a|militaryCooperation|FRA JPN||2023-05||actual|.7|In May France and Japan [held a joint exercise].
a|praise|Emmanuel_Macron|Fumio_Kishida|2023-05-20||actual|.6|Macron [praised] Kishida for the summit.
a|visit|Emmanuel_Macron|JPN|2023-05-18|Hiroshima|actual|.9|Macron [flew] to Japan for the summit.
a|planMeeting|Fumio_Kishida|FRA|2024-05||planned|.55|Kishida [will travel] to France next May.
a|host|JPN|UKR|2023-05-20|Hiroshima|actual|.8|Japan [received] Ukraine as a guest of the summit.
a|pledgeAid|JPN|UKR|2023-05-21||actual|.75|Japan [promised] Ukraine a hundred lorries.
a|militaryAid|FRA|UKR|2023-05-14||actual|.85|France [sent] armoured vehicles to Ukraine.
a|support|EU|UKR|2023-05-09|Kyiv|actual|.8|The European Union [stood by] Ukraine on Europe Day.
a|imposeSanctions|EU|RUS|2023-06-23|Brussels|actual|.95|The European Union [adopted sanctions] against Russia.
a|imposeSanctions|EU|Wagner_Group|2023-02-25||actual|.9|The European Union [listed] Wagner for abuses.
a|imposeSanctions|JPN|RUS|2023-05-26||actual|.9|Japan [froze the assets] of officers of Russia.
a|criticise|RUS|JPN|2023-05-26||actual|.8|Russia [called] the step of Japan unfriendly.
a|accuse|UKR|RUS|2023-06-06|Kakhovka|actual|.85|Ukraine [blamed] Russia for the breach of the dam.
a|bombard|RUS|UKR|2023-05-18|Kyiv|actual|.9|Russia [fired] cruise missiles at Ukraine overnight.
a|liftSanctions|EU|RUS|2023-06-01||negated|.6|The European Union [did not ease] its sanctions on Russia.
a|threatenForce|RUS|FRA|||hypothetical|.35|Russia [might answer] France by force, a column held.
b|negotiate|RUS UKR||2022-07-22|Istanbul|actual|.9|Russia and Ukraine [bargained] over grain in Istanbul.
b|mediate|TUR|RUS UKR|2022-07-22|Istanbul|actual|.85|Türkiye [went between] Russia and Ukraine.
b|signAgreement|TUR UN UKR||2022-07-22|Istanbul|actual|.95|Ukraine, Türkiye and the United Nations [signed].
b|signAgreement|TUR UN RUS||2022-07-22|Istanbul|actual|.95|Russia, Türkiye and the United Nations [signed].
b|thank|UN|TUR|2022-07-22|Istanbul|actual|.7|The United Nations [thanked] Türkiye.
b|requestYield|UN|RUS|||actual|.5|The United Nations [urged] Russia to let ships pass.
c|condole|FRA|TUR|2023-02-06||actual|.8|France [mourned with] Türkiye after the earthquake.
""".strip()


def build(rows: str = ROWS) -> Build:
    """Return the build that rows tell of."""
    events = sorted((event(row) for row in rows.splitlines()), key=lambda found: found.id)
    return Build(
        run=Run(kg_version="0", model="none", model_version="0"), sources=SOURCES, events=tuple(events)
    )


def event(row: str) -> Event:
    """Return the event of one row."""
    source, action, actors, others, day, place, status, confidence, marked = row.split("|")
    sentence = TextSpan(
        document_id=source, start=100, end=100 + len(marked) - 2, text=re.sub(r"[\[\]]", "", marked)
    )
    opened, closed = marked.index("["), marked.index("]")
    parties = [(Role.ACTOR, ENTITIES[name]) for name in actors.split()]
    parties += [(Role.COUNTERPART, ENTITIES[name]) for name in others.split()]
    named = [Participant(role=role, entity=one, mention=_mention(one, sentence)) for role, one in parties]
    mention = EventMention(
        action=action, status=Status(status), sentence=sentence, confidence=float(confidence),
        date=_date(day), participants=tuple(named),
        trigger=span(sentence, sentence.text[opened : closed - 1]),
    )  # fmt: skip
    return Event(
        id=as_key(f"{action} {actors} {others} {day}"), action=action, status=Status(status),
        mentions=(mention,),
        participants=tuple(sorted((Participant(role=role, entity=one) for role, one in parties),
                                  key=lambda part: part.entity.id)),
        date=_date(day), place=_place(place),
        confidence=float(confidence), first_reported=date(2023, 5, 20),
    )  # fmt: skip


def _place(name: str) -> Place | None:
    north, east = WHERE.get(name, (None, None))
    return Place(id=as_key(name), name=name, latitude=north, longitude=east) if name else None


def span(sentence: TextSpan, words: str) -> TextSpan:
    """Return where some words stand in a sentence."""
    start = sentence.start + sentence.text.index(words)
    return TextSpan(document_id=sentence.document_id, start=start, end=start + len(words), text=words)


def _mention(entity: Entity, sentence: TextSpan) -> Mention:
    found = span(sentence, NAMES.get(entity.id, entity.name))
    return Mention(span=found, kind=entity.kind, head=found.text, entity_id=entity.id)


def _date(text: str) -> EventDate | None:
    if not text:
        return None
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return EventDate(earliest=first, latest=last, precision=Precision.MONTH)
    if len(text) == 4:
        year = int(text)
        return EventDate(earliest=date(year, 1, 1), latest=date(year, 12, 31), precision=Precision.YEAR)
    return EventDate(earliest=date.fromisoformat(text), latest=date.fromisoformat(text))
