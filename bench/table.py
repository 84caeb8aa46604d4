"""The one table that `make bench` prints."""

from __future__ import annotations

import goals
from rich.console import Console
from rich.table import Table

COLUMNS = (
    "what",
    "measured",
    "must",
    "aim",
    "best peer",
    "at the peers' speed",
    "× peer",
    "p95 ms, one client",
    "must → aim",
    "CPU ms app + db",
    "SQL",
)


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def marked(value: float | None, must: float | None, aim: float | None, *, low: bool = False) -> str:
    """Green from the aim on, yellow from the must on, red below it."""
    if value is None:
        return "-"
    if must is None:
        return number(value)
    good = (lambda limit: value <= limit) if low else (lambda limit: value >= limit)
    colour = "green" if aim is not None and good(aim) else "yellow" if good(must) else "red"
    return f"[{colour}]{number(value)}[/{colour}]"


def page_rows(found: dict, part: str, share: float):
    # The same request costs the generator more on a slower or busier machine than on the peers'; so it does the server.
    slower = found["yardstick"]["generator_c8"]["client_cpu_ms"] / goals.PEERS_GENERATOR_MS
    for scenario, goal in goals.PAGES.items():
        row = found[part]["scenarios"].get(scenario)
        if row is None:
            continue
        must, aim = (None if one is None else one * share for one in (goal.must, goal.aim))
        slow, fast = (None if one is None else one / share for one in (goal.must_ms, goal.aim_ms))
        rate, peer = row["cN_rps"], goal.peer if part == "pages" else None
        failed = int((row["c1_errors"] or 0) + (row["cN_errors"] or 0))
        cpu = f"{number(row['c1_app_cpu_ms'])} + {number(row['c1_db_cpu_ms'])}"
        yield (
            goal.name + (f" [red]({failed} failed)[/red]" if failed else ""),
            f"{marked(rate, must, aim)}/s",
            number(must),
            number(aim),
            number(peer),
            f"{marked(rate * slower, must, aim)}/s" if rate else "-",
            number(rate * slower / peer) if peer and rate else "",
            marked(row["c1_p95_ms"], slow, fast, low=True),
            f"{number(slow)} → {number(fast)}" if slow else "",
            cpu,
            marked(found[part]["statements"].get(scenario), goal.statements, goal.statements, low=True),
        )


def other_rows(found: dict):
    for what, must in goals.CLONE_SECONDS.items():
        if what in found.get("clone", {}):
            yield (
                f"fresh clone to first page, {what}",
                f"{marked(found['clone'][what], must, must, low=True)} s",
                must,
            )
    if "reading" in found:
        read = found["reading"]
        yield (
            "texts of 100 characters read, one core",
            f"{marked(read['texts_per_second'], goals.TEXTS_PER_SECOND, None)}/s",
            goals.TEXTS_PER_SECOND,
        )
        yield (
            "start of the engine",
            f"{marked(read['start_s'], goals.ENGINE_START_SECONDS, None, low=True)} s",
            goals.ENGINE_START_SECONDS,
        )
    if "scaling" in found:
        grown = found["scaling"]
        yield (
            f"two workers against one, {grown['texts']:,} texts, best runs (by CPU {grown['ratio_by_cpu']})",
            f"× {marked(grown['ratio'], goals.SCALING, None)}",
            goals.SCALING,
        )
        if "ray" in grown:
            yield (
                "texts read over a local Ray cluster of two CPUs",
                f"{number(grown['ray']['texts_per_second'])}/s",
                "",
            )
    if "sentiment" in found:
        yield from sentiment_rows(found["sentiment"])
    if "arrival" in found:
        came, must = found["arrival"], goals.ARRIVAL_SECONDS
        for key, share in (("p50_s", "half"), ("p95_s", "95 %"), ("max_s", "all")):
            yield (
                f"stored to read, routed, clocked: {share} of {came['n']}",
                f"{marked(came[key], must, None, low=True)} s",
                must,
            )
    for key, where in (("recall", "PostgreSQL"), ("sqlite_recall", "SQLite")):
        if key in found:
            yield (
                f"words searched wrongly, {where} ({found[key]['hits_checked']:,} hits checked)",
                marked(found[key]["words_wrong"], 0, 0, low=True),
                0,
            )


def sentiment_rows(beside: dict):
    ours, snownlp, cnsenti = (beside[name] for name in ("amends", "snownlp", "cnsenti"))
    best = max(snownlp["review_accuracy"], cnsenti["review_accuracy"])
    yield (
        f"reviews told good or bad (snownlp {snownlp['review_accuracy']:.1%}, cnsenti {cnsenti['review_accuracy']:.1%})",
        f"{marked(100 * ours['review_accuracy'], 100 * best, None)} %",
        f"> {100 * best:.1f}",
    )
    yield (
        f"emotions of posts (cnsenti {cnsenti['emotion_accuracy']:.1%})",
        f"{marked(100 * ours['emotion_accuracy'], 100 * cnsenti['emotion_accuracy'], None)} %",
        f"> {100 * cnsenti['emotion_accuracy']:.1f}",
    )
    yield (
        f"reviews read whole, one core, against snownlp's polarity ({snownlp['texts_per_cpu_second']:,.0f}/s)",
        f"× {marked(beside['speed_over_snownlp'], goals.TIMES_SNOWNLP, None)}",
        goals.TIMES_SNOWNLP,
    )


def print_table(found: dict) -> None:
    # Wide enough for all columns where the output is a file.
    console = Console(width=None if Console().is_terminal else 170)
    for part, title, share in (
        ("pages", "100,000 cases, PostgreSQL, 2 web workers, 8 clients", 1.0),
        ("sqlite", "10,000 cases, SQLite, 2 web workers, 8 clients", goals.SQLITE_SHARE),
    ):
        if part not in found:
            continue
        table = Table(title=title, title_justify="left")
        for name in COLUMNS:
            table.add_column(name, justify="left" if name == "what" else "right")
        for row in page_rows(found, part, share):
            table.add_row(*row)
        console.print(table)
        bare = found[part]["bare_list_ms"]
        p50 = found[part]["scenarios"].get("ticket_list", {}).get("c1_p50_ms")
        if p50:
            console.print(
                f"  The list's own rows by bare SQL: {bare} ms; the page takes {p50 / bare:.0f} times that."
            )
    table = Table(title_justify="left")
    for name in ("what", "measured", "must"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for what, measured, must in other_rows(found):
        table.add_row(what, str(measured), str(must))
    if table.row_count:
        console.print(table)
    alone = found["yardstick"]["generator_c8"]
    console.print(
        f"  Generator alone: {alone['rps']:,.0f} requests/s with 8 clients, {alone['client_cpu_ms']} ms CPU each, "
        f"{goals.PEERS_GENERATOR_MS} when the peers were measured: “at the peers' speed” is the rate times their ratio. "
        f"Other work took {found['busy_before']} cores before the run."
    )
