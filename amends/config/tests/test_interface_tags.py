from __future__ import annotations

from django.template import Context, Template
from django.utils.translation import override


def test_an_icon_without_a_label_is_hidden_from_screen_readers() -> None:
    html = Template('{% icon "clock" "big" %}').render(Context())
    assert 'class="icon big"' in html
    assert 'aria-hidden="true"' in html
    assert "sprite.svg#clock" in html


def test_an_icon_with_a_label_speaks_and_its_label_is_escaped() -> None:
    html = Template('{% icon "clock" "" label %}').render(Context({"label": "<b>"}))
    assert 'role="img" aria-label="&lt;b&gt;"' in html


def test_a_steady_piece_is_rendered_once_for_each_language() -> None:
    page = Template('{% steady %}{% trans "Monday" %} {{ n }}{% endsteady %}')
    with override("en"):
        assert page.render(Context({"n": 1})) == "Monday 1"
        assert page.render(Context({"n": 2})) == "Monday 1"
    with override("zh-hans"):
        assert page.render(Context({"n": 3})) == "星期一 3"
