"""Programs of the checkout, run to their end."""

import os
import subprocess

from support.launcher import CHECKOUT


def run(command, folder, environment):
    """What it printed; an exit code other than 0 is an AssertionError with its output."""
    done = subprocess.run(
        command, cwd=CHECKOUT / folder, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-6000:]}\n{done.stderr[-2000:]}"
    return done.stdout
