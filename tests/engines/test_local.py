import operator
import os
import threading
from functools import partial

import pytest

from tocsin.engines.local import FEW, Done, Failed, map_reports, worker_count
from tocsin.errors import InvalidCodebook, UnreadableReport

MANY = 24


def square_unless(number: int, *, dies_at: int = -1, fails_at: int = -1, stops_at: int = -1, bad_at: int = -1) -> int:
    print("a stray line on standard output")
    if number == dies_at:
        os._exit(9)
    if number == fails_at:
        raise ZeroDivisionError("by nought")
    if number == stops_at:
        raise InvalidCodebook("no such codebook")
    if number == bad_at:
        raise UnreadableReport("x.txt", "bad")
    return number * number


def where(_: object) -> int:
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    outcomes = list(map_reports(square_unless, range(MANY), workers=workers, few=3))
    assert outcomes == [Done(n, n * n) for n in range(MANY)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_is_its_items_alone(workers: int) -> None:
    function = partial(square_unless, fails_at=1, stops_at=5)
    outcomes = list(map_reports(function, range(MANY), workers=workers, few=3))
    failed = [o for o in outcomes if isinstance(o, Failed)]
    assert [f.item for f in failed] == [1, 5]
    assert failed[0].error == "ZeroDivisionError: by nought"
    assert "square_unless" in failed[0].trace
    assert failed[0].cause is None
    assert isinstance(failed[1].cause, InvalidCodebook)
    assert len(outcomes) == MANY


def test_a_worker_that_dies_takes_one_item_with_it() -> None:
    outcomes = list(map_reports(partial(square_unless, dies_at=7), range(MANY), workers=2, few=3))
    assert [o.item for o in outcomes] == list(range(MANY))
    failed = [o for o in outcomes if isinstance(o, Failed)]
    assert [f.item for f in failed] == [7]
    assert "died (exit code 9)" in failed[0].error


def test_an_exception_that_cannot_travel_is_still_a_failure() -> None:
    outcomes = list(map_reports(partial(square_unless, bad_at=9), range(MANY), workers=2, few=3))
    assert isinstance(outcomes[9], Failed)
    assert "x.txt: bad" in outcomes[9].error


def test_few_items_are_read_here() -> None:
    assert FEW > 3
    assert {o.result for o in map_reports(where, range(FEW), workers=2) if isinstance(o, Done)} == {os.getpid()}


def test_many_items_are_read_elsewhere() -> None:
    pids = {o.result for o in map_reports(where, range(MANY), workers=2, few=0) if isinstance(o, Done)}
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2


def test_items_are_taken_as_needed_and_in_the_calling_thread() -> None:
    taken: list[int] = []

    def items() -> object:
        for number in range(1000):
            assert threading.current_thread() is threading.main_thread()
            taken.append(number)
            yield number

    outcomes = map_reports(operator.neg, items(), workers=2, few=0)  # type: ignore[arg-type]
    assert next(outcomes) == Done(0, 0)
    outcomes.close()  # type: ignore[attr-defined]
    assert len(taken) < 50


def test_the_number_of_workers() -> None:
    assert worker_count(3) == 3
    assert 1 <= worker_count(0) <= 8
