"""Start, end and restart of the process."""

import json
from pathlib import Path

from conftest import row
from server import Server, run

ROOT = Path(__file__).resolve().parents[5]


def test_without_the_vector_module_it_refuses_to_start(tmp_path):
    ended = run(flags=["-Xmx256m"], AERIE_STORAGE_URI=tmp_path.as_uri())
    assert ended.returncode == 1
    assert "--add-modules jdk.incubator.vector" in ended.stderr


def test_without_a_storage_it_refuses_to_start():
    ended = run()
    assert ended.returncode == 1
    assert "AERIE_STORAGE_URI is not set" in ended.stderr


def test_with_a_tier_that_is_none_it_refuses_to_start(tmp_path):
    ended = run(AERIE_STORAGE_URI=tmp_path.as_uri(), AERIE_TIER="lukewarm")
    assert ended.returncode == 1
    assert "AERIE_TIER 'lukewarm' is not known; use pinned, auto or cold" in ended.stderr


def test_with_a_storage_that_cannot_be_written_it_refuses_to_start(tmp_path):
    occupied = tmp_path / "occupied"
    occupied.write_text("a file, not a folder")
    ended = run(AERIE_STORAGE_URI=(occupied / "objects").as_uri(), AERIE_PORT="0", AERIE_MANAGEMENT_PORT="0")
    assert ended.returncode == 1
    assert str(occupied) in ended.stdout + ended.stderr


def test_unknown_arguments_are_refused(tmp_path):
    ended = run(["nonsense"], AERIE_STORAGE_URI=tmp_path.as_uri())
    assert ended.returncode == 1
    assert "purge" in ended.stderr


def test_health_and_metrics(server, numbers):
    assert server.health("live").json()["status"] == "UP"
    assert server.health("ready").json()["status"] == "UP"
    metrics = server.metrics()
    assert "aerie_engine_rows" in metrics
    assert 'aerie_requests_seconds_count{call="Insert",code="0"}' in metrics


def test_one_that_was_never_called_tells_so(tmp_path):
    with Server(tmp_path) as server:
        assert "aerie_requests_active 0.0" in server.metrics()


def test_rows_outlive_a_kill(tmp_path):
    with Server(tmp_path) as server:
        client = server.client()
        client.create_collection("rows", dimension=2, metric_type="L2")
        client.insert("rows", [row(i) for i in range(5)])
        client.flush("rows")
        client.insert("rows", [row(i) for i in range(5, 9)])
        client.delete("rows", ids=[2])
        server.kill()
    with Server(tmp_path) as server:
        found = server.client().query("rows", filter="id >= 0")
        assert [hit["id"] for hit in found] == [0, 1, 3, 4, 5, 6, 7, 8]
        hits = server.client().search("rows", data=[[8.0, 0.0]], limit=2)[0]
        assert [hit["id"] for hit in hits] == [8, 7]


def test_sigterm_ends_it_in_order_and_another_pod_takes_over(tmp_path):
    with Server(tmp_path) as server:
        server.client().create_collection("rows", dimension=2)
        assert server.terminate() == 0
    with Server(tmp_path, pod="pod-1") as server:
        server.client().insert("rows", [row(1)])
        assert server.client().query("rows", output_fields=["count(*)"])[0]["count(*)"] == 1


def test_purge_removes_every_object(tmp_path):
    with Server(tmp_path) as server:
        server.client().create_collection("rows", dimension=2)
        server.client().insert("rows", [row(1)])
        server.terminate()
    objects = tmp_path / "objects"
    assert any(path.is_file() for path in objects.rglob("*"))
    ended = run(["purge"], AERIE_STORAGE_URI=objects.as_uri())
    assert ended.returncode == 0, ended.stderr
    assert "objects removed" in ended.stdout
    assert not any(path.is_file() for path in objects.rglob("*"))


def image(instruction):
    """The words of an instruction of the image's Dockerfile."""
    lines = (ROOT / "deploy/docker/data-plane.Dockerfile").read_text().splitlines()
    return json.loads(next(line for line in lines if line.startswith(instruction + " ")).partition(" ")[2])


def test_the_image_records_a_rehearsal_and_starts_from_it(tmp_path):
    def flags(words):
        return [word.replace("/app/", f"{tmp_path}/") for word in words[1:words.index("-jar")]]

    temporary = tmp_path / "tmp"
    temporary.mkdir()
    recording = image("RUN")
    ended = run(recording[recording.index("-jar") + 2:], [*flags(recording), f"-Djava.io.tmpdir={temporary}"])
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert list(temporary.glob("aerie-*")) == []
    assert (tmp_path / "server.aot").stat().st_size > 0
    with Server(tmp_path, flags=[*flags(image("ENTRYPOINT")), "-XX:AOTMode=on"]) as server:
        assert server.client().list_collections() == []
