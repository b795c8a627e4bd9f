"""One pass over the mentions of a document, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.context import Context
from kg.linking.descriptions import link_collective, link_title
from kg.linking.names import link_name
from kg.linking.persons import link_person
from kg.linking.pronouns import link_pronoun
from kg.mentions import Sort

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from spacy.tokens import Doc

    from kg.gazetteer import Gazetteer
    from kg.linking.links import Linked, Links
    from kg.mentions import Found

_STEPS: dict[Sort, Callable[[Context, Found], Linked | None]] = {
    Sort.PERSON: link_person,
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
        self._gazetteer = gazetteer

    def __call__(self, doc: Doc, found: Sequence[Found], day: date | None) -> Links:
        """Return the linked mentions of ``doc``, published on ``day``."""
        context = Context.of(self._gazetteer, doc, day, found)
        names = {
            item: named for item in found if item.sort is Sort.NAME and (named := link_name(context, item))
        }
        # names first, since a title looks at the state that follows it: "the president of Peru"
        for named in names.values():
            context.links.add(named)
        for item in found:
            linked = names.get(item) if item.sort is Sort.NAME else _STEPS[item.sort](context, item)
            if linked is None:
                continue
            if item.sort is not Sort.NAME:
                context.links.add(linked)
            if not linked.locative:
                context.hear(linked)
        return context.links
