"""One pass over the mentions of a document, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.documents.datelines import dateline
from kg.linking.bodies import link_body
from kg.linking.context import Context, seats
from kg.linking.described import Describer
from kg.linking.descriptions import link_collective, link_title
from kg.linking.names import link_name, settle_body
from kg.linking.namesakes import spelled_acronyms
from kg.linking.persons import link_person, link_surname
from kg.linking.pronouns import link_first_person, link_pronoun
from kg.mentions import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from spacy.tokens import Doc

    from kg.gazetteer import Gazetteer
    from kg.linking.links import Linked, Links
    from kg.mentions import Found

_STEPS: dict[Sort, Callable[[Context, Found], Sequence[Linked]]] = {
    Sort.PERSON: link_person,
    Sort.BODY: link_body,
    Sort.TITLE: link_title,
    Sort.COLLECTIVE: link_collective,
    Sort.PRONOUN: link_pronoun,
}


class Linker:
    """Links the mentions of a document to entities.

    Args:
        gazetteer: Who there is.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._describer = Describer(gazetteer)

    def __call__(self, doc: Doc, found: Sequence[Found], day: date | None, source: str = "") -> Links:
        """Return the linked mentions of ``doc``, published on ``day`` by ``source``, who may say "we"."""
        line = dateline(doc.text, day)
        end = line.end if line is not None else 0
        # "LIMA, 3 May (Agency) -" is where it was written, not who acts
        body = [item for item in found if doc[item.start].idx >= end]
        context = Context.of(self._describer, doc, body, day=day, source=source)
        context.seats = list(seats(context.gazetteer, found))
        context.spelled = spelled_acronyms(context.text)
        names = _link_names(context, body)
        for item in body:
            linked = names.get(item.start, ()) if item.sort is Sort.NAME else _STEPS[item.sort](context, item)
            for each in linked:
                if item.sort is not Sort.NAME:
                    context.links.add(each)
                if not each.locative:
                    context.hear(each)
        _link_late(context, body)
        return context.links


def _link_late(context: Context, found: Sequence[Found]) -> None:
    """Link those who are named after what they do or say: "We agree," said Peru; "Doe left. Jane Doe is"."""
    for item in found:
        late: Sequence[Linked] = ()
        if item.sort in {Sort.PERSON, Sort.BODY} and context.links.at(item.root) is None:
            late = link_surname(context, item)
        elif item.sort is Sort.PRONOUN:
            late = link_first_person(context, item)
        for each in late:
            context.links.add(each)


def _link_names(context: Context, found: Sequence[Found]) -> dict[int, tuple[Linked]]:
    """Link names first, since a title looks at the state that follows it: "the president of Peru"."""
    names = {
        item.start: linked
        for item in found
        if item.sort is Sort.NAME and (linked := link_name(context, item)) is not None
    }
    for linked in names.values():
        context.links.add(linked)
    for start, linked in names.items():
        settled = settle_body(context, linked)
        if settled is not linked:
            context.links.drop(linked)
            context.links.add(settled)
            names[start] = settled
    return {start: (linked,) for start, linked in names.items()}
