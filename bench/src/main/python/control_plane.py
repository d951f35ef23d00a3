"""The control plane over more and more tenants: `control_plane.py RESULTS`.

AERIE_BENCH_API, AERIE_BENCH_DATABASE (of the schema's owner) and AERIE_BENCH_PID name a running control
plane, AERIE_BENCH_START_SECONDS says how long it took to start, AERIE_BENCH_SHARED_BUFFERS how much memory PostgreSQL has. Rows of tenants are written straight into
the database; the peer is the database itself, asked the same without the control plane.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import psycopg

import machine
import tenants

CLIENTS = 32
SECONDS = 6
WARM_UP_SECONDS = 6
SIZES = ((1_000, 100_000), (10_000, 1_000_000), (100_000, 10_000_000))
"""Clusters, and events in the audit log."""
LIMIT_MILLISECONDS = 50
LIGHT = ("-Djdk.virtualThreadScheduler.parallelism=1", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow")
"""All clients are one thread of the operating system, beside the server's; to compile them further takes more of the processors than it saves in a minute."""


def main(results: Path) -> None:
    api, database = os.environ["AERIE_BENCH_API"], os.environ["AERIE_BENCH_DATABASE"]
    runs = []
    with psycopg.connect(database, autocommit=True) as connection:
        tenants.prepare(connection)
        for clusters, events in SIZES:
            print(f"  {clusters:,} clusters, {events:,} events", flush=True)
            tenants.grow(connection, clusters, events)
            if not runs:
                load(api, database, connection, clusters, WARM_UP_SECONDS)
            measured = load(api, database, connection, clusters, SECONDS)
            for call in measured:
                print(f"    {call['name']:36} {cell(call)}", flush=True)
            size = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
            runs.append({"clusters": clusters, "events": events, "databaseBytes": size, "memory": memory(), "calls": measured})
    facts = {
        "machine": machine.facts(),
        "sharedBuffers": os.environ["AERIE_BENCH_SHARED_BUFFERS"],
        "startSeconds": float(os.environ["AERIE_BENCH_START_SECONDS"]),
        "runs": runs,
    }
    results.mkdir(parents=True, exist_ok=True)
    (results / "control-plane.json").write_text(json.dumps(facts, indent=1) + "\n")
    (results / "control-plane.md").write_text("\n".join(page(facts)) + "\n")


def load(api: str, database: str, connection, clusters: int, seconds: int) -> list[dict]:
    keys = tenants.keys(connection)
    plan = {
        "api": api,
        "database": "jdbc:" + tenants.jdbc(database),
        "clients": CLIENTS,
        "seconds": seconds,
        "kinds": [{"name": name, "calls": calls} for name, calls in kinds(api, keys, clusters)],
    }
    with tempfile.TemporaryDirectory(prefix="aerie-bench-") as folder:
        file, output = Path(folder) / "plan.json", Path(folder) / "out.json"
        file.write_text(json.dumps(plan))
        words = [os.environ["AERIE_BENCH_JAVA"], *LIGHT, "-Xmx1g", "-cp", os.environ["AERIE_BENCH_CLASSPATH"]]
        subprocess.run([*words, "dev.aerie.bench.ApiLoad", str(file), str(output)], check=True)
        return json.loads(output.read_text())


def kinds(api: str, keys: list[tuple[int, str]], clusters: int):
    """What is asked, by callers of many organisations; the first has a fifth of all."""

    def calls(path, method="GET", body=None, update=False):
        return [
            {
                "sql": None,
                "method": method,
                "path": path(organization, i),
                "key": key,
                "body": body and json.dumps(body(organization, i)),
                "numbered": body is not None,
                "isUpdate": update,
            }
            for i, (organization, key) in enumerate(keys)
        ]

    def queries(sql):
        return [
            {"sql": sql(organization, i), "method": "", "path": "", "key": "", "body": None, "numbered": False, "isUpdate": False}
            for i, (organization, _) in enumerate(keys)
        ]

    def some_cluster(organization, i):
        return tenants.id("cls", tenants.cluster_of(organization, i, clusters))

    def audit(more):
        return lambda organization, i: f"/v1/audit-events?organizationId={tenants.organization(organization)}{more(organization, i)}"

    deep = {organization: cursor(api, key, organization) for organization, key in reversed(keys)}
    yield "read a cluster", calls(lambda o, i: f"/v1/clusters/{some_cluster(o, i)}")
    yield "list clusters of an organisation", calls(lambda o, i: f"/v1/clusters?organizationId={tenants.organization(o)}")
    yield "list clusters, sixth page", calls(lambda o, i: f"/v1/clusters?organizationId={tenants.organization(o)}{deep[o]}")
    yield "list clusters of a project", calls(lambda o, i: f"/v1/clusters?projectId={tenants.project(o, i % tenants.PROJECTS)}")
    yield "list all one may see", calls(lambda o, i: "/v1/clusters")
    yield "audit, newest", calls(audit(lambda o, i: ""))
    yield "audit, by actor", calls(audit(lambda o, i: f"&actor={tenants.actor(i % tenants.ACTORS)}"))
    yield "audit, by resource", calls(audit(lambda o, i: f"&resource={some_cluster(o, i)}"))
    yield "audit, a word of few events", calls(audit(lambda o, i: f"&q={tenants.word(i)}"))
    yield "audit, a word of most events", calls(audit(lambda o, i: "&q=update"))
    yield "audit, two words", calls(audit(lambda o, i: f"&q={tenants.actor(i % tenants.ACTORS)}%20delete"))
    yield "make an API key", calls(
        lambda o, i: "/v1/api-keys",
        "POST",
        lambda o, i: {"organizationId": tenants.organization(o), "projectId": tenants.project(o, 0), "name": "#", "role": "DATA_VIEWER"},
    )
    yield "make a cluster", calls(
        lambda o, i: "/v1/clusters",
        "POST",
        lambda o, i: {"projectId": tenants.project(o, i % tenants.PROJECTS), "name": "#", "region": tenants.REGION},
    )
    yield "change a cluster", calls(
        lambda o, i: f"/v1/clusters/{some_cluster(o, i)}", "PATCH", lambda o, i: {"labels": {"run": "#"}}, update=True
    )
    yield "the database alone: list clusters", queries(
        lambda o, i: f"SELECT * FROM clusters WHERE org_id = '{tenants.organization(o)}' AND gone_at IS NULL ORDER BY id LIMIT 51"
    )
    yield "the database alone: audit, newest", queries(
        lambda o, i: f"SELECT * FROM audit_events WHERE org_id = '{tenants.organization(o)}' ORDER BY seq DESC LIMIT 51"
    )


def cursor(api: str, key: str, organization: int) -> str:
    """What leads to the sixth page of an organisation's clusters, or to its last."""
    more = ""
    for _ in range(5):
        path = f"/v1/clusters?organizationId={tenants.organization(organization)}{more}"
        request = urllib.request.Request(api + path, headers={"Authorization": "Bearer " + key})
        with urllib.request.urlopen(request) as answer:
            following = json.load(answer)["nextCursor"]
        if following is None:
            break
        more = f"&cursor={following}"
    return more


def memory() -> int:
    status = Path(f"/proc/{os.environ['AERIE_BENCH_PID']}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) >> 10


def page(facts: dict):
    m, runs = facts["machine"], facts["runs"]
    yield "# The control plane"
    yield ""
    yield "Made by `./aerie bench control-plane`; what is done is told in [bench/README.md](../README.md)."
    yield ""
    yield f"{m['date']}, {m['cores']} cores of {m['processor']}, {m['memoryGigabytes']} GB, {m['system']}."
    yield f"Ready {facts['startSeconds']:.1f} s after its start. {CLIENTS} clients at once, on the same machine as the control plane and PostgreSQL, which has {facts['sharedBuffers']} of shared buffers."
    yield ""
    yield "| | " + " | ".join(f"{run['clusters']:,} clusters, {run['events']:,} events" for run in runs) + " |"
    yield "|---|" + "---|" * len(runs)
    for i, call in enumerate(runs[0]["calls"]):
        yield f"| {call['name']} | " + " | ".join(cell(run["calls"][i]) for run in runs) + " |"
    yield "| memory of the process, MB | " + " | ".join(f"{run['memory']:,}" for run in runs) + " |"
    yield "| database, MB | " + " | ".join(f"{run['databaseBytes'] >> 20:,}" for run in runs) + " |"
    yield ""
    yield f"A cell: calls a second, p50 and p99 in milliseconds; p99 over {LIMIT_MILLISECONDS} ms is bold."


def cell(call: dict) -> str:
    p99 = f"{call['p99']:.1f}"
    marked = f"**{p99}**" if call["p99"] > LIMIT_MILLISECONDS else p99
    return f"{call['perSecond']:,.0f}/s, {call['p50']:.1f}, {marked}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
