"""How fast the engine reads: texts a second in a stream, milliseconds for one, seconds to start.

    python bench/reading.py [--texts N] [--json]

Each figure is taken in a fresh process with one thread of arithmetic; a start includes importing, loading and one reading.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 100
_OPENINGS = (
    "上周三在{shop}买的{thing}，",
    "我{when}在你们{shop}订了{thing}，",
    "{shop}的{thing}真的让人失望，",
    "尊敬的客服，{when}我在{shop}买了{thing}，",
)
_TROUBLES = (
    "用了两天就坏了，打了{n}次电话都没人理",
    "等了{n}个小时才送到，打开一看已经凉了",
    "多扣了我{n}元，客服说三天退，至今没有退",
    "前台态度很差，问一句就翻白眼，还挂我电话",
    "宣传说包退，现在又说不符合条件，这不是骗人吗",
    "里面有一只虫子，孩子吃了拉肚子，去了医院",
)
_WISHES = (
    "要求退款并道歉！",
    "请尽快给我一个答复。",
    "再不处理我就去12315投诉。",
    "希望你们以后改进。",
    "麻烦帮我换一台，谢谢。",
    "这件事必须有人负责！",
)
_FILLERS = (
    "我平时工作很忙，",
    "说实话，",
    "这已经不是第一次了，",
    "家里还有老人要照顾，",
    "订单号是A{n}0931，",
    "发票也没有给，",
)


def texts(count: int, seed: int = 7) -> list[str]:
    """Made-up complaints of exactly LENGTH characters, all different."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        words: dict[str, Any] = {
            "shop": chance.choice(("万达店", "旗舰店", "人民路分店", "酒店", "营业厅")),
            "thing": chance.choice(("手机", "外卖", "洗衣机", "套餐", "信用卡", "房间")),
            "when": chance.choice(("昨天", "前天晚上", "3月5日", "上个月")),
            "n": chance.randint(2, 99),
        }
        text = chance.choice(_OPENINGS).format(**words)
        while len(text) < LENGTH:
            text += (chance.choice(_FILLERS) + chance.choice(_TROUBLES)).format(**words) + "，"
        made.append((text[: LENGTH - 12] + chance.choice(_WISHES)).ljust(LENGTH, "。")[:LENGTH])
    return made


def _here(count: int) -> dict[str, Any]:
    began = time.perf_counter()
    from amends.understanding import read, read_many
    from amends.understanding.stream import spare_the_collector

    read("等了两个小时还没送到，要求退款。")
    start = time.perf_counter() - began
    # As `amends read --jsonl` does before a stream.
    spare_the_collector()
    sample = texts(count)
    rates = []
    for _ in range(3):
        cpu = time.process_time()
        for _ in read_many(sample):
            pass
        rates.append(count / (time.process_time() - cpu))
    single = []
    for text in sample[:500]:
        at = time.perf_counter()
        read(text)
        single.append((time.perf_counter() - at) * 1000)
    single.sort()
    long = "这家店的服务太差了，等了两个小时。" * 12_000
    at = time.perf_counter()
    read(long[:200_000])
    return {
        "start_s": round(start, 3),
        "texts_per_second": round(max(rates)),
        "one_text_ms_p50": round(single[len(single) // 2], 2),
        "one_text_ms_p95": round(single[int(len(single) * 0.95)], 2),
        "text_of_200000_s": round(time.perf_counter() - at, 2),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def measure(count: int = 3000) -> dict[str, Any]:
    """The figures, from a process of their own."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, __file__, "--inside", "--texts", str(count)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=3000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.inside:
        print(json.dumps(_here(options.texts)))
        return 0
    figures = measure(options.texts)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value:>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
