"""Fuzz kg with atheris: ``python tests/hostile/fuzz.py TARGET FOLDER -max_total_time=600``.

Targets: texts (formats that are text), binaries (PDF, EPUB, Word, Parquet, packed) and dates. atheris is no
requirement of kg: ``pip install atheris`` (Linux). FOLDER keeps what was tried; inputs that raise an error
are kept in FOLDER/crashes and those slower than five seconds in FOLDER/slow, and it goes on. What remains
is for libFuzzer. Hypothesis tries the same targets in the tests; KG_EXAMPLES=5000 makes it try so many.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent))
_LIBRARIES = [
    "kg", "pypdf", "feedparser", "trafilatura", "htmldate", "markdown_it", "email", "warcio", "zipfile",
]  # fmt: skip
_SLOW = 5.0  # seconds


class Tried:
    """Counts inputs, and keeps those that fail or are slow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.kinds: set[str] = set()

    def run(self, data: bytes, call: Callable[[], object]) -> None:
        """Try one input."""
        self.count += 1
        start = time.monotonic()
        try:
            call()
        except Exception as error:  # noqa: BLE001 - every error is a find
            kind = f"{type(error).__name__} {traceback.extract_tb(error.__traceback__)[-1]}"
            if kind not in self.kinds:
                self.kinds.add(kind)
                self.keep("crashes", data, "".join(traceback.format_exception(error)))
        if (seconds := time.monotonic() - start) > _SLOW:
            self.keep("slow", data, f"{seconds:.1f} s")
        if self.count % 2000 == 0:
            (self.folder / "figures").write_text(f"{self.count} tried, {len(self.kinds)} kinds of errors\n")

    def keep(self, kind: str, data: bytes, told: str) -> None:
        """Keep an input with what is to be said of it."""
        (self.folder / kind).mkdir(exist_ok=True)
        name = hashlib.sha256(data).hexdigest()[:12]
        (self.folder / kind / name).write_bytes(data)
        (self.folder / kind / f"{name}.txt").write_text(told)


def _read_dates(provider: Any) -> None:  # noqa: ANN401 - atheris has no types
    import targets  # noqa: PLC0415 - atheris must be there first

    def day() -> date | None:
        number = provider.ConsumeIntInRange(0, date.max.toordinal())
        return date.fromordinal(number) if number else None

    published, anchor, ahead = day(), day(), provider.ConsumeBool()
    glue = " " if provider.ConsumeIntInRange(0, 3) else ""
    pieces = []
    while provider.remaining_bytes() and len(pieces) < 40:
        if provider.ConsumeIntInRange(0, 9):
            pieces.append(provider.PickValueInList(targets.WORDS))
        else:
            pieces.append(provider.ConsumeUnicodeNoSurrogates(5))
    targets.read_dates(glue.join(pieces), published, anchor, ahead=ahead)


def main() -> None:
    """Fuzz what the command line says."""
    import atheris  # noqa: PLC0415 - no requirement of kg

    with atheris.instrument_imports(include=_LIBRARIES):
        import samples  # noqa: PLC0415 - see above
        import targets  # noqa: PLC0415 - see above

    target, folder = sys.argv[1], Path(sys.argv[2])
    (corpus := folder / "corpus").mkdir(parents=True, exist_ok=True)
    tried = Tried(folder)
    place = Path(tempfile.mkdtemp())
    files = {"texts": samples.texts, "binaries": samples.binaries}.get(target, dict)()
    names = sorted(files)
    for number, name in enumerate(names):
        (corpus / f"seed-{name}").write_bytes(bytes([number]) + files[name])

    def one(data: bytes) -> None:
        if not names:
            tried.run(data, lambda: _read_dates(atheris.FuzzedDataProvider(data)))
        elif data:
            tried.run(data, lambda: targets.read_as(place, names[data[0] % len(names)], data[1:]))

    atheris.Setup([sys.argv[0], *sys.argv[3:], str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
