"""Why an event stands in the graph: its sentences with their parts marked, the frame, the links, the date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.copies import copies_among
from kg.model import ENCODER, Basis, Link
from kg.rdf.labels import event_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Event, EventDate, EventMention, Participant, Source

_LINKS = {
    Link.NAME: "by its name",
    Link.OFFICE: "by the office and the day",
    Link.DESCRIPTION: "by its description",
    Link.PRONOUN: "by a pronoun",
    Link.METONYM: "by a place that stands for its government",
}
_BASES = {
    Basis.STATED: "as stated",
    Basis.RELATIVE: "counted from the day of publication",
    Basis.ANCHORED: "counted from the event before",
    Basis.PUBLICATION: "the day of publication, as no other is given",
}


def explain(event: Event, sources: Sequence[Source]) -> str:
    """Return in lines of plain text how an event was found.

    In each sentence the trigger stands between ``**`` and the parties between brackets.
    """
    titles = {source.id: source for source in sources}
    reports = f"{len(event.mentions)} report{'s' * (len(event.mentions) != 1)}"
    copies = copies_among((mention.sentence.document_id for mention in event.mentions), titles)
    if copies:
        reports += f", {'a copy' if copies == 1 else f'{copies} copies'} among them"
    facts = f"id {event.id}, {event.action}, {event.status}, confidence {event.confidence:g}, {reports}"
    lines = [event_label(event), facts]
    for number, mention in enumerate(event.mentions, start=1):
        lines += ["", *_report(number, mention, titles.get(mention.sentence.document_id))]
    return "\n".join(lines)


def _report(number: int, mention: EventMention, source: Source | None) -> Iterator[str]:
    published = f", {source.published}" if source and source.published else ""
    title = f' "{source.title}"' if source and source.title else ""
    copy = f", a copy of {source.copy_of}" if source and source.copy_of else ""
    yield f"{number}. {mention.sentence.document_id}{title}{published}{copy}"
    yield f"   {marked(mention)}"
    yield f"   {_finder(mention)}"
    for part in mention.participants:
        yield f"   {part.role} {_party(part)}"
    yield f"   date {_date(mention.date)}"
    if mention.place:
        yield f"   place {mention.place.name}" + (
            f" ({mention.place.country})" if mention.place.country else ""
        )
    if mention.attribution:
        yield f"   says {mention.attribution.name}"
    yield f"   status {mention.status}, confidence {mention.confidence:g}"


def _finder(mention: EventMention) -> str:
    """Return what found a report: a frame, perhaps under operators, or the encoder alone."""
    file, _, action = mention.frame.partition("/")
    if file == ENCODER:
        return f"read by the trained encoder as {action}; no frame found it"
    if file == "table":
        return "taken from this row of a table of events; no sentence was read"
    under = f", under {' > '.join(mention.operators)}" if mention.operators else ""
    return f"frame {mention.frame}{under}"


def marked(mention: EventMention) -> str:
    """Return the sentence of a report on one line, its trigger between ``**`` and its parties in brackets."""
    start, text = mention.sentence.start, mention.sentence.text
    marks = [(mention.trigger.start, mention.trigger.end, "**", "**")]
    marks += [
        (part.mention.span.start, part.mention.span.end, "[", "]")
        for part in mention.participants
        if part.mention
    ]
    for first, last, before, after in sorted(set(marks), reverse=True):
        if start <= first and last <= mention.sentence.end:
            inner = text[first - start : last - start]
            text = f"{text[: first - start]}{before}{inner}{after}{text[last - start :]}"
    return " ".join(text.split())


def _party(part: Participant) -> str:
    acts_for = (
        f", for {part.entity.state}" if part.entity.state and part.entity.state != part.entity.id else ""
    )
    if part.mention is None:
        return f"{part.entity.name}{acts_for}"
    how = _LINKS[part.mention.link]
    return f'{part.entity.name}{acts_for}: "{part.mention.span.text}", {how} ({part.mention.score:g})'


def _date(when: EventDate | None) -> str:
    if when is None:
        return "none: the text gives no hold"
    words = f' "{when.span.text}"' if when.span else ""
    return f"{when}{words}, {_BASES[when.basis]}"
