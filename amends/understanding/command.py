"""The command `amends read`: one text for people, or a stream of JSON lines for programs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final, TextIO

from amends.understanding.stream import Line, read_stream, spare_the_collector

LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")
_NO_TEXT: Final = {
    "zh-Hans": "请给出要读的文字，例如：amends read '等了两个小时还没送到'；成批处理请用 --jsonl。",
    "zh-Hant": "請給出要讀的文字，例如：amends read '等了兩個小時還沒送到'；成批處理請用 --jsonl。",
    "en": "Give the text to read, for example: amends read 'I waited two hours'; for many texts use --jsonl.",
}

_NO_CLUSTER: Final = {
    "not_installed": {
        "zh-Hans": "没有安装 Ray。请先运行：pip install 'amends[ray]'（或 make ray），再用 --engine ray；平时不需要它。",
        "zh-Hant": "沒有安裝 Ray。請先執行：pip install 'amends[ray]'（或 make ray），再用 --engine ray；平時不需要它。",
        "en": "Ray is not installed. Run pip install 'amends[ray]' (or make ray) first, then use --engine ray; nothing else needs it.",
    },
    "not_reached": {
        "zh-Hans": "连不上 Ray 集群。请检查 --address 或环境变量 RAY_ADDRESS（例如 10.0.0.5:6379），以及集群是否已启动（ray status）。",
        "zh-Hant": "連不上 Ray 叢集。請檢查 --address 或環境變數 RAY_ADDRESS（例如 10.0.0.5:6379），以及叢集是否已啟動（ray status）。",
        "en": "The Ray cluster does not answer. Check --address or RAY_ADDRESS (such as 10.0.0.5:6379), and that it runs (ray status).",
    },
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amends read", description="Reads what a complaint says.")
    parser.add_argument("text", nargs="*", help="the text to read")
    parser.add_argument("--jsonl", action="store_true", help="read JSON lines (id, text) from standard input")
    parser.add_argument("--json", action="store_true", help="print the reading of TEXT as JSON")
    parser.add_argument("--workers", type=int, metavar="N", help="processes that read (with --jsonl); 1")
    parser.add_argument(
        "--engine",
        choices=("here", "ray"),
        default="here",
        help="where a stream is read: on this machine, or over a Ray cluster (needs amends[ray])",
    )
    parser.add_argument(
        "--address",
        metavar="HOST:PORT",
        help="the Ray cluster; without it RAY_ADDRESS, else one is started here with N processes",
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of what is printed")
    return parser


def main(argv: list[str] | None = None) -> int:
    """0 when all was read, 1 when a line of the stream failed, 2 when the command makes no sense."""
    options = _parser().parse_args(argv)
    if options.jsonl:
        if options.engine == "ray":
            return _over_cluster(options)
        return stream(sys.stdin.buffer, sys.stdout, lang=options.lang, workers=options.workers or 1)
    text = " ".join(options.text)
    if not text:
        print(_NO_TEXT[options.lang], file=sys.stderr)
        return 2
    from amends.understanding.reader import read

    reading = read(text)
    _keep_what_cannot_be_written(sys.stdout)
    if options.json:
        import json

        print(json.dumps(reading.as_dict(), ensure_ascii=False))
    else:
        from amends.understanding.show import show

        show(text, reading, options.lang)
    return 0


def stream(lines: BinaryIO, out: TextIO, *, lang: str, workers: int) -> int:
    """Reads every line of `lines` on this machine; 1 if any failed."""
    if workers <= 1:
        spare_the_collector()
    return _write(lines, out, lambda waiting: read_stream(waiting, lang=lang, workers=workers))


def _over_cluster(options: argparse.Namespace) -> int:
    from amends.understanding.cluster import NoCluster, read_over_cluster

    def read(waiting: Iterable[bytes]) -> Iterator[Line]:
        return read_over_cluster(waiting, lang=options.lang, address=options.address, cpus=options.workers)

    try:
        return _write(sys.stdin.buffer, sys.stdout, read)
    except NoCluster as missing:
        print(_NO_CLUSTER[missing.code][options.lang], file=sys.stderr)
        return 2


def _write(lines: BinaryIO, out: TextIO, read: Callable[[Iterable[bytes]], Iterator[Line]]) -> int:
    _keep_what_cannot_be_written(out)
    failed = False
    try:
        with _Progress(lines) as progress:
            for answer in read(progress):
                failed = failed or not answer.good
                out.write(answer.json + "\n")
                progress.done()
            out.flush()
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does: nothing is left to say.
        sys.stderr.close()
    return int(failed)


def _keep_what_cannot_be_written(out: TextIO) -> None:
    """Lone surrogates leave as JSON escapes instead of stopping the stream."""
    reconfigure: Callable[..., None] | None = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


class _Progress:
    """Counts lines in and out; shows a bar on standard error, but only to a person at a terminal."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._bar = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

            self._bar = Progress(
                SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True)
            )
            self._task = self._bar.add_task("", total=0)
        self._seen = 0

    def __enter__(self) -> _Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self._seen += 1
            yield line
            if self._bar is not None:
                self._bar.update(self._task, total=self._seen)

    def done(self) -> None:
        if self._bar is not None:
            self._bar.advance(self._task)
