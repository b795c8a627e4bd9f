"""The network as a still picture for papers; needs matplotlib, the extra ``picture``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from kg.errors import GraphError
from kg.model import Kind
from kg.views.layout import positions
from kg.views.networks import QUADS
from kg.views.wording import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {"MCOOP": "#0b4a9e", "VCOOP": "#3f8fd0", "VCONF": "#d9730d", "MCONF": "#9c1226"}
NAMES = {"MCOOP": "material cooperation", "VCOOP": "verbal cooperation",
         "VCONF": "verbal conflict", "MCONF": "material conflict"}  # fmt: skip
_MARKS = {
    Kind.STATE.value: ("o", "#475467"), Kind.ORGANISATION.value: ("s", "#7a5ea8"),
    Kind.PERSON.value: ("D", "#3d7f72"), Kind.GROUP.value: ("^", "#7d6233"),
}  # fmt: skip
_FORMATS = (".pdf", ".png", ".svg")
_BEND = 0.12


class _Line(NamedTuple):
    """Acts of one class between two actors; ``place`` is its number among ``beside`` lines."""

    first: str
    second: str
    quad: str
    acts: int
    place: int
    beside: int


def picture(
    graph: nx.MultiDiGraph[str],
    path: Path | None = None,
    *,
    title: str = "",
    most: int = 60,
    size: tuple[float, float] = (7.0, 5.0),
) -> Figure:
    """Draw the most active actors and their acts: colours, shapes and places are those of the page.

    Args:
        graph: As ``to_networkx``, ``to_states`` or ``chosen`` gives it.
        path: Where to write the picture as PNG, SVG or PDF, if anywhere; same graph, same bytes.
        title: Heading, taken as text.
        most: So many actors are drawn at most.
        size: Width and height in inches.

    Raises:
        GraphError: matplotlib is not installed, or the suffix is unknown.
    """
    if path is not None and path.suffix.lower() not in _FORMATS:
        raise GraphError(
            f"A picture cannot be {path.suffix or 'without a suffix'}.", remedy=f"Use {', '.join(_FORMATS)}."
        )
    try:
        from matplotlib import rc_context  # noqa: PLC0415 - an extra
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise GraphError(
            "A still picture needs matplotlib.", remedy="pip install 'diplomatic-kg[picture]'"
        ) from error
    # What is drawn is text and no formula, and a drawing has the same names in it every time.
    with rc_context({"text.parse_math": False, "svg.hashsalt": "kg", "font.family": "DejaVu Sans"}):
        figure = Figure(figsize=size, layout="constrained")
        _draw(figure.add_subplot(), _most_active(graph, most), title)
        if path is not None:
            figure.savefig(path, dpi=200, metadata=_metadata(path))
    return figure


def _metadata(path: Path) -> dict[str, Any]:
    return {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix.lower(), {})


def _most_active(graph: nx.MultiDiGraph[str], most: int) -> nx.MultiDiGraph[str]:
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(graph.subgraph(ranked[:most]))
    return part


def _lines(graph: nx.MultiDiGraph[str]) -> list[_Line]:
    acts = Counter((min(a, b), max(a, b), data["quad"]) for a, b, data in graph.edges(data=True))
    pairs: dict[tuple[str, str], list[str]] = {}
    for first, second, quad in sorted(acts, key=lambda line: (*line[:2], QUADS.index(line[2]))):
        pairs.setdefault((first, second), []).append(quad)
    return [
        _Line(first, second, quad, acts[first, second, quad], place, len(quads))
        for (first, second), quads in pairs.items()
        for place, quad in enumerate(quads)
    ]


def _draw(axes: Axes, graph: nx.MultiDiGraph[str], title: str) -> None:
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 - an extra

    axes.set_axis_off()
    boxes = {node: (60.0 + 8 * len(label(data["name"])), 110.0) for node, data in graph.nodes(data=True)}
    places = positions(((a, b) for a, b in graph.edges() if a != b), boxes)
    for line in _lines(graph):
        _draw_line(axes, line, places)
    for kind, (mark, colour) in _MARKS.items():
        nodes = sorted(node for node, data in graph.nodes(data=True) if data["kind"] == kind)
        sizes = [18 + 6 * graph.degree(node) ** 0.8 for node in nodes]
        if nodes:
            xs, ys = [places[node][0] for node in nodes], [-places[node][1] for node in nodes]
            axes.scatter(xs, ys, s=sizes, c=colour, marker=mark, zorder=2, edgecolors="white", linewidths=0.6)
    outline = [withStroke(linewidth=1.4, foreground="white")]
    for node in sorted(graph):
        x, y = places[node]
        axes.annotate(label(graph.nodes[node]["name"]), (x, -y), (0, -9), textcoords="offset points",
                      ha="center", va="center", fontsize=5.5, zorder=3,
                      path_effects=outline)  # fmt: skip
    if title:
        axes.set_title("".join(char if char.isprintable() else " " for char in title), fontsize=9)
    _legend(axes, graph)


def _draw_line(axes: Axes, line: _Line, places: dict[str, tuple[int, int]]) -> None:
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415 - an extra

    ends = [(places[node][0], -places[node][1]) for node in (line.first, line.second)]
    bend = _BEND * (line.place - (line.beside - 1) / 2)
    axes.add_patch(
        FancyArrowPatch(*ends, arrowstyle="-", connectionstyle=f"arc3,rad={bend}", color=COLOURS[line.quad],
                        linewidth=0.4 + 0.4 * line.acts**0.5, alpha=0.75, zorder=1)
    )  # fmt: skip


def _legend(axes: Axes, graph: nx.MultiDiGraph[str]) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415 - an extra

    quads = {data["quad"] for _, _, data in graph.edges(data=True)}
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    keys = [Line2D([], [], color=COLOURS[quad], label=NAMES[quad]) for quad in QUADS if quad in quads]
    keys += [
        Line2D([], [], linestyle="", marker=mark, color=colour, markersize=4, label=kind)
        for kind, (mark, colour) in _MARKS.items()
        if kind in kinds
    ]
    if keys:
        axes.legend(
            handles=keys, loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=4, fontsize=6, frameon=False
        )
