"""The command `amends read`: one text for people, or a stream of JSON lines for programs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, TextIO

from amends.understanding.stream import read_stream

LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")
_NO_TEXT: Final = {
    "zh-Hans": "请给出要读的文字，例如：amends read '等了两个小时还没送到'；成批处理请用 --jsonl。",
    "zh-Hant": "請給出要讀的文字，例如：amends read '等了兩個小時還沒送到'；成批處理請用 --jsonl。",
    "en": "Give the text to read, for example: amends read 'I waited two hours'; for many texts use --jsonl.",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amends read", description="Reads what a complaint says.")
    parser.add_argument("text", nargs="*", help="the text to read")
    parser.add_argument("--jsonl", action="store_true", help="read JSON lines (id, text) from standard input")
    parser.add_argument("--json", action="store_true", help="print the reading of TEXT as JSON")
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes that read (with --jsonl)"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language of what is printed")
    return parser


def main(argv: list[str] | None = None) -> int:
    """0 when all was read, 1 when a line of the stream failed, 2 when the command makes no sense."""
    options = _parser().parse_args(argv)
    if options.jsonl:
        return stream(sys.stdin.buffer, sys.stdout, lang=options.lang, workers=options.workers)
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
    """Reads every line of `lines`; 1 if any failed."""
    _keep_what_cannot_be_written(out)
    failed = False
    try:
        with _Progress(lines) as progress:
            for answer in read_stream(progress, lang=lang, workers=workers):
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
