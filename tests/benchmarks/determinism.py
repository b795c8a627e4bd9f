"""Are the files the same whatever the hash seed, the order of the documents and the number of workers?

``python tests/benchmarks/determinism.py [FILE.jsonl[.gz]] [-- OPTION ...]`` builds a corpus, the articles of
the demo if none is named, under five hash seeds, in two orders and by one worker or two, each time in a
new process, and writes the SHA-256 of the files. Options after ``--`` go to ``kg build``: ``--rules-only``.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

SEEDS = ("0", "1", "2", "77", "4242")
FILES = ("graph.ttl", "graph.html", "report.json")
KG = (sys.executable, "-c", "from kg.cli import main; main()", "build")


def lines(path: Path) -> list[str]:
    """Return the records of a corpus."""
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8").splitlines()


def digest(corpus: list[str], seed: str, options: list[str]) -> str:
    """Build a corpus in a process of its own and return the digests of its files."""
    with TemporaryDirectory() as folder:
        source, output = Path(folder) / "corpus.jsonl", Path(folder) / "out"
        source.write_text("\n".join(corpus) + "\n", "utf-8")
        command = [*KG, str(source), "-o", str(output), *options]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        return " ".join(hashlib.sha256((output / name).read_bytes()).hexdigest()[:16] for name in FILES)


def main() -> None:
    """Build ten times and tell whether it was always the same."""
    write = sys.stdout.write
    given = sys.argv[1:]
    cut = given.index("--") if "--" in given else len(given)
    named, options = given[:cut], given[cut + 1 :]
    corpus = lines(Path(*named) if named else Path(str(files("kg"))) / "demo" / "articles.jsonl")
    seen = set()
    for seed in SEEDS:
        other = random.Random(seed).sample(corpus, len(corpus))  # noqa: S311 - an order, no secret
        for order, chosen, workers in (("as given", corpus, "1"), ("shuffled", other, "2")):
            found = digest(chosen, seed, ["--workers", workers, *options])
            seen.add(found)
            write(f"seed {seed:>4}, {order}, workers {workers}  {found}\n")
            sys.stdout.flush()
    write(f"{len(corpus)} documents, {2 * len(SEEDS)} builds, different results: {len(seen)}\n")
    sys.exit(len(seen) > 1)


if __name__ == "__main__":
    main()
