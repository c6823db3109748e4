"""Answers that are kept until the graph or the day is another, so that many readers of a page wait for it once."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, NamedTuple, TypeVar

MOST = 64_000_000
"""Bytes of all that is kept; what was not asked for longest goes first."""
MAKERS = max(2, os.cpu_count() or 2)
"""Answers that are made at a time: with more, threads of one interpreter keep each other waiting."""
A = TypeVar("A")


class Answer(NamedTuple, Generic[A]):
    """An answer, its bytes, and whether it may be kept."""

    value: A
    size: int
    lasts: bool


class KeptAnswers(Generic[A]):
    """Answers to questions about one state."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._makers = threading.BoundedSemaphore(MAKERS)
        self._state: object = None
        self._answers: OrderedDict[Hashable, Future[Answer[A]]] = OrderedDict()
        self._size = 0

    def answer(self, state: object, question: Hashable, make: Callable[[], Answer[A]]) -> A:
        """The answer to a question about a state: the kept one, that which another is making, or a new one."""
        with self._lock:
            if self._state is None or state != self._state:
                self._state, self._size = state, 0
                self._answers = OrderedDict()
            answers = self._answers
            found = answers.get(question)
            if found is None:
                made: Future[Answer[A]] = Future()
                answers[question] = made
            else:
                answers.move_to_end(question)
        if found is not None:
            return found.result().value
        try:
            with self._makers:
                answer = make()
        except BaseException as fault:
            with self._lock:
                answers.pop(question, None)
            made.set_exception(fault)
            raise
        made.set_result(answer)
        with self._lock:
            if not answer.lasts:
                answers.pop(question, None)
            elif answers is self._answers:
                self._size += answer.size
                self._forget()
        return answer.value

    def _forget(self) -> None:
        """Let go of the oldest answers that are ready until the others are few enough."""
        for question in [q for q, made in self._answers.items() if made.done()]:
            if self._size <= self._most:
                return
            self._size -= self._answers.pop(question).result().size
