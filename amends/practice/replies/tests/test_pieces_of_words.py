"""Words are cut into pieces, and what is learned in the space of a model is kept as one weight a piece and read back the same."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from amends.practice.replies.check import pieces as shipped
from amends.practice.replies.check.pieces import Cutter
from amends.practice.replies.check.sense import weights
from amends.practice.replies.check.training import pieces
from amends.practice.replies.check.training.fit import BUCKETS, Fitted, examples_of
from amends.practice.replies.check.training.sentences import SENSES, Taught
from amends.practice.replies.check.training.space import separators, space_of, taught

WORDS = {
    "\u2581": -2.0,
    "后果": -5.0,
    "后": -4.0,
    "果": -4.0,
    "自负": -6.0,
    "退款": -5.0,
    "办好": -6.0,
    "。": -2.0,
    "谢谢": -5.0,
}
THREATS, PLAIN = ("后果自负。", "自负后果。"), ("退款办好。", "谢谢。", "办好退款。")


@pytest.fixture
def cutter() -> Cutter:
    return Cutter(list(WORDS), list(WORDS.values()))


def test_a_text_is_cut_into_its_likeliest_pieces(cutter: Cutter) -> None:
    names = list(WORDS)
    assert [names[at] for at in cutter("后果自负。")] == ["\u2581", "后果", "自负", "。"]
    assert [names[at] for at in cutter("果后")] == ["\u2581", "果", "后"]


def test_what_no_piece_holds_is_left_out_and_breaks_nothing(cutter: Cutter) -> None:
    names = list(WORDS)
    assert [names[at] for at in cutter("🙏退款\u0000办好")] == ["\u2581", "退款", "办好"]
    assert cutter("") == [names.index("\u2581")]


def model_file(folder: Path, width: int = 32) -> Path:
    """A model of one table, as the wheel of the extra holds it: no two words lie in the same place."""
    names = [*WORDS, "Ω", "國"]
    blob = "".join(names).encode()
    places = np.cumsum([0, *(len(one.encode()) for one in names)]).astype(np.uint32)
    likely = np.array([*WORDS.values(), -9.0, -9.0], np.float32)
    head = b"E5S1" + struct.pack("<I", 1) + struct.pack("<7ifi", width, 1, 1, 1, len(names), 1, 1, 1e-5, 32)
    head += (
        struct.pack("<5iQ", len(names), 0, 1, 2, 3, len(blob)) + places.tobytes() + likely.tobytes() + blob
    )
    head += struct.pack("<iI", 0, 0)
    entry = b"emb.word"
    begin = len(head) + 4 + 2 + len(entry) + struct.calcsize("<BIQQ")
    head += struct.pack("<iH", 1, len(entry)) + entry + struct.pack("<BIQQ", 1, len(names), begin, 0)
    rows = b""
    for at in range(len(names)):
        numbers = [8] * 16
        numbers[at] = 15  # the lower half of a byte is a number of the first sixteen; 8 is nought
        rows += struct.pack("<e16s", 0.5, bytes(number | 8 << 4 for number in numbers))
    path = folder / "model.bin"
    path.write_bytes(head + rows)
    return path


def test_the_models_file_is_read_without_traditional_and_foreign_pieces(tmp_path: Path) -> None:
    known = pieces.vocabulary_in(model_file(tmp_path))
    assert set(known.names) == set(WORDS)
    assert all(
        vector.tolist() == [3.5 if at == list(WORDS).index(name) else 0 for at in range(32)]
        for name, vector in zip(known.names, known.vectors, strict=True)
    )


def test_a_file_without_the_table_is_refused(tmp_path: Path) -> None:
    path = model_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"emb.word", b"emb.pos_"))
    with pytest.raises(KeyError):
        pieces.vocabulary_in(path)


def test_what_is_learned_is_kept_as_weights_and_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = pieces.vocabulary_in(model_file(tmp_path))
    threats = [Taught(one, "zh", frozenset({"threatens"}), writer=1) for one in THREATS]
    examples = examples_of([*threats, *(Taught(one, "zh", frozenset(), writer=2) for one in PLAIN)])
    space = space_of(examples, pieces.encoder_of(known))
    nothing = Fitted(np.zeros((BUCKETS, len(SENSES))), np.zeros(len(SENSES)))
    learned = pieces.Both(nothing, separators(taught(examples, space)), space)
    pieces.save(known, learned, tmp_path / "pieces.npz")
    monkeypatch.setattr(shipped, "PIECES", tmp_path / "pieces.npz")
    shipped.pieces.cache_clear()
    shipped.summed.cache_clear()
    try:
        read = shipped.pieces()
        threatens = SENSES.index("threatens")
        for text in (*THREATS, *PLAIN):
            scores = np.zeros((1, len(SENSES)), np.float32)
            found = read.joined(scores, [(0, 0)], [text], text)[0]
            assert (found[threatens] > 0) == (text in THREATS)
            vector = space.of([text], text)
            expected = vector @ learned.found[:-1] + learned.found[-1]
            assert found[threatens] == pytest.approx(pieces.SAID * expected[threatens], abs=0.1)
            assert found[SENSES.index("promise")] == 0
    finally:
        shipped.pieces.cache_clear()
        shipped.summed.cache_clear()


def test_the_weights_that_ship_stand_in_the_same_order_as_those_beside_them() -> None:
    known = shipped.pieces()
    assert len(known.bias) == len(weights().senses)
    assert known.rows.shape[1] == 2 * len(weights().senses) == len(known.scale)
