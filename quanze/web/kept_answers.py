"""Answers that are kept until the graph or the day is another, so that many readers of a page wait for it once."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

MOST = 64_000_000
"""Bytes of all that is kept; what was not asked for longest goes first."""
MAKERS = max(2, os.cpu_count() or 2)
"""Answers that are made at a time: with more, threads of one interpreter keep each other waiting."""
LONG, LONG_ONES = 0.5, 2
"""Seconds after which an answer no longer keeps a place among ``MAKERS``, so that short ones are made beside it; and
how many such there may be."""
_REMEMBERED = 1_000
"""Questions of which it is kept how long they took."""
A = TypeVar("A")


class Answer(NamedTuple, Generic[A]):
    """An answer, its bytes, and whether it may be kept."""

    value: A
    size: int
    lasts: bool


@dataclass(eq=False)
class Making(Generic[A]):
    """An answer that is being made: since when, and the seconds that it took for an earlier state, 0 where unknown."""

    took: float = 0.0
    since: float = field(default_factory=time.monotonic)
    answer: Future[Answer[A]] = field(default_factory=Future)

    def __post_init__(self) -> None:
        self.answer.set_running_or_notify_cancel()  # a reader who goes takes it from no other

    @property
    def seconds(self) -> float:
        """The seconds since it was asked for."""
        return time.monotonic() - self.since


class KeptAnswers(Generic[A]):
    """Answers to questions about one state."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._places = _Places()
        self._state: object = None
        self._answers: OrderedDict[Hashable, Making[A]] = OrderedDict()
        self._size = 0
        self._took: OrderedDict[Hashable, float] = OrderedDict()

    def answer(self, state: object, question: Hashable, make: Callable[[], Answer[A]]) -> A:
        """The answer to a question about a state: the kept one, that which another is making, or a new one."""
        answers, making, new = self._begun(state, question)
        if new:
            self._make(answers, question, making, make)
        return making.answer.result().value

    def within(self, seconds: float, state: object, question: Hashable, make: Callable[[], Answer[A]]) -> A | Making[A]:
        """The same where it is there within some seconds. Otherwise it is made to its end all the same."""
        answers, making, new = self._begun(state, question)
        if new:
            given = answers, question, making, make
            threading.Thread(target=self._make, args=given, name="quanze-page", daemon=True).start()
        return making.answer.result().value if wait((making.answer,), seconds).done else making

    def found(self, state: object, questions: Sequence[Hashable]) -> list[Making[A] | None]:
        """What there is of the answers to some questions about a state, ready or not."""
        with self._lock:
            return [self._answers.get(question) if state == self._state else None for question in questions]

    def _begun(self, state: object, question: Hashable) -> tuple[OrderedDict[Hashable, Making[A]], Making[A], bool]:
        """The answers about a state, that to a question, and whether it is still to be made."""
        with self._lock:
            if self._state is None or state != self._state:
                self._state, self._size = state, 0
                self._answers = OrderedDict()
            answers = self._answers
            found = answers.get(question)
            if found is not None:
                answers.move_to_end(question)
                return answers, found, False
            making = answers[question] = Making(self._took.get(question, 0.0))
            return answers, making, True

    def _make(
        self,
        answers: OrderedDict[Hashable, Making[A]],
        question: Hashable,
        making: Making[A],
        make: Callable[[], Answer[A]],
    ) -> None:
        try:
            with self._places.one(making.took > LONG):
                begun = time.monotonic()
                answer = make()
                took = time.monotonic() - begun
        except BaseException as fault:
            with self._lock:
                answers.pop(question, None)
            making.answer.set_exception(fault)
            return
        making.answer.set_result(answer)
        with self._lock:
            self._remember(question, took)
            if not answer.lasts:
                answers.pop(question, None)
            elif answers is self._answers:
                self._size += answer.size
                self._forget()

    def _remember(self, question: Hashable, took: float) -> None:
        self._took.pop(question, None)
        if took > LONG:
            self._took[question] = took
            if len(self._took) > _REMEMBERED:
                self._took.popitem(last=False)

    def _forget(self) -> None:
        """Let go of the oldest answers that are ready until the others are few enough."""
        for question in [q for q, made in self._answers.items() if made.answer.done()]:
            if self._size <= self._most:
                return
            self._size -= self._answers.pop(question).answer.result().size


class _Places:
    """Places of those that make answers: ``MAKERS``, and ``LONG_ONES`` more for what takes long."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken: dict[object, float] = {}

    @contextmanager
    def one(self, long: bool) -> Iterator[None]:
        """A place, waited for. ``long``: it is known that this takes long."""
        mine = object()
        with self._changed:
            while not self._is_room(long):
                self._changed.wait(LONG)  # one that was short may be long by then
            self._taken[mine] = float("-inf") if long else time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                del self._taken[mine]
                self._changed.notify_all()

    def _is_room(self, long: bool) -> bool:
        now = time.monotonic()
        long_ones = sum(now - since > LONG for since in self._taken.values())
        if long:
            return long_ones < LONG_ONES
        return len(self._taken) - long_ones < MAKERS and len(self._taken) < MAKERS + LONG_ONES
