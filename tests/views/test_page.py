from __future__ import annotations

import base64
import gzip
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import Build, Run
from kg.views import groups
from kg.views import page as module
from kg.views.page import as_json, page, policy, write_page


@pytest.fixture(scope="module")
def html(example: ModuleType):
    return page(example.build())


def data_of(html: str):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])


def test_a_title_is_text(example: ModuleType):
    assert "<title>&lt;b&gt; &amp; co</title>" in page(example.build(), title="<b> & co")


@pytest.mark.parametrize("hostile", ["</script><script>", "<!--", "\u2028", "&amp;", "\ud800"])
def test_data_cannot_leave_its_script_tag(hostile: str):
    text = as_json(hostile)
    assert text.isascii()
    assert not set(text) & set("<>&")
    assert json.loads(text) == hostile


def test_the_page_names_no_address_to_load_from(html: str):
    frame = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"https?:|url\(|@import", frame)
    assert re.findall(r"""(?:src|href)="([^"]*)""", frame) == ["data:,", "#events"]


def test_the_policy_allows_nothing_by_default(html: str):
    content = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert content.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in content


def test_the_policy_holds_the_hash_of_each_script():
    assert "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in policy([""], [""])


def test_the_summary_counts_events_actors_and_documents(html: str):
    assert "25 events between 10 actors, told by 3 documents; 22 July 2022 to 31 May 2024." in html


def test_the_page_holds_every_event(html: str, example: ModuleType):
    assert data_of(html)["events"]["id"] == [event.id for event in example.build().events]


def test_little_of_the_page_is_not_data(html: str):
    assert len(html.encode()) < 650_000


def test_a_build_without_events_says_so():
    html = page(Build(run=Run(kg_version="0", model="", model_version="")))
    assert "No events were found in 0 documents." in html
    assert "<script" not in html


def test_too_many_actors_are_shown_as_states(example: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(groups, "MOST_NODES", 9)
    html = page(example.build())
    assert next(iter(data_of(html)["views"])) == "states"
    assert "actors" not in data_of(html)["views"]
    assert "There are too many actors" in html


def test_a_written_page_is_utf8_even_if_its_title_is_not(example: ModuleType, tmp_path: Path):
    write_page(example.build(), tmp_path / "page.html", title="a \ud800 b")
    assert "<h1>a ? b</h1>" in (tmp_path / "page.html").read_text("utf-8")


def test_the_same_build_gives_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import runpy, hashlib; from kg.views.page import page;"
        f"build = runpy.run_path({str(Path(__file__).parent / 'example.py')!r})['build']();"
        "print(hashlib.sha256(page(build).encode()).hexdigest())"
    )
    assert output(code, seed="1") == output(code, seed="2")


def test_a_very_long_name_has_a_short_label(example: ModuleType):
    build = example.build("c|condole|FRA|TUR|2023-02-06||actual|.8|France [mourned with] Türkiye.")
    event = build.events[0]
    long = replace(event.participants[0], entity=replace(event.participants[0].entity, name="x" * 10_000))
    html = page(replace(build, events=(replace(event, participants=(long, *event.participants[1:])),)))
    assert max(map(len, data_of(html)["entities"]["label"])) == 30


def test_long_data_stand_compressed(example: ModuleType, monkeypatch: pytest.MonkeyPatch):
    plain = page(example.build())
    monkeypatch.setattr(module, "PLAIN_LENGTH", 1000)
    packed = re.search(r'application/gzip" id="data">(.*?)</script>', page(example.build()), re.DOTALL)[1]
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == data_of(plain)


def output(code: str, *, seed: str) -> str:
    """What a Python of that hash seed prints."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    root = Path(module.__file__).parents[2]
    run = [sys.executable, "-c", code]
    return subprocess.run(run, env=environment, capture_output=True, check=True, cwd=root, text=True).stdout
