"""Everything to mind with a gift has a name and a text in the three languages, and every reason has its sentence."""

from amends.content.files import LANGUAGES, load, shape_differences
from amends.doors.desk.queries.gift_words import SENTENCES
from amends.practice.remedies.gifts.rules.cautions import CAUTIONS
from amends.practice.remedies.gifts.rules.suggesting import MISTAKES, WEIGHTS


def test_every_caution_is_told_in_three_languages() -> None:
    assert shape_differences("cautions") == []
    for language in LANGUAGES:
        assert set(load("cautions", language)) == set(CAUTIONS)


def test_every_reason_and_mistake_has_a_sentence() -> None:
    assert set(SENTENCES) == {*WEIGHTS, *MISTAKES}
