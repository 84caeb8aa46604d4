from __future__ import annotations

import pytest

from amends.foundation.kernel.cells import neutral, plain


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+8613900010001",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        '=HYPERLINK("http://x")',
    ],
)
def test_no_cell_is_a_formula_and_the_words_come_back(cell: str) -> None:
    assert neutral(cell)[0] == "'"
    assert plain(neutral(cell)) == cell


@pytest.mark.parametrize("cell", ["", "漏水", "'quoted'", "1+1", "a=b", "'"])
def test_harmless_cells_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == plain(cell) == cell
