"""Who reads the chunks: this process, several on this machine, or a cluster; the outcomes are the same."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, Any

from kg.building.chunks import Chunk, Done, Recipe, done
from kg.errors import GraphError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.building.codec import Outcome
    from kg.model import Document

Engine = Callable[[Recipe, "Iterable[Chunk]"], Iterator[Done]]
"""Yields what chunks came to, in any order."""

_AHEAD = 2  # chunks that wait for each worker
_RESUME = "Go on with 'kg build --resume': what was done is kept."


def engine(name: str = "local", *, workers: int = 1, address: str = "") -> Engine:
    """Return who reads the chunks.

    Args:
        name: ``local`` or ``ray``.
        workers: How many processes read; one ``local`` worker is this process itself.
        address: Of a Ray cluster; empty for one on this machine.

    Raises:
        InputError: There is no such engine, it is not installed, or a number of workers below 1 is asked for.
    """
    if workers < 1:
        raise InputError(f"{workers} workers cannot read.", remedy="Give a number from 1.")
    if name == "ray":
        return _ray(workers, address)
    if name != "local":
        raise InputError(f"There is no engine {name!r}.", remedy="Take 'local' or 'ray'.")
    return _here if workers == 1 else _processes(workers)


def _here(recipe: Recipe, chunks: Iterable[Chunk]) -> Iterator[Done]:
    for chunk in chunks:
        yield done(chunk, _reader(recipe))


def _processes(workers: int) -> Engine:
    def read(recipe: Recipe, chunks: Iterable[Chunk]) -> Iterator[Done]:
        # spawned, not forked: threads of numpy and onnxruntime do not survive a fork
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
        try:
            yield from _gathered(pool, recipe, iter(chunks), workers * _AHEAD)
        except BrokenProcessPool as error:
            raise GraphError("A worker was ended, perhaps for want of memory.", remedy=_RESUME) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    return read


def _gathered(
    pool: ProcessPoolExecutor, recipe: Recipe, chunks: Iterator[Chunk], most: int
) -> Iterator[Done]:
    """Yield what is done as soon as it is, with never more than ``most`` chunks under way."""
    waiting: set[Future[Done]] = set()
    for chunk in chunks:
        waiting.add(pool.submit(_work, recipe, chunk))
        if len(waiting) >= most:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in ready)
    while waiting:
        ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (each.result() for each in ready)


def _ray(workers: int, address: str) -> Engine:
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError("Ray is not installed.", remedy="pip install 'diplomatic-kg[ray]'.") from error

    def read(recipe: Recipe, chunks: Iterable[Chunk]) -> Iterator[Done]:
        where = {"address": address} if address else {"num_cpus": workers, "include_dashboard": False}
        try:
            ray.init(**where, log_to_driver=False)
        except Exception as error:  # Ray has no class of its own for this
            ray.shutdown()
            message = f"Ray cannot be started or reached: {str(error).splitlines()[0]}"
            raise GraphError(message, remedy=_RESUME) from error
        try:
            yield from _from_cluster(ray, recipe, iter(chunks), workers)
        except ray.exceptions.RayError as error:
            raise GraphError(f"Ray: {str(error).splitlines()[0]}.", remedy=_RESUME) from error
        finally:
            ray.shutdown()

    return read


def _from_cluster(ray: Any, recipe: Recipe, chunks: Iterator[Chunk], workers: int) -> Iterator[Done]:  # noqa: ANN401 - an extra
    actor = ray.remote(num_cpus=1)(Reader)
    readers = deque(actor.remote(recipe) for _ in range(workers))
    waiting: list[Any] = []
    for chunk in chunks:
        waiting.append(readers[0].work.remote(chunk))
        readers.rotate(-1)
        if len(waiting) >= workers * _AHEAD:
            ready, waiting = ray.wait(waiting)
            yield from ray.get(ready)
    while waiting:
        ready, waiting = ray.wait(waiting)
        yield from ray.get(ready)


class Reader:
    """What Ray keeps alive on a machine of the cluster: a loaded recipe."""

    def __init__(self, recipe: Recipe) -> None:
        self._read = recipe.load()

    def work(self, chunk: Chunk) -> Done:
        """Read a chunk."""
        return done(chunk, self._read)


def _work(recipe: Recipe, chunk: Chunk) -> Done:
    return done(chunk, _reader(recipe))


@cache
def _reader(recipe: Recipe) -> Callable[[Sequence[Document]], Iterable[Outcome]]:
    """Load what a process reads with once."""
    return recipe.load()


def _end_with_parent() -> None:
    """End this worker when the process that started it dies, even by a signal that nobody can catch."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait_for([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
