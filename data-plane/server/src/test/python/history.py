"""Histories of concurrent reads and writes of one key, and whether they are linearizable.

The search is that of Wing and Gong (1993): of the calls that no other one ended before, each may have
been the first; states that were found to lead nowhere are not tried again.
"""

import math
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """A write of `value`, or a read that found it. `ended` is infinite for a write whose answer never came."""

    write: bool
    value: object
    began: float
    ended: float


class History:
    """Records calls of several threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._calls: dict[object, list[Call]] = {}

    def write(self, key, value, call):
        began = time.monotonic()
        try:
            call()
            ended = time.monotonic()
        except Exception:
            ended = math.inf
        self._add(key, Call(True, value, began, ended))
        return ended < math.inf

    def read(self, key, call):
        began = time.monotonic()
        try:
            value = call()
        except Exception:
            return False
        self._add(key, Call(False, value, began, time.monotonic()))
        return True

    def _add(self, key, call):
        with self._lock:
            self._calls.setdefault(key, []).append(call)

    def calls(self):
        with self._lock:
            return {key: list(calls) for key, calls in self._calls.items()}


def linearizable(calls, initial=None) -> bool:
    """Whether one order of all calls explains every read, with no call before one that ended before it began."""
    calls = sorted(calls, key=lambda call: call.began)
    answered = frozenset(i for i, call in enumerate(calls) if call.ended < math.inf)
    tried = set()
    pending = [(frozenset(range(len(calls))), initial)]
    while pending:
        left, value = pending.pop()
        if not left & answered:
            return True
        if (left, value) in tried:
            continue
        tried.add((left, value))
        bound = min(calls[i].ended for i in left)
        for i in left:
            call = calls[i]
            if call.began <= bound and (call.write or call.value == value):
                pending.append((left - {i}, call.value))
    return False
