"""Kill builds of real documents at random: ``python tests/benchmarks/killing.py [FILE] [KILLS] [SEED]``.

FILE is one that ``kg build`` reads, the articles of the demo if none is given. It is built once without a
pause; then builds of it are killed by SIGKILL until that has happened KILLS times (10), each gone on with by
``--resume``; whenever one comes to its end, its bytes are compared and the next begins in an empty folder.
Each line says when a build was killed and how many documents it had done. Exit code 1 if a byte differs, or a
document is lost or doubled.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import monotonic

import kg
from kg.graph import Graph

DEMO = Path(kg.__file__).parent / "demo" / "articles.jsonl"
_BUILD = (sys.executable, "-c", "from kg.cli import main; main()", "build", "--quiet")


def main() -> None:
    """Build, kill and compare."""
    path, kills, seed = [*sys.argv[1:], *(str(DEMO), "10", "7")[len(sys.argv) - 1 :]]
    chance = random.Random(int(seed))  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as base:
        once, out = Path(base) / "once", Path(base) / "out"
        begin = monotonic()
        subprocess.run([*_BUILD, path, "-o", once, "--rules-only"], check=True)
        whole = monotonic() - begin
        wanted = told(once)
        sys.stdout.write(f"{len(wanted[1])} documents in {whole:.0f} s: {wanted[0]}\n")
        ended = done = 0
        while done < int(kills):
            if killed(path, out, chance.uniform(0, whole)):
                done += 1
            else:
                ended += 1
                compare(told(out), wanted)
                shutil.rmtree(out)
        subprocess.run(command(path, out), check=True)
        compare(told(out), wanted)
        sys.stdout.write(f"{done} kills; {ended + 1} builds came to their end, all with the same bytes\n")


def command(path: str, out: Path) -> list[str | Path]:
    """Return what builds, or goes on with a build of which anything is there."""
    if kept(out) is None:
        return [*_BUILD, path, "-o", out, "--rules-only"]
    return [*_BUILD, "--resume", "-o", out]


def killed(path: str, out: Path, delay: float) -> bool:
    """Build, and kill that after a while; return whether it was killed."""
    with subprocess.Popen(command(path, out)) as run:
        try:
            code = run.wait(delay)
        except subprocess.TimeoutExpired:
            run.kill()
            sys.stdout.write(f"killed after {delay:.1f} s, {kept(out) or 0} documents done\n")
            sys.stdout.flush()
            return True
    if code:
        sys.exit(f"a build ended with exit code {code}")
    return False


def kept(out: Path) -> int | None:
    """Return how many documents the unfinished build of a folder has done; None if none is under way."""
    journal = out / ".kg" / "journal.sqlite"
    if not journal.is_file():
        return None
    with closing(sqlite3.connect(journal)) as data:
        try:
            under_way = data.execute("SELECT 1 FROM request").fetchone()
            return int(data.execute("SELECT COUNT(*) FROM outcome").fetchone()[0]) if under_way else None
        except sqlite3.OperationalError:  # it was killed before the tables were made
            return None


def told(out: Path) -> tuple[str, list[str]]:
    """Return the digest of the outputs of a build, and the ids of its documents."""
    outputs = b"".join((out / name).read_bytes() for name in ("graph.ttl", "graph.html", "report.json"))
    return hashlib.sha256(outputs).hexdigest()[:16], [each.id for each in Graph.open(out).build.sources]


def compare(found: tuple[str, list[str]], wanted: tuple[str, list[str]]) -> None:
    """End with a word if a build is not like the one without a pause."""
    if found[1] != wanted[1]:
        sys.exit("documents were lost or doubled")
    if found != wanted:
        sys.exit(f"other bytes: {found[0]}")
    sys.stdout.write(f"came to its end: {found[0]}\n")


if __name__ == "__main__":
    main()
