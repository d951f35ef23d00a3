"""Each wrong input has a clear error, and nothing is lost or half made."""

import pytest

from support import kubernetes, vectors
from support.control_plane import Refused


@pytest.fixture
def clusters_stay(owner, project):
    """The project's clusters are the same after the test."""
    def names():
        return {item["name"] for item in owner.items(f"/clusters?projectId={project['id']}")}

    before = names()
    yield
    assert names() == before


@pytest.mark.parametrize("settings, status, code, field", [
    ({"colour": "red"}, 400, "UNKNOWN_FIELD", "colour"),
    ({"units": 0}, 400, None, "units"),
    ({"units": 33}, 400, None, "units"),
    ({"units": "many"}, 400, None, "units"),
    ({"replicas": 9}, 400, None, "replicas"),
    ({"name": "Not_A_Name"}, 400, None, "name"),
    ({"region": "nowhere"}, None, None, "region"),
    ({"deletionPolicy": "Maybe"}, 400, None, "deletionPolicy"),
    ({"name": "shared"}, 409, "NAME_TAKEN", "name"),
], ids=lambda value: str(value) if isinstance(value, dict) else "")
def test_wrong_clusters_are_refused(owner, project, cluster, clusters_stay, settings, status, code, field):
    body = {"projectId": project["id"], "name": "wrong", "region": "local", **settings}

    with pytest.raises(Refused) as caught:
        owner.post("/clusters", body)

    refused = caught.value
    assert refused.status == status or (status is None and 400 <= refused.status < 500), refused
    assert refused.code == code or (code is None and refused.code), refused
    assert field in str(refused.problem.get("fields")) or field in refused.detail, refused
    assert refused.problem["traceId"]


def test_update_without_or_with_an_old_etag_is_refused(owner, cluster):
    path = f"/clusters/{cluster['id']}"
    for headers, status in (({}, 428), ({"If-Match": '"0"'}, 412)):
        with pytest.raises(Refused) as caught:
            owner.send("PATCH", path, {"labels": {"a": "b"}}, headers)
        assert caught.value.status == status
    assert owner.get(path)["labels"] == {}


def test_project_with_clusters_cannot_be_deleted(owner, project, cluster):
    with pytest.raises(Refused) as caught:
        owner.delete(f"/projects/{project['id']}")

    assert (caught.value.status, caught.value.code) == (409, "PROJECT_NOT_EMPTY")
    assert owner.get(f"/projects/{project['id']}")["id"] == project["id"]


def test_vector_of_another_dimension_is_refused(client, collection):
    wrong = [{"id": 900, "vector": [0.5] * (vectors.DIMENSION + 1)}]

    inserted = vectors.refusal(lambda: client.insert(collection, wrong))
    searched = vectors.refusal(lambda: client.search(collection, data=[[0.5] * 3], limit=1))

    assert "dim" in inserted and "dim" in searched
    assert vectors.ids(client, collection) == set(range(100))


def test_metric_other_than_the_indexs_is_refused(client, collection):
    refusal = vectors.refusal(
        lambda: client.search(collection, data=[vectors.vector(1)], limit=1, search_params={"metric_type": "L2"}))

    assert "metric" in refusal.lower() and "COSINE" in refusal


def test_collection_that_is_not_there_is_named(client):
    refusal = vectors.refusal(lambda: client.search("nowhere_to_be_found", data=[vectors.vector(1)], limit=1))

    assert "nowhere_to_be_found" in refusal


@pytest.mark.parametrize("expression, column", [("id >", 4), ("parity == == 'odd'", 10), ("(id < 3", 7)])
def test_filter_that_does_not_parse_names_the_position(client, collection, expression, column):
    refusal = vectors.refusal(lambda: client.query(collection, filter=expression))

    positions = [f"1:{column + shift}" for shift in (0, 1)] + [f"position {column + shift}" for shift in (0, 1)] + [
        f"column {column + shift}" for shift in (0, 1)]
    assert any(position in refusal for position in positions), refusal


def test_create_of_a_collection_that_is_there_keeps_its_rows(client, collection):
    vectors.refusal(lambda: client.create_collection(collection, dimension=3))

    assert vectors.ids(client, collection) == set(range(100))


@pytest.mark.parametrize("patch, said", [
    ('{"spec":{"compute":{"units":99}}}', "units"),
    ('{"spec":{"compute":{"replicas":0}}}', "replicas"),
    ('{"spec":{"engine":"other"}}', "engine"),
    ('{"spec":{"storage":{"uri":"file:///elsewhere"}}}', "uri"),
    ('{"spec":{"deletionPolicy":"Perhaps"}}', "deletionPolicy"),
])
def test_cluster_edited_by_hand_to_something_invalid_is_refused(platform, cluster, client, patch, said):
    refused = platform.run(
        "kubectl", "patch", "vectorcluster", kubernetes.name(cluster["id"]),
        "-n", kubernetes.namespace(cluster["projectId"]), "--type=merge", "-p", patch)

    assert refused.returncode != 0
    assert said in refused.stderr
    assert len(kubernetes.pods(platform, cluster)) == 1
