"""What may be stored after writes of which some were cut short."""

import random
import threading

ABSENT = None


class Oracle:
    """The values each key may have: one after an acknowledged write, more after one whose answer never came.

    With `late`, what was given up on may still take effect after later writes: a pod that was paused, or
    one that passes calls on, may find the call in its hands when the caller has long gone.
    """

    def __init__(self, late: bool = False):
        self._late = late
        self._possible: dict[int, set] = {}
        self._given_up: dict[int, set] = {}
        self.acknowledged = 0

    def attempt(self, keys, value, call):
        """Writes `value` (or ABSENT) to keys by `call`; keys belong to one caller at a time."""
        for key in keys:
            self._possible.setdefault(key, {ABSENT}).add(value)
        try:
            call()
        except Exception:
            for key in keys if self._late else ():
                self._given_up.setdefault(key, set()).add(value)
            raise
        for key in keys:
            self._possible[key] = {value} | self._given_up.get(key, set())
        self.acknowledged += 1

    def settle(self, stored: dict):
        """Checks what is stored; from now on it is what each key has."""
        wrong = {
            key: (stored.get(key, ABSENT), values)
            for key, values in self._possible.items()
            if stored.get(key, ABSENT) not in values
        }
        assert not wrong, f"stored, and what may be: {wrong}"
        assert set(stored) <= set(self._possible), "rows that nobody wrote"
        self._possible = {key: {stored.get(key, ABSENT)} for key in self._possible}
        self._given_up = {}


class Writers:
    """Threads that upsert and delete without end, each in keys of its own, until stopped."""

    KEYS = 200

    def __init__(self, oracle: Oracle, collection: str, clients, seed: int):
        self._oracle = oracle
        self._collection = collection
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(client, number, seed), daemon=True)
            for number, client in enumerate(clients)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopped.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), "a call has not come back within 60 s"

    def _write(self, client, number, seed):
        chance = random.Random(seed * 100 + number)
        version = seed * 1_000_000
        while not self._stopped.is_set():
            version += 1
            first = number * self.KEYS + chance.randrange(self.KEYS - 20)
            keys = list(range(first, first + chance.randint(1, 20)))
            try:
                self._change(client, chance, keys, version)
            except Exception:
                # Refused or cut short: it may have happened or not, and the oracle allows for both.
                self._stopped.wait(0.05)

    def _change(self, client, chance, keys, version):
        name = self._collection
        if chance.random() < 0.25:
            self._oracle.attempt(keys, ABSENT, lambda: client.delete(name, ids=keys, timeout=3))
        else:
            rows = [{"id": key, "vector": [float(key), 0.0], "version": version} for key in keys]
            self._oracle.attempt(keys, version, lambda: client.upsert(name, rows, timeout=3))


def stored(client, collection) -> dict:
    """Key to version of every row, as a Strong read finds them."""
    rows = client.query(
        collection,
        filter="id >= 0",
        output_fields=["version"],
        consistency_level="Strong",
        timeout=30,
    )
    versions = {row["id"]: row["version"] for row in rows}
    assert len(versions) == len(rows), "a key is there twice"
    return versions
