"""Without Ray nothing but `--engine ray` is missing, and it says what to do; tests over a cluster are in tests/cluster."""

import io
import json
import sys

import pytest

from amends.understanding import command
from amends.understanding.stream import unread

LINE = json.dumps({"id": 7, "text": "等了两个小时还没送到，要求退款！"}).encode() + b"\n"


def test_without_ray_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE)))
    said = {}
    for lang in command.LANGUAGES:
        assert command.main(["--jsonl", "--engine", "ray", "--lang", lang]) == 2
        said[lang] = capsys.readouterr().err
    assert all("amends[ray]" in words for words in said.values())
    assert len(set(said.values())) == 3


def test_a_line_whose_reader_died_keeps_its_name() -> None:
    answer = unread(LINE, "en")
    assert json.loads(answer.json) == {
        "id": 7,
        "error": "the process that read this line died again and again",
    }
    assert not answer.good
    assert json.loads(unread(b"not json\n", "en").json)["error"] == "this line is not valid JSON"
