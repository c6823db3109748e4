"""An answer is made once for all readers of a state, and never given for another."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quanze.web.kept_answers import Answer, KeptAnswers


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
