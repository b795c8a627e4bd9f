"""Adjectives of nationality that only tell a kind of thing: "Turkish coffee", "the Spanish language"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# things of which an adjective of nationality names a kind, whoever makes them
_KINDS = frozenset(
    [
        *("bath", "breakfast", "bulldog", "carpet", "coffee", "cooking", "cuisine", "delight", "dessert"),
        *("dish", "doll", "door", "dressing", "food", "fries", "fry", "grammar", "horn", "knife", "language"),
        *("lesson", "literature", "meal", "muffin", "mythology", "omelette", "pancake", "pastry", "poetry"),
        *("recipe", "restaurant", "roll", "roulette", "rug", "salad", "setter", "shepherd", "soup", "stew"),
        *("tea", "terrier", "toast", "vocabulary", "waffle", "wave", "window", "yoghurt", "yogurt"),
    ]
)
# things in which states trade too, so that "tariffs on French wine" are against France
_GOODS = frozenset(
    [
        *(
            "beer",
            "bread",
            "brandy",
            "butter",
            "champagne",
            "cheese",
            "chocolate",
            "cigar",
            "dress",
            "fashion",
        ),
        *("garlic", "ham", "leather", "lace", "linen", "perfume", "pepper", "pottery", "rum", "sauce"),
        *("sausage", "shirt", "silk", "suit", "vodka", "watch", "whiskey", "whisky", "wine"),
    ]
)
_TRADE = frozenset(
    [
        *("ban", "block", "boycott", "buy", "curb", "customs", "dump", "duty", "embargo", "export"),
        *("exporter", "import", "importer", "market", "product", "quota", "restrict", "restriction", "sale"),
        *("sanction", "seize", "sell", "shipment", "subsidy", "tariff", "tax", "trade", "trader"),
    ]
)


def is_kind(token: Token) -> bool:
    """Return whether an adjective of nationality at ``token`` says which kind of thing a noun means."""
    noun = token.head
    if token.dep_ not in {"amod", "compound", "nmod"} or noun.i < token.i:
        return False
    word = noun.lemma_.lower()
    if word in _KINDS:
        return True
    return word in _GOODS and not any(other.lemma_.lower() in _TRADE for other in token.sent)
