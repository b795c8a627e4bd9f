"""Names as people type them -> nodes of a graph."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError, UnknownEvent
from kg.model import as_key
from kg.queries.engine import data_base
from kg.rdf.literals import english
from kg.rdf.terms import DIPL, KINDS, RDF, RDFS, SKOS, Names, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ACTORS = (*KINDS.values(), DIPL.Actor)
_SHOWN = 5
_NOTHING_NEAR = "Nothing there is called alike."


def actor(store: Store, text: str) -> NamedNode:
    """Return the actor of that name, other name or id, whatever its case.

    Raises:
        QueryError: No actor, or more than one, is called so; the remedy names those that come near.
    """
    return _resolve(store, text, _ACTORS, "actor")


def place(store: Store, text: str) -> NamedNode:
    """Return the place of that name or id, whatever its case.

    Raises:
        QueryError: No place, or more than one, is called so; the remedy names those that come near.
    """
    return _resolve(store, text, (DIPL.Place,), "place")


def event(store: Store, text: str) -> NamedNode:
    """Return the event of that id, with or without its prefix.

    Raises:
        UnknownEvent: The graph has no such event.
    """
    wanted = text.removeprefix("ev:").rsplit("/", 1)[-1]
    here = Names(data_base(store)).key("ev", wanted)
    if Quad(here, RDF.type, DIPL.Event) in store:
        return here
    known = _keys(store, (DIPL.Event,))
    near = difflib.get_close_matches(wanted, known, 1)
    remedy = f"Did you mean '{near[0]}'?" if near else "The query 'timeline' lists events with their ids."
    raise UnknownEvent(f"The graph has no event '{text}'.", remedy=remedy)


def _resolve(store: Store, text: str, kinds: Iterable[NamedNode], what: str) -> NamedNode:
    if exact := _called(store, text, kinds):
        return exact
    known = _keys(store, kinds)
    names = [*_names(store, known.values())]
    folded = " ".join(text.split()).casefold()
    key = as_key(text.removeprefix("ent:").rsplit("/", 1)[-1] if text else "").casefold()
    tries = (
        {node for node, name, usual in names if usual and name.casefold() == folded},
        {node for node_key, node in known.items() if node_key.casefold() == key},
        {node for node, name, _ in names if name.casefold() == folded},
        {
            node
            for node, name, _ in names
            if is_surname(folded, name) and Quad(node, RDF.type, DIPL.Person) in store
        },
    )
    found = next(filter(None, tries), set())
    if len(found) == 1:
        return found.pop()
    if found:
        which = ", ".join(sorted(key_of(node) for node in found))
        message = f"More than one {what} is called '{text}': {which}."
        raise QueryError(message, remedy="Give one of these ids.")
    every = {name for _, name, _ in names}
    raise QueryError(f"The graph has no {what} '{text}'.", remedy=_suggested(text, every))


def _called(store: Store, text: str, kinds: Iterable[NamedNode]) -> NamedNode | None:
    """Return the one node whose usual name is just so: the common case, without a look at all names."""
    quads = store.quads_for_pattern(None, RDFS.label, english(text), None)
    subjects = [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]
    found = [node for node in subjects if any(Quad(node, RDF.type, kind) in store for kind in kinds)]
    return found[0] if len(found) == 1 else None


def _keys(store: Store, kinds: Iterable[NamedNode]) -> dict[str, NamedNode]:
    quads = (quad for kind in kinds for quad in store.quads_for_pattern(None, RDF.type, kind, None))
    nodes = (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))
    return {key_of(node): node for node in nodes}


def _names(store: Store, nodes: Iterable[NamedNode]) -> Iterator[tuple[NamedNode, str, bool]]:
    """Yield node, name and whether it is the usual one."""
    for node in nodes:
        for predicate in (RDFS.label, SKOS.altLabel):
            for quad in store.quads_for_pattern(node, predicate, None, None):
                if isinstance(quad.object, Literal):
                    yield node, quad.object.value, predicate == RDFS.label


def is_surname(text: str, name: str) -> bool:
    """Return whether a folded text is the last word of a name, with no word in lower case before it.

    Example:
        >>> is_surname("petro", "Gustavo Petro"), is_surname("chad", "Envoy of Chad")
        (True, False)
    """
    *before, last = name.split() or [""]
    return bool(before) and last.casefold() == text and not any(each.islower() for each in before)


def _suggested(text: str, names: Iterable[str]) -> str:
    folded = {name.casefold(): name for name in sorted(names)}
    holding = [name for name in folded if text and text.casefold() in name.split()]
    near = holding[:_SHOWN] or difflib.get_close_matches(text.casefold(), folded, _SHOWN)
    return f"Did you mean {' or '.join(folded[each] for each in near)}?" if near else _NOTHING_NEAR
