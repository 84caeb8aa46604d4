"""`amends read`: a stream keeps its order, names its bad lines and goes on; a person gets words, not codes."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from amends.understanding import read
from amends.understanding.command import main, stream
from amends.understanding.show import show
from amends.understanding.stream import read_stream

GOOD = [
    json.dumps({"id": str(i), "text": f"等了{i}个小时还没送到，要求退款！"}).encode() + b"\n"
    for i in range(300)
]


def streamed(lines: list[bytes], **options: Any) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    code = stream(
        io.BytesIO(b"".join(lines)), out, lang=options.get("lang", "en"), workers=options.get("workers", 1)
    )
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_stream_keeps_its_order() -> None:
    code, answers = streamed(GOOD)
    assert code == 0
    assert [answer["id"] for answer in answers] == [str(i) for i in range(300)]


def test_two_workers_give_the_same_as_one() -> None:
    assert streamed(GOOD, workers=2) == streamed(GOOD)


@pytest.mark.parametrize(
    ("line", "name", "error"),
    [
        (b"not json\n", None, "this line is not valid JSON"),
        (b"[1, 2]\n", None, "this line should be a JSON object"),
        (b'{"id": "7"}\n', "7", "the field text is missing or not a string"),
        (b'{"id": "7", "text": 5}\n', "7", "the field text is missing or not a string"),
        (b'{"id": {}, "text": "x"}\n', None, "id should be a string or a number"),
        (b'{"id": "7", "text": "\xff"}\n', None, "this line is not valid UTF-8"),
        (b"[" * 100_000 + b"\n", None, "this line is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_stream_goes_on(line: bytes, name: str | None, error: str) -> None:
    code, answers = streamed([GOOD[0], line, GOOD[1]])
    assert code == 1
    assert answers[1] == {"id": name, "error": error}
    assert [answer["id"] for answer in answers] == ["0", name, "1"]


def test_errors_speak_the_language_asked_for() -> None:
    assert streamed([b"x\n"], lang="zh-Hans")[1] == [{"id": None, "error": "这一行不是有效的 JSON"}]


def test_empty_lines_and_a_missing_last_line_end_are_nothing_special() -> None:
    code, answers = streamed([b"\n", GOOD[0].strip()])
    assert (code, len(answers)) == (0, 1)


def test_a_stream_takes_no_more_than_it_needs() -> None:
    taken = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal taken
        while True:
            taken += 1
            yield GOOD[0]

    next(read_stream(endless(), lang="en"))
    assert taken <= 128


def test_lone_surrogates_come_out_as_valid_json(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "amends.cli", "read", "--jsonl"]
    done = subprocess.run(
        command,
        input=b'{"id": "\\ud800", "text": "\\ud800 a\\u0000b 13812345678"}\n',
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout.decode("utf-8"))["id"] == "\ud800"
    assert done.stderr == b""


def test_reading_starts_without_the_web_framework() -> None:
    script = (
        "import sys; from amends.cli import main; main(['read', '太差了']); sys.exit('django' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_reading_keeps_to_one_thread_of_arithmetic() -> None:
    script = "import os; from amends.cli import main; main(['read', 'x']); print(os.environ['OPENBLAS_NUM_THREADS'])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment
    )
    assert done.stdout.splitlines()[-1] == "1"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh-Hans", ["投诉", "愤怒", "退款"]),
        ("zh-Hant", ["投訴", "憤怒", "退款"]),
        ("en", ["complaint", "anger", "refund"]),
    ],
)
def test_a_person_reads_names_in_the_language_asked_for(lang: str, words: list[str]) -> None:
    text = "垃圾骗子！太无耻了！！必须给我退款！"
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    show(text, read(text), lang, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(word in printed for word in words)
    assert "\x1b[4" in printed  # something is underlined


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = "\u202e态度很差\x1b[2J，退款"
    console = Console(file=io.StringIO(), width=200)
    show(text, read(text), "en", console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\u202e" not in printed
    assert "\x1b[2J" not in printed


def test_no_text_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "amends read" in capsys.readouterr().err


def test_json_for_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "太差了，退款！"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "complaint"
