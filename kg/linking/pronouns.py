"""Links pronouns to the actor of whom the text is speaking; the first person to who is speaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.linking.context import linked
from kg.model import Link

if TYPE_CHECKING:
    from kg.linking.context import Context
    from kg.linking.links import Linked
    from kg.mentions import Found

_FIRST_PERSON = frozenset({"we", "us", "our", "i", "me", "my"})


def link_pronoun(context: Context, item: Found) -> Linked | None:
    """Return whom a pronoun means, None if the text gives no candidate."""
    word = item.text.lower()
    if word in _FIRST_PERSON:
        entity = context.memory.speaker()
    else:
        entity = context.memory.antecedent(word, context.sentence_of[item.root])
    return linked(item, entity, Link.PRONOUN, 0.6) if entity else None
