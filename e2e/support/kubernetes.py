"""What a cluster is in Kubernetes."""

import json

from support.waiting import eventually

SECONDS = 200

IGNORED_KINDS = ("events", "events.events.k8s.io", "endpoints", "leases.coordination.k8s.io")


def namespace(project_id):
    return "aerie-" + project_id.replace("_", "-")


def name(cluster_id):
    return cluster_id.replace("_", "-")


def kinds(launcher):
    listed = launcher.kubectl("api-resources", "--namespaced", "--verbs=list", "-o", "name").split()
    return ",".join(kind for kind in listed if kind not in IGNORED_KINDS)


def versions(launcher, cluster):
    """kind/name → resourceVersion of everything a cluster has, pods by uid (their status moves by itself)."""
    found = {}
    for item in launcher.objects(kinds(launcher), "-n", namespace(cluster["projectId"])):
        metadata = item["metadata"]
        if metadata["name"].startswith(name(cluster["id"])):
            same = metadata["uid"] if item["kind"] in ("Pod", "EndpointSlice") else metadata["resourceVersion"]
            found[f"{item['kind']}/{metadata['name']}"] = same
    return found


def pods(launcher, cluster):
    listed = launcher.objects("pods", "-n", namespace(cluster["projectId"]))
    return [pod for pod in listed if pod["metadata"]["name"].startswith(name(cluster["id"]))]


def restarts(pod):
    return sum(status["restartCount"] for status in pod["status"].get("containerStatuses", []))


def status(launcher, kind, namespace, name):
    return json.loads(launcher.kubectl("get", kind, name, "-n", namespace, "-o", "json")).get("status", {})


def awaited(launcher, kind, namespace, name, phase):
    """The status of an object once it is in a phase."""

    def attempt():
        said = status(launcher, kind, namespace, name)
        assert said.get("phase") == phase, said
        return said

    return eventually(attempt, SECONDS, f"{kind} {name} is {phase}")
