"""A build as one HTML page that opens offline: the graph, its evidence and a table of all events.

The page asks nothing of any network. Its data stand in a script tag as JSON, from where its own script sets
them as text; a Content-Security-Policy lets no other script or style run.
"""

from __future__ import annotations

import base64
import gzip
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
from kg.views.groups import COMMUNITY, groupings
from kg.views.layout import positions
from kg.views.maps import outlines
from kg.views.networks import to_networkx
from kg.views.payload import packed, payload
from kg.views.wording import day, label

if TYPE_CHECKING:
    from kg.model import Build
    from kg.views.groups import Grouping, Mark
    from kg.views.maps import Outlines
    from kg.views.payload import Payload

PLAIN_LENGTH = 1_000_000
"""Longer data stand compressed in the page."""
TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = (
    "data", "groups", "filters", "tree", "brush", "graph", "keys", "paths", "offices", "details", "search",
    "months", "map", "export", "table", "address", "main",
)  # fmt: skip
SHAPES = {
    "state": "dot", "organisation": "square", "person": "diamond", "group": "triangle", COMMUNITY: "hexagon",
}  # fmt: skip


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
    data = payload(build, graph)
    shown = GraphPage(title=title, summary=summary(build, data), data=data)
    for grouping in groupings(graph) if build.events else ():
        shown.add_view(grouping)
    return shown.generate_html()


def write_page(build: Build, path: Path, *, title: str = "Who did what to whom") -> None:
    """Write a build as an HTML page; see ``page``.

    Args:
        build: What a run found.
        path: The file to write; its folder must exist.
        title: Heading of the page, taken as text.

    Raises:
        GraphError: It cannot be written.
    """
    try:
        path.write_bytes(page(build, title=title).encode("utf-8", "replace"))
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}."
        raise GraphError(message, remedy="Name a place that you may write.") from error


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
        self._number = {entity["id"]: index for index, entity in enumerate(data["entities"])}
        self.templateEnv = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)

    def add_view(self, grouping: Grouping) -> None:
        """Add a way to draw the graph for the reader to choose, laid out."""
        drawing = Network(directed=True)
        places = positions(grouping.pairs, {mark.id: _box(mark) for mark in grouping.marks})
        for mark in grouping.marks:
            x, y = places[mark.id]
            drawing.add_node(mark.id, label=label(mark.name), shape=SHAPES[mark.kind], x=x, y=y)
        nodes = [
            (node["id"], node["x"], node["y"], mark.name, node["label"], mark.kind, self._members(mark))
            for node, mark in zip(drawing.nodes, grouping.marks, strict=True)
        ]
        columns = ("id", "x", "y", "name", "label", "kind", "members")
        self.views[grouping.name] = dict(zip(columns, map(list, zip(*nodes, strict=True)), strict=False))
        if grouping.name == "actors":
            self.views["actors"] = {key: self.views["actors"][key] for key in ("x", "y", "members")}

    def _members(self, mark: Mark) -> list[int]:
        return [self._number[member] for member in mark.members]

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002 - as in pyvis
        """Return the page as HTML; the arguments of pyvis have no meaning here."""
        text = as_json({**packed(self.data), "views": self.views, "world": self._world()})
        data = text if len(text) <= PLAIN_LENGTH else compressed(text)
        style = _asset("page.css")
        scripts = [_drawing_library(), _own_script()]
        template = self.templateEnv.get_template("page.html")
        return template.render(
            policy=policy(scripts, [style]),
            title=self.heading,
            summary=self.summary,
            style=Markup(style),  # noqa: S704 - a file of ours
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of ours and of pyvis
            data=Markup(data),  # noqa: S704 - as_json and Base64 escape
            plain=data is text,
            empty=not self.data["events"],
            crowded="actors" not in self.views,
            mapped=any(place["x"] >= 0 for place in self.data["places"]),
        )

    def _world(self) -> Outlines | None:
        return outlines() if any(place["x"] >= 0 for place in self.data["places"]) else None


def compressed(text: str) -> str:
    """Return text as gzip in Base64, which any browser since 2023 can read.

    Example:
        >>> gzip.decompress(base64.b64decode(compressed("abc")))
        b'abc'
    """
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


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


def _box(mark: Mark) -> tuple[float, float]:
    return 60.0 + 8.0 * len(label(mark.name)), 110.0


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _own_script() -> str:
    parts = "\n".join(_asset(f"js/{script}.js") for script in SCRIPTS)
    return f"(async () => {{\n{bare(parts)}}})();\n"


def bare(script: str) -> str:
    r"""Return a script without indents and without comments that fill a line.

    Example:
        >>> bare("/** Twice. */\nfunction two(x) {\n  return 2 * x; // so\n}\n")
        'function two(x) {\nreturn 2 * x; // so\n}\n'
    """
    return re.sub(r"^[ \t]*(?:(?://.*|/\*\*.*\*/)?\n|)", "", script, flags=re.MULTILINE)


def _drawing_library() -> str:
    """Return the newest vis-network that pyvis brings."""
    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"), key=_version)
    if not found:
        raise GraphError("pyvis lacks vis-network.min.js.", remedy="Install it anew: pip install pyvis.")
    # A browser reads every end of line as \n, and the hash in the policy is of what it reads.
    return re.sub(r"\r\n?", "\n", found[-1].read_text(encoding="utf-8"))


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", path.parent.name))
