"""What operations took, for a page of results; tests pass whether or not anybody wants the page."""

import os
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class Figures:
    """Collects lines; with AERIE_BENCH_RESULTS, the folder of results, writes them there at the end."""

    def __init__(self):
        self._lines = []

    def tell(self, what, seconds, aim):
        self._lines.append(f"| {what} | {seconds:.2f} s | {aim} |")

    def write(self):
        folder = os.environ.get("AERIE_BENCH_RESULTS")
        if not folder or not self._lines:
            return
        sys.path.append(str(CHECKOUT / "bench/src/main/python"))
        import machine
        from pymilvus import __version__

        facts = machine.facts()
        page = [
            "# How long operations take",
            "",
            "Made by `./aerie bench operations`, which runs `e2e/test_operations.py`; what is done is told there.",
            "",
            f"{facts['date']}, {facts['cores']} cores of {facts['processor']}, {facts['memoryGigabytes']} GB,"
            f" {facts['system']}, Kubernetes 1.35.4 (embedded), pymilvus {__version__}, load average"
            f" {os.getloadavg()[1]:.1f}.",
            "",
            "| what | took | aim |",
            "|---|---|---|",
            *self._lines,
        ]
        (Path(folder) / "operations.md").write_text("\n".join(page) + "\n")
