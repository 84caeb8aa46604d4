"""What holds for the reading of any text whatever, and the pieces that such texts are made of."""

import json
from typing import Any, Final

from amends.understanding import Reading
from amends.understanding.labels import KINDS, LANGUAGES, MULTIPLE_HEADS, NEEDS, SINGLE_HEADS


def ensure_sound(text: str, reading: Reading) -> None:
    """Closed labels, offsets inside the text, probabilities between 0 and 1, and JSON that comes back the same."""
    said: dict[str, Any] = reading.as_dict()
    assert said["kind"] in KINDS
    assert said["language"] in LANGUAGES
    for head, labels in SINGLE_HEADS.items():
        assert said[head] is None or str(said[head]) in labels
    for head, labels in MULTIPLE_HEADS.items():
        assert set(said[head]) <= set(labels)
        assert len(set(said[head])) == len(said[head])
    assert set(said["needs"]) <= set(NEEDS)
    assert all(0 <= value <= 1 for value in said["confidence"].values())
    for part in (*reading.facts, *reading.evidence, *reading.grievances):
        assert 0 <= part.start < part.end <= len(text)
    assert json.loads(json.dumps(said, ensure_ascii=False, allow_nan=False)) == said


# Each begins, goes on with or ends something that a pattern looks for.
TRIGGERS: Final = (
    *"0179三百万亿半几零〇两十",
    *"年月日号周天时点分前后晚早上下本这当大去今明昨第次遍回再一屡已曾之此好很无许数多",
    *"元块圆蚊刀￥$€£wk",
    *"，。！？；：、“”‘’（）【】《》—…·~～",
    *" \n\r\t\x00\x0b\u2028\u200b\ufeff\u202e\u0301",
    *",.!?;:'\"()[]-/\\+*#@_%&=<>^",
    *"aexzAXéßİſﬁ１Ａ",
    *"打拨致联投反催沟报申协问找写发王李市区县路店路街姓",
    *("😡", "👨‍👩‍👧", "\ud83d", "\udc00", "𠮷", "\U0010ffff", "e\u0301", "ｱ", "ไ", "א"),
    *("上周三", "上上个月", "2026年", "3,268", "13812345678", "订单号", "单号：", "身份证", "工号", "经理"),
    *("退款", "態度", "不是要", "起诉", "打了五次电话", "没人理", "12315", "曝光", "老人", "孩子"),
    *("大前年", "工作日", "个半", "下午", "点半", "一刻", "A1区", "人民路12号", "万达店", "客服姓"),
    *("not ", "refund", "yesterday", "two weeks ago", "order no. ", "Mr ", "at the ", "twice", "a.b@c.de", "12/31/2025"),
    *("投诉", "要求", "赔偿", "道歉", "第一，", "1.", "其次", "但是", "谢谢", "请问"),
)  # fmt: skip
