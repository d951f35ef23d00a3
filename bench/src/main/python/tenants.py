"""Organisations with clusters and audit events, written straight into the control plane's database.

Every number of clusters and events is a prefix of any larger one. A fifth of everything belongs to the
first organisation, the rest is spread over the others.
"""

import hashlib
import zlib
from urllib.parse import urlsplit

ORGANIZATIONS = 200
PROJECTS = 4
ACTORS = 50
CALLERS = 32
KEYS_A_CALLER = 20
REGION = "bench"
CLASS = '[{"name": "standard", "description": "", "cpuPerUnit": "1", "memoryPerUnit": "4Gi", "default": true}]'
INDEXES = ("audit_events_words", "audit_events_actor", "audit_events_resource", "audit_events_time")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

NUMBERED = f"""
(SELECT n, CASE WHEN n %% 5 = 0 THEN 0 ELSE 1 + other %% {ORGANIZATIONS - 1} END AS o,
  CASE WHEN n %% 5 = 0 THEN n / 5 ELSE other / {ORGANIZATIONS - 1} END AS place
FROM generate_series(%(first)s::bigint, %(last)s) n, LATERAL (SELECT n / 5 * 4 + n %% 5 - 1 AS other) others) numbered
"""
"""The n-th cluster or event: its organisation, and how many of this come before it."""


def id(prefix: str, number: int) -> str:
    """Digits are digits of base32, too."""
    return f"{prefix}_{number:026d}"


def organization(number: int) -> str:
    return id("org", number)


def project(of: int, number: int) -> str:
    return id("prj", of * PROJECTS + number)


def actor(number: int) -> str:
    return f"person{number}"


def word(number: int) -> str:
    """A word of a few events: they carry their number, divided by 50, of the first 100,000."""
    return f"batch{number * 37 % 2_000}"


def cluster_of(owner: int, number: int, clusters: int) -> int:
    """The number of some cluster of an organisation, among the first so many."""
    if owner == 0:
        return number * 7 % (clusters // 5) * 5
    place = owner - 1 + (ORGANIZATIONS - 1) * (number % max(1, clusters * 4 // 5 // (ORGANIZATIONS - 1)))
    return place // 4 * 5 + place % 4 + 1


def prepare(connection) -> None:
    connection.execute("INSERT INTO plans VALUES ('bench', '{}') ON CONFLICT DO NOTHING")
    connection.execute(
        "INSERT INTO regions (name, cloud, kind, classes, last_seen_at) VALUES (%s, 'other', 'MANAGED', %s, now() + interval '1 day')",
        (REGION, CLASS),
    )
    for number in range(ORGANIZATIONS):
        connection.execute(
            "INSERT INTO organizations (org_id, name, plan, created_at, updated_at) VALUES (%s, %s, 'bench', now(), now())",
            (organization(number), f"Organization {number}"),
        )
        for of in range(PROJECTS):
            connection.execute(
                "INSERT INTO projects (org_id, id, name, created_at, updated_at) VALUES (%s, %s, %s, now(), now())",
                (organization(number), project(number, of), f"project-{of}"),
            )


def grow(connection, clusters: int, events: int) -> None:
    """Adds rows until there are so many; indexes of events are made anew, which is faster than to keep them."""
    have = connection.execute("SELECT count(*) FROM clusters WHERE id < 'cls_01'").fetchone()[0]
    told = connection.execute("SELECT coalesce(max(n), 0) FROM bench_events").fetchone()[0] if have else 0
    if not have:
        connection.execute("CREATE TABLE bench_events (n bigint)")
    definitions = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'audit_events' AND indexname <> ALL (SELECT conname FROM pg_constraint)"
    ).fetchall()
    for name, _ in definitions:
        connection.execute(f"DROP INDEX {name}")
    connection.execute("SET synchronous_commit = off")
    connection.execute("SET maintenance_work_mem = '1GB'")
    connection.execute(CLUSTERS, {"first": have, "last": clusters - 1})
    connection.execute(OFFSETS, {"first": told})
    connection.execute(EVENTS, {"first": told, "last": events - 1})
    connection.execute("INSERT INTO bench_events VALUES (%s)", (events,))
    connection.execute(CHAINS)
    connection.execute("DROP TABLE offsets")
    for _, definition in definitions:
        connection.execute(definition)
    connection.execute("VACUUM ANALYZE")


CLUSTERS = f"""
INSERT INTO clusters (org_id, id, project_id, region, name, class, units, replicas, deletion_policy, labels, revision, state,
  observed_generation, endpoint, ready_replicas, version, created_at, updated_at)
SELECT 'org_' || lpad(o::text, 26, '0'), 'cls_' || lpad(n::text, 26, '0'), 'prj_' || lpad((o * {PROJECTS} + n / 1000 %% {PROJECTS})::text, 26, '0'),
  '{REGION}', 'cluster-' || n, 'standard', 1, 1, 'RETAIN', '{{"team": "search"}}', n, 'RUNNING', 1, 'http://cluster-' || n || ':19530', 1, '0.1.0',
  now(), now()
FROM {NUMBERED}
"""

NEWEST = "(SELECT max(seq) FROM audit_events e WHERE e.org_id = o.org_id)"
"""The control plane tells events itself meanwhile, in the same chains."""

OFFSETS = f"""
CREATE TEMPORARY TABLE offsets AS
SELECT o, org_id, coalesce({NEWEST}, 0) + 1 - CASE WHEN o = 0 THEN %(first)s / 5 ELSE (%(first)s * 4 / 5 - o + {ORGANIZATIONS - 1}) / {ORGANIZATIONS - 1} END AS ahead
FROM (SELECT o, 'org_' || lpad(o::text, 26, '0') AS org_id FROM generate_series(0, {ORGANIZATIONS - 1}) o) o
"""
"""How far the sequence of an event is ahead of its place."""

EVENTS = f"""
INSERT INTO audit_events (org_id, seq, id, at, actor_kind, actor_id, actor_name, action, resource, result, trace_id, remote_address,
  before, after, previous_hash, hash)
SELECT org_id, place + ahead, 'evt_' || lpad(n::text, 26, '0'), now() - interval '90 days' + n * interval '0.5 seconds', 'USER',
  'usr_' || lpad((n %% {ACTORS})::text, 26, '0'), 'person' || n / 7 %% {ACTORS},
  'cluster.' || CASE n %% 10 WHEN 3 THEN 'delete' WHEN 6 THEN 'create' ELSE 'update' END, 'cls_' || lpad((n %% 100000)::text, 26, '0'), 'OK',
  md5(n::text), '192.0.2.1', NULL, json_build_object('name', 'cluster-' || n %% 1000, 'units', n %% 8, 'label', 'batch' || n / 50),
  md5((n - 1)::text), md5(n::text)
FROM {NUMBERED} JOIN offsets USING (o)
"""

CHAINS = f"""
INSERT INTO audit_chains (org_id, seq, hash) SELECT org_id, {NEWEST}, 'bench' FROM offsets o
ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq
"""


def keys(connection) -> list[tuple[int, str]]:
    """Keys of owners, each with its organisation: the limit of calls is a key's."""
    made = []
    for number in range(CALLERS * KEYS_A_CALLER):
        owner = number % CALLERS
        text = f"aerie_{number:026d}_" + hashlib.sha256(str(number).encode()).hexdigest()[:43]
        text += check(text)
        connection.execute(
            "INSERT INTO api_keys (org_id, id, name, role, sha256, created_at) VALUES (%s, %s, 'bench', 'ORGANIZATION_OWNER', %s, now()) ON CONFLICT DO NOTHING",
            (organization(owner), id("key", number), hashlib.sha256(text.encode()).hexdigest()),
        )
        made.append((owner, text))
    return made


def check(text: str) -> str:
    rest, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits


def jdbc(address: str) -> str:
    """An address of libpq as the Java driver wants it."""
    parts = urlsplit(address)
    return f"postgresql://{parts.hostname}:{parts.port}{parts.path}?user={parts.username}&password={parts.password}"
