"""Grammatical relations read off a dependency parse (ClearNLP labels, as spaCy's English models give them).

Tokens go in, tokens come out; what they stand for is decided elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_VERBAL = frozenset({"VERB", "AUX"})
_DEPTH = 6

# nouns that only say how many: who acts stands behind "of"
AMOUNTS = frozenset(
    {
        "number",
        "series",
        "package",
        "round",
        "hundred",
        "dozen",
        "thousand",
        "set",
        "raft",
        "range",
        "pair",
        "group",
    }
    | {"batch", "list", "couple", "type", "kind", "total", "million", "billion", "majority", "crowd", "score"}
)


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token that bear one of the dependency labels."""
    return [child for child in token.children if child.dep_ in labels]


def is_passive(verb: Token) -> bool:
    """Return whether a verb is a passive, with its auxiliary or bare ("ships seized by Peru")."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux"):
        return False
    if verb.dep_ == "conj" and not children(verb, "nsubj"):
        return verb.head.pos_ in _VERBAL and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ in {"acl", "amod", "ROOT", "advcl"} and not children(verb, "nsubj", "dobj")


def agents(verb: Token) -> list[Token]:
    """Return the by-phrase of a passive."""
    found = [obj for by in children(verb, "agent") for obj in children(by, "pobj")]
    found += [obj for by in children(verb, "prep") if by.lower_ == "by" for obj in children(by, "pobj")]
    if not found and verb.dep_ == "conj" and is_passive(verb.head):
        return agents(verb.head)
    return found


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Return who does what a verb says, through passive, coordination, control and relative clauses."""
    if is_passive(verb):
        return agents(verb)
    return _subjects(verb, depth)


def _subjects(verb: Token, depth: int) -> list[Token]:
    own = children(verb, "nsubj", "nsubjpass", "csubj")
    if own:
        return [_antecedent(verb, token) for token in own]
    if depth > _DEPTH:
        return []
    head = verb.head
    match verb.dep_:
        case "conj" if head.pos_ in _VERBAL:
            return _grammatical_subjects(head, depth + 1)
        case "xcomp" | "ccomp":
            return children(head, "dobj") or _grammatical_subjects(head, depth + 1)
        case "advcl" | "auxpass" | "aux":
            return _grammatical_subjects(head, depth + 1)
        case "acl" | "relcl":
            return [head] if verb.tag_ in {"VBG", "VBZ", "VBD", "VBP"} else owners(head, depth)
        case "pcomp":
            return _of_preposition(head, depth)
    return []


def _grammatical_subjects(verb: Token, depth: int) -> list[Token]:
    if verb.pos_ not in _VERBAL:
        return [verb] if verb.pos_ in {"NOUN", "PROPN"} and depth < 2 else []
    return _subjects(verb, depth)


def _antecedent(verb: Token, token: Token) -> Token:
    relative = verb
    while relative.dep_ == "conj":
        relative = relative.head
    return relative.head if token.lower_ in _RELATIVE and relative.dep_ == "relcl" else token


def _of_preposition(preposition: Token, depth: int) -> list[Token]:
    head = preposition.head
    if judged := _judged(preposition):
        return judged
    return _grammatical_subjects(head, depth + 1) if head.pos_ in _VERBAL else owners(head, depth)


def _judged(preposition: Token) -> list[Token]:
    """Return of whom something is said: "accused Peru of arming rebels", "blamed it for an attack"."""
    return children(preposition.head, "dobj") if preposition.lower_ in {"of", "from", "for"} else []


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Return whose plan it is in "Peru's plan to send ships" and "Peru has a plan to send ships"."""
    possessors = children(noun, "poss")
    if possessors:
        return possessors
    if noun.dep_ == "pobj" and (judged := _judged(noun.head)):
        return judged
    governor = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ in {"dobj", "attr", "pobj"} and governor.pos_ in _VERBAL:
        return _grammatical_subjects(governor, depth + 1)
    return []


def objects(verb: Token) -> list[Token]:
    """Return to whom or what it is done: the direct object, or the subject of a passive."""
    if not is_passive(verb):
        own = [_antecedent(verb, token) for token in children(verb, "dobj", "oprd")]
        return own or _relative_object(verb)
    own = children(verb, "nsubjpass", "nsubj", "oprd")
    if own:
        return [_antecedent(verb, token) for token in own]
    if verb.dep_ in {"acl", "relcl", "amod"}:
        return [verb.head]
    return _grammatical_subjects(verb.head, 1) if verb.dep_ in {"conj", "xcomp", "advcl"} else []


def _relative_object(verb: Token) -> list[Token]:
    """Return "sanctions" in "the sanctions which Peru imposed"."""
    if verb.dep_ != "relcl":
        return []
    subject = children(verb, "nsubj")
    return [verb.head] if subject and all(token.lower_ not in _RELATIVE for token in subject) else []


def recipients(verb: Token) -> list[Token]:
    """Return to whom something is given: "gave Peru ships", "gave ships to Peru"."""
    found: list[Token] = []
    for child in children(verb, "dative"):
        found += children(child, "pobj") if child.pos_ == "ADP" else [child]
    return found


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Return the objects of a preposition on a verb or noun, also after another ("out of", "along with")."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt", "advmod"}:
            if child.lower_ == preposition:
                found += children(child, "pobj")
            found += [
                obj
                for inner in children(child, "prep")
                if inner.lower_ == preposition
                for obj in children(inner, "pobj")
            ]
    return found


def coordinated(token: Token) -> list[Token]:
    """Return a token and all that are coordinated with it after it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj":
            found += coordinated(child)
    return found


def apposed(token: Token) -> list[Token]:
    """Return what stands in apposition to a token."""
    return children(token, "appos")


def clause_verbs(token: Token) -> Iterator[Token]:
    """Yield the verbs of the complement of a token and those coordinated with them.

    "Called for Peru to withdraw" is parsed as an adverbial clause.
    """
    for child in token.children:
        called = child.dep_ == "advcl" and any(mark.lower_ == "for" for mark in children(child, "mark"))
        if called or child.dep_ in {"xcomp", "ccomp", "acl", "pcomp", "relcl"}:
            yield from coordinated(child)


def ancestors(token: Token) -> Iterator[Token]:
    """Yield what governs a token, the nearest first."""
    while token.head is not token and token.head.i != token.i:
        token = token.head
        yield token


def clause_verb(token: Token) -> Token:
    """Return the verb of the clause that a token stands in, itself if it is one or if there is none."""
    return next((each for each in (token, *ancestors(token)) if each.pos_ in {"VERB", "AUX"}), token)
