"""Operators: words over an act that make it another act or change its status ("threatened to sanction")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.actions import actions
from kg.errors import LexiconError
from kg.events.frames import read_toml
from kg.events.status import is_purpose, status_of
from kg.events.syntax import children, objects, owners, prepositional, recipients, subjects
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from spacy.tokens import Doc, Token

    from kg.events.acts import Act
    from kg.events.parties import Parties
    from kg.linking import Linked

_ALWAYS = ("future", "warning")  # they hold without a word of the table
_FIELDS = frozenset({"actor", "counterpart", "status", "negated"})
_PARTS = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ"}
_ON = frozenset({"agree", "insist", "decide", "vote", "plan", "call"})
_TAGS = {"PROPN": "NOUN", "AUX": "VERB"}
_PREPOSITIONS = frozenset({"for", "of", "to", "in", "on", "against", "about", "from", "out"})
_LINKS = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "nsubjpass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an operator makes of the act under it."""

    name: str
    actor: str
    counterpart: str
    status: str
    actions: Mapping[str, str]
    negated: Mapping[str, str]

    def action(self, inner: str, status: Status = Status.ACTUAL) -> str:
        """Return the resulting action for an inner one: "vowed to attack", "vowed not to attack"."""
        table = self.negated if status is Status.NEGATED and self.negated else self.actions
        found = table.get(inner) or table.get(actions()[inner].plover) or table["*"]
        return inner if found == "=" else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word over an act: its effect, and the constructions by which it must govern the act (empty: any)."""

    effect: Effect
    through: frozenset[str] = frozenset()

    def governs(self, through: str) -> bool:
        """Return whether the word governs an act by this construction; an adverbial clause must be named."""
        return through in self.through if self.through else through != "advcl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """All operators by part of speech and lemma."""

    index: Mapping[tuple[str, str], tuple[Operator, ...]]
    future: Effect
    warning: Effect

    def apply(self, act: Act, doc: Doc, parties: Parties) -> Act:
        """Return an act as the words over it change it."""
        for token, through in _governors(doc[act.verb]):
            part = "VERB" if children(token, "nsubj") else _TAGS.get(token.pos_, token.pos_)
            operators = self.index.get((part, token.lemma_.lower()), ())
            operator = next((each for each in operators if each.governs(through)), None)
            if operator is not None:
                act = _applied(act, self._effect(operator, doc[act.verb], token, parties), token, parties)
        return act

    def _effect(self, operator: Operator, inner: Token, token: Token, parties: Parties) -> Effect:
        """Return the effect of a word; who says that another will act warns, and threatens nobody."""
        if operator.effect.name == "threat" and _is_done_by_others(inner, _speakers(token, parties), parties):
            return self.warning
        return operator.effect

    def ahead(self, act: Act) -> Act:
        """Return a planned act as what announcing it is: "will send tanks" pledges aid."""
        action = self.future.action(act.action)
        if act.status is not Status.PLANNED or action == act.action:
            return act
        return replace(act, action=action, status=Status.ACTUAL)


def load_operators(path: Path) -> Operators:
    """Read the table of operators.

    Raises:
        LexiconError: The file is no TOML or names an unknown effect or action.

    Example:
        >>> from kg.resources import ontologies
        >>> operators = load_operators(ontologies() / "frames" / "operators.toml")
        >>> operators.index["VERB", "threaten"][0].effect.action("imposeSanctions")
        'threatenSanctions'
    """
    table = read_toml(path)
    effects = {name: _effect(path, name, entry) for name, entry in table.get("effect", {}).items()}
    if missing := [each for each in _ALWAYS if each not in effects]:
        raise LexiconError(f"{path} lacks the effect {missing[0]!r}.", remedy="Take it from kg's own table.")
    index: dict[tuple[str, str], tuple[Operator, ...]] = {}
    for entry in table.get("operator", []):
        if entry["effect"] not in effects:
            raise LexiconError(
                f"{path}: no effect {entry['effect']!r}.", remedy=f"Effects: {' '.join(effects)}."
            )
        for key, part in _PARTS.items():
            operator = Operator(effect=effects[entry["effect"]], through=frozenset(entry.get("through", [])))
            index |= {(part, each): (*index.get((part, each), ()), operator) for each in entry.get(key, [])}
    return Operators(index=index, future=effects["future"], warning=effects["warning"])


def _effect(path: Path, name: str, entry: dict[str, Any]) -> Effect:
    outcomes = {key: value for key, value in entry.items() if key not in _FIELDS}
    negated = entry.get("negated", {})
    if unknown := sorted({*outcomes.values(), *negated.values()} - actions().keys() - {"="}):
        raise LexiconError(
            f"{path}: effect {name}: {unknown[0]!r} is no action.", remedy="See ontologies/actions.tsv."
        )
    return Effect(
        name=name,
        actor=entry["actor"],
        counterpart=entry["counterpart"],
        status=entry["status"],
        actions=outcomes,
        negated=negated,
    )


def _governors(verb: Token) -> Iterator[tuple[Token, str]]:
    """Yield the words in whose complement an act stands, the nearest first, and by what construction."""
    token = verb
    while True:
        while token.dep_ == "conj":
            token = token.head
        head, through = token.head, token.dep_
        if through in {"pobj", "pcomp"}:
            if head.lower_ not in _PREPOSITIONS:
                return
            through = head.lower_
            while head.dep_ == "prep" and head.head.dep_ == "prep":
                head = head.head
            head = head.head
            if _is_adjunct(token, head, through):
                return
        elif token.i == head.i or not (through in _LINKS or is_purpose(token)):
            return
        yield head, through
        token = head


def _is_adjunct(token: Token, head: Token, preposition: str) -> bool:
    """Return whether a phrase only says when or where: "on a visit to Lima, Peru's guest promised ships"."""
    if head.pos_ not in {"VERB", "AUX"}:
        return False
    return token.i < head.i or (preposition == "on" and head.lemma_ not in _ON) or preposition == "in"


def _applied(act: Act, effect: Effect, token: Token, parties: Parties) -> Act:
    below = [*objects(token), *recipients(token)]
    below += [found for word in ("on", "to", "with") for found in prepositional(token, word)]
    actors = list(act.actors) if effect.actor.startswith("actor") else []
    if not actors and effect.actor.endswith("operator"):
        actors = _speakers(token, parties)
    return replace(
        act,
        action=effect.action(act.action, act.status),
        actors=tuple(actors),
        counterparts=tuple(_counterparts(effect.counterpart, act, actors, parties.named(below))),
        status=_status(act, effect, token),
        operators=(token.lemma_.lower(), *act.operators),
        verb=token.i if effect.actor == "operator" else act.verb,
    )


def _speakers(token: Token, parties: Parties) -> list[Linked]:
    """Return who threatens, promises or refuses: the subject of a verb or copula, the owner of a noun."""
    if token.pos_ in {"VERB", "AUX"}:
        return parties.acting(subjects(token))
    if token.pos_ == "ADJ":
        return parties.acting(children(token.head, "nsubj"))
    by = parties.acting(prepositional(token, "by"))
    return by or parties.qualifying(token) or parties.acting(owners(token))


def _is_done_by_others(verb: Token, speakers: list[Linked], parties: Parties) -> bool:
    """Return whether the subject of an act is neither who speaks nor of the same state."""
    doers = [each for each in subjects(verb) if each.pos_ in {"NOUN", "PROPN"} and not children(each, "poss")]
    states = {linked.entity.state for linked in parties.acting(doers)}
    return bool(doers) and not states & {linked.entity.state for linked in speakers}


def _status(act: Act, effect: Effect, token: Token) -> Status:
    own = status_of(token, token)
    if effect.status == "actual":
        return own
    if Status.NEGATED in {act.status, own}:
        return Status.NEGATED
    if effect.status != "=":
        return Status(effect.status)
    return own if own is Status.HYPOTHETICAL else act.status  # "may decide to withdraw"


def _counterparts(rule: str, act: Act, actors: list[Linked], below: list[Linked]) -> list[Linked]:
    known = {linked.entity.id for linked in actors}
    sources = {
        "operator": below,
        "actor": list(act.actors),
        "counterpart": list(act.counterparts),
        "parties": [*act.actors, *act.counterparts],
    }
    for source in rule.split(" or "):
        found = [linked for linked in sources[source] if linked.entity.id not in known]
        if found:
            return found
    return []
