"""Read many reports side by side on this machine.

Prevents one report that kills its reader from taking the batch with it: each worker is a process of its own that holds
one item at a time, so a crash names its item, and the next item gets a fresh worker. Workers are started as
`python -m tocsin.engines.worker` and not by `multiprocessing`, which would run a caller's script again in each of them.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from queue import SimpleQueue
from typing import BinaryIO, Generic, TypeVar, cast

from tocsin.engines.worker import described, receive, send
from tocsin.errors import TocsinError

T = TypeVar("T")
R = TypeVar("R")

FEW = 48
"""Items read in this process before workers are started: a worker needs about a second to load its tables, a short
report a twentieth of one to be read, so that below this number two workers are no quicker than none."""
MOST_WORKERS = 8
_AHEAD = 4
"""Items in hand for each worker: enough to keep it busy while results are stored, few enough to stop soon."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """An item and what the function made of it."""

    item: T
    result: R


@dataclass(frozen=True, slots=True)
class Failed(Generic[T]):
    """An item on which the function failed: `error` in a line, `trace` as Python prints it.

    `cause` is the exception itself where it is one of Tocsin's own and travels between processes.
    """

    item: T
    error: str
    trace: str
    cause: TocsinError | None = None


def worker_count(workers: int) -> int:
    """The number meant: 0 is one for each core that this program may use, at most 8."""
    if workers > 0:
        return workers
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


def map_reports(
    function: Callable[[T], R], items: Iterable[T], *, workers: int = 0, few: int = FEW
) -> Iterator[Done[T, R] | Failed[T]]:
    """`function` of each item, in order; `items` are taken in the calling thread and only as needed.

    The first `few` items are read in this process, the rest by `workers` (0: one for each core) where that is more than
    one. With several workers the function and the items must be picklable, and the function importable by its name.
    """
    source = iter(items)
    count = worker_count(workers)
    for item in islice(source, few if count > 1 else None):
        yield _attempt(function, item)
    for item in source:
        yield from _side_by_side(function, chain((item,), source), count)


def _attempt(function: Callable[[T], R], item: T) -> Done[T, R] | Failed[T]:
    try:
        return Done(item, function(item))
    except Exception as error:  # whatever a reader trips over is for the caller to judge
        return Failed(item, *described(error))


def _side_by_side(function: Callable[[T], R], items: Iterator[T], count: int) -> Iterator[Done[T, R] | Failed[T]]:
    idle: SimpleQueue[_Worker[T, R]] = SimpleQueue()
    crew = [_Worker(function) for _ in range(count)]
    for worker in crew:
        idle.put(worker)

    def work(item: T) -> Done[T, R] | Failed[T]:
        worker = idle.get()
        try:
            return worker.work(item)
        finally:
            idle.put(worker)

    pending: deque[Future[Done[T, R] | Failed[T]]] = deque()
    threads = ThreadPoolExecutor(count)
    try:
        for item in items:
            pending.append(threads.submit(work, item))
            if len(pending) >= count * _AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()
        for worker in crew:
            worker.stop()
        threads.shutdown(wait=True)


class _Worker(Generic[T, R]):
    """One process; started when first needed, started again when it has died."""

    def __init__(self, function: Callable[[T], R]) -> None:
        self._function = function
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def work(self, item: T) -> Done[T, R] | Failed[T]:
        try:
            process = self._running()
            send(cast(BinaryIO, process.stdin), pickle.dumps(item))
            good, payload = pickle.loads(receive(cast(BinaryIO, process.stdout)))
        except (EOFError, OSError):
            return self._lost(item)
        return Done(item, payload) if good else Failed(item, *payload)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise EOFError
        if self._process is None:
            path = os.pathsep.join(filter(None, sys.path))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tocsin.engines.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": path},
            )
            send(cast(BinaryIO, self._process.stdin), pickle.dumps(self._function))
        return self._process

    def _lost(self, item: T) -> Failed[T]:
        code = self._end()
        return Failed(item, f"the worker process that was reading it died (exit code {code})", "")

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        try:
            return process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def stop(self) -> None:
        """End the process; what it was doing is lost."""
        self._stopped = True
        if (process := self._process) is not None:
            process.kill()
            process.wait()
