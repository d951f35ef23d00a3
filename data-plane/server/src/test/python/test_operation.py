"""What those who run a pod see of it: whether its object store answers, and its figures."""

import re
from pathlib import Path

from conftest import row
from server import Server, until


def checks(server):
    return {check["name"]: check for check in server.health().json()["checks"]}


def figure(server, name, *labels) -> float:
    """The highest sample of a metric whose labels contain these, as the operator takes it."""
    lines = re.findall(rf"^{name}(?:{{(.*)}})? (\S+)$", server.metrics(), re.MULTILINE)
    return max(float(value) for found, value in lines if all(label in found for label in labels))


def test_a_pod_whose_object_store_is_gone_is_not_ready_and_says_why(tmp_path):
    objects = tmp_path / "objects"
    with Server(tmp_path) as server:
        assert checks(server)["storage"]["status"] == "UP"
        objects.rename(tmp_path / "away")
        objects.write_text("a file where the folder was")
        until(lambda: checks(server)["storage"]["status"] == "DOWN", "the loss is noticed")
        assert server.health().status_code == 503
        assert "Not a directory" in checks(server)["storage"]["data"]["error"]
        objects.unlink()
        (tmp_path / "away").rename(objects)
        until(lambda: checks(server)["storage"]["status"] == "UP", "its return is noticed")


def test_the_operator_finds_the_figures_it_scales_by(server, client, numbers):
    def slowest():
        client.search(numbers, data=[[1.0, 0.0]], limit=1)
        return figure(server, "aerie_requests_seconds", 'call="Search"', 'quantile="0.99"') > 0

    # After two minutes without one, the window of a percentile may have passed once it is read.
    until(slowest, "the slowest searches are told")
    assert 0 < figure(server, "disk_free_bytes") <= figure(server, "disk_total_bytes")
    assert 0 <= figure(server, "jvm_memory_usage_after_gc", 'area="heap"') <= 1
    assert figure(server, "process_cpu_usage") >= 0


def test_what_goes_to_the_object_store_and_comes_from_it_is_counted(server, client, numbers):
    before = figure(server, "aerie_storage_written_bytes_total")
    client.insert(numbers, [row(i) for i in range(10, 1010)])
    client.flush(numbers)
    assert figure(server, "aerie_storage_written_bytes_total") - before > 8000
    assert figure(server, "aerie_storage_fetched_bytes_total") > 0


def test_slow_reads_are_logged_with_filter_and_plan(tmp_path):
    with Server(tmp_path, settings={"AERIE_SLOW_MILLIS": "0"}) as server:
        client = server.client()
        client.create_collection("rows", dimension=2)
        client.insert("rows", [row(i) for i in range(10)])
        client.search("rows", data=[[1.0, 0.0]], limit=1, filter="parity == 'odd'")
        client.query("rows", filter="id > 3")
        client.query("rows", output_fields=["count(*)"])
        text = server.log.read_text()
        assert "slow query of rows" in text
        assert "filter [id > 3], plan [memtable: the filter passes 6 of 10 rows]" in text
        assert "plan [memtable: there are 10 of 10 rows]" in text
        logged = [line for line in server.log.read_text().splitlines() if "slow search of rows" in line]
        assert "filter [parity == 'odd'], plan [" in logged[0]
        assert not logged[0].endswith("plan []")


def test_dashboards_alerts_and_their_page_name_only_figures_that_exist(server, client, numbers):
    client.search(numbers, data=[[1.0, 0.0]], limit=1)
    root = Path(__file__).parents[5]
    files = [file for file in (root / "deploy/monitoring").rglob("*") if file.is_file()]
    # The control plane's are compared with what it tells, in its own tests.
    watching = "".join(file.read_text() for file in files if not file.name.startswith("control-plane"))
    named = set(re.findall(r"\b(?:aerie|disk|jvm|process)_[a-z_]+\b", watching))
    page = (root / "docs/operations/data-plane.md").read_text()
    named |= set(re.findall(r"`((?:aerie|disk|jvm|process)_[a-z_]+)", page))
    named = {name for name in named if not name.startswith("aerie_operator_")}
    told = set(re.findall(r"^([a-z_]+)(?:{| )", server.metrics(), re.MULTILINE))
    assert {"aerie_requests_seconds", "disk_free_bytes", "aerie_engine_writer"} <= named
    assert named - told == set()
