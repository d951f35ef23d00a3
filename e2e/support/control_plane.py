"""REST /v1 of the control plane, as any tool calls it."""

import uuid

import requests

from support.waiting import eventually

OPERATION_SECONDS = 200


class Refused(Exception):
    """A problem answer: `status`, `code`, and the whole `problem`."""

    def __init__(self, answer):
        self.status = answer.status_code
        self.problem = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
        self.code = self.problem.get("code")
        self.detail = self.problem.get("detail")
        super().__init__(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:500]}")


class ControlPlane:
    """Calls with one credential: an API key or an access token."""

    def __init__(self, url, token):
        self.url = url.rstrip("/")
        self.token = token() if callable(token) else token
        self.session = requests.Session()

    def send(self, method, path, body=None, headers=None):
        answer = self.session.request(
            method, f"{self.url}/v1{path}", json=body, timeout=30,
            headers={"Authorization": f"Bearer {self.token}", **(headers or {})},
        )
        if answer.status_code >= 400:
            raise Refused(answer)
        return answer

    def get(self, path):
        return self.send("GET", path).json()

    def post(self, path, body=None):
        return self.send("POST", path, body, {"Idempotency-Key": str(uuid.uuid4())}).json()

    def patch(self, path, body):
        etag = self.send("GET", path).headers["ETag"]
        return self.send("PATCH", path, body, {"If-Match": etag}).json()

    def delete(self, path):
        return self.send("DELETE", path)

    def items(self, path):
        """All items of a list; the path has its query already."""
        found, cursor = [], ""
        while cursor is not None:
            page = self.get(path + (f"&cursor={cursor}" if cursor else ""))
            found += page["items"]
            cursor = page["nextCursor"]
        return found

    # clusters

    def create_cluster(self, project_id, name, **settings):
        """Make a cluster, in a region that has told what it offers, and wait until it runs."""
        region = settings.get("region", "local")
        eventually(lambda: self.offers_classes(region), 60, f"region {region} has reported its classes")
        body = {"projectId": project_id, "name": name, "region": "local", "deletionPolicy": "DELETE", **settings}
        return self.settled(self.post("/clusters", body))

    def offers_classes(self, name="local"):
        region = self.get(f"/regions/{name}")
        return region["available"] and region["classes"]

    def change_cluster(self, cluster_id, **changes):
        return self.settled(self.patch(f"/clusters/{cluster_id}", changes))

    def suspend(self, cluster_id):
        return self.settled(self.post(f"/clusters/{cluster_id}:suspend"))

    def resume(self, cluster_id):
        return self.settled(self.post(f"/clusters/{cluster_id}:resume"))

    def delete_cluster(self, cluster_id):
        """Delete a cluster and wait until it is gone."""
        self.delete(f"/clusters/{cluster_id}")
        eventually(lambda: self.is_absent(f"/clusters/{cluster_id}"), OPERATION_SECONDS, f"{cluster_id} is gone")

    def is_absent(self, path):
        try:
            self.get(path)
        except Refused as refused:
            if refused.status == 404:
                return True
            raise
        return False

    def settled(self, cluster):
        """Wait for the cluster's operation and return the cluster as it is then."""
        if cluster.get("operationId"):
            path = f"/operations/{cluster['operationId']}"
            ended = eventually(
                lambda: self.ended(path), OPERATION_SECONDS, f"the operation on cluster {cluster['name']} ends")
            assert ended["state"] == "SUCCEEDED", ended
        return self.get(f"/clusters/{cluster['id']}")

    def ended(self, path):
        operation = self.get(path)
        return operation if operation["state"] in ("SUCCEEDED", "FAILED") else None

    # keys

    def create_key(self, project, role, **settings):
        body = {"organizationId": project["organizationId"], "projectId": project["id"],
                "name": f"e2e-{uuid.uuid4().hex[:8]}", "role": role, **settings}
        return self.post("/api-keys", body)
