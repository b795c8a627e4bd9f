from __future__ import annotations

import inspect
import os
import signal
import subprocess
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from tiny_recipes import Tiny, article

from kg.building import engines
from kg.building.chunks import chunked
from kg.building.flow import build_folder
from kg.errors import GraphError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.building.chunks import Chunk
    from kg.building.flow import Task

HERE = Path(__file__).parent


def chunks_of(count: int, recipe: Tiny) -> Iterator[Chunk]:
    return chunked(map(article, range(count)), recipe, lambda _id, _key: False)


def test_workers_give_what_this_process_gives():
    here = set(engines.engine()(Tiny(), chunks_of(40, Tiny())))
    assert set(engines.engine(workers=2)(Tiny(), chunks_of(40, Tiny()))) == here


def test_no_more_chunks_are_read_than_workers_can_soon_take():
    taken: list[Chunk] = []

    def noted() -> Iterator[Chunk]:
        for chunk in chunks_of(2000, Tiny()):
            taken.append(chunk)
            yield chunk

    reading = engines.engine(workers=2)(Tiny(), noted())
    next(reading)
    assert len(taken) <= 5
    reading.close()


def test_a_worker_that_is_killed_is_told_and_the_build_can_go_on(task: Callable[..., Task]):
    with pytest.raises(GraphError, match=r"A worker was ended.*--resume"):
        build_folder(task(recipe=Tiny(deadly="d0040"), engine=engines.engine(workers=2)))
    assert build_folder(task()).sources == 60


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path):
    program = (
        "import sys\nfrom tiny_recipes import Tiny, article\nfrom kg.building import chunks, engines\n"
        "if __name__ == '__main__':\n"
        "    every = chunks.chunked(map(article, range(10**6)), Tiny(), lambda i, k: False)\n"
        "    for done in engines.engine(workers=2)(Tiny(), every): print('done', flush=True)\n"
    )
    (tmp_path / "program.py").write_text(program)
    places = os.pathsep.join((str(HERE), str(HERE.parents[1])))
    with subprocess.Popen(
        [sys.executable, tmp_path / "program.py"],
        env={**os.environ, "PYTHONPATH": places},
        stdout=subprocess.PIPE,
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        children = psutil.Process(run.pid).children(recursive=True)
        os.kill(run.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert (len(children) >= 2, alive) == (True, [])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"workers": 0}, "0 workers cannot read"), ({"name": "spark"}, "no engine 'spark'")],
)
def test_an_engine_that_cannot_be_is_refused(wrong: dict[str, object], said: str):
    with pytest.raises(InputError, match=said):
        engines.engine(**wrong)


def test_an_engine_that_is_not_installed_is_refused_with_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(InputError, match=r"diplomatic-kg\[ray\]"):
        engines.engine("ray")


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch):
    def silent(**_: object) -> None:
        raise ConnectionError("nobody at 10.0.0.1")

    ray = types.SimpleNamespace(init=silent, shutdown=lambda: None)
    monkeypatch.setitem(sys.modules, "ray", ray)
    with pytest.raises(GraphError, match=r"nobody at 10\.0\.0\.1.*--resume"):
        next(engines.engine("ray", address="10.0.0.1:6379")(Tiny(), chunks_of(1, Tiny())))


class Cluster:
    """Stands for the module ray: what is asked of it is done at once, in this process."""

    exceptions = types.SimpleNamespace(RayError=RuntimeError)

    def __init__(self) -> None:
        self.begun: list[dict[str, object]] = []
        self.needs: list[dict[str, object]] = []
        self.waiting = self.ended = 0

    def init(self, **options: object) -> None:
        self.begun.append(options)

    def shutdown(self) -> None:
        self.ended += 1

    def remote(self, **needs: object) -> Callable[[type], object]:
        self.needs.append(needs)
        return lambda kind: types.SimpleNamespace(remote=lambda *given: self._actor(kind(*given)))

    def _actor(self, made: engines.Reader) -> object:
        return types.SimpleNamespace(work=types.SimpleNamespace(remote=made.work))

    def wait(self, waiting: list[object]) -> tuple[list[object], list[object]]:
        self.waiting = max(self.waiting, len(waiting))
        return waiting[-1:], waiting[:-1]

    def get(self, ready: list[object]) -> list[object]:
        return ready


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    made = Cluster()
    monkeypatch.setitem(sys.modules, "ray", made)
    return made


def test_a_cluster_is_given_each_chunk_once_and_few_at_a_time(cluster: Cluster):
    found = list(engines.engine("ray", workers=2)(Tiny(), chunks_of(80, Tiny())))
    assert set(found) == set(engines.engine()(Tiny(), chunks_of(80, Tiny())))
    assert (len(found), cluster.waiting, cluster.ended) == (10, 4, 1)


def test_a_cluster_is_left_when_a_worker_of_it_fails(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    def failed(_ready: object) -> None:
        raise cluster.exceptions.RayError("node died")

    monkeypatch.setattr(cluster, "get", failed)
    with pytest.raises(GraphError, match=r"node died.*--resume"):
        list(engines.engine("ray")(Tiny(), chunks_of(80, Tiny())))
    assert cluster.ended == 1


@pytest.mark.parametrize("address", ["", "10.0.0.1:6379"])
def test_what_ray_is_asked_for_is_what_it_knows(address: str, monkeypatch: pytest.MonkeyPatch):
    ray = pytest.importorskip("ray", reason="the extra 'ray' is not installed")
    cluster = Cluster()
    monkeypatch.setitem(sys.modules, "ray", cluster)
    list(engines.engine("ray", address=address)(Tiny(), chunks_of(1, Tiny())))
    (begun,), (needs,) = cluster.begun, cluster.needs
    assert begun.get("address", "") == address
    assert begun.keys() <= inspect.signature(ray.init).parameters.keys()
    ray.remote(**needs)(engines.Reader)


# in a process of its own: what Ray leaves behind where it does not start ends with that
RAY = """
from kg.building import chunks, engines
from tiny_recipes import Tiny, article

def told(engine):
    return set(engine(Tiny(), chunks.chunked(map(article, range(40)), Tiny(), lambda _id, _key: False)))

chunks.MOST_DOCUMENTS = 8
print("alike" if told(engines.engine("ray", workers=2)) == told(engines.engine()) else "other")
"""


def test_ray_gives_what_this_process_gives():
    pytest.importorskip("ray", reason="the extra 'ray' is not installed")
    paths = os.pathsep.join((str(HERE), str(HERE.parents[1])))
    environment = {**os.environ, "PYTHONPATH": paths}
    run = subprocess.run(
        [sys.executable, "-c", RAY], env=environment, capture_output=True, text=True, check=False
    )
    if "cannot be started" in run.stderr:
        pytest.skip("a busy machine starts no cluster in the 30 seconds that Ray gives it")
    assert run.stdout.split() == ["alike"], run.stderr
