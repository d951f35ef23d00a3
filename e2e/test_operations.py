"""What clients notice while the fleet runs itself: rolls, lost writers, sleep and waking."""

import json
import os
import signal
import threading
import time
from datetime import datetime, timezone

import pytest
import requests

from support import kubernetes, processes, vectors
from support.figures import Figures
from support.load import Load
from support.waiting import eventually

ROWS = 200
SLEEP_SECONDS = 150  # idleSuspendAfter of one minute, noticed within a third of one, and the activator's start
FIGURES_SECONDS = 200  # measured once a minute, and told within 15 seconds
LEAVING_SECONDS = 130  # what it has handed over may go on for so long


@pytest.fixture(scope="module")
def figures():
    collected = Figures()
    yield collected
    collected.write()


@pytest.fixture(scope="module")
def pair(owner, project, key):
    """A cluster of two pods with rows in `operated`."""
    cluster = owner.create_cluster(project["id"], "operated", replicas=2)
    vectors.collection(vectors.connect(cluster, key["secret"]), "operated", ROWS)
    yield cluster
    owner.delete_cluster(cluster["id"])


@pytest.fixture
def searches(pair, key):
    client = vectors.connect(pair, key["secret"])

    def search(number):
        assert vectors.nearest(client, "operated", number % ROWS, limit=1) == [number % ROWS]

    return Load(search)


@pytest.fixture
def inserts(pair, key, request):
    client = vectors.connect(pair, key["secret"])
    first = 1_000_000 * (1 + abs(hash(request.node.name)) % 1_000)
    return Load(lambda number: client.insert("operated", vectors.rows(first + number, 1), timeout=5))


def writer(platform, cluster):
    """Name of the pod that writes, as the pods themselves say."""
    for pod in kubernetes.pods(platform, cluster):
        ready = requests.get(f"http://{pod['status']['podIP']}:9091/q/health/ready", timeout=30).json()
        if any(check["name"] == "engine" and check["data"]["writer"] for check in ready["checks"]):
            return pod["metadata"]["name"]
    return None


def vector_cluster(platform, cluster):
    return json.loads(platform.kubectl(
        "get", "vectorcluster", kubernetes.name(cluster["id"]), "-n", kubernetes.namespace(cluster["projectId"]), "-o", "json"))


def patch(platform, cluster, change, *options):
    platform.kubectl(
        "patch", "vectorcluster", kubernetes.name(cluster["id"]), "-n", kubernetes.namespace(cluster["projectId"]),
        "--type", "merge", "-p", json.dumps(change), *options)


def ready(pod):
    return any(each["type"] == "Ready" and each["status"] == "True" for each in pod["status"].get("conditions", []))


def activators(platform, cluster):
    return [pod for pod in kubernetes.pods(platform, cluster)
            if pod["metadata"]["labels"]["app.kubernetes.io/component"] == "activator"]


def test_no_search_fails_while_both_pods_are_restarted(platform, owner, pair, searches, inserts, figures):
    before = {pod["metadata"]["uid"] for pod in kubernetes.pods(platform, pair)}

    with searches, inserts:
        owner.settled(owner.post(f"/clusters/{pair['id']}:restart"))
        searches.goes_on()
        inserts.goes_on()

    assert not before & {pod["metadata"]["uid"] for pod in kubernetes.pods(platform, pair)}
    assert searches.failures == []
    figures.tell("longest pause between two acknowledged writes during a roll of 2 pods", inserts.longest_pause(), "2 s")
    figures.tell("longest pause between two answered searches during it", searches.longest_pause(), "none fails")


def test_another_pod_writes_after_the_writer_is_killed(platform, pair, searches, inserts, figures):
    killed = eventually(lambda: writer(platform, pair), 120, "a pod writes")

    with searches, inserts:
        pid = next(pid for pid in processes.of_cluster(pair["id"])
                   if processes.environment(pid)["AERIE_POD_NAME"] == killed)
        moment = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: any(call.began >= moment for call in inserts.answered), 120, "a write is acknowledged again")
        searches.goes_on()

    figures.tell("from the writer's SIGKILL to the first write acknowledged after it", inserts.first_answer_after(moment), "10 s")
    eventually(lambda: writer(platform, pair), 120, "a pod writes")


def test_suspended_and_resumed(platform, owner, pair, key, figures):
    began = time.monotonic()
    owner.suspend(pair["id"])
    figures.tell("suspending, until the control plane says so", time.monotonic() - began, "")
    assert kubernetes.pods(platform, pair) == []

    began = time.monotonic()
    owner.post(f"/clusters/{pair['id']}:resume")
    nearest = eventually(lambda: search_by_rest(pair, key, 7), 120, "a search is answered")
    assert nearest == 7
    figures.tell("resuming, until the first search is answered", time.monotonic() - began, "8 s")
    eventually(lambda: owner.get(f"/clusters/{pair['id']}")["state"] == "RUNNING", 120, "it runs")


def test_figures_of_real_pods_come_to_people(owner, pair):
    def rows():
        items = owner.get(f"/clusters/{pair['id']}/metrics?metric=rows")["items"]
        return items and [point["highest"] for point in items[0]["points"]]

    assert max(eventually(rows, FIGURES_SECONDS, "rows are measured")) >= ROWS


def test_a_call_wakes_a_cluster_that_sleeps(platform, owner, pair, key, figures):
    owner.change_cluster(pair["id"], idleSuspendAfter="1h")
    early = vectors.connect(pair, key["secret"])
    put_to_sleep(platform, pair)
    asleep(platform, owner, pair)
    kill_activator(platform, pair)

    answers = []
    rest = threading.Thread(target=lambda: answers.append(by_rest(pair, key, "get", id=[7], outputFields=["parity"])))
    began = time.monotonic()
    rest.start()
    held = vectors.milvus(vectors.uri(pair), key["secret"], timeout=100)
    assert vectors.nearest(held, "operated", 7, limit=1) == [7]
    figures.tell("from a call to a sleeping cluster to the first answered search", time.monotonic() - began, "8 s")
    rest.join(120)
    assert answers[0]["code"] == 0 and answers[0]["data"][0]["parity"] == "odd"

    with Load(lambda number: vectors.nearest(held, "operated", number % ROWS, limit=1)) as searches:
        eventually(lambda: owner.get(f"/clusters/{pair['id']}")["state"] == "RUNNING", 120, "both pods serve")
        searches.goes_on()
    assert searches.failures == []
    assert vectors.nearest(early, "operated", 11, limit=1) == [11]


@pytest.mark.skipif("AERIE_BENCH_RESULTS" not in os.environ, reason="waits for minutes: ./aerie bench operations")
@pytest.mark.timeout(600)
def test_sleeps_when_nobody_calls(platform, owner, pair, key, figures):
    eventually(lambda: activators(platform, pair) == [], LEAVING_SECONDS, "the activator leaves")
    client = vectors.connect(pair, key["secret"])
    began = time.monotonic()
    owner.change_cluster(pair["id"], idleSuspendAfter="1m")
    asleep(platform, owner, pair)
    figures.tell("without a call until nothing but the activator runs, idleSuspendAfter 1m", time.monotonic() - began, "")

    assert vectors.nearest(client, "operated", 7, limit=1, timeout=30) == [7]
    owner.change_cluster(pair["id"], idleSuspendAfter="")
    eventually(lambda: owner.get(f"/clusters/{pair['id']}")["state"] == "RUNNING", 120, "both pods serve")
    eventually(lambda: activators(platform, pair) == [], LEAVING_SECONDS, "the activator leaves")
    assert vectors.nearest(client, "operated", 11, limit=1) == [11]


def put_to_sleep(platform, cluster):
    """What the operator decides when nobody calls; the label has it look."""
    now = datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
    idle = {"state": "Idle", "since": now, "lastCallAt": now, "fruitlessWakes": 0, "explanation": "It sleeps until it is called."}
    patch(platform, cluster, {"status": {"idle": idle}}, "--subresource", "status")
    patch(platform, cluster, {"metadata": {"labels": {"e2e": "asleep"}}})


def asleep(platform, owner, cluster):
    """Wait until nothing of a cluster runs but its activator, and people are told so."""

    def attempt():
        found = vector_cluster(platform, cluster)["status"]
        assert found["phase"] == "Suspended", found
        return found

    reasons = {each["type"]: each["reason"] for each in eventually(attempt, SLEEP_SECONDS, "it sleeps")["conditions"]}
    assert reasons["Ready"] == "Idle"
    eventually(lambda: processes.of_cluster(cluster["id"]) == [], 120, "no pod serves")
    eventually(lambda: [ready(pod) for pod in activators(platform, cluster)] == [True], 120, "one activator stands in")
    eventually(lambda: owner.get(f"/clusters/{cluster['id']}")["state"] == "SUSPENDED", 120, "people see it")
    seen = owner.get(f"/clusters/{cluster['id']}")
    assert seen["suspended"] is False and "sleeps until it is called" in seen["stateReason"]


def kill_activator(platform, cluster):
    """It is started anew, and knows what it has to know."""
    mailbox = kubernetes.name(cluster["id"]) + "-activator"
    for pid in processes.running():
        if processes.environment(pid).get("AERIE_ACTIVATOR_MAILBOX") == mailbox:
            os.kill(pid, signal.SIGKILL)
    eventually(lambda: [kubernetes.restarts(pod) for pod in activators(platform, cluster) if ready(pod)] not in ([], [0]),
               120, "the activator is there again")


def by_rest(cluster, key, call, **body):
    return requests.post(
        f"{vectors.uri(cluster)}/v2/vectordb/entities/{call}", timeout=110,
        headers={"Authorization": f"Bearer {key['secret']}"}, json={"collectionName": "operated", **body}).json()


def search_by_rest(cluster, key, number):
    """The id nearest to a row's vector. Each call has a connection of its own, where gRPC would wait longer and longer."""
    return by_rest(cluster, key, "search", data=[vectors.vector(number)], annsField="vector", limit=1)["data"][0]["id"]
