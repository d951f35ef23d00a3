"""Waiting for a condition, with a deadline."""

import time


def eventually(check, within, what):
    """Return the first true answer of `check`; after `within` seconds fail, naming the last answer or error."""
    deadline = time.monotonic() + within
    while True:
        try:
            answer = check()
            if answer:
                return answer
            last = repr(answer)
        except Exception as error:  # whatever is not up yet; the last reason is reported
            last = f"{type(error).__name__}: {error}"
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within} s: {what}; last: {last}")
        time.sleep(0.1)


def holds_within(check, within):
    """Whether `check` answers true within so many seconds."""
    try:
        return eventually(check, within, "it holds")
    except AssertionError:
        return False
