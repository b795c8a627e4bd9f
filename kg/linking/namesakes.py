"""Names of actors that also name somebody or something else: the US state of Georgia, Victoria, WHO."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.gazetteer import Form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from kg.gazetteer import Name
    from kg.linking.context import Context
    from kg.mentions import Found

_CRICKET = frozenset({"cricket", "cricketer", "wicket", "batsman", "arbitration"})
# words in whose company a name is that of something else
_COMPANY = {
    "Georgia": frozenset(
        {"atlanta", "savannah", "augusta", "carolina", "alabama", "tech", "bulldogs", "raffensperger", "kemp"}
    ),
    "Victoria": frozenset({"melbourne", "british", "queen", "columbia", "lake", "australia", "queensland"}),
    "Hamilton": frozenset({"ontario", "zealand", "lewis", "broadway"}),
    "Georgetown": frozenset({"university", "washington"}),
    "Santiago": frozenset({"compostela", "cuba"}),
    "Windsor": frozenset({"ontario", "detroit"}),
    "Stanley": frozenset({"morgan", "cup"}),
    "Lebanon": frozenset({"tennessee", "ohio", "pennsylvania"}),
    "Jordan": frozenset({"river"}),
    "Kingston": frozenset({"ontario"}),
    "Sofia": frozenset({"reina", "queen", "museum"}),
    "Congo": frozenset({"basin"}),
    "ICC": _CRICKET,
    "the ICC": _CRICKET,
}
# words without which a name means nobody
_KOREA = frozenset({"korea", "korean", "koreans", "koreas", "pyongyang", "seoul"})
_CHINA = frozenset({"taiwan", "taiwanese", "taipei", "kong", "macau", "macao"})
_DUTCH = frozenset({"dutch", "netherlands", "amsterdam"})
_NEEDING = {
    "State House": frozenset({"kenya", "kenyan", "nairobi"}),
    "The Hague": _DUTCH,
    "Hague": _DUTCH,
    "the South": _KOREA,
    "the North": _KOREA,
    "the mainland": _CHINA,
    "the Mainland": _CHINA,
}
_FAR = 150  # tokens within which such a word must stand
# "Latin American" and its like are of other Americas, or of no state
_CONTINENTS = frozenset({"latin", "south", "north", "central", "native", "african", "pan", "meso", "inter"})
_PLACE_WORDS = frozenset(
    [
        "street",
        "st",
        "avenue",
        "road",
        "square",
        "boulevard",
        "lane",
        "bridge",
        "station",
        "stadium",
        "university",
        "college",
        "school",
        "hospital",
        "cup",
        "river",
        "lake",
        "falls",
        "cross",
        "times",
        "post",
        "herald",
        "tribune",
    ]
)
# treaties are named after the city where they were made
_PACTS = frozenset(
    ["agreement", "treaty", "accord", "accords", "protocol", "convention", "declaration", "process", "club"]
)
_GIVEN = frozenset(
    {
        "Victoria",
        "Sofia",
        "Hamilton",
        "Santiago",
        "Windsor",
        "Stanley",
        "Kingston",
        "Bathurst",
        "Douglas",
        "Paris",
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_ACRONYM = re.compile(r"\(([A-Z]{2,})\)")
_SPELLED = 120  # characters before an acronym in brackets in which its words stand
_SHOUTED = 0.8  # share of capitals that makes a line a headline
_LINE = 4  # words on either side by which a headline is known


def is_namesake(context: Context, item: Found, name: Name) -> bool:
    """Return whether a name means no actor here."""
    doc = context.doc
    after = doc[item.end].lower_ if item.end < len(doc) else ""
    if name.form in {Form.CAPITAL, Form.SEAT, Form.NAME} and after in _PLACE_WORDS and doc[item.end].is_title:
        return True
    if name.form is Form.CAPITAL and after in _PACTS:
        return True
    if _is_new(doc, item.start) or _is_in_a_water(context, item, name):
        return True
    if name.text in _GIVEN and doc[item.end - 1].ent_type_ == "PERSON":
        return True
    if _is_surname(context, item, name):
        return True
    if name.text in _COMPANY and _has_company(context, item, name):
        return True
    if name.entity_id == "USA" and item.start and doc[item.start - 1].lower_ in _CONTINENTS:
        return True
    if name.text in _NEEDING and not _has_needed(context, item, name):
        return True
    if _is_spelled_otherwise(context, name):
        return True
    return doc[item.start].ent_type_ in {"MONEY", "QUANTITY"} or _is_shouted_word(context, item)


def _is_spelled_otherwise(context: Context, name: Name) -> bool:
    """Return whether a text tells that an acronym is another's: "the Coastal Mine Coalition (CMC)"."""
    words = context.spelled.get(name.text)
    if words is None:
        return False
    known = {word.lower() for word in _WORD.findall(context.gazetteer.entities[name.entity_id].name)}
    return not known & words


def spelled_acronyms(text: str) -> dict[str, frozenset[str]]:
    """Return the lower-case words for which a text says that acronyms in brackets stand.

    Example:
        >>> sorted(spelled_acronyms("the Coastal Mine Coalition (CMC)")["CMC"])
        ['coalition', 'coastal', 'mine']
    """
    found: dict[str, frozenset[str]] = {}
    for match in _ACRONYM.finditer(text):
        words = _WORD.findall(text[max(0, match.start() - _SPELLED) : match.start()])
        capitalised = [word for word in words if word[0].isupper()][-len(match[1]) :]
        if "".join(word[0] for word in capitalised) == match[1]:
            found.setdefault(match[1], frozenset(word.lower() for word in capitalised))
    return found


def _is_new(doc: Doc, start: int) -> bool:
    """Return whether a name is only a part of another: "New Mexico", "New South Wales"."""
    before = [token.text for token in doc[max(0, start - 2) : start]]
    return before[-1:] == ["New"] or before == ["New", "South"]


def _is_in_a_water(context: Context, item: Found, name: Name) -> bool:
    waters = context.gazetteer.waters.get(name.text, ())
    if not waters:  # the whole text costs what it is long, so that a long one would cost its square
        return False
    start, text = context.doc[item.start].idx, context.text
    return any(
        text.startswith(water, start - water.index(name.text))
        for water in waters
        if start >= water.index(name.text)
    )


def _is_surname(context: Context, item: Found, name: Name) -> bool:
    """Return whether a text has named a person so before: "Norman Wales ... Wales said"."""
    doc = context.doc
    if name.form not in {Form.NAME, Form.CAPITAL} or item.end - item.start > 1:
        return False
    if doc[item.start].dep_ not in {"nsubj", "nsubjpass", "poss"}:
        return False  # after a preposition it is where something is, as ever
    return any(
        entity.end <= item.start and entity.label_ == "PERSON" and _is_given(entity, item.text)
        for entity in doc.ents
    )


def _is_given(person: Span, surname: str) -> bool:
    return (
        len(person) in {2, 3} and person[-1].text == surname and all(each.text.istitle() for each in person)
    )


def _has_company(context: Context, item: Found, name: Name) -> bool:
    start = context.sentences[context.sentence_of[item.start]]
    words = {
        token.lower_
        for token in context.doc[start : item.end + 25]
        if token.i not in range(item.start, item.end)
    }
    return bool(words & _COMPANY[name.text])


def _has_needed(context: Context, item: Found, name: Name) -> bool:
    """Return whether a text speaks of the one whom a name like "the South" may mean."""
    doc = context.doc
    if item.end < len(doc) and doc[item.end].is_title:
        return False
    needed = _NEEDING[name.text]
    return any(token.lower_ in needed for token in doc[max(0, item.start - _FAR) : item.end + _FAR])


def _is_shouted_word(context: Context, item: Found) -> bool:
    """Return whether an acronym is only a word of a headline in capitals: "WHO IS NEXT"."""
    doc = context.doc
    if item.end - item.start > 1 or not item.text.isupper() or not _is_word(context, item):
        return False
    near = doc[max(0, item.start - _LINE) : item.end + _LINE]
    words = [token for token in near if token.is_alpha and token.i != item.start]
    return len(words) > 1 and sum(token.is_upper for token in words) >= _SHOUTED * len(words)


def _is_word(context: Context, item: Found) -> bool:
    lower = item.text.lower()
    lexeme = context.doc.vocab[lower]
    return lower != "us" and (lexeme.is_stop or lower in _WORDS)


_WORDS = frozenset(
    [
        "car",
        "mend",
        "aid",
        "pace",
        "start",
        "quad",
        "is",
        "who",
        "it",
        "am",
        "no",
        "so",
        "act",
        "ace",
        "cap",
        "can",
        "dip",
        "gap",
        "nap",
    ]
)
