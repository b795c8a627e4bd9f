"""When each act of a document took place: by its own words, those before it, or the day of writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.actions import actions
from kg.events.dates.belonging import ARRANGING, Found, is_of_whole, remoteness
from kg.events.dates.durations import away, distance, lasting
from kg.events.dates.expressions import Vantage
from kg.events.dates.finding import expressions, publication_date, value_of, with_span
from kg.events.dates.tense import has_lasted, is_ahead, is_answered, is_background
from kg.events.syntax import clause_verb
from kg.model import Basis, EventDate, Precision, Status, TextSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from kg.events.acts import Act
    from kg.model import Document

_LEAD = 2  # sentences that may date a whole report
_FRESH = timedelta(days=4)  # a report is of news not older than that
_WEEK = timedelta(days=7)


class Chronology:
    """Dates the acts of one document.

    Args:
        doc: Its parse.
        document: The document, with its day of publication if that is known.
    """

    def __init__(self, doc: Doc, document: Document) -> None:
        self.doc, self.document = doc, document
        self._found: dict[int, list[Found]] = {}
        self._told: dict[int, EventDate | None] = {}
        self._before: dict[int, Span] = {}
        sentences = list(doc.sents)
        self._opening = sentences[:_LEAD]
        for first, second in pairwise(sentences):
            self._before[second.start] = first

    def of(self, acts: Sequence[Act]) -> list[EventDate | None]:
        """Return the date of each act, in the order of the acts; None if the text gives no hold."""
        dates: list[EventDate | None] = []
        before: EventDate | None = None
        for act in acts:
            dates.append(self._date(act, before))
            before = dates[-1] or before
        return dates

    def _date(self, act: Act, before: EventDate | None) -> EventDate | None:
        """Return when an act took place; ``before`` is the date of the act told before it."""
        value = self._counted(act) or self._stated(act, before) or self._assumed(act)
        return None if value is None else _within_calendar(lambda: lasting(value, act, self.doc))

    def _stated(self, act: Act, before: EventDate | None) -> EventDate | None:
        """Return the date that the sentence gives an act: the nearest that is its own."""
        ranked = [
            (rank, abs(found.token.i - act.trigger), found.offset, found)
            for found in self._expressions(self.doc[act.trigger].sent)
            if (rank := remoteness(found, act, self.doc)) is not None
        ]
        read = (self._value(found, act, before) for *_, found in sorted(ranked, key=lambda each: each[:3]))
        return next((value for value in read if value is not None), None)

    def _assumed(self, act: Act) -> EventDate | None:
        """Return what holds where the sentence gives an act no date: that of the report, else its day."""
        published = self.document.published
        if act.status is not Status.ACTUAL or published is None:
            return None
        if is_background(self.doc[act.verb]) or _is_answered(act, self.doc):
            return None
        if act.action in ARRANGING:  # the day that its sentence names is that of the talks to come
            return publication_date(published)
        return self._carried(self.doc[act.trigger].sent) or publication_date(published)

    def _carried(self, sentence: Span) -> EventDate | None:
        """Return the date on which a text goes on telling: of the sentence before, else of the opening.

        Of the sentence before if the subject is taken up by a pronoun: "She also accused Chile".
        """
        before = self._before.get(sentence.start)
        near = self._of_sentence(before) if before is not None and _goes_on(sentence) else None
        opening = (value for each in self._opening if (value := self._of_sentence(each)) is not None)
        told = near or next(opening, None)
        return replace(told, basis=Basis.ANCHORED) if told is not None else None

    def _of_sentence(self, sentence: Span) -> EventDate | None:
        if sentence.start not in self._told:
            self._told[sentence.start] = next(self._recent(sentence), None)
        return self._told[sentence.start]

    def _recent(self, sentence: Span) -> Iterator[EventDate]:
        """Yield the dates of the main clause of a sentence that tells fresh news."""
        published = self.document.published
        for found in self._expressions(sentence):
            if found.expression.quoted or found.expression.bound or not is_of_whole(found, sentence.root):
                continue
            value = value_of(found.expression, Vantage(published=published))
            if value is None or published is None or not value.earliest <= published:
                continue
            if published - value.latest <= _FRESH and value.latest - value.earliest <= _WEEK:
                yield with_span(value, self._span(found))

    def _counted(self, act: Act) -> EventDate | None:
        """Return the date of an act that is told by its distance from the act over it: "a day after"."""
        found = distance(act, self.doc)
        published = self.document.published
        if found is None or act.status is not Status.ACTUAL:
            return None
        over, match = found
        base = next(self._at(over), None) or (publication_date(published) if published else None)
        return None if base is None else _within_calendar(lambda: away(base, match))

    def _at(self, verb: Token) -> Iterator[EventDate]:
        """Yield the dates of the clause of a verb."""
        vantage = Vantage(published=self.document.published)
        for found in self._expressions(verb.sent):
            if clause_verb(found.token) == verb and not found.expression.bound:
                value = value_of(found.expression, vantage)
                if value is not None:
                    yield with_span(value, self._span(found))

    def _value(self, found: Found, act: Act, before: EventDate | None) -> EventDate | None:
        ahead = act.status is Status.PLANNED or is_ahead(found.token)
        published = self._speaking_day(found) if found.expression.quoted else self.document.published
        value = value_of(found.expression, Vantage(published=published, ahead=ahead, anchor=before))
        if value is None or self._is_misplaced(found, value, act):
            return None
        return with_span(value, self._span(found))

    def _speaking_day(self, found: Found) -> date | None:
        """Return the day on which a quotation was spoken: said "yesterday" on Monday, it is Sunday."""
        vantage = Vantage(published=self.document.published)
        for other in self._expressions(found.token.sent):
            value = None if other.expression.quoted else value_of(other.expression, vantage)
            if value is not None and value.precision is Precision.DAY and not other.expression.bound:
                return value.earliest
        return self.document.published

    def _is_misplaced(self, found: Found, value: EventDate, act: Act) -> bool:
        """Return whether a date can't be that of an act: what took place is not to come."""
        published, bound = self.document.published, found.expression.bound
        if bound == "until":
            return act.status is Status.ACTUAL
        if bound == "since" and not has_lasted(clause_verb(found.token)):
            return True
        ahead = published is not None and value.earliest > published + timedelta(days=1)
        return ahead and act.status is Status.ACTUAL

    def _expressions(self, sentence: Span) -> list[Found]:
        """Return the date expressions of a sentence with their words; read once a sentence."""
        if sentence.start not in self._found:
            self._found[sentence.start] = list(self._read(sentence))
        return self._found[sentence.start]

    def _read(self, sentence: Span) -> Iterator[Found]:
        for each in expressions(sentence.text):
            offset = sentence.start_char + each.start
            span = self.doc.char_span(offset, sentence.start_char + each.end, alignment_mode="expand")
            if span is not None:
                text = sentence.text[each.start : each.end]
                yield Found(expression=each, token=span.root, first=span[0], offset=offset, text=text)

    def _span(self, found: Found) -> TextSpan:
        end = found.offset + len(found.text)
        return TextSpan(document_id=self.document.id, start=found.offset, end=end, text=found.text)


def _is_answered(act: Act, doc: Doc) -> bool:
    """Return whether an act is named as why another was done; a meeting so named is of the same story."""
    return actions()[act.action].plover != "CONSULT" and is_answered(doc[act.trigger])


def _goes_on(sentence: Span) -> bool:
    subjects = (child for child in sentence.root.children if child.dep_ in {"nsubj", "nsubjpass"})
    return any(subject.pos_ == "PRON" for subject in subjects)


def _within_calendar(read: Callable[[], EventDate]) -> EventDate | None:
    """Return what is read, None if it lies beyond the days that a date can have."""
    try:
        return read()
    except (OverflowError, ValueError):
        return None
