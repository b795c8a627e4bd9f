from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

SPEC = importlib.util.spec_from_file_location("supply", Path(__file__).with_name("supply.py"))
assert SPEC is not None
assert SPEC.loader is not None
supply = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(supply)

FOUND = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-2024-1"], "fix_versions": ["3.1.3"]}],
}


@pytest.mark.parametrize(
    ("licence", "fault"),
    [
        ("MIT License", ""),
        ("Apache Software License; MIT License", ""),
        ("MPL-2.0 AND MIT", ""),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", ""),
        ("GNU Lesser General Public License v3 (LGPLv3)", "copyleft"),
        ("MIT AND GPL-3.0-or-later", "copyleft"),
        ("CC-BY-SA-4.0", "copyleft"),
        ("UNKNOWN", "unknown"),
    ],
)
def test_a_licence_is_judged(licence: str, fault: str):
    assert supply.licence_fault(licence) == fault


def test_the_run_time_set_holds_what_dependencies_need_and_no_extras():
    found = {name.lower() for name in supply.runtime()}
    assert {"spacy", "thinc", "rdflib", "pyparsing"} <= found
    assert not {"pytest", "ruff", "torch", "ray"} & found


def test_a_vulnerability_is_a_fault_that_says_where_it_is_mended():
    faults, _ = supply.judged([FOUND], {})
    assert len(faults) == 1
    assert "jinja2 3.1.2 has PYSEC-1, mended in 3.1.3" in faults[0]


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-2024-1"])
def test_a_vulnerability_that_is_ignored_with_a_reason_is_no_fault(name: str):
    assert supply.judged([FOUND], {name: "kg opens no templates of others"}) == ([], [])


def test_what_the_service_does_not_know_is_a_doubt():
    faults, doubts = supply.judged([{"name": "kg", "skip_reason": "not found"}], {})
    assert not faults
    assert "1 of 1" in doubts[0]


@pytest.mark.parametrize("code", ["print('no route to host'); raise SystemExit(1)", "import nothing_like_it"])
def test_a_tool_without_an_answer_is_a_doubt_and_no_fault(code: str, monkeypatch: pytest.MonkeyPatch):
    real = supply.answered

    def broken(_command: list[str]) -> Any:  # noqa: ANN401 - as the real one
        return real([sys.executable, "-c", code])

    monkeypatch.setattr(supply, "answered", broken)
    for look in (supply.audit, supply.licences):
        faults, doubts = look({"jinja2": "3.1.2"})
        assert (faults, len(doubts)) == ([], 1)


def test_each_ignored_vulnerability_has_a_reason():
    assert all(supply.ignored().values())
