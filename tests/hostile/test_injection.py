"""What strangers wrote runs nowhere: a test a sink; payloads in title, text, url, id and names."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import matrix
import networkx as nx
import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from lxml import html
from payloads import ADDRESS, IDENTITY, PAYLOAD, names_in, poisoned

import kg
from kg.cli import main
from kg.exports.formats import FORMATS
from kg.graph import Graph
from kg.notebook.answers import Answer
from kg.notebook.drawing import Drawing
from kg.queries.binding import as_term, bind
from kg.queries.process import Asker
from kg.rdf.terms import DATA_BASE
from kg.rdf.writing import triples
from kg.serving.pages import for_spreadsheets
from kg.views.page import TEMPLATES, page
from kg.views.timeline import svg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.queries.process import Found

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
_MARKUP = re.compile(r"HTML\b|insertAdjacent|document\.write|\beval\(|new Function")


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Return the poisoned graph."""
    sound = kg.open(matrix.written(tmp_path_factory.mktemp("plain") / "graph"))
    return Graph(build=poisoned(sound.build))


@pytest.fixture(scope="session")
def written(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the poisoned graph."""
    return graph.write(tmp_path_factory.mktemp("poisoned") / "graph")


def check_page(text: str, scripts: int) -> None:
    """Check that markup holds no element of the payload, and nothing that runs on a click."""
    tree = html.document_fromstring(text)
    assert len(tree.xpath("//script")) == scripts
    assert tree.xpath("//img | //svg[@onload]") == []
    assert [name for each in tree.iter() for name in each.attrib if str(name).startswith("on")] == []
    links = [str(each).strip().lower() for each in tree.xpath("//@href | //@src")]
    assert [each for each in links if each.startswith(("javascript", "data:text"))] == []


def elements(root: ET.Element) -> set[str]:
    """Return the names of all elements."""
    return {each.tag.rpartition("}")[2] for each in root.iter()}


def strings(value: object) -> Iterator[str]:
    """Yield the texts in a value of JSON."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, str):
        yield value
    for each in inner:
        yield from strings(each)


def asked(graph: Path, query: str) -> Found:
    """Return what a graph answers."""
    with Asker(graph) as asker:
        return asker.ask(query, {}, rows=None, seconds=60)


def formulas(table: str) -> list[str]:
    """Return the cells of a table, its header apart, that a spreadsheet would work out."""
    rows = list(csv.reader(io.StringIO(table, newline="")))[1:]
    assert rows
    return [each for row in rows for each in row if _FORMULA.match(each) and not _NUMBER.fullmatch(each)]


def run(*words: object, stdin: str = "") -> str:
    """Return all that a command says."""
    result = CliRunner().invoke(main, [str(word) for word in words], input=stdin, catch_exceptions=False)
    assert result.output
    return result.output


class TestPage:
    """The interactive page, and what it carries in a script tag."""

    def test_no_markup_enters_it(self, graph: Graph):
        text = page(graph.build, title=PAYLOAD)
        check_page(text, scripts=3)
        assert html.document_fromstring(text).findtext(".//title").startswith("=HYPERLINK(1)</script>")

    def test_data_in_a_script_tag_stay_data(self, graph: Graph):
        [data] = html.document_fromstring(page(graph.build)).xpath("//script[@id='data']/text()")
        assert data.isascii()
        assert any("</script><script>pwned()" in each for each in strings(json.loads(data)))

    def test_no_script_of_ours_makes_markup_of_text(self):
        sources = "".join(each.read_text("utf-8") for each in sorted((TEMPLATES / "js").glob("*.js")))
        assert _MARKUP.findall(sources) == []


class TestPictures:
    """SVG: of the timeline, of a paper, of a notebook."""

    def test_a_timeline_holds_no_element_of_the_payload(self, graph: Graph):
        root = ET.fromstring(svg(graph.timeline(), title=PAYLOAD))  # noqa: S314 - our own
        assert not {"script", "img"} & elements(root)
        assert "<script>pwned()" in "".join(root.itertext())

    def test_a_picture_for_a_paper_holds_no_element_of_the_payload(self, graph: Graph, tmp_path: Path):
        graph.picture(tmp_path / "a.svg", title=f"$x^{PAYLOAD}$")
        root = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314 - our own
        assert not {"script", "img"} & elements(root)

    def test_a_drawing_in_a_notebook_holds_no_element_of_the_payload(self, written: Path):
        drawn = Drawing.of(asked(written, "CONSTRUCT WHERE { ?a a dipl:Document ; ?b ?c }"))._repr_html_()
        check_page(drawn, scripts=0)
        assert "&lt;script&gt;" in drawn


class TestNotebook:
    """What cells show."""

    @pytest.mark.parametrize("what", ["dcterms:title", "schema:url", "rdfs:label", "nif:anchorOf"])
    def test_a_table_holds_no_element_of_the_payload(self, written: Path, what: str):
        shown = Answer(asked(written, f"SELECT ?e ?t {{ ?e {what} ?t }}").frame())._repr_html_()
        check_page(shown or "", scripts=0)
        assert "&lt;" in (shown or "")

    def test_the_page_stands_in_a_frame_of_its_own(self, graph: Graph):
        tree = html.document_fromstring(graph.view().data)
        [frame] = tree.xpath("//iframe")
        assert tree.xpath("//script") == []
        check_page(frame.get("srcdoc"), scripts=3)


class TestRdf:
    """IRIs, literals and the languages of RDF."""

    def test_ids_and_keys_make_iris_that_lead_nowhere_else(self, graph: Graph):
        own = re.compile(re.escape(DATA_BASE) + r"[a-z]+/[A-Za-z0-9_%~-]+")
        subjects = {each.subject.value for each in triples(graph.build, DATA_BASE)}
        assert [iri for iri in subjects if iri.startswith(DATA_BASE) and not own.fullmatch(iri)] == []
        assert any("%2E%2E%2F" in iri for iri in subjects)

    @pytest.mark.parametrize("name", ["turtle", "n-quads", "trig", "json-ld"])
    def test_literals_come_back_as_they_were(self, graph: Graph, tmp_path: Path, name: str):
        file = graph.export(tmp_path / f"a{FORMATS[name].suffixes[0]}")
        form = pyoxigraph.RdfFormat.from_extension(file.suffix[1:])
        found = {str(each.triple) for each in pyoxigraph.parse(path=str(file), format=form)}
        assert {str(each) for each in triples(graph.build, DATA_BASE)} - found == set()
        assert [
            each for each in found if each.endswith("<urn:pwned>") or each.startswith("<urn:pwned>")
        ] == []

    def test_a_graph_is_read_back_as_it_was(self, graph: Graph, written: Path):
        assert kg.open(written).build == graph.build

    def test_turtle_hides_nothing_and_turns_no_line(self, written: Path):
        assert _STEERING.findall((written / "graph.ttl").read_text("utf-8")) == []


class TestSparql:
    """Values in queries."""

    @pytest.mark.parametrize("value", [PAYLOAD, IDENTITY, '" } ; DROP ALL #', "\\", "'''\"\"\"\n"])
    def test_a_value_stays_one_literal(self, value: str):
        query = bind("SELECT ?v ?s { BIND ($v AS ?s) }", {"v": as_term(value)})
        [row] = pyoxigraph.Store().query(query)
        assert row["s"].value == value

    def test_a_hostile_name_finds_who_is_called_so(self, graph: Graph):
        name = rdflib.Literal(graph.events[0].participants[0].entity.name, lang="en")
        assert len(graph.sparql("SELECT ?a { ?a rdfs:label ?n }", n=name)) == 1


class TestTables:
    """Cells that a spreadsheet would take for formulas, and XML that would not be read."""

    @pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", "  =", "＝"])
    @pytest.mark.parametrize("table", ["events", "dyad-months"])
    def test_no_cell_of_an_export_begins_a_formula(
        self, graph: Graph, tmp_path: Path, begin: str, table: str
    ):
        build = poisoned(graph.build, f"{begin}{PAYLOAD}")
        file = Graph(build=build).export(tmp_path / "a.csv", table=table)
        with file.open(encoding="utf-8-sig", newline="") as lines:
            assert formulas(lines.read()) == []

    @pytest.mark.parametrize("form", ["SELECT ?b", "CONSTRUCT { ?a rdfs:label ?b }"])
    def test_no_cell_of_an_answer_begins_a_formula(self, written: Path, form: str):
        query = f"{form} {{ ?a rdfs:label|dcterms:title ?b }}"
        assert formulas(run("query", "-", "--graph", written, "--csv", stdin=query)) == []

    def test_no_cell_of_an_answer_of_the_server_begins_a_formula(self):
        quoted = PAYLOAD.replace('"', '""')
        table = for_spreadsheets(f't,n\r\n"{quoted}",-2.5\r\n'.encode()).decode()
        assert (formulas(table), table.endswith(",-2.5\r\n")) == ([], True)

    @pytest.mark.parametrize("suffix", ["gexf", "graphml", "rdf"])
    def test_xml_can_be_read_and_holds_no_element_of_the_payload(
        self, graph: Graph, tmp_path: Path, suffix: str
    ):
        root = ET.parse(graph.export(tmp_path / f"a.{suffix}")).getroot()  # noqa: S314 - our own
        said = [text for each in root.iter() for text in (each.text or "", *each.attrib.values())]
        assert not {"script", "img", "svg"} & elements(root)
        assert any("<script>pwned()" in each for each in said)

    @pytest.mark.parametrize(("suffix", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
    def test_a_network_has_its_nodes(self, graph: Graph, tmp_path: Path, suffix: str, read: object):
        assert len(read(graph.export(tmp_path / f"a.{suffix}"))) == 4  # type: ignore[operator]


class TestFiles:
    """Names of files, which no article makes."""

    def test_a_graph_has_the_same_files_whatever_its_ids(self, written: Path):
        top = {name.split("/")[0] for name in names_in(written)}
        assert top == {".kg", "graph.html", "graph.ttl", "report.json", "store"}
        assert not any("pwned" in name for name in names_in(written.parent))

    def test_months_are_called_by_their_dates(self, graph: Graph, tmp_path: Path):
        graph.export_months(tmp_path / "months")
        names = names_in(tmp_path)
        assert [name for name in names if not re.fullmatch(r"months(?:/[a-z0-9-]+\.ttl)?", name)] == []

    @pytest.mark.model
    def test_a_build_writes_nothing_beside_its_folder(self, tmp_path: Path):
        run("build", "--rules-only", articles(tmp_path / "a.jsonl"), "-o", tmp_path / "in" / "out")
        names = names_in(tmp_path)
        top = {name.split("/")[2] for name in names if name.startswith("in/out/")}
        assert top == {".kg", "graph.html", "graph.ttl", "report.json", "store"}
        assert {name.split("/")[0] for name in names} == {"a.jsonl", "in"}
        assert not any("pwned" in name for name in names)


def articles(file: Path) -> Path:
    """Write articles that are hostile in all that they say, and one that cannot be read."""
    told = {"title": PAYLOAD, "url": ADDRESS, "source": PAYLOAD, "date": "2023-05-18", "licence": PAYLOAD}
    text = f"Peru condemned Chile on Tuesday.\n\n{PAYLOAD}"
    lines = ({**told, "id": IDENTITY, "text": text}, {**told, "id": PAYLOAD, "text": 7})
    file.write_text("".join(json.dumps(each) + "\n" for each in lines), "utf-8")
    return file


COMMANDS = (
    "timeline --graph {graph}",
    "timeline --graph {graph} --json",
    "explain {event} --graph {graph}",
    "diff {graph} {other}",
    "diff {graph} {other} --json",
    "query timeline --graph {graph}",
    "query timeline --graph {graph} --csv",
    "query timeline --graph {graph} --json",
    "query evidence --graph {graph} --param event={event}",
    "query - --graph {graph} --turtle",
    "validate {broken}",
    "validate {broken} --json",
    "infer {graph}",
    "export {graph} -o {out}.csv",
    "merge {graph} {other} -o {out}",
    "view {graph} -o {out}.html",
    "import {table} -o {out}",
    "evaluate {gold} --predicted {predicted} --errors 9",
    "evaluate {gold} --predicted {predicted} --errors 9 --json",
    "lexicon check {tables}",
    "lexicon check {tables} --json",
    "lexicon find {payload}",
    "lexicon find Payland --gazetteer {sound_tables}",
    "lexicon find Payland --gazetteer {sound_tables} --json",
    "query {payload} --graph {graph}",
    "explain {payload} --graph {graph}",
    "timeline --graph {payload}",
    "extract {payload} --rules-only",
    "build {payload} --rules-only -o {out}",
    "serve {payload}",
    "push {payload} http://127.0.0.1:9",
)


class TestTerminal:
    """What commands say: nothing that steers a terminal, and no markup of rich's."""

    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_command_steers_no_terminal(self, graph: Graph, written: Path, tmp_path: Path, command: str):
        places = hostile_places(graph, written, tmp_path)
        words = [word.format_map(places) for word in command.split()]
        said = run(*words, stdin="CONSTRUCT { ?a dcterms:title ?b } { ?a dcterms:title ?b }")
        assert _STEERING.findall(said) == []
        assert "Traceback" not in said

    @pytest.mark.model
    @pytest.mark.parametrize("command", ["extract", "build -o {out}"])
    def test_reading_steers_no_terminal(self, tmp_path: Path, command: str):
        words = command.format(out=tmp_path / "out").split()
        said = run(*words, "--rules-only", articles(tmp_path / "a.jsonl"))
        assert _STEERING.findall(said) == []

    def test_markup_of_rich_is_shown_as_it_stands(self, graph: Graph, written: Path):
        assert "[bold red]x[/bold red]" in run("explain", graph.events[0].id, "--graph", written)


def hostile_places(graph: Graph, written: Path, folder: Path) -> dict[str, object]:
    """Make what commands are given."""
    turtle = (written / "graph.ttl").read_text("utf-8")
    (folder / "broken.ttl").write_text(turtle.replace("reportCount 1", "reportCount 7"), "utf-8")
    name = PAYLOAD.replace('"', '""')
    table = f'actor,action,counterpart,date\n"{name}","{name}",Japan,"{name}"\n'
    (folder / "events.csv").write_text(table, "utf-8", newline="")
    party = {"name": PAYLOAD, "country": "PER"}
    gold = {"id": PAYLOAD, "text": "x", "entities": {"p": party, "q": {**party, "country": "CHL"}}}
    event = {"action": "meet", "trigger": PAYLOAD, "date": "2023-05-19"}
    meant = {**gold, "events": [{**event, "actors": ["p"], "counterparts": ["q"]}]}
    found = {"id": PAYLOAD, "events": [{**event, "action": "thank", "actors": [party], "counterparts": []}]}
    (folder / "gold.jsonl").write_text(json.dumps(meant), "utf-8")
    (folder / "predicted.jsonl").write_text(json.dumps(found), "utf-8")
    flat = re.sub(r"[\r\n\t\u2028]", " ", PAYLOAD)
    for tables, row in (("tables", f"{flat}\t{flat}\t{flat}"), ("sound_tables", "Payland\tPER\tname")):
        (folder / tables).mkdir()
        head = "text\tentity\tform\tvalid_from\tvalid_to\tsource\tcomment"
        (folder / tables / "names.tsv").write_text(f"{head}\n{row}\t\t\t{flat}\t{flat}\n", "utf-8")
    return {
        "graph": written,
        "other": matrix.written(folder / "other" / "graph"),
        "event": graph.events[0].id,
        "broken": folder / "broken.ttl",
        "table": folder / "events.csv",
        "gold": folder / "gold.jsonl",
        "predicted": folder / "predicted.jsonl",
        "tables": folder / "tables",
        "sound_tables": folder / "sound_tables",
        "payload": PAYLOAD,
        "out": folder / "out",
    }
