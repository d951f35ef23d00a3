"""One platform for the whole run: started by the launcher, ended whatever happens."""

import json
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest

from support import kubernetes, processes, vectors
from support.control_plane import ControlPlane
from support.identity import access_token
from support.launcher import Launcher
from support.names import Names


@pytest.fixture(scope="session")
def names():
    """The name server that the control plane asks about domains."""
    server = Names().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def platform(names):
    """The running platform. Its state folder is AERIE_E2E_HOME, which is kept, or a temporary one, which is not."""
    given = os.environ.get("AERIE_E2E_HOME")
    home = Path(given or tempfile.mkdtemp(prefix="aerie-e2e-"))
    launcher = Launcher(home, {"AERIE_SSO_DNS_SERVER": names.address, "AERIE_LOGS_MAY_LEAVE": "true"})
    try:
        launcher.up()
        yield launcher
    finally:
        ended = launcher.run("down")
        left = processes.of_home(home)
        if not given and not left:
            shutil.rmtree(home, ignore_errors=True)
    assert ended.returncode == 0, ended.stderr
    assert not left, f"processes left behind by down: {left}"


@pytest.fixture(scope="session")
def api_url(platform):
    return platform.part("control-plane")["address"]


@pytest.fixture(scope="session")
def person(platform, api_url):
    """The first user, by an access token. It lives for minutes only: for what only people may do."""
    issuer = platform.part("keycloak")["address"] + "/realms/aerie"
    return lambda: ControlPlane(api_url, access_token(issuer, platform.secret("adminPassword")))


def organization_with_owner_key(api_url, person):
    caller = person()
    made = caller.post("/organizations", {"name": f"e2e-{uuid.uuid4().hex[:8]}"})
    key = caller.post("/api-keys", {"organizationId": made["id"], "name": "e2e", "role": "ORGANIZATION_OWNER"})
    return SimpleNamespace(id=made["id"], key=key, owner=ControlPlane(api_url, key["secret"]))


@pytest.fixture(scope="session")
def organization(api_url, person):
    """An organisation: `id`, `key` (of its owner) and `owner`, the control plane as that key sees it."""
    return organization_with_owner_key(api_url, person)


@pytest.fixture(scope="session")
def other_organization(api_url, person):
    return organization_with_owner_key(api_url, person)


@pytest.fixture(scope="session")
def owner(organization):
    return organization.owner


@pytest.fixture(scope="session")
def project(organization):
    return organization.owner.post("/projects", {"organizationId": organization.id, "name": "e2e"})


@pytest.fixture(scope="session")
def key(owner, project):
    """A key of role DATA_ADMIN for every cluster of the project."""
    return owner.create_key(project, "DATA_ADMIN")


@pytest.fixture(scope="session")
def cluster(platform, owner, project):
    """The cluster most tests share; tests that disturb it bring it back."""
    return owner.create_cluster(project["id"], "shared")


@pytest.fixture(scope="session")
def client(cluster, key):
    return vectors.connect(cluster, key["secret"])


@pytest.fixture
def collection(client, request):
    """A collection of 100 rows of the test's own."""
    name = request.node.name.split("[")[0][:60]
    yield vectors.collection(client, name, 100)
    client.drop_collection(name)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows the ends of the platform's logs."""
    outcome = yield
    report = outcome.get_result()
    launcher = item.funcargs.get("platform") if hasattr(item, "funcargs") else None
    if report.failed and launcher:
        for log in sorted((launcher.home / "logs").glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()[-15:]
            report.sections.append((f"end of {log.name}", "\n".join(line[:300] for line in lines)))


@pytest.fixture
def apply(platform, tmp_path):
    """Gives Kubernetes an object, and takes away all given when the test is over."""
    given = []

    def made(kind, namespace, name, version="aerie.dev/v1alpha1", **content):
        file = tmp_path / f"{kind}-{name}.json"
        metadata = {"name": name, "namespace": namespace}
        file.write_text(json.dumps({"apiVersion": version, "kind": kind, "metadata": metadata, **content}))
        platform.kubectl("apply", "-f", str(file))
        given.append((kind, namespace, name))

    yield made
    for kind, namespace, name in reversed(dict.fromkeys(given)):
        platform.kubectl(
            "delete", kind, name, "-n", namespace, "--ignore-not-found", "--wait", "--timeout", f"{kubernetes.SECONDS}s")
