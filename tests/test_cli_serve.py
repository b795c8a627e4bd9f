"""``kg serve`` as a process: it says where it is, warns, and stops cleanly."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.rdf import write_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from kg.cli import main; main()", "serve"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("served")
    (made / "graph.ttl").write_text("<https://a.org/a> <https://a.org/b> 1 .", encoding="utf-8")
    write_store(made / "graph.ttl", made / "store")
    return made


@pytest.fixture
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [*COMMAND, str(folder), "--port", "0", "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_cleanly(running: subprocess.Popen[str], sign: signal.Signals):
    assert running.stdout is not None
    url = running.stdout.readline().strip()
    with urllib.request.urlopen(f"{url}query?query=ASK%7B%7D", timeout=10) as answer:  # noqa: S310 - our own
        assert answer.status == 200
    running.send_signal(sign)
    _, words = running.communicate(timeout=20)
    assert (running.returncode, words.endswith("Stopped.\n"), "Warning" in words) == (0, True, False)


def test_another_address_is_warned_of(folder: Path):
    command = [*COMMAND, str(folder), "--port", "0", "--host", "0.0.0.0"]  # noqa: S104 - what is warned of
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert "Warning: whoever can reach 0.0.0.0" in process.communicate(timeout=20)[1]


def test_a_folder_that_is_no_build_is_found_wanting(tmp_path: Path):
    result = CliRunner().invoke(main, ["serve", str(tmp_path)])
    assert (result.exit_code, "is no store" in result.stderr) == (1, True)
