"""A large build as a folder: a Turtle file a month, one for what they share, a manifest with digests."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.errors import GraphError
from kg.rdf.files import in_turtle, replace_file
from kg.rdf.literals import about, english, text, whole
from kg.rdf.terms import DATA_BASE, DC, DCTERMS, DIPL, RDF, RDFS, XSD, Names, Vocabulary, prefixes
from kg.rdf.turtle import to_turtle
from kg.rdf.writing import triples

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.model import Build, Event

MANIFEST, SHARED, UNDATED = "manifest.ttl", "shared", "undated"

VOID = Vocabulary("http://rdfs.org/ns/void#", "Dataset subset triples dataDump vocabulary uriSpace")
DCAT = Vocabulary("http://www.w3.org/ns/dcat#", "Dataset Distribution distribution mediaType byteSize")
SPDX = Vocabulary(
    "http://spdx.org/rdf/terms#", "Checksum checksum checksumValue algorithm checksumAlgorithm_sha256"
)
TERMS = Vocabulary(DCTERMS.iri, "title")
_XSD = XSD.iri
_TURTLE = NamedNode("https://www.iana.org/assignments/media-types/text/turtle")


class _File(NamedTuple):
    name: str
    triples: int
    size: int
    digest: str


def month_of(event: Event) -> str:
    """Return the month in which an event begins, ``YYYY-MM``; ``undated`` if it has no date."""
    return event.date.earliest.isoformat()[:7] if event.date else UNDATED


def write_months(build: Build, folder: Path, *, base: str = DATA_BASE) -> Path:
    """Write a build as ``shared.ttl``, a file a month and ``manifest.ttl``, and return the manifest.

    A month's file holds the events that begin in it, with their reports; actors, places, sources, runs and
    the direct edges between actors stand in ``shared.ttl``. The manifest is written last: it never names a
    file that is not there. Files of another build that it does not name any longer are taken away.

    Args:
        build: What a run found.
        folder: Where to write; made if it is not there.
        base: The IRI below which the data lie.

    Raises:
        GraphError: The folder holds something that kg did not write there, or cannot be written.
    """
    manifest = folder / MANIFEST
    before = _named(manifest) if manifest.is_file() else []
    try:
        if folder.is_dir() and not manifest.is_file() and any(folder.iterdir()):
            raise GraphError(f"{folder} is there and is no export by months.", remedy="Name another folder.")
        parts = _by_month(build, base)
        files = [_write(folder / f"{name}.ttl", told, base) for name, told in parts.items()]
        replace_file(manifest, _manifest(files, base))
        for name in {file.name for file in before} - {file.name for file in files}:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        message = f"{folder} cannot be written: {error.strerror or error}."
        raise GraphError(message, remedy="Name a folder that you may write.") from error
    return manifest


def checked_files(manifest: Path) -> list[Path]:
    """Return the files that a manifest names, once each has proved to be the one that it means.

    Raises:
        GraphError: There is no manifest, or a file is missing or has another digest.
    """
    if not manifest.is_file():
        raise GraphError(f"There is no {manifest}.", remedy="Make one with 'kg export --split month'.")
    found = []
    for file in _named(manifest):
        path = manifest.parent / file.name
        if not path.is_file():
            raise GraphError(f"{path} is missing: {manifest} names it.", remedy="Export the graph anew.")
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != file.digest:
            raise GraphError(
                f"{path} is not the file that {manifest.name} names: its SHA-256 is {digest[:12]}..., "
                f"not {file.digest[:12]}...",
                remedy="Export the graph anew.",
            )
        found.append(path)
    return found


def _by_month(build: Build, base: str) -> Mapping[str, Sequence[Triple]]:
    names = Names(base)
    homes = {names.key("ev", event.id).value: month_of(event) for event in build.events}
    every = tuple(dict.fromkeys(triples(build, base)))
    for predicate, backwards in ((DIPL.reports, False), (DIPL.participation, True)):
        for each in every:
            ends = (each.object, each.subject) if not backwards else (each.subject, each.object)
            if each.predicate == predicate and (home := homes.get(_iri(ends[0]))):
                homes[_iri(ends[1])] = home
    found: defaultdict[str, list[Triple]] = defaultdict(list)
    for each in every:
        found[homes.get(_iri(each.subject), SHARED)].append(each)
    return {name: found[name] for name in sorted(found)}


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _write(path: Path, told: Sequence[Triple], base: str) -> _File:
    replace_file(path, to_turtle(told, prefixes(base)))
    content = path.read_bytes()
    return _File(path.name, len(told), len(content), hashlib.sha256(content).hexdigest())


def _manifest(files: Sequence[_File], base: str) -> Iterator[str]:
    known = prefixes(base) | {"void": VOID.iri, "dcat": DCAT.iri, "spdx": SPDX.iri, "file": f"{base}file/"}
    return to_turtle(_described(files, base), dict(sorted(known.items())))


def _described(files: Sequence[_File], base: str) -> Iterator[Triple]:
    whole_set = NamedNode(f"{base}file/all")
    yield from about(
        whole_set,
        (RDF.type, VOID.Dataset),
        (RDF.type, DCAT.Dataset),
        (RDFS.label, english("Events of a build of kg, a file a month")),
        (VOID.triples, whole(sum(file.triples for file in files))),
        (VOID.uriSpace, text(base)),
        (VOID.vocabulary, NamedNode(DIPL.iri)),
    )
    for file in files:
        yield from _part(file, whole_set, base)


def _part(file: _File, whole_set: NamedNode, base: str) -> Iterator[Triple]:
    stem = file.name.removesuffix(".ttl")
    month = Literal(stem, datatype=NamedNode(f"{_XSD}gYearMonth")) if stem[0].isdigit() else None
    part, dump = NamedNode(f"{base}file/{stem}"), NamedNode(f"{base}file/{file.name}")
    checksum = NamedNode(f"{base}file/{stem}-sha256")
    yield Triple(whole_set, VOID.subset, part)
    yield Triple(whole_set, DCAT.distribution, dump)
    yield from about(
        part,
        (RDF.type, VOID.Dataset),
        (RDFS.label, english(f"Events of {stem}" if month else f"Events: {stem}")),
        (VOID.triples, whole(file.triples)),
        (VOID.dataDump, dump),
        (DC.coverage, month),
    )
    yield from about(
        dump,
        (RDF.type, DCAT.Distribution),
        (TERMS.title, text(file.name)),
        (DCAT.mediaType, _TURTLE),
        (DCAT.byteSize, whole(file.size)),
        (SPDX.checksum, checksum),
    )
    yield from about(
        checksum,
        (RDF.type, SPDX.Checksum),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, Literal(file.digest, datatype=NamedNode(f"{_XSD}hexBinary"))),
    )


def _named(manifest: Path) -> list[_File]:
    """Return the files that a manifest names; a name is a plain one, so that none lies elsewhere."""
    with in_turtle(manifest):
        every = [quad.triple for quad in pyoxigraph.parse(path=str(manifest), format=RdfFormat.TURTLE)]
    facts = {(_iri(each.subject), each.predicate): each.object for each in every}
    files = []
    for each in every:
        if each.predicate == RDF.type and each.object == DCAT.Distribution:
            name = _value(facts, _iri(each.subject), TERMS.title)
            digest = _value(facts, _iri(facts.get((_iri(each.subject), SPDX.checksum))), SPDX.checksumValue)
            if not digest or not name.endswith(".ttl") or "/" in name or "\\" in name or name == MANIFEST:
                raise GraphError(
                    f"{manifest} names no sound file: {name!r}.", remedy="Export the graph anew."
                )
            files.append(_File(name, 0, 0, digest))
    if not files:
        raise GraphError(f"{manifest} names no file.", remedy="Give a manifest that 'kg export' wrote.")
    return sorted(files)


def _value(facts: Mapping[tuple[str, NamedNode], object], subject: str, predicate: NamedNode) -> str:
    value = facts.get((subject, predicate))
    return value.value if isinstance(value, Literal) else ""
