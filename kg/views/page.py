"""A build as one HTML page that opens offline: the graph, its evidence and a table of all events.

The page asks nothing of any network. Its data stand in a script tag as JSON, from where its own script sets
them as text; a Content-Security-Policy lets no other script or style run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis  # type: ignore[import-untyped]
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network  # type: ignore[import-untyped]

from kg.errors import GraphError
from kg.views.layout import positions
from kg.views.networks import to_networkx, to_states
from kg.views.payload import payload
from kg.views.wording import day

if TYPE_CHECKING:
    import networkx as nx

    from kg.model import Build
    from kg.views.payload import Payload

MOST_NODES = 1500
"""Above so many actors a page shows states and organisations only."""
LABEL_LENGTH = 30
TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("data", "filters", "graph", "details", "search", "table", "main")
SHAPES = {"state": "dot", "organisation": "square", "person": "diamond", "group": "triangle"}


def page(build: Build, *, title: str = "Who did what to whom") -> str:
    """Return a build as an HTML page.

    Args:
        build: What a run found.
        title: Heading of the page, taken as text.

    Raises:
        GraphError: pyvis, which brings the drawing library, is damaged.

    Example:
        >>> from kg.model import Build, Run
        >>> html = page(Build(run=Run(kg_version="0", model="", model_version="")), title="Peru <3 Chile")
        >>> "<h1>Peru &lt;3 Chile</h1>" in html
        True
    """
    graph = to_networkx(build)
    states = to_states(graph)
    views = {"states": states} if len(graph) > MOST_NODES else {"actors": graph, "states": states}
    data = payload(build)
    shown = GraphPage(title=title, summary=summary(build, data), data=data)
    for name, view in views.items():
        shown.add_view(name, view)
    return shown.generate_html()


def write_page(build: Build, path: Path, *, title: str = "Who did what to whom") -> None:
    """Write a build as an HTML page; see ``page``.

    Args:
        build: What a run found.
        path: The file to write; its folder must exist.
        title: Heading of the page, taken as text.
    """
    path.write_bytes(page(build, title=title).encode("utf-8", "replace"))


def summary(build: Build, data: Payload) -> str:
    """Return in a sentence how much a page shows and of what time."""
    days = [event.date for event in build.events if event.date]
    if not build.events:
        return f"No events were found in {counted(len(build.sources), 'document')}."
    size = (f"{counted(len(build.events), 'event')} between {counted(len(data['entities']), 'actor')}, "
            f"told by {counted(len(data['sources']), 'document')}")  # fmt: skip
    if not days:
        return f"{size}."
    first, last = day(min(when.earliest for when in days)), day(max(when.latest for when in days))
    return f"{size}; {first}." if first == last else f"{size}; {first} to {last}."


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "event"), counted(1200, "event")
        ('1 event', '1,200 events')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


class GraphPage(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network that renders our template: several views of one set of events, nothing loaded.

    Args:
        title: Heading of the page.
        summary: What stands under the heading.
        data: Actors, events and sources, as ``kg.views.payload.payload`` makes them.
    """

    def __init__(self, *, title: str, summary: str, data: Payload) -> None:
        super().__init__(directed=True, heading=title)
        self.summary = summary
        self.data = data
        self.views: dict[str, dict[str, Any]] = {}
        self._number = {event["id"]: index for index, event in enumerate(data["events"])}
        self.templateEnv = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)

    def add_view(self, name: str, graph: nx.MultiDiGraph[str]) -> None:
        """Add a graph for the reader to choose, laid out."""
        drawing = Network(directed=True)
        places = positions(((first, second) for first, second in graph.edges()), _boxes(graph))
        for node, data in graph.nodes(data=True):
            x, y = places[node]
            drawing.add_node(node, label=label(data["name"]), shape=SHAPES[data["kind"]], x=x, y=y,
                             title=data["name"], kind=data["kind"])  # fmt: skip
        for first, second, key, data in graph.edges(keys=True, data=True):
            drawing.add_edge(first, second, event=self._number[key], symmetric=data["symmetric"])
        members = {node: data.get("members", [node]) for node, data in graph.nodes(data=True)}
        home = {member: node for node in members for member in members[node]}
        self.views[name] = {"nodes": drawing.nodes, "edges": drawing.edges, "home": home}

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002 - as in pyvis
        """Return the page as HTML; the arguments of pyvis have no meaning here."""
        style = _asset("page.css")
        scripts = [_drawing_library(), _own_script()]
        template = self.templateEnv.get_template("page.html")
        return template.render(
            policy=policy(scripts, [style]),
            title=self.heading,
            summary=self.summary,
            style=Markup(style),  # noqa: S704 - a file of ours
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of ours and of pyvis
            data=Markup(as_json({**self.data, "views": self.views})),  # noqa: S704 - as_json escapes
            empty=not self.data["events"],
            crowded="actors" not in self.views,
        )


def as_json(data: object) -> str:
    r"""Return data as JSON that may stand inside a script tag: ASCII only, without ``<``, ``>`` and ``&``.

    Example:
        >>> as_json("</script>\u2028")
        '"\\u003c/script\\u003e\\u2028"'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return the Content-Security-Policy: these scripts and styles run, no other, and nothing is loaded."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_digest, scripts))}; "
        f"style-src {' '.join(map(_digest, styles))}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def label(name: str) -> str:
    """Return a name short enough to stand in a drawing, without characters that turn or hide text.

    Example:
        >>> label("Ministry of Foreign Affairs of Peru")
        'Ministry of Foreign Affairs o…'
    """
    plain = "".join(char for char in name if char.isprintable())
    return plain if len(plain) <= LABEL_LENGTH else f"{plain[: LABEL_LENGTH - 1]}…"


def _boxes(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    return {node: (60.0 + 8.0 * len(label(data["name"])), 110.0) for node, data in graph.nodes(data=True)}


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _own_script() -> str:
    parts = "\n".join(_asset(f"js/{script}.js") for script in SCRIPTS)
    return f"(() => {{\n{parts}}})();\n"


def _drawing_library() -> str:
    """Return the newest vis-network that pyvis brings."""
    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise GraphError("pyvis lacks vis-network.min.js.", remedy="Install it anew: pip install pyvis.")
    # A browser reads every end of line as \n, and the hash in the policy is of what it reads.
    return re.sub(r"\r\n?", "\n", found[-1].read_text(encoding="utf-8"))


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", path.parent.name))
