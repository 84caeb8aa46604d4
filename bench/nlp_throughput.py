#!/usr/bin/env python3
"""Texts per second on one core: snownlp sentiments, cnsenti emotion, jieba cut, on N Chinese review texts of ~100 characters.

usage: nlp_throughput.py [N=2000] [OUT.json]       (run in an environment with snownlp, cnsenti, jieba)
Each tool is loaded and warmed first; load time and resident memory are reported apart.
"""

import json
import logging
import os
import random
import resource
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from peerbench import corpus  # noqa: E402

TOOLS = {
    "jieba.lcut": "import jieba; jieba.setLogLevel(60); jieba.initialize(); f = jieba.lcut",
    "jieba.posseg.lcut": "import jieba, jieba.posseg as p; jieba.setLogLevel(60); jieba.initialize(); f = p.lcut",
    "jieba.lcut_for_search": "import jieba; jieba.setLogLevel(60); jieba.initialize(); f = jieba.lcut_for_search",
    "jieba.analyse.extract_tags": "import jieba, jieba.analyse as a; jieba.setLogLevel(60); jieba.initialize(); f = a.extract_tags",
    "snownlp.words": "from snownlp import SnowNLP; f = lambda t: SnowNLP(t).words",
    "snownlp.sentiments": "from snownlp import SnowNLP; f = lambda t: SnowNLP(t).sentiments",
    "cnsenti.Emotion.emotion_count": "import jieba; jieba.setLogLevel(60); from cnsenti import Emotion; e = Emotion(); f = e.emotion_count",
    "cnsenti.Sentiment.sentiment_count": "import jieba; jieba.setLogLevel(60); from cnsenti import Sentiment; s = Sentiment(); f = s.sentiment_count",
}


def texts(n):
    r = random.Random(5)
    return [corpus.one(r)[1][:100] for _ in range(n)]


def child(name, n):
    logging.disable(logging.CRITICAL)
    ts = texts(n)
    t = time.perf_counter()
    ns = {}
    exec(TOOLS[name], ns)
    ns["f"](ts[0])
    load = time.perf_counter() - t
    budget, done = 45.0, 0
    c0, t0 = time.process_time(), time.perf_counter()
    lat = []
    for x in ts:
        a = time.perf_counter()
        ns["f"](x)
        lat.append(time.perf_counter() - a)
        done += 1
        if time.perf_counter() - t0 > budget:
            break
    cpu, wall = time.process_time() - c0, time.perf_counter() - t0
    lat.sort()
    print(
        json.dumps(
            {
                "tool": name,
                "texts": done,
                "load_s": round(load, 2),
                "texts_per_cpu_s": round(done / cpu, 1),
                "texts_per_wall_s": round(done / wall, 1),
                "ms_per_text_cpu": round(cpu / done * 1e3, 3),
                "p50_ms": round(lat[len(lat) // 2] * 1e3, 3),
                "p95_ms": round(lat[int(len(lat) * 0.95)] * 1e3, 3),
                "max_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
            }
        )
    )


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--child":
        child(sys.argv[2], int(sys.argv[3]))
        sys.exit()
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    ts = texts(n)
    out = {"texts": n, "avg_chars": round(sum(map(len, ts)) / n, 1), "results": []}
    for name in TOOLS:
        p = subprocess.run(
            [sys.executable, __file__, "--child", name, str(n)], capture_output=True, text=True
        )
        if p.returncode:
            print(name, "FAILED", p.stderr.strip().splitlines()[-1:])
            continue
        r = json.loads(p.stdout.strip().splitlines()[-1])
        out["results"].append(r)
        print(
            f"{r['tool']:36}{r['texts']:6} texts  {r['texts_per_cpu_s']:9.1f}/CPU-s  {r['ms_per_text_cpu']:8.3f} ms/text  p95 {r['p95_ms']:8.3f} ms  load {r['load_s']:5.2f} s  RSS {r['max_rss_mb']} MB",
            flush=True,
        )
    if len(sys.argv) > 2:
        json.dump(out, open(sys.argv[2], "w"), ensure_ascii=False, indent=1)
