"""Makes the page and the pictures of what engine.py measured."""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

FLOORS = (0.95, 0.98, 0.99)


def write(results: Path) -> None:
    runs = [json.loads(p.read_text()) for p in sorted(results.glob("engine-*.json"), key=number)]
    page = ["# The engine beside its peers", ""]
    page += ["Made by `./aerie bench engine`; what is compared and how is told in", "[bench/README.md](../README.md).", ""]
    page += growth(runs)
    for run in runs:
        page += section(run)
        picture(run, results / f"engine-{run['rows']}.svg")
    (results / "engine.md").write_text("\n".join(page) + "\n")


def number(path: Path) -> int:
    return int(path.stem.split("-")[1])


def growth(runs: list[dict]) -> list[str]:
    """How what it costs grows with the rows, one thread, at the least effort for a recall of .95 and .98."""
    lines = [
        "## As the rows grow",
        "",
        "| rows | Aerie >= 0.95 | hnswlib >= 0.95 | Aerie >= 0.98 | hnswlib >= 0.98 | index, s | hnswlib's, s |",
        "|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        named = {contestant["name"]: contestant for contestant in run["contestants"]}
        ours, peer = named["Aerie"], named["hnswlib"]
        cells = [reached(who, floor) for floor in (0.95, 0.98) for who in (ours, peer)]
        lines.append(
            f"| {run['rows']:,} | " + " | ".join(cells)
            + f" | {ours['indexSeconds']:.1f} | {peer['indexSeconds']:.1f} |"
        )
    return [*lines, ""]


def section(run: dict) -> list[str]:
    facts = run["machine"]
    lines = [f"## {run['rows']:,} rows", ""]
    lines += [
        f"{facts['date']}, {facts['cores']} cores of {facts['processor']},"
        f" {facts['memoryGigabytes']} GB, {facts['system']}.",
        "",
        f"![recall against queries a second](engine-{run['rows']}.svg)",
        "",
        "Queries a second of one thread at the least effort that reaches a recall@10:",
        "",
        "| | index, s | " + " | ".join(f">= {floor}" for floor in FLOORS) + " | rows/s in |",
        "|---|---|" + "---|" * len(FLOORS) + "---|",
    ]
    for contestant in run["contestants"]:
        cells = [reached(contestant, floor) for floor in FLOORS]
        rows = contestant.get("rowsPerSecond")
        lines.append(
            f"| {contestant['name']} ({contestant['version']}) | {contestant['indexSeconds']:.1f} | "
            + " | ".join(cells)
            + f" | {f'{rows:,.0f}' if rows else ''} |"
        )
    lines += ["", *other_runs(run), *details(run)]
    return lines


def other_runs(run: dict) -> list[str]:
    """Which contestants were measured when and where, if not with the others."""
    facts = run["machine"]
    now = (facts["date"], facts["processor"])
    taken = [(c["name"], (c.get("date", now[0]), c.get("processor", now[1]))) for c in run["contestants"]]
    told = "; ".join(f"{name} on {day}, {processor}" for name, (day, processor) in taken if (day, processor) != now)
    return [f"Not of this run: {told}.", ""] if told else []


def reached(contestant: dict, floor: float) -> str:
    enough = [s for s in contestant["searches"] if s["recall"] >= floor and s["threads"] == 1]
    if not enough:
        return "not reached"
    best = max(enough, key=lambda s: s["queriesPerSecond"])
    return f"{best['queriesPerSecond']:,.0f} ({best['setting']}, {best['recall']:.4f})"


def details(run: dict) -> list[str]:
    lines = []
    for contestant in run["contestants"]:
        for search in contestant["searches"]:
            if search["threads"] > 1:
                lines.append(
                    f"{contestant['name']}, {search['threads']} threads, {search['setting']}:"
                    f" {search['queriesPerSecond']:,.0f} queries/s, recall {search['recall']:.4f}."
                )
        if "pymilvus" in contestant["name"]:
            one = contestant["searches"][0]
            lines.append(
                f"{contestant['name']}, one at a time: p50 {one['p50']:.2f} ms,"
                f" p99 {one['p99']:.2f} ms, {one['queriesPerSecond']:,.0f} queries/s."
            )
        if "clients" in contestant:
            many = contestant["clients"]
            lines.append(
                f"{contestant['name']}, {many['clients']} clients:"
                f" {many['queriesPerSecond']:,.0f} queries/s;"
                f" of calls that ask for the version alone, {many['emptyCallsPerSecond']:,.0f} a second;"
                f" with {many['queriesPerCall']} queries a call, {many['queriesPerSecondTogether']:,.0f} queries/s."
            )
        if "audit" in contestant:
            rates = contestant["audit"]
            lines.append(
                f"Every call recorded (AERIE_AUDIT=all): {rates['all']:,.0f} queries/s, none: {rates['off']:,.0f};"
                f" the record costs {1 - rates['all'] / rates['off']:.1%}, median of {rates['rounds']} rounds by turns."
            )
        if "streaming" in contestant:
            lines += server(run["rows"], contestant)
        if "filters" in contestant:
            lines += filters(contestant)
    return [*lines, ""]


def server(rows: int, contestant: dict) -> list[str]:
    idle, streaming = contestant["searches"][0]["queriesPerSecond"], contestant["streaming"]
    busy = streaming["search"]["queriesPerSecond"]
    restart = contestant["restart"]
    raw = rows * contestant["dimension"] * 4 / 2**20
    memory = contestant["memoryMegabytes"]
    more = memory["searched"] - memory["empty"]
    return [
        f"While {streaming['rowsPerSecond']:,.0f} rows a second arrive: {busy:,.0f} queries/s, {busy / idle:.2f} of idle.",
        f"Memory of the process at rest: {memory['empty']:,} MB without rows, {more:,} MB more after a restart and 2,000"
        f" searches, {more / raw:.2f} times the {raw:,.0f} MB of the vectors.",
        f"Restart: ready after {restart['readySeconds']:.1f} s, first search {restart['firstSearchSeconds']:.2f} s later.",
    ]


def filters(contestant: dict) -> list[str]:
    unfiltered = next(s for s in contestant["searches"] if s["setting"] == "level 1")["queriesPerSecond"]
    lines = ["", "| filter keeps | recall | queries/s | time against no filter | plan |", "|---|---|---|---|---|"]
    for row in contestant["filters"]:
        search = row["search"]
        plan = "; ".join(line.split(": ", 1)[1] for line in row["plan"])
        lines.append(
            f"| {row['filter']} | {search['recall']:.4f} | {search['queriesPerSecond']:,.0f} |"
            f" {unfiltered / search['queriesPerSecond']:.2f} | {plan} |"
        )
    return [*lines, ""]


def picture(run: dict, file: Path) -> None:
    figure, axes = plt.subplots(figsize=(8, 5))
    for contestant in run["contestants"]:
        curve = sorted(
            (s["recall"], s["queriesPerSecond"])
            for s in contestant["searches"]
            if s["threads"] == 1
        )
        axes.plot(*zip(*curve), marker="o", markersize=4, label=contestant["name"])
    axes.set(xlabel="recall@10", ylabel="queries a second, one thread", yscale="log", xlim=(0.85, 1))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    plt.rcParams["svg.hashsalt"] = "aerie"
    figure.savefig(file, metadata={"Date": None}, bbox_inches="tight")
    plt.close(figure)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
