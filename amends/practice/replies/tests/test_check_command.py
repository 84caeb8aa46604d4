"""The stream of `amends check --jsonl`."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

from amends.practice.replies.command import checked, main, stream


def test_each_line_is_answered_in_order_and_a_broken_one_does_not_stop_the_rest() -> None:
    lines = [
        json.dumps({"id": "a", "complaint": "快递晚了三天", "reply": "我们会尽快给您答复。"}),
        "not json",
        "",
        json.dumps({"id": 7, "reply": 3}),
        json.dumps({"id": "b", "reply": "", "context": {"authority_limit": "x"}}),
        json.dumps(
            {
                "id": "c",
                "complaint": "",
                "reply": "谢谢",
                "context": {"text_kind": "praise", "kind": "closing"},
            }
        ),
    ]
    out = io.StringIO()
    assert stream(lines, out) == 1
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, 7, "b", "c"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False]
    assert answers[0]["ok"] is False
    assert set(answers[0]["findings"][0]) == {"code", "severity", "start", "end", "message", "suggestion"}


def test_a_good_reply_is_ok() -> None:
    reply = "您好，快递晚了三天，让您着急了，我很抱歉。我今天18:00前补发，或者您也可以选择退款。我是李敏，回复我即可。"
    said = checked(json.dumps({"id": 1, "complaint": "快递晚了三天", "reply": reply}))
    assert (said["id"], said["ok"], said["findings"]) == (1, True, [])
    assert [(one["point"], one["answered"]) for one in said["points"]] == [("快递晚了三天", True)]
    assert [(one["words"], one["when"], one["clear"]) for one in said["promises"]] == [
        ("我今天18:00前补发", "今天", True)
    ]


def test_messages_follow_the_language_of_the_context() -> None:
    line = json.dumps(
        {"id": 1, "complaint": "等了三天", "reply": "我们会尽快答复您。", "context": {"language": "en"}}
    )
    assert "A promise without a time" in json.dumps(checked(line))


def test_the_format_has_to_be_named() -> None:
    with pytest.raises(SystemExit):
        main([])


def test_it_runs_without_the_framework() -> None:
    code = (
        "import sys; from amends.practice.replies.command import main; code = main(['--jsonl']);"
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b'{"id": 1, "reply": "\xff"}\n', capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["id"] == 1
