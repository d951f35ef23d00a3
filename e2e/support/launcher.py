"""The launcher `./aerie`, as a person at the terminal uses it."""

import json
import os
import signal
import subprocess
from pathlib import Path

from support import processes
from support.waiting import eventually

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 240


class Launcher:
    """One platform: a state folder and the commands on it."""

    def __init__(self, home, environment=None):
        self.home = Path(home)
        self.environment = {**os.environ, **(environment or {}), "AERIE_HOME": str(self.home)}

    def run(self, *arguments, within=START_SECONDS):
        """Run a command to its end; the answer has returncode, stdout and stderr."""
        return subprocess.run(
            [str(CHECKOUT / "aerie"), *arguments],
            cwd=CHECKOUT, env=self.environment, timeout=within,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )

    def up(self):
        self._must("up", "--detach")

    def down(self):
        self._must("down")

    def start_region(self, name):
        """Another region beside the first; gives kubectl of its Kubernetes: its standard output."""
        self._must("up", "--detach", "--region", name)
        binary = f"/proc/{self.part('kube-' + name)['pid']}/exe"
        kubeconfig = self.home / "regions" / name / "kubeconfig"

        def kubectl(*arguments, given=None):
            return subprocess.run(
                [binary, "kubectl", "--kubeconfig", kubeconfig, *arguments],
                input=given, capture_output=True, text=True, timeout=30, check=True).stdout

        return kubectl

    def end_region(self, name):
        self._must("down", "--region", name)

    def kubectl(self, *arguments):
        """Standard output of kubectl; an error of kubectl is an AssertionError with its text."""
        return self._must("kubectl", *arguments).stdout

    def objects(self, *arguments):
        """The items of `kubectl get … -o json`."""
        return json.loads(self.kubectl("get", *arguments, "-o", "json"))["items"]

    def part(self, name):
        """A part's row of `status --json`."""
        rows = json.loads(self._must("status", "--json").stdout)["parts"]
        found = [row for row in rows if row["name"] == name]
        assert found, f"status knows no part {name}: {[row['name'] for row in rows]}"
        return found[0]

    def secret(self, name):
        return json.loads((self.home / "secrets.json").read_text())[name]

    def stop_part(self, name):
        """End one part's process as a crash would and wait until it is gone."""
        pid = self.part(name)["pid"]
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: not processes.command(pid), 10, f"{name} (pid {pid}) ends")

    def _must(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, f"./aerie {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done
