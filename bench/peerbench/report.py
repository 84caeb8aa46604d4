"""Tables from a results document."""

from __future__ import annotations

import statistics as st
from collections import defaultdict


def f(x, d=1):
    if x is None:
        return "-"
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.{d}f}" if abs(x) >= 10 else f"{x:.2f}"


def line(r: dict) -> str:
    a, b, d = r.get("c1", {}), r.get("cN", {}), r.get("db", {})
    err = a.get("error") or b.get("error") or ""
    return (
        f"{r['system']:18}{r['size']:>5} {r['scenario']:14} c1 n={a.get('n')} p50 {f(a.get('p50_ms'))} p95 {f(a.get('p95_ms'))} p99 {f(a.get('p99_ms'))} ms"
        f" | c{b.get('concurrency', '-')} n={b.get('n')} {f(b.get('rps'))}/s p50 {f(b.get('p50_ms'))} p95 {f(b.get('p95_ms'))} p99 {f(b.get('p99_ms'))} ms"
        f" | cpu app {f(a.get('app_cpu_ms'))} db {f(a.get('db_cpu_ms'))} ms | {f(d.get('queries_per_req'))} q {f(d.get('db_ms_per_req'))} ms {f(d.get('rows_per_req'))} rows"
        f" | {f(a.get('kb'))} kB | PSS {f(r.get('mem_peak', {}).get('pss_mb'))} MB others {f(a.get('other_cores'))}/{f(b.get('other_cores'))} err {a.get('errors', 0)}+{b.get('errors', 0)} {err[:200]}"
    )


def _med(rs, part, key):
    v = [r[part][key] for r in rs if r.get(part) and key in r[part]]
    return st.median(v) if v else None


def summarise(doc: dict) -> list[dict]:
    g = defaultdict(list)
    for r in doc["runs"]:
        g[r["system"], r["size"], r["scenario"]].append(r)
    out = []
    for (s, z, n), rs in g.items():
        db = next((r["db"] for r in rs if r.get("db")), {})
        row = {"system": s, "size": z, "scenario": n, "rounds": len(rs)}
        for p, t in (("c1", "c1_"), ("cN", "cN_")):
            for k in (
                "n",
                "rps",
                "p50_ms",
                "p95_ms",
                "p99_ms",
                "app_cpu_ms",
                "db_cpu_ms",
                "client_cpu_ms",
                "kb",
                "errors",
            ):
                row[t + k] = _med(rs, p, k)
        for k in ("queries_per_req", "db_ms_per_req", "rows_per_req", "blocks_per_req"):
            row[k] = db.get(k)
        row["pss_peak_mb"] = max((r["mem_peak"]["pss_mb"] for r in rs if r.get("mem_peak")), default=None)
        row["pss_idle_mb"] = rs[0].get("mem_idle", {}).get("pss_mb")
        row["db_mb"] = rs[0].get("db_mb")
        out.append(row)
    return out


def tables(doc: dict) -> str:
    rows = summarise(doc)
    order = [
        "ticket_list",
        "ticket_detail",
        "search_rare",
        "search_mid",
        "search_common",
        "search_body_rare",
        "dashboard",
        "report",
        "report_queuestatus",
        "create",
        "create_api",
    ]
    rows.sort(
        key=lambda r: (
            order.index(r["scenario"]) if r["scenario"] in order else 99,
            r["scenario"],
            r["system"],
            {"10k": 1, "100k": 2, "1m": 3}.get(r["size"], 9),
        )
    )
    out = [
        "",
        "| scenario | system | size | c1 p50 ms | c1 p95 | c1 p99 | n | c8 req/s | c8 p50 | c8 p95 | c8 p99 | app CPU ms/req | DB CPU ms/req | SQL/req | DB ms/req | rows/req | kB | peak PSS MB | errors |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for r in rows:
        out.append(
            "| "
            + " | ".join(
                [
                    r["scenario"],
                    r["system"],
                    r["size"],
                    f(r["c1_p50_ms"]),
                    f(r["c1_p95_ms"]),
                    f(r["c1_p99_ms"]),
                    f(r["c1_n"], 0),
                    f(r["cN_rps"]),
                    f(r["cN_p50_ms"]),
                    f(r["cN_p95_ms"]),
                    f(r["cN_p99_ms"]),
                    f(r["c1_app_cpu_ms"]),
                    f(r["c1_db_cpu_ms"]),
                    f(r["queries_per_req"]),
                    f(r["db_ms_per_req"]),
                    f(r["rows_per_req"]),
                    f(r["c1_kb"]),
                    f(r["pss_peak_mb"]),
                    f((r["c1_errors"] or 0) + (r["cN_errors"] or 0), 0),
                ]
            )
            + " |"
        )
    by = {(r["system"], r["scenario"], r["size"]): r for r in rows}
    out += [
        "",
        "Growth of p95 at concurrency 1:",
        "",
        "| scenario | system | 10k | 100k | 1m | 100k/10k | 1m/100k |",
        "|---|---|---|---|---|---|---|",
    ]
    for sc in order:
        for s in sorted({r["system"] for r in rows}):
            v = [by.get((s, sc, z), {}).get("c1_p95_ms") for z in ("10k", "100k", "1m")]
            if sum(x is not None for x in v) >= 2:
                q = [f"{b / a:.1f}x" if a and b else "-" for a, b in ((v[0], v[1]), (v[1], v[2]))]
                out.append(f"| {sc} | {s} | {f(v[0])} | {f(v[1])} | {f(v[2])} | {q[0]} | {q[1]} |")
    return "\n".join(out)
