"""An answer is made once for all readers of a state, and never given for another."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quanze.web import kept_answers
from quanze.web.kept_answers import LONG_ONES, MAKERS, Answer, KeptAnswers, Making


def test_many_readers_wait_for_one_answer_and_a_new_state_has_a_new_one() -> None:
    kept: KeptAnswers[str] = KeptAnswers()
    together, made = threading.Barrier(8), []

    def ask(state: int) -> str:
        def make() -> Answer[str]:
            made.append(state)
            return Answer(f"state {state}", 7, True)

        together.wait(10)
        return kept.answer(state, "page", make)

    with ThreadPoolExecutor(8) as readers:
        assert {*readers.map(ask, [1] * 8)} == {"state 1"}
        assert {*readers.map(ask, [2] * 8)} == {"state 2"}
    assert made == [1, 2]


def test_the_answer_to_an_earlier_state_is_not_given_for_the_next() -> None:
    kept: KeptAnswers[str] = KeptAnswers()

    def slow() -> Answer[str]:
        assert kept.answer(2, "other", lambda: Answer("new", 3, True)) == "new"
        return Answer("old", 3, True)

    assert kept.answer(1, "page", slow) == "old"
    assert kept.answer(2, "page", lambda: Answer("new", 3, True)) == "new"


def test_what_fails_or_does_not_last_is_made_again_and_the_oldest_is_let_go() -> None:
    kept: KeptAnswers[int] = KeptAnswers(most=10)
    with pytest.raises(ZeroDivisionError):
        kept.answer(1, "a", lambda: Answer(1 // 0, 1, True))
    assert kept.answer(1, "a", lambda: Answer(1, 1, False)) == 1
    assert kept.answer(1, "a", lambda: Answer(2, 6, True)) == 2
    assert kept.answer(1, "b", lambda: Answer(3, 6, True)) == 3
    assert kept.answer(1, "b", lambda: Answer(4, 6, True)) == 3
    assert kept.answer(1, "a", lambda: Answer(5, 6, True)) == 5


def test_what_takes_long_keeps_nothing_short_waiting_and_is_made_a_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_answers, "LONG", 0.05)
    kept: KeptAnswers[str] = KeptAnswers()
    go, running, most, lock = threading.Event(), 0, 0, threading.Lock()

    def long() -> Answer[str]:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        assert go.wait(60)
        with lock:
            running -= 1
        return Answer("long", 4, True)

    def short() -> Answer[str]:
        return Answer("short", 5, True)

    for number in range(LONG_ONES):
        found = kept.within(0.1, 1, number, long)
        assert isinstance(found, Making) and found.seconds > 0.09 and not found.took
    assert kept.within(60, 1, "short", short) == "short"
    for number in range(LONG_ONES, 3 * MAKERS + LONG_ONES):  # nobody knows yet how long these take
        assert isinstance(kept.within(0.01, 1, number, long), Making)
    go.set()
    for number in range(3 * MAKERS + LONG_ONES):
        assert kept.answer(1, number, short) == "long"
    assert LONG_ONES <= most <= MAKERS + LONG_ONES
    # What is known to take long begins only where others of its like leave it a place.
    go.clear()
    most = 0
    again = [kept.within(0.01, 2, number, long) for number in range(LONG_ONES + 2)]
    assert all(isinstance(one, Making) and one.took > 0.05 for one in again)
    assert kept.within(60, 2, "short", short) == "short"
    assert most == LONG_ONES
    assert [made is not None and made.answer.done() for made in kept.found(2, ["short", 0, "other"])] == [1, 0, 0]
    go.set()
    assert kept.answer(2, LONG_ONES + 1, short) == "long"
