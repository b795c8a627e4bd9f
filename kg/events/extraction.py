"""From a linked document to its event mentions: frames, operators, status, dates, places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.actions import actions
from kg.events.acts import apart
from kg.events.anaphora import pointed_back
from kg.events.checking import has_another_subject
from kg.events.dates import Chronology
from kg.events.matching import Matcher
from kg.events.parties import Parties
from kg.events.speech import in_own_name, said_by
from kg.events.status import is_purpose, status_of
from kg.events.syntax import objects
from kg.events.whereabouts import Whereabouts
from kg.model import EventMention, Participant, Role, Status, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span

    from kg.events.acts import Act
    from kg.events.frames import Lexicon
    from kg.events.operators import Operators
    from kg.events.reading import Reader
    from kg.gazetteer.places import Places
    from kg.linking import Linked, Links
    from kg.model import Document, EventDate, Place


_RIGHT, _RIGHT_OPERATOR = 0.8, 0.93


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """Finds the events of a document.

    Args:
        lexicon: The frames.
        operators: Words over acts.
        places: Cities by name.
        nouns: Collective nouns and what they are.
        reader: Weighs what frames find with the trained encoder; None for frames alone.
    """

    lexicon: Lexicon
    operators: Operators
    places: Places
    nouns: Mapping[str, str]
    reader: Reader | None = None

    def __call__(self, doc: Doc, links: Links, document: Document) -> tuple[EventMention, ...]:
        """Return the events of a document in the order of the text."""
        acts = self._read(doc, links, self.acts(doc, links))
        return self.told(doc, links, document, [each for act in acts for each in apart(act)])

    def told(
        self, doc: Doc, links: Links, document: Document, acts: Sequence[Act]
    ) -> tuple[EventMention, ...]:
        """Return acts with all that the text tells of them: when, where and who says so."""
        reading = _Reading(self, self._parties(doc, links), document)
        where = Whereabouts(doc, links, self.places).of(acts) if acts else []
        when = Chronology(doc, document).of(acts) if acts else []
        return tuple(
            reading.mention(act, doc[act.trigger].sent, day, place)
            for act, day, place in zip(acts, when, where, strict=True)
        )

    def acts(self, doc: Doc, links: Links) -> list[Act]:
        """Return what frames find in a document, in the order of the text."""
        parties = self._parties(doc, links)
        told: list[Act] = []
        for sentence in doc.sents:
            if _may_tell(sentence, links):
                told += self._acts(sentence, doc, parties, told)
        return told

    def _read(self, doc: Doc, links: Links, acts: Sequence[Act]) -> Sequence[Act]:
        if self.reader is None:
            return acts
        parties = self._parties(doc, links)
        return [
            act
            for act in self.reader(doc, links, acts)
            if not (act.is_read and has_another_subject(act, doc, parties))
        ]

    def _parties(self, doc: Doc, links: Links) -> Parties:
        lexicon = self.lexicon
        return Parties(
            doc=doc, links=links, nouns=self.nouns, act_nouns=lexicon.act_nouns, apart=lexicon.apart
        )

    def _acts(self, sentence: Span, doc: Doc, parties: Parties, told: Sequence[Act]) -> list[Act]:
        """Return the acts of a sentence; ``told`` are those before it, to which "the move" may point back."""
        acts: list[Act] = []
        for act in Matcher(lexicon=self.lexicon)(sentence, parties):
            stated = replace(act, status=_stated(act, doc))
            changed = self.operators.ahead(self.operators.apply(stated, doc, parties))
            before = [*told, *(each for each in acts if each.trigger < act.trigger)]
            aimed = pointed_back(changed, doc, before, self.lexicon.anaphors)
            if (settled := _settled(aimed)) is not None:
                acts.append(in_own_name(settled, doc, parties))
        # "urged Peru to withdraw" is told by the act under the operator, not once more by the verb alone
        over = {act.verb for act in acts if act.operators}
        undone = {noun for act in acts for noun in _undone(act, doc)}
        return [
            act for act in acts if (act.operators or act.trigger not in over) and act.trigger not in undone
        ]


def _undone(act: Act, doc: Doc) -> Iterator[int]:
    """Yield the nouns of what an act ends: "lifted the sanctions" imposes none."""
    if act.frame.action == "liftSanctions" and act.frame.part == "VERB":
        yield from (each.i for each in objects(doc[act.trigger]) if each.lemma_.lower() in act.frame.object)


def _stated(act: Act, doc: Doc) -> Status:
    """Return the status by frame and grammar; a mere purpose may not have come about, a meeting does."""
    if act.frame.status:
        return Status(act.frame.status)
    status = status_of(doc[act.trigger], doc[act.verb])
    meets = actions()[act.action].plover == "CONSULT"
    return (
        Status.HYPOTHETICAL if status is Status.ACTUAL and is_purpose(doc[act.verb]) and not meets else status
    )


def _may_tell(sentence: Span, links: Links) -> bool:
    return any(links.at(token.i) is not None for token in sentence)


def _settled(act: Act) -> Act | None:
    """Return an act with the parties that make it an international one, None if it is none."""
    actors = tuple(linked for linked in act.actors if linked.entity.state)
    counterparts = tuple(linked for linked in act.counterparts if linked.entity.state)
    # two who agreed to meet plan it together, though planning is no act between equals by itself
    between = actions()[act.action].symmetric or actions()[act.frame.action].symmetric
    if between or "parties" in act.frame.needs:
        return _joint(act, actors, counterparts)
    return _directed(act, actors, counterparts)


def _directed(act: Act, actors: tuple[Linked, ...], counterparts: tuple[Linked, ...]) -> Act | None:
    states = {linked.entity.state for linked in actors}
    if act.reciprocal and len(states) > 1:
        return replace(act, actors=actors, counterparts=actors)
    foreign = tuple(linked for linked in counterparts if linked.entity.state not in states)
    if not actors or (
        not foreign and ("counterpart" in act.frame.needs or act.operators or act.counterparts)
    ):
        return None  # without a party of another state it is domestic
    return replace(act, actors=actors, counterparts=foreign)


def _joint(act: Act, actors: tuple[Linked, ...], counterparts: tuple[Linked, ...]) -> Act | None:
    """Return an act that its parties do together; one alone may only convene."""
    symmetric = actions()[act.action].symmetric
    if not symmetric and counterparts:
        return _directed(act, actors, counterparts)
    parties = tuple({linked.entity.id: linked for linked in (*actors, *counterparts)}.values())
    alone = not act.frame.counterpart and "parties" not in act.frame.needs
    if not parties or (len({linked.entity.state for linked in parties}) < 2 and not alone):
        return None
    return replace(act, actors=parties, counterparts=())


class _Reading:
    """One document's text, against which acts become event mentions."""

    def __init__(self, extractor: Extractor, parties: Parties, document: Document) -> None:
        self.extractor, self.parties, self.document = extractor, parties, document
        self.doc, self.links = parties.doc, parties.links

    def mention(self, act: Act, sentence: Span, day: EventDate | None, place: Place | None) -> EventMention:
        """Return an act as a value that outlives the parse."""
        trigger = self.doc[act.trigger]
        return EventMention(
            action=act.action,
            participants=tuple(self._participants(act)),
            status=act.status,
            sentence=self._span(sentence),
            trigger=self._span(self.doc[trigger.i : trigger.i + 1]),
            date=day,
            place=place,
            attribution=said_by(self.doc[act.verb], self.parties),
            frame=act.frame.id,
            operators=act.operators,
            confidence=_confidence(act),
        )

    def _participants(self, act: Act) -> Iterator[Participant]:
        for role, linked_of_role in ((Role.ACTOR, act.actors), (Role.COUNTERPART, act.counterparts)):
            for linked in linked_of_role:
                yield Participant(
                    role=role, entity=linked.entity, mention=linked.as_mention(self.doc, self.document.id)
                )

    def _span(self, span: Span) -> TextSpan:
        text = span.text.strip()
        start = span.start_char + span.text.index(text)
        return TextSpan(document_id=self.document.id, start=start, end=start + len(text), text=text)


def _confidence(act: Act) -> float:
    """Return what the encoder says, else how often frames were right in annotated news, less by operators."""
    if act.confidence is not None:
        return act.confidence
    return round(_RIGHT * _RIGHT_OPERATOR ** len(act.operators), 3)
