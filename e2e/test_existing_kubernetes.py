"""A second platform beside the first, on a Kubernetes that was there before it."""

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from support import processes, vectors
from support.control_plane import ControlPlane
from support.identity import access_token
from support.launcher import Launcher
from support.waiting import eventually


@pytest.fixture
def kubeconfig(platform):
    """Of a Kubernetes that no platform has started; it knows the images that the first platform's does."""
    folder = Path(tempfile.mkdtemp(prefix="aerie-e2e-kubernetes-"))
    binary = Path(f"/proc/{platform.part('kube')['pid']}/exe").readlink()
    started = subprocess.Popen(
        [binary, "cluster", "--dir", folder, "--node", "--node-port-range", "29000-29099", "--pod-cidr", "127.78.0.0/24",
         "--images", platform.home / "run" / "images.json"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        eventually((folder / "kubeconfig").exists, 60, "the kubeconfig is there")
        yield folder / "kubeconfig"
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def second(kubeconfig, tmp_path):
    launcher = Launcher(tmp_path / "second")
    yield launcher
    launcher.down()
    assert processes.of_home(launcher.home) == {}


def test_two_platforms_run_at_once_one_on_a_kubernetes_that_exists(platform, owner, second, kubeconfig):
    up = second.run("up", "--detach", "--kubeconfig", str(kubeconfig))
    assert up.returncode == 0, up.stdout + up.stderr
    assert second.run("status").returncode == 0

    api = second.part("control-plane")["address"]
    person = ControlPlane(api, access_token(second.part("keycloak")["address"] + "/realms/aerie", second.secret("adminPassword")))
    organization = person.post("/organizations", {"name": "second"})
    project = person.post("/projects", {"organizationId": organization["id"], "name": "second"})
    eventually(lambda: person.get("/regions/local")["available"], 120, "region local is available")
    cluster = person.create_cluster(project["id"], "second")
    key = person.create_key(project, "DATA_ADMIN")
    client = vectors.connect(cluster, key["secret"])
    vectors.collection(client, "second", 20)

    assert vectors.nearest(client, "second", 7, limit=1) == [7]
    assert len(second.objects("vectorclusters", "-A")) == 1
    assert not [item for item in platform.objects("vectorclusters", "-A")
                if item["metadata"]["name"] == cluster["id"].replace("_", "-")]

    refused = second.run("up", "--detach")
    assert refused.returncode != 0 and "another Kubernetes" in refused.stderr
    person.delete_cluster(cluster["id"])
