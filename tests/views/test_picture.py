from __future__ import annotations

import builtins
from pathlib import Path
from types import ModuleType

import pytest

from kg.errors import GraphError
from kg.graph import Graph


@pytest.fixture
def graph(example: ModuleType):
    return Graph(build=example.build())


def test_a_picture_shows_names_and_legend(graph: Graph):
    pytest.importorskip("matplotlib")
    axes = graph.picture(states=False, title="$x_1$ <b>").axes[0]
    assert "Emmanuel Macron" in {text.get_text() for text in axes.texts}
    assert "verbal conflict" in {text.get_text() for text in axes.get_legend().get_texts()}
    assert axes.get_title() == "$x_1$ <b>"


def test_a_picture_is_the_same_bytes_each_time(graph: Graph, tmp_path: Path):
    pytest.importorskip("matplotlib")
    for name in ("a.svg", "b.svg"):
        graph.picture(tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_only_the_most_active_are_drawn(graph: Graph):
    pytest.importorskip("matplotlib")
    assert len(graph.picture(most=3).axes[0].texts) == 3


def test_an_unknown_suffix_is_named(graph: Graph, tmp_path: Path):
    with pytest.raises(GraphError, match=r"cannot be \.gif"):
        graph.picture(tmp_path / "a.gif")


def test_without_matplotlib_the_extra_is_named(graph: Graph, monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *args: object, **words: object) -> object:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *args, **words)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(GraphError) as raised:
        graph.picture()
    assert "diplomatic-kg[picture]" in str(raised.value.remedy)
