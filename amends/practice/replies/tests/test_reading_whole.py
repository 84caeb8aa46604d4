"""A reply is read as a whole: each sentence beside the complaint, what was read once is kept, and nothing a customer writes breaks it."""

from __future__ import annotations

import numpy as np
import pytest

from amends.practice.replies.check import reader
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.reader import NOTHING, Whole, read_whole
from amends.practice.replies.check.reading import (
    CASE,
    LONGEST_SENTENCE,
    MOST_SENTENCES,
    numbers_of,
)
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.training.hands import HALVES, groups_of, reader_without, teaching_replies
from amends.practice.replies.check.training.pieces import packed

COMPLAINT = "冰箱用了两天就不制冷，客服让我等了三天，饭菜全坏了。"
MENDS = (
    "王女士，冰箱两天就不制冷，饭菜坏了还白等三天，换了谁都会火大，对不起。师傅明天上午10点带新机上门换；您想退款，今天就退。"
    "我是林雅，电话 010-6000 1234，明天下午我再打给您。"
)
THREATENS = "王女士，冰箱的事我们知道了。您要是再到网上乱说，我们的律师会找您，后果您自己承担。"
CASE_ = CheckContext(kind="solution", emotion="anger", intensity=2)


def whole(complaint: str, reply: str) -> Whole:
    return read_whole(Text(reply, complaint), CASE_)


@pytest.fixture(autouse=True)
def _forget() -> None:
    reader.read_complaint.cache_clear()


def test_a_threat_is_read_as_one_and_a_letter_that_mends_is_not() -> None:
    mends, threatens = (whole(COMPLAINT, one) for one in (MENDS, THREATENS))
    assert set(mends.odds) == set(CODES)
    assert threatens.odds["threatens"] > 0 > mends.odds["threatens"]
    assert threatens.odds["no_apology"] > mends.odds["no_apology"]
    place = threatens.places["threatens"]
    assert "律师" in THREATENS[place.start : place.end]


def test_the_same_words_say_another_thing_to_another_complaint() -> None:
    answers = "师傅明天上午10点带新机上门换，您想退款，今天就退。"
    to_it = whole(COMPLAINT, answers).odds
    beside_it = whole("柜员当着一屋子人笑我不识字。", answers).odds
    assert max(abs(to_it[code] - beside_it[code]) for code in CODES) > 0.5


def test_a_sentence_reads_the_same_alone_and_among_others() -> None:
    together = whole(COMPLAINT, MENDS)
    reader.read_complaint.cache_clear()
    for one in Text(MENDS).sentences:
        whole(COMPLAINT, MENDS[one.start : one.end])
    apart = whole(COMPLAINT, MENDS)
    assert apart.places == together.places
    assert list(apart.odds.values()) == pytest.approx(list(together.odds.values()), abs=1e-3)


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[int] = []
    read = reader._read

    def counted(complaint: reader.Complaint, texts: list[list[int]]) -> list[reader.Sentence]:
        rows.append(len(texts))
        return list(read(complaint, texts))

    monkeypatch.setattr(reader, "_read", counted)
    for reply in (MENDS, MENDS, MENDS.replace("明天下午", "后天上午"), MENDS):
        whole(COMPLAINT, reply)
    assert rows == [len(Text(MENDS).sentences), 0, 1, 0]


def test_what_was_read_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "KEPT_SENTENCES", 4)
    for at in range(12):
        whole(COMPLAINT, f"我是{at}号。")
    assert len(reader.read_complaint(COMPLAINT).sentences) <= 6


@pytest.mark.parametrize("reply", ["", "   ", "\n\n"])
def test_of_a_reply_without_words_nothing_is_read(reply: str) -> None:
    assert whole(COMPLAINT, reply) == NOTHING


@pytest.mark.parametrize("reply", ["。。。", "ฺฺ", "😀" * 400, "<script>", "\x00\u202e", "‮我们会"])
def test_whatever_is_written_gives_finite_numbers(reply: str) -> None:
    assert all(np.isfinite(one) for one in whole(COMPLAINT, reply).odds.values())


def test_letters_without_end_are_read_from_their_beginning() -> None:
    endless = "我们会尽快处理" * 3000
    known = reader.read_complaint(COMPLAINT)
    (one,) = reader._sentences(known, [endless])
    assert one is not None and one.pieces == LONGEST_SENTENCE
    lines = "".join(f"第{at}句说好了。" for at in range(200))
    whole("投诉" * 9000, lines)
    assert len(reader.read_complaint("投诉" * 480).sentences) == MOST_SENTENCES


def test_the_case_is_told_in_numbers_about_one() -> None:
    plain, grave = (
        numbers_of(CheckContext(), 0),
        numbers_of(
            CheckContext(
                kind="closing",
                emotion="anger",
                persona="owl",
                severity="severe",
                legal=True,
                fixed=False,
                intensity=3,
            ),
            400,
        ),
    )
    assert len(plain) == len(grave) == CASE
    assert sum(plain) == 1 and sum(grave) > 6 and max(grave) < 2


def test_pieces_are_packed_without_loss() -> None:
    dice = np.random.default_rng(3)
    steps = dice.integers(-8, 8, (5, 4, 32))
    steps[..., 0] = -8
    scale = dice.normal(size=(5, 4, 1)).astype(np.float16).astype(np.float32)
    blocks, kept = packed((steps * scale).astype(np.float32).reshape(5, 128))
    unpacked = np.concatenate([blocks & 15, blocks >> 4], axis=2).astype(np.float32) - 8
    assert np.array_equal(unpacked * kept[..., None].astype(np.float32), steps * scale)


def test_no_verdict_is_learned_from_a_reader_that_knows_the_hand() -> None:
    replies = teaching_replies()
    halves = groups_of(replies, HALVES)
    quarters = groups_of(replies, 2 * HALVES)
    assert frozenset.union(*quarters) == frozenset.union(*halves)
    for at, hands in enumerate(quarters):
        assert hands <= halves[at % HALVES]
        assert reader_without(at) == reader_without(at % HALVES)
