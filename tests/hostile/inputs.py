"""The bad inputs of the matrix: each makes a file or a folder below the folder that it is given."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import samples
from samples import RECORD, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Callable

MAKERS: dict[str, Callable[[Path], Path]] = {}
_MEGABYTE = 1 << 20
_FRENCH = (
    "Les ministres des deux pays se sont rencontrés lundi à Genève pour parler de la paix et du commerce. "
    "Ils ont dit que les négociations reprendront dans la semaine, et que les délégations y seront. "
)
_TABLE = "actor,action,counterpart,date\n"
_ROW = "France,meet,Japan,2023-05-19\n"


def _maker(function: Callable[[Path], Path]) -> Callable[[Path], Path]:
    MAKERS[function.__name__.replace("_", "-")] = function
    return function


def _file(name: str, file: str, content: str | bytes | Callable[[], str | bytes]) -> None:
    def make(folder: Path) -> Path:
        path = folder / file
        made = content() if callable(content) else content
        path.write_bytes(made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made)
        return path

    MAKERS[name] = make


def _lines(*records: object) -> str:
    return "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in records)


def _record(**changes: object) -> dict[str, object]:
    return {**RECORD, **changes}


def _bomb(megabytes: int, byte: bytes = b" ") -> bytes:
    """Return gzip that unpacks to so many megabytes; made piece by piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = byte * _MEGABYTE
    return b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()


_file("empty", "empty.txt", "")
_file("blank", "blank.txt", " \n\t\u00a0\n")
_file("binary", "binary.txt", bytes(range(256)) * 20)
_file("utf-16", "wide.txt", lambda: SENTENCE.encode("utf-16"))
_file("utf-16-without-mark", "wide.txt", lambda: SENTENCE.encode("utf-16-le"))
_file("latin-1", "old.txt", f"{SENTENCE} Gen\xe8ve est calme.".encode("latin-1"))
_file("mixed-encodings", "mixed.txt", f"{SENTENCE} Genève, ".encode() + "Genève.".encode("latin-1"))
_file(
    "mixed-encodings-by-line",
    "mixed.jsonl",
    _lines(_record()).encode()
    + '{"text": "Genève, Zürich"}\n'.encode()
    + b'{"text": "Gen\xe8ve"}\n'
    + _lines(_record(id="b")).encode(),
)
_file("nul-bytes", "nul.txt", SENTENCE.replace(" ", "\0", 3))
_file("nul-in-json", "nul.jsonl", _lines(_record(id="a\0b", text=f"{SENTENCE}\0", title="T\0")))
_file("line-of-50-mb", "long.txt", lambda: b"Peru condemned Chile. " * (50 * _MEGABYTE // 22))
_file(
    "line-of-50-mb-json",
    "long.jsonl",
    lambda: b'{"text": "' + b"a " * (25 * _MEGABYTE) + b'"}\n' + _lines(_record()).encode(),
)
_file(
    "line-of-50-mb-csv",
    "long.csv",
    lambda: b"id,text\na," + b"a " * (25 * _MEGABYTE) + f'\nb,"{SENTENCE}"\n'.encode(),
)
_file("line-of-50-mb-html", "long.html", lambda: b"<html><body><p>" + b"a " * (25 * _MEGABYTE))
_file("line-of-50-mb-markdown", "long.md", lambda: b"*a* " * (50 * _MEGABYTE // 4))
_file("line-of-50-mb-mail", "long.eml", lambda: b"Subject: " + b"a " * (25 * _MEGABYTE))
_file("sentence-of-1-m", "sentence.txt", lambda: ("Peru condemned Chile and " * 40_001)[:1_000_000])
_file("word-of-1-m", "word.txt", lambda: "Peru" * 250_000)
_file("no-sentence-ends", "endless.txt", "peru condemned chile and then peru met chile in lima " * 200)
_file("all-capitals", "capitals.txt", SENTENCE.upper())
_file("emoji", "emoji.txt", "🇵🇪 Peru 😡 condemned 🇨🇱 Chile on Tuesday 👩‍👩‍👧‍👦. " * 3)
_file(
    "right-to-left",
    "bidi.txt",
    "\u202ePeru\u202c con\u200bdemned \u2067Chile\u2069 on\u200d Tuesday\ufeff. \u200f",
)
_file("combining-marks", "marks.txt", "Peru condemned Chi" + "\u0301" * 5_000 + "le on Tuesday.")
_file("deep-html", "deep.html", lambda: "<html><body>" + "<div>" * 100_000 + SENTENCE)
_file("html-without-article", "bare.html", "<html><body><script>1</script></body></html>")
_file("gzip-bomb", "bomb.txt.gz", lambda: _bomb(200))
_file("gzip-bomb-json", "bomb.jsonl.gz", lambda: _bomb(200, b"["))
_file("gzip-bomb-html", "bomb.html.gz", lambda: _bomb(100, b"<"))
_file(
    "gzip-of-gzip", "twice.txt.gz", lambda: gzip.compress(gzip.compress(SENTENCE.encode(), mtime=0), mtime=0)
)
_file("cut-gzip", "cut.txt.gz", lambda: gzip.compress(SENTENCE.encode() * 50, mtime=0)[:60])
_file(
    "cut-gzip-lines",
    "cut.jsonl.gz",
    lambda: gzip.compress(
        _lines(*({"text": f"Nothing was done {n}."} for n in range(300))).encode(), mtime=0
    )[:-20],
)
_file("cut-pdf", "cut.pdf", lambda: samples.pdf()[:300])
_file("cut-parquet", "cut.parquet", lambda: samples.parquet()[:-30])
_file("cut-word", "cut.docx", lambda: samples.word()[:-200])
_file("cut-book", "cut.epub", lambda: samples.epub()[:-20])
_file("cut-feed", "cut.rss", lambda: samples.texts()["a.xml"][:120])
_file("cut-archive", "cut.warc", lambda: samples.warc()[:-80])
_file(
    "entities-in-feed",
    "laughs.rss",
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
)
_file(
    "duplicate-ids",
    "twins.jsonl",
    _lines(_record(), _record(), _record(text="Chile thanked Peru on Monday.")),
)
_file(
    "ids-that-climb",
    "climb.jsonl",
    _lines(_record(id="../../../tmp/x"), _record(id="a/b/../c", text="Chile thanked Peru.")),
)
_file("year-0", "year0.jsonl", _lines(_record(date="0000-01-01")))
_file(
    "year-9999",
    "year9999.jsonl",
    _lines(_record(date="9999-12-31", text="Peru will condemn Chile tomorrow and met Japan next week.")),
)
_file(
    "years-in-text",
    "years.txt",
    "Peru condemned Chile on 1 January 0000 and on 31 December 9999, the day after.",
)
_file("broken-line", "broken.jsonl", _lines(_record(), '{"text": "Peru', _record(id="b")))
_file(
    "wrong-types",
    "types.jsonl",
    _lines(
        {"text": 7},
        {"text": ["a"]},
        {"id": {"a": 1}, "date": [1], "title": 3, "text": SENTENCE},
        [1],
        5,
        None,
    ),
)
_file("wrong-types-parquet", "types.parquet", lambda: samples.parquet(text=[7, 8], date=["x", "y"]))
_file("no-text-column", "columns.csv", "id,body\na,They met.\n")
_file("ragged-csv", "ragged.csv", f'id,text\na,{SENTENCE},x,y\nb,"{SENTENCE}"\n')
_file("open-quote-csv", "quote.csv", f'id,text\na,"{SENTENCE}\nb,{SENTENCE}\n')
_file("deep-json", "deep.json", "[" * 100_000)
_file("french", "french.txt", _FRENCH)
_file("unknown-ending", "photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)))
_file("not-read-yet", "table.xlsx", b"PK\x03\x04")
_file("escapes-in-id", "escapes.jsonl", _lines({"id": "\x1b[31mred\x1b]0;x\x07[bold]b[/bold]", "text": 7}))
_file("unreadable", "unreadable.txt", SENTENCE)
MAKERS["missing"] = lambda folder: folder / "missing.txt"
MAKERS["line-end-in-name"] = lambda folder: folder / "two\nlines\x1b[2J.txt"


@_maker
def empty_folder(folder: Path) -> Path:
    path = folder / "nothing"
    path.mkdir()
    return path


@_maker
def link_loop(folder: Path) -> Path:
    path = folder / "loop"
    (path / "below").mkdir(parents=True)
    (path / "below" / "up").symlink_to(path, target_is_directory=True)
    (path / "self.txt").symlink_to(path / "self.txt")
    (path / "nowhere.txt").symlink_to(folder / "no-such-file")
    (path / "good.txt").write_text(SENTENCE)
    return path


@_maker
def pipe(folder: Path) -> Path:
    path = folder / "pipes"
    path.mkdir()
    os.mkfifo(path / "pipe.txt")
    (path / "good.txt").write_text(SENTENCE)
    return path


# for the commands that read graphs

_PREFIX = "@prefix dipl: <https://w3id.org/dipl#> .\n@prefix ev: <https://w3id.org/dipl/data/event/> .\n"
_file("graph-empty", "empty.ttl", "")
_file("graph-binary", "binary.ttl", bytes(range(256)) * 20)
_file("graph-utf-16", "wide.ttl", _PREFIX.encode("utf-16"))
_file("graph-latin-1", "old.ttl", _PREFIX.encode() + b'ev:1 dipl:frame "Gen\xe8ve" .\n')
_file("graph-cut", "cut.ttl", f'{_PREFIX}ev:1 a dipl:Event ; dipl:frame "x')
_file(
    "graph-of-others", "other.ttl", "<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"
)
_file("graph-broken-event", "half.ttl", f"{_PREFIX}ev:1 a dipl:Event .\n")
_file("graph-deep", "deep.ttl", lambda: "<urn:a> <urn:b> " + "[ <urn:b> " * 100_000)
_file("graph-bad-iri", "iri.ttl", "<http://example.org/a b> <urn:b> <urn:c> .\n")
_file("graph-jsonld-cut", "cut.jsonld", '{"@context": {"a": "urn:a"}, "@graph": [')
_file(
    "graph-jsonld-remote",
    "remote.jsonld",
    '{"@context": "http://127.0.0.1:9/c", "@id": "urn:a", "urn:b": "c"}',
)
_file(
    "graph-rdfxml-entity",
    "entity.rdf",
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>',
)
_file("graph-unknown-ending", "graph.docx", "x")
_file("graph-line-of-50-mb", "long.ttl", lambda: b'<urn:a> <urn:b> "' + b"a" * (50 * _MEGABYTE))


def _changed(name: str, old: str, new: str) -> None:
    """Make a sound graph in which something was changed by hand."""

    def make(folder: Path) -> Path:
        from matrix import written  # noqa: PLC0415 - it needs the makers

        turtle = (written(folder / "sound") / "graph.ttl").read_text("utf-8")
        assert old in turtle, turtle
        path = folder / "changed.ttl"
        path.write_text(turtle.replace(old, new), "utf-8")
        return path

    MAKERS[name] = make


_changed("graph-year-0", '"2023-05-19"', '"0000-05-19"')
_changed("graph-day-32", '"2023-05-19"', '"2023-05-32"')
_changed("graph-unknown-action", "dipl:action act:meet", "dipl:action act:meat")
_changed("graph-confidence-7", "dipl:confidence 0.5", "dipl:confidence 7.5")
_changed("graph-wrong-count", "dipl:reportCount 1", 'dipl:reportCount "one"')


@_maker
def graph_folder_without_store(folder: Path) -> Path:
    from matrix import written  # noqa: PLC0415 - see _changed

    path = written(folder / "sound")
    for each in (path / "store").iterdir():
        each.write_bytes(b"rubbish")
    return path


# for kg import

_file("table-empty", "empty.csv", "")
_file("table-header-alone", "header.csv", _TABLE)
_file("table-without-actor", "columns.csv", "who,did\nFrance,meet\n")
_file("table-year-0", "year0.csv", f"{_TABLE}France,meet,Japan,0000-05-19\n")
_file("table-year-9999", "year9999.csv", f"{_TABLE}France,meet,Japan,9999-12-31\n")
_file("table-day-32", "day32.csv", f"{_TABLE}France,meet,Japan,2023-05-32\n")
_file("table-unknown-actor", "actor.csv", f"{_TABLE}Atlantis,meet,Japan,2023-05-19\n")
_file("table-unknown-action", "action.csv", f"{_TABLE}France,meat,Japan,2023-05-19\n")
_file("table-ragged", "ragged.csv", f"{_TABLE}France,meet\n{_ROW}")
_file("table-open-quote", "quote.csv", f'{_TABLE}"France,meet,Japan,2023-05-19\n')
_file("table-binary", "binary.csv", bytes(range(256)) * 20)
_file("table-utf-16", "wide.csv", f"{_TABLE}{_ROW}".encode("utf-16"))
_file("table-nul", "nul.csv", f"{_TABLE}Fr\0ance,meet,Japan,2023-05-19\n")
_file("table-formulas", "formula.csv", f"{_TABLE}=1+1,meet,@x,2023-05-19\n")
_file("table-line-of-50-mb", "long.csv", lambda: _TABLE.encode() + b"a" * (50 * _MEGABYTE))
_file("table-same-row-twice", "twice.csv", f"{_TABLE}{_ROW}{_ROW}")

# for kg evaluate

_GOLD = {"id": "a", "date": "2023-05-19", "text": SENTENCE, "entities": {}, "events": []}
_file("gold-empty", "gold.jsonl", "")
_file("gold-broken-line", "gold.jsonl", _lines(_GOLD, '{"id": ', {**_GOLD, "id": "b"}))
_file("gold-wrong-types", "gold.jsonl", _lines({**_GOLD, "entities": 7, "events": "x"}))
_file(
    "gold-unknown-action",
    "gold.jsonl",
    _lines(
        {
            **_GOLD,
            "entities": {"p": {"name": "Peru", "country": "PER"}},
            "events": [{"action": "meat", "actors": ["p"], "counterparts": []}],
        }
    ),
)
_file(
    "gold-unknown-party",
    "gold.jsonl",
    _lines({**_GOLD, "events": [{"action": "meet", "actors": ["nobody"], "counterparts": []}]}),
)
_file("gold-twice", "gold.jsonl", _lines(_GOLD, _GOLD))
_file("gold-year-0", "gold.jsonl", _lines({**_GOLD, "date": "0000-00-00"}))
_file("gold-binary", "gold.jsonl", bytes(range(256)) * 20)

# for kg lexicon and --gazetteer

_NAMES = "text\tentity\tform\tvalid_from\tvalid_to\tsource\tcomment\n"


def _tables(name: str, file: str, content: str | bytes) -> None:
    def make(folder: Path) -> Path:
        path = folder / "own"
        path.mkdir()
        (path / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    MAKERS[name] = make


_tables("words-unknown-column", "names.tsv", "text\tenity\nPeru\tPER\n")
_tables("words-unknown-state", "names.tsv", f"{_NAMES}Perulandia\tPERU\tname\t\t\tmine\t\n")
_tables("words-binary", "names.tsv", bytes(range(256)) * 20)
_tables("words-latin-1", "names.tsv", _NAMES.encode() + b"P\xe9rou\tPER\tname\t\t\tmine\t\n")
_tables("words-year-0", "names.tsv", f"{_NAMES}Perulandia\tPER\tname\t0000\t\tmine\t\n")
_tables("words-unknown-file", "nmaes.tsv", _NAMES)
_tables("words-ragged", "names.tsv", f"{_NAMES}Perulandia\tPER\n")
MAKERS["words-missing"] = lambda folder: folder / "no-such-folder"


# for --model


@_maker
def model_broken(folder: Path) -> Path:
    path = folder / "model"
    path.mkdir()
    (path / "meta.json").write_text("{", "utf-8")
    return path


@_maker
def model_without_parser(folder: Path) -> Path:
    import spacy  # noqa: PLC0415 - seconds

    spacy.blank("en").to_disk(folder / "model")
    return folder / "model"


@_maker
def model_of_another_version(folder: Path) -> Path:
    path = model_without_parser(folder)
    meta = json.loads((path / "meta.json").read_text("utf-8"))
    (path / "meta.json").write_text(json.dumps({**meta, "spacy_version": ">=2.1.0,<2.2.0"}), "utf-8")
    return path


@_maker
def model_cut(folder: Path) -> Path:
    path = model_without_parser(folder)
    (path / "config.cfg").write_text("[nlp]\nlang = ", "utf-8")
    return path


# for -o


@_maker
def folder_of_others(folder: Path) -> Path:
    path = folder / "mine"
    path.mkdir()
    (path / "graph.ttl").write_text("my notes", "utf-8")
    return path


@_maker
def file_in_the_way(folder: Path) -> Path:
    (folder / "out").write_text("kept", "utf-8")
    return folder / "out"


@_maker
def below_a_file(folder: Path) -> Path:
    (folder / "out").write_text("kept", "utf-8")
    return folder / "out" / "more"


@_maker
def read_only(folder: Path) -> Path:
    path = folder / "locked"
    path.mkdir()
    return path
