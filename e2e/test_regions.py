"""Two regions at once, each with a Kubernetes and an agent of its own."""

import base64
import json

import pytest
import requests

from support import vectors

NAME = "second"


@pytest.fixture(scope="module")
def second(platform):
    """Objects of the second region's Kubernetes."""
    kubectl = platform.start_region(NAME)
    yield lambda *arguments: json.loads(kubectl("get", *arguments, "-o", "json"))
    platform.end_region(NAME)


@pytest.fixture(scope="module")
def there(second, owner, project):
    made = owner.create_cluster(project["id"], "there", region=NAME)
    yield made
    owner.delete_cluster(made["id"])


def agent_key(secret):
    return json.loads(base64.b64decode(secret["data"]["agent.json"]))["key"]


def names(objects):
    return {item["metadata"]["name"] for item in objects}


def test_clusters_land_where_they_were_asked(platform, second, cluster, there, key):
    assert names(second("vectorclusters", "-A")["items"]) == {there["id"].replace("_", "-")}
    assert there["id"].replace("_", "-") not in names(platform.objects("vectorclusters", "-A"))

    for each in (cluster, there):
        client = vectors.connect(each, key["secret"])
        vectors.collection(client, "regions", 10)
        assert client.query("regions", "id >= 0", output_fields=["count(*)"])[0]["count(*)"] == 10
        client.drop_collection("regions")


def test_an_agent_cannot_see_or_report_for_the_other_region(platform, second, api_url, owner, cluster, there):
    keys = {
        "local": agent_key(platform.objects("secrets", "-n", "aerie-system", "--field-selector",
                                            "metadata.name=aerie-agent-local")[0]),
        NAME: agent_key(second("secret", f"aerie-agent-{NAME}", "-n", "aerie-system")),
    }
    for region, foreign in (("local", there), (NAME, cluster)):
        credential = {"Authorization": f"Bearer {keys[region]}"}
        desired = requests.get(f"{api_url}/agent/v1/desired?after=0", headers=credential, timeout=30)
        assert desired.status_code == 200
        assert desired.json()["clusters"] and foreign["id"] not in desired.text

        status = {"clusterId": foreign["id"], "generation": 99, "phase": "Degraded", "reason": "Forged"}
        usage = {"id": f"forged-{region}", "clusterId": foreign["id"], "units": 32, "replicas": 8,
                 "from": "2026-01-01T00:00:00Z", "to": "2026-01-02T00:00:00Z"}
        reported = requests.post(f"{api_url}/agent/v1/report", headers=credential, timeout=30,
                                 json={"agentId": "forger", "batch": 1, "statuses": [status], "usage": [usage]})
        assert reported.status_code == 200
        seen = owner.get(f"/clusters/{foreign['id']}")
        assert seen["state"] == "RUNNING" and seen["stateReason"] != "Forged"

    organization = cluster["organizationId"]
    spent = owner.get(f"/usage?organizationId={organization}&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")
    assert spent["unitSeconds"] == 0
