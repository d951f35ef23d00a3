"""A client that calls again and again while something else happens."""

import threading
import time
from typing import NamedTuple

from support.waiting import eventually


class Call(NamedTuple):
    """One call: when it began and ended, by the monotonic clock, and its error or None."""

    began: float
    ended: float
    error: Exception | None


class Load:
    """Makes calls, one after the other, in a thread of its own while the block runs."""

    def __init__(self, call):
        self.calls = []
        self._call = call
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        self.goes_on()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join(60)

    def _run(self):
        number = 0
        while not self._stop.is_set():
            began, error = time.monotonic(), None
            try:
                self._call(number)
            except Exception as failure:  # counted; the test decides what it means
                error = failure
            self.calls.append(Call(began, time.monotonic(), error))
            number += 1

    @property
    def answered(self):
        return [call for call in self.calls if call.error is None]

    @property
    def failures(self):
        return [call.error for call in self.calls if call.error is not None]

    def goes_on(self, calls=5, within=60):
        """Wait until that many more calls are answered."""
        goal = len(self.answered) + calls
        eventually(lambda: len(self.answered) >= goal, within, f"{calls} more calls are answered; failed: {self.failures[-3:]}")

    def longest_pause(self):
        """Seconds between the ends of two answered calls, one after the other."""
        ends = [call.ended for call in self.answered]
        return max(later - earlier for earlier, later in zip(ends, ends[1:]))

    def first_answer_after(self, moment):
        """Seconds from a moment to the end of the first call that began after it and was answered."""
        return next(call.ended for call in self.answered if call.began >= moment) - moment
