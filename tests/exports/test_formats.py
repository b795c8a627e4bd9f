from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError
from kg.exports import FORMATS, export, format_of, read_graph, write_months

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Build

WRITE = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from conftest import make
from kg.exports import FORMATS, export
for name, each in FORMATS.items():
    export(make(), Path(sys.argv[1]) / f"graph{{each.suffixes[0]}}")
"""


def test_hash_seeds_change_no_byte(tmp_path: Path):
    code = WRITE.format(tests=str(Path(__file__).parent))
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, tmp_path / seed], env=environment, check=True)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert len(one) == len(FORMATS)
    assert one == two


def test_json_lines_bear_the_names_of_plover(build_with: Callable[[str], Build], tmp_path: Path):
    export(build_with("\u202e\n\ud800"), tmp_path / "events.jsonl")
    lines = (tmp_path / "events.jsonl").read_text("utf-8").splitlines()
    event = json.loads(lines[1])
    assert len(lines) == 3
    assert (event["event_type"], event["quad_code"], event["event_date"]) == (
        "SANCTION",
        "MCONF",
        "2023-06-01",
    )
    assert event["recipients"][0]["country"] == "CHL"
    assert "\u202e" not in lines[1]


def test_an_unknown_ending_is_told_with_the_known_ones():
    with pytest.raises(GraphError, match=r"graph\.foo does not say a format.*\.gexf"):
        format_of(Path("graph.foo"))


def test_an_unknown_format_is_told_with_the_nearest():
    with pytest.raises(GraphError, match="Did you mean turtle"):
        format_of(Path("graph"), "turtel")


def test_a_network_has_no_dyad_months(build: Build, tmp_path: Path):
    with pytest.raises(GraphError, match="cannot be gexf"):
        export(build, tmp_path / "net.gexf", table="dyad-months")


def test_a_failure_leaves_what_was_there(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "events.jsonl"
    file.write_text("before", "utf-8")

    def fail(_value: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.exports.plover.as_json", fail)
    with pytest.raises(GraphError, match="No space left"):
        export(build, file)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [
        ("events.jsonl", "before")
    ]


def test_months_are_read_back_as_one_build(build: Build, tmp_path: Path):
    write_months(build, tmp_path / "months")
    files = {path.name for path in (tmp_path / "months").iterdir()}
    assert files == {"2023-05.ttl", "2023-06.ttl", "manifest.ttl", "shared.ttl", "undated.ttl"}
    assert read_graph(tmp_path / "months") == build


def test_a_file_that_is_not_the_one_of_the_manifest_is_refused(build: Build, tmp_path: Path):
    write_months(build, tmp_path)
    with (tmp_path / "2023-05.ttl").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(GraphError, match="is not the file that"):
        read_graph(tmp_path)


def test_a_month_that_has_gone_leaves_no_file(build: Build, tmp_path: Path):
    write_months(build, tmp_path)
    write_months(replace(build, events=build.events[1:]), tmp_path)
    assert not (tmp_path / "2023-05.ttl").exists()
    assert len(read_graph(tmp_path).events) == 2


def test_a_manifest_cannot_name_a_file_elsewhere(build: Build, tmp_path: Path):
    manifest = write_months(build, tmp_path)
    text = manifest.read_text("utf-8").replace('"shared.ttl"', '"../shared.ttl"')
    manifest.write_text(text, "utf-8")
    with pytest.raises(GraphError, match="no sound file"):
        read_graph(tmp_path)


def test_a_folder_of_something_else_is_left_alone(build: Build, tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(GraphError, match="is no export by months"):
        write_months(build, tmp_path)
