"""Tells what is wrong with a query before it is asked: where, and what was probably meant."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.errors import QueryError
from kg.queries.tokens import Token, body, declared, place, pointed, tokens
from kg.rdf import terms
from kg.rdf.stores import add_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_OURS = ("dipl", "act", "plover", "quad")
_OTHERS: Mapping[str, tuple[object, frozenset[str]]] = {
    "rdf": (rdflib.RDF, frozenset()),
    "rdfs": (rdflib.RDFS, frozenset()),
    "owl": (rdflib.OWL, frozenset()),
    "xsd": (rdflib.XSD, frozenset()),
    "skos": (rdflib.SKOS, frozenset()),
    "prov": (rdflib.PROV, frozenset()),
    "dcterms": (rdflib.DCTERMS, frozenset()),
    "dc": (rdflib.DC, frozenset()),
    "sem": (None, terms.SEM.names()),
    "nif": (None, terms.NIF.names()),
    "wgs84": (None, terms.WGS84.names()),
    "gsp": (None, terms.GSP.names()),
}
"""Prefix -> the vocabulary as rdflib knows it, or the terms of it that kg writes."""
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_KINDS = (('"?"', "a variable"), ('":"', "a name"), ('"\'"', "a text"))
_NEAR = 3


def check(query: str, bound: str, known: Mapping[str, str]) -> str:
    """Return the form of a query that can be asked: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Args:
        query: The query.
        bound: The same with values in place of some variables.
        known: Prefix -> namespace of those that need no declaration.

    Raises:
        QueryError: It is malformed, has an unknown prefix or a term that the ontology lacks; the message
            shows the line with a caret, the remedy what comes near.
    """
    found = tokens(query)
    answer = _parsed(bound, known)
    if isinstance(answer, str) and query != bound and not isinstance(_parsed(query, known), str):
        remedy = "Where AS or VALUES gives a variable its value, it can have no other."
        raise QueryError("The query takes no value from outside for one of its variables.", remedy=remedy)
    if isinstance(answer, str):
        said = _parsed(query, known)
        raise _malformed(query, found, said if isinstance(said, str) else answer, known)
    _check_terms(query, found)
    if isinstance(answer, QuerySolutions):
        return "SELECT"
    return next(token.text.upper() for token in found if token.says("ASK", "CONSTRUCT", "DESCRIBE"))


def _parsed(query: str, known: Mapping[str, str]) -> object:
    """Return what an empty store answers, or as text why it cannot."""
    try:
        return Store().query(query, prefixes=dict(known))
    except SyntaxError as error:
        return str(error.msg)
    except (RuntimeError, ValueError) as error:
        return str(error)


def notes(query: str, known: Mapping[str, str], given: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what may be amiss in a query that can be asked.

    Args:
        query: A query that ``check`` let pass.
        known: As for ``check``.
        given: Variables that have a value from outside.

    Example:
        >>> notes("SELECT ?nmae { ?a dipl:meet ?name }", {"dipl": "https://w3id.org/dipl#"})
        ('Nothing binds ?nmae: its column stays empty. Did you mean ?name?',)
    """
    found = tokens(query)
    return (*_unbound(query, found, known, given), *_strange(found))


def _malformed(query: str, found: Sequence[Token], said: str, known: Mapping[str, str]) -> QueryError:
    if "Prefix not found" in said:
        usable = known.keys() | declared(found)
        for token in found:
            prefix = token.text.partition(":")[0]
            if token.kind == "prefixed" and prefix not in usable:
                return _unknown_prefix(query, token, prefix, usable)
    if not any(token.says(*_FORMS) for token in found):
        remedy = f"A query has one of the words {', '.join(_FORMS)}; kg takes no updates."
        return QueryError("The query asks nothing.", remedy=remedy)
    if open_text := next((token for token in found if token.kind == "sign" and token.text in "\"'"), None):
        return QueryError(_at(query, open_text, "The text that begins here does not end"), remedy="Close it.")
    position = re.search(r"at (\d+):(\d+)", said)
    if not position:
        return QueryError(f"The query is no SPARQL: {_expected(said)}.", remedy="Mend the query.")
    line, column = int(position[1]), int(position[2])
    where = f"The query is no SPARQL at line {line}, column {column}"
    return QueryError(f"{where}:\n{pointed(query, line, column)}\n{_expected(said)}.", remedy=_advice(said))


def _advice(said: str) -> str:
    if "variable that is unbound" in said:
        return "Where there is a GROUP BY or a COUNT, name each other variable of SELECT in GROUP BY."
    return "Mend the query there."


def _unknown_prefix(query: str, token: Token, prefix: str, usable: Iterable[str]) -> QueryError:
    near = difflib.get_close_matches(prefix, sorted(usable), 1)
    public = dict(rdflib.Graph().namespaces())
    if near:
        remedy = f"Did you mean {near[0]}:?"
    elif prefix in public:
        remedy = f"Write on top: PREFIX {prefix}: <{public[prefix]}>"
    else:
        remedy = f"Known are {', '.join(sorted(usable))}; declare others with PREFIX."
    return QueryError(_at(query, token, f"Unknown prefix {prefix}:"), remedy=remedy)


def _at(query: str, token: Token, what: str) -> str:
    line, column = place(query, token.start)
    return (
        f"The query has a mistake at line {line}, column {column}:\n{pointed(query, line, column)}\n{what}."
    )


def _expected(said: str) -> str:
    """Return what was expected, without the character classes that nobody reads."""
    text = re.sub(r"^error at \d+:\d+: ", "", said)
    if "variable that is unbound" in text:
        return "SELECT has a variable that is neither grouped nor counted"
    if not text.startswith("expected "):
        return text
    words = re.split(r",\s|\sor\s", re.sub(r"^expected (one of )?", "", text))
    kinds = [kind for sign, kind in _KINDS if sign in words]
    signs = [word.strip('"') for word in words if re.fullmatch(r'"[,.;{}()]"', word)]
    if not kinds + signs:
        return "this cannot stand here, or something is missing before it"
    return f"expected {' or '.join([*kinds, ' '.join(signs)] if signs else kinds)}"


def _check_terms(query: str, found: Sequence[Token]) -> None:
    own = declared(found)
    for token in found:
        prefix, _, name = token.text.partition(":")
        if token.kind != "prefixed" or prefix not in _OURS or prefix in own or not name:
            continue
        if name not in _ontology()[prefix]:
            raise QueryError(
                _at(query, token, f"The ontology has no {token.text}"), remedy=_meant(prefix, name)
            )


@cache
def _ontology() -> Mapping[str, Mapping[str, str]]:
    """Return prefix -> name of each term -> what is said of it, in lower case."""
    store = Store()
    add_ontology(store)
    known = terms.prefixes()
    found: dict[str, dict[str, str]] = {prefix: {} for prefix in _OURS}
    for quad in store:
        for prefix in _OURS:
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(known[prefix]):
                name = quad.subject.value.removeprefix(known[prefix])
                words = quad.object.value.lower() if isinstance(quad.object, Literal) else ""
                found[prefix][name] = f"{found[prefix].get(name, '')} {words}"
    return found


def _meant(prefix: str, name: str) -> str:
    """Return terms of like name, or else of which the ontology says the same word."""
    known = _ontology()[prefix]
    elsewhere = [f"{other}:{name}" for other in _OURS if name in _ontology()[other]]
    said = [
        f"{prefix}:{each}"
        for each in sorted(known)
        if re.search(rf"\b{re.escape(name.lower())}", known[each])
    ]
    near = _like(prefix, name, 0.8) + elsewhere or said[:_NEAR] or _like(prefix, name, 0.6)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "ontologies/reference.html shows all terms; an IRI in <> is asked as it stands."


def _like(prefix: str, name: str, cutoff: float) -> list[str]:
    folded = {each.casefold(): each for each in sorted(_ontology()[prefix])}
    found = difflib.get_close_matches(name.casefold(), folded, _NEAR, cutoff)
    return [f"{prefix}:{folded[each]}" for each in found]


def _unbound(
    query: str, found: Sequence[Token], known: Mapping[str, str], given: Iterable[str]
) -> Iterator[str]:
    """Yield a note for each variable that is asked for and that the query binds nowhere.

    What a pattern binds is what SELECT * would show: Oxigraph knows it.
    """
    first = next(
        (number for number, token in enumerate(found) if token.says("SELECT", "CONSTRUCT", "ASK")), None
    )
    block = body(found)
    if first is None or block is None or not found[first].says("SELECT"):
        return
    start = found[first].start
    bound = _shown(f"{query[:start]}SELECT * {query[block[0] : block[1] + 1]}", known)
    if bound is None:
        return
    after = [token for token in found if token.start > block[1]]
    bound |= {token.name for token in after if token.kind == "variable" and _assigned(after, token)}
    bound |= set(given)
    for name in dict.fromkeys(_asked(found[first + 1 :], block[0])):
        if name not in bound:
            near = difflib.get_close_matches(name, sorted(bound), 1)
            hint = f" Did you mean ?{near[0]}?" if near else ""
            yield f"Nothing binds ?{name}: its column stays empty.{hint}"


def _shown(query: str, known: Mapping[str, str]) -> set[str] | None:
    """Return the variables that a SELECT * shows; None if the query cannot be one."""
    answer = _parsed(query, known)
    return {each.value for each in answer.variables} if isinstance(answer, QuerySolutions) else None


def _assigned(after: Sequence[Token], token: Token) -> bool:
    """Return whether a variable behind the pattern is named by AS or by VALUES."""
    words = [each for each in after if each.start < token.start]
    return bool(words) and (words[-1].says("AS") or any(each.says("VALUES") for each in words))


def _asked(found: Sequence[Token], end: int) -> Iterator[str]:
    """Yield the variables that SELECT names by themselves."""
    brackets = 0
    for token in found:
        if token.start >= end:
            return
        if token.says("(", ")"):
            brackets += 1 if token.text == "(" else -1
        elif token.kind == "variable" and not brackets:
            yield token.name


def _strange(found: Sequence[Token]) -> Iterator[str]:
    """Yield a note for each term of a public vocabulary that this has not, or that kg never writes."""
    own = declared(found)
    for text in dict.fromkeys(token.text for token in found if token.kind == "prefixed"):
        prefix, _, name = text.partition(":")
        if prefix not in _OTHERS or prefix in own or not name:
            continue
        public, written = _OTHERS[prefix]
        names = written or frozenset(str(each).removeprefix(str(public)) for each in dir(public))
        if name not in names:
            near = difflib.get_close_matches(name, sorted(names), 1)
            hint = f" Did you mean {prefix}:{near[0]}?" if near else ""
            yield f"{'kg never writes' if written else 'There is no'} {text}.{hint}"
