"""The graph that CONSTRUCT or DESCRIBE made, drawn: no script, nothing loaded."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING

import rdflib

from kg.actions import actions
from kg.notebook.answers import linked
from kg.rdf.terms import prefixes
from kg.views.layout import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.queries.frames import Known
    from kg.queries.process import Found

_NODES, _WRITTEN = 60, 40
"""So many nodes are drawn, of more nobody could read the names; up to so many arrows have words."""
_HEIGHT, _LETTER = 28.0, 7.2  # pixels: a box, a letter in it
_LONGEST, _LINES = 28, 12
_COLOURS = {
    "VCOOP": "#3f8fd0", "MCOOP": "#0b4a9e", "VCONF": "#d9730d", "MCONF": "#9c1226", "other": "#777",
}  # fmt: skip
"""As on the page; what is no act, or is of several kinds, is grey."""
_GROUND = "var(--jp-layout-color1,#fff)"
_HALO = f'text-anchor="middle" font-size="10" stroke="{_GROUND}" stroke-width="3" paint-order="stroke"'
Pair = tuple[rdflib.term.Node, rdflib.term.Node]


class Drawing(rdflib.Graph):
    """An rdflib graph that a notebook shows as a picture."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # as they come
        self.known: Mapping[str, Known] = {}
        self.raw = False

    @classmethod
    def of(cls, found: Found, *, raw: bool = False) -> Drawing:
        """Return what a query made; with ``raw`` nodes are called by their IRIs."""
        drawing = cls(bind_namespaces="none")
        for prefix, iri in prefixes(found.base).items():
            drawing.bind(prefix, iri)
        for triple in found.graph():
            drawing.add(triple)
        drawing.known, drawing.raw = found.known, raw
        return drawing

    def __repr__(self) -> str:
        return f"A graph of {len(self):,} statements"

    def _repr_html_(self) -> str:
        return draw(self)

    def called(self, node: rdflib.term.Node) -> str:
        """Return what a reader calls a node."""
        iri = str(node)
        if self.raw:
            return iri
        known = self.known.get(iri)
        label = (known.label if known else "") or str(self.value(node, rdflib.RDFS.label) or "")
        return label or self.short(node)

    def short(self, node: rdflib.term.Node) -> str:
        """Return an IRI with its prefix where one is known."""
        if self.raw or not isinstance(node, rdflib.URIRef):
            return str(node)
        found = [(iri, prefix) for prefix, iri in self.namespaces() if str(node).startswith(str(iri))]
        iri, prefix = max(found, key=lambda each: len(each[0]), default=("", ""))
        return f"{prefix}:{str(node).removeprefix(str(iri))}" if prefix else str(node)

    def joins(self) -> dict[Pair, list[rdflib.term.Node]]:
        """Return the pairs of nodes that statements join, each with its properties, in a fixed order."""
        found: defaultdict[Pair, list[rdflib.term.Node]] = defaultdict(list)
        for subject, predicate, value in sorted(self):
            if not isinstance(value, rdflib.Literal):
                found[subject, value].append(predicate)
        return dict(found)


def draw(graph: Drawing) -> str:
    """Return a graph as HTML with an inline SVG: boxes for nodes, arrows for statements.

    What is too much for the picture is told when the mouse rests on it: dates and texts on the box of their
    subject, and properties on their arrow where there are many.
    """
    joins = graph.joins()
    nodes = _busiest(graph, joins)
    if not nodes:
        return "<p>A graph without statements.</p>"
    shown = nodes[:_NODES]
    names = {str(node): _cut(graph.called(node)) for node in shown}
    boxes = {iri: (_LETTER * len(name) + 20.0, _HEIGHT) for iri, name in names.items()}
    arrows = [_Arrow(graph, pair, joins) for pair in joins if {str(node) for node in pair} <= names.keys()]
    arrows = [arrow for arrow in arrows if arrow.drawn]
    room = {iri: (wide + 40, high * 2.5) for iri, (wide, high) in boxes.items()}
    at = positions((arrow.ends for arrow in arrows), room)
    written = len(arrows) <= _WRITTEN
    lines = [arrow.svg(at, boxes, written=written) for arrow in arrows]
    drawn = [_node(graph, node, names[str(node)], at[str(node)], boxes[str(node)]) for node in shown]
    rest = f"<p>{len(shown)} of {len(nodes)} nodes are drawn, those with most arrows.</p>"
    return _picture(repr(graph), at, boxes, [*lines, *drawn]) + (rest if len(nodes) > len(shown) else "")


_MARKERS = "".join(
    f'<marker id="kg-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    f'orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
    for name, colour in _COLOURS.items()
)


def _picture(
    title: str,
    at: Mapping[str, tuple[int, int]],
    boxes: Mapping[str, tuple[float, float]],
    parts: Iterable[str],
) -> str:
    left = min(x - boxes[node][0] / 2 for node, (x, _) in at.items()) - 5
    right = max(x + boxes[node][0] / 2 for node, (x, _) in at.items()) + 5
    top, bottom = min(y for _, y in at.values()) - _HEIGHT, max(y for _, y in at.values()) + _HEIGHT
    return (
        f'<svg class="kg-drawing" viewBox="{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}" '
        f'width="{right - left:.0f}" role="img" aria-label="{escape(title)}" '
        'style="max-width:100%;height:auto;font:12px sans-serif" xmlns="http://www.w3.org/2000/svg">'
        f"<defs>{_MARKERS}</defs>{''.join(parts)}</svg>"
    )


def _busiest(graph: Drawing, joins: Iterable[Pair]) -> list[rdflib.term.Node]:
    """Return all nodes, those that most arrows touch first."""
    weight = dict.fromkeys(graph.subjects(unique=True), 0)
    for pair in joins:
        for node in pair:
            weight[node] = weight.get(node, 0) + 1
    return sorted(weight, key=lambda node: (-weight[node], str(node)))


class _Arrow:
    """All that is said of one node with respect to another, as an arrow: both ways where it is the same."""

    def __init__(self, graph: Drawing, pair: Pair, joins: Mapping[Pair, list[rdflib.term.Node]]) -> None:
        back = joins.get((pair[1], pair[0]))
        self.ends = (str(pair[0]), str(pair[1]))
        self._both = back == joins[pair]
        self.drawn = pair[0] != pair[1] and (not self._both or self.ends[0] < self.ends[1])
        self._bend = 0.0 if self._both or back is None else 0.12
        self._words = [graph.short(each).rpartition(":")[2] or str(each) for each in joins[pair]]
        quads = {actions()[word].quad for word in self._words if word in actions()}
        self._kind = quads.pop() if len(quads) == 1 else "other"

    def svg(
        self, at: Mapping[str, tuple[int, int]], boxes: Mapping[str, tuple[float, float]], *, written: bool
    ) -> str:
        """Return the arrow, with its words beside it or under the mouse."""
        (x1, y1), (x2, y2) = (at[end] for end in self.ends)
        # an arrow is bent to its right, so that one back does not lie on it
        middle = (x1 + x2) / 2 - (y2 - y1) * self._bend, (y1 + y2) / 2 + (x2 - x1) * self._bend
        start = _edge(middle, (x1, y1), boxes[self.ends[0]])
        end = _edge(middle, (x2, y2), boxes[self.ends[1]])
        said = escape(_cut(", ".join(self._words)))
        ends = f'marker-end="url(#kg-{self._kind})"' + (
            f' marker-start="url(#kg-{self._kind})"' if self._both else ""
        )
        x, y = ((one + two + 2 * bend) / 4 for one, two, bend in zip(start, end, middle, strict=True))
        colour = _COLOURS[self._kind]
        return (
            f"<g><title>{escape(', '.join(self._words))}</title>"
            f'<path d="M{start[0]:.0f} {start[1]:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end[0]:.0f} '
            f'{end[1]:.0f}" fill="none" stroke="{colour}" stroke-width="1.5" {ends}/>'
            + (f'<text x="{x:.0f}" y="{y:.0f}" {_HALO} fill="{colour}">{said}</text>' if written else "")
            + "</g>"
        )


def _edge(
    start: tuple[float, float], end: tuple[float, float], box: tuple[float, float]
) -> tuple[float, float]:
    """Return where a line from ``start`` to the middle of a box meets the box."""
    away, down = end[0] - start[0], end[1] - start[1]
    reach = min(box[0] / 2 / max(abs(away), 0.1), box[1] / 2 / max(abs(down), 0.1), 0.9)
    return end[0] - away * reach, end[1] - down * reach


def _node(
    graph: Drawing, node: rdflib.term.Node, name: str, at: tuple[float, float], box: tuple[float, float]
) -> str:
    (x, y), (wide, high) = at, box
    told = escape("\n".join(_told(graph, node)))
    drawn = (
        f'<g><title>{told}</title><rect x="{x - wide / 2:.0f}" y="{y - high / 2:.0f}" width="{wide:.0f}" '
        f'height="{high:.0f}" rx="6" fill="{_GROUND}" stroke="currentColor"/>'
        f'<text x="{x:.0f}" y="{y + 4:.0f}" text-anchor="middle" fill="currentColor">{escape(name)}'
        "</text></g>"
    )
    known = graph.known.get(str(node))
    return linked(drawn, known.url) if known else drawn


def _told(graph: Drawing, node: rdflib.term.Node) -> Iterator[str]:
    """Yield the name of a node and the values that the graph has for it."""
    yield graph.called(node)
    yield graph.short(node)
    values = [
        (each, value) for each, value in graph.predicate_objects(node) if isinstance(value, rdflib.Literal)
    ]
    for predicate, value in sorted(values)[:_LINES]:
        yield f"{graph.short(predicate)} {value}"


def _cut(text: str) -> str:
    plain = "".join(char for char in text if char.isprintable())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
