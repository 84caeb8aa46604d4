"""Short threads of our own in three languages: what calms, what angers, what only nods, and what is asked for then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from amends.understanding.conversation import Conversation, Effect, Point, Said, follow
from amends.understanding.conversation.effects import CLEAR, SLIGHT, STRONG
from amends.understanding.conversation.heat import EMOTION, HOTTEST, INTENSITY, MODE, point_of
from amends.understanding.conversation.signs import PLAIN, Signs, signs_of
from amends.understanding.labels import EMOTIONS, MODES, RISKS

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANGRY = "你们的锅第三次用就冒烟，客服还挂我电话，太过分了！我要退款！"


def thread(*lines: str, hours: int = 3) -> Conversation:
    """Lines of ours begin with `>`; one line every few hours."""
    return follow(
        [
            Said(
                n,
                "us" if line.startswith(">") else "customer",
                line.lstrip("> "),
                START + timedelta(hours=hours * n),
            )
            for n, line in enumerate(lines)
        ]
    )


def effects(conversation: Conversation) -> list[str]:
    return [one.effect for one in conversation.effects]


def complaint(
    emotion: str = "dissatisfied", intensity: int = 1, mode: str = "demand", risks: Sequence[str] = ()
) -> Point:
    reading = {
        "kind": "complaint",
        "emotion": emotion,
        "intensity": intensity,
        "mode": mode,
        "risks": list(risks),
    }
    return point_of(1, Signs(PLAIN), reading, None)


ONLY_THANKS = [
    "谢谢", "好的，谢谢，收到了", "收到了，谢谢", "收到退款了，辛苦你们", "收到300元退款，谢谢", "谢谢🙏🙏", "已到账，谢谢您！", "搞定了，多谢",
    "唔該晒", "唔該晒！", "好嘢，搞掂晒，多謝你", "收到錢喇，唔該", "多謝晒，辛苦晒", "冇事喇，唔該你哋", "已收到退款，感謝您",
    "thanks, all sorted", "Thank you so much, received the refund today!", "OK, thank you", "All sorted, thank you.", "cheers", "It works now, thanks again",
]  # fmt: skip
ONLY_A_NOD = [
    "嗯",
    "好",
    "好的",
    "ok",
    "OK.",
    "收到",
    "知道了",
    "行吧",
    "可以的",
    "好嘅",
    "得啦",
    "明白",
    "👍",
    "fine",
    "Got it.",
    "noted",
    "Great.",
]
NOT_CLOSING = [
    "谢谢，但是还没到账", "谢谢，麻烦尽快寄出", "收到了吗", "好了？", "谢谢你们全家", "收到了，可是又坏了", "嗯，那钱呢", "好的，什么时候到",
    "唔該晒，不過仲未收到錢", "唔該快啲", "收到，但係少咗一件", "多謝，但係又壞咗",
    "thanks, but it still hasn't arrived", "ok thanks. but i still don't see the money", "OK, when?", "Received it, wrong colour", "not good",
]  # fmt: skip
CALLS = [
    "？？？", "?", "！！！", "？！", "还没好？", "人呢", "有人吗", "喂？？", "好了吗？", "怎么还没消息",
    "有冇人呀", "搞掂未呀", "仲未得？", "你哋幾時先整好呀", "點呀",
    "hello??", "any update?", "Still waiting...", "anyone there", "Well?",
]  # fmt: skip


@pytest.mark.parametrize("words", ONLY_THANKS)
def test_thanks_alone_close_and_cool(words: str) -> None:
    conversation = thread(ANGRY, "> 对不起，退款今天到账。", words)
    last = conversation.points[-1]
    assert (last.sign, last.closes) == ("thanks", True)
    assert last.heat < 10
    assert effects(conversation) == ["calmed"]
    assert conversation.changes == conversation.late_risks == ()


@pytest.mark.parametrize("words", ONLY_A_NOD)
def test_a_nod_closes_and_says_too_little_to_claim_anything(words: str) -> None:
    conversation = thread(ANGRY, "> 对不起，退款今天到账。", words)
    first, last = conversation.points
    assert (last.sign, last.closes, last.known) == ("noted", True, False)
    assert last.heat == first.heat
    assert [(one.effect, one.why) for one in conversation.effects] == [("unclear", "too_little")]


@pytest.mark.parametrize("words", NOT_CLOSING)
def test_whoever_has_something_open_does_not_close(words: str) -> None:
    assert not thread(ANGRY, "> 对不起，退款今天到账。", words).points[-1].closes


@pytest.mark.parametrize("words", CALLS)
def test_a_bare_call_for_an_answer_is_impatience(words: str) -> None:
    assert signs_of(words).sign == "impatient"
    cool, hot = thread("锅盖有一点划痕，麻烦看看。", "> 好的", words), thread(ANGRY, "> 好的", words)
    assert effects(cool) == effects(hot) == ["angered"]
    assert cool.points[-1].heat > cool.points[0].heat
    assert hot.points[-1].heat > hot.points[0].heat
    assert not cool.points[-1].closes


@pytest.mark.parametrize(
    "words", ["谢谢，但是还没到账", "唔好意思，但係早餐款仲未收到", "Sorry, but it still hasn't arrived"]
)
def test_whoever_says_politely_that_something_is_missing_is_not_impatient(words: str) -> None:
    said = signs_of(words)
    assert (said.sign, said.unsettled) == (PLAIN, True)


@pytest.mark.parametrize(
    "words",
    [
        "收到了，很好吃，卡片我妈收起来了。",
        "新的锅很好用，非常满意！",
        "The new one is wonderful, we love it.",
    ],
)
def test_praise_closes_too(words: str) -> None:
    assert thread(ANGRY, "> 已经重做", words).points[-1].closes


@pytest.mark.parametrize("words", ["……", "。", "", " \n", "\x00", "。。。"])
def test_what_says_nothing_leaves_everything_as_it_was(words: str) -> None:
    conversation = thread(ANGRY, "> 对不起", words)
    assert conversation.points[-1].heat == conversation.points[0].heat
    assert effects(conversation) == ["unclear"]


CALMED = [
    (ANGRY, "> 对不起，是我们的错，218元今天18点前退回。", "好的，谢谢你这么快处理，我等着看。"),
    ("外卖等了两个小时，饭全凉了，你们是在耍人吗！！", "> 您说得对，今天的餐费全额退回。", "那就好，回复得很快，我能理解高峰期忙。"),
    ("跟進咗五日啦，冇人打過電話俾我，你哋係咪當我冇到？再係咁我去消委會投訴㗎！", "> 真係對唔住，師傅聽日十點上門。", "好，咁就好，我聽日喺屋企等。"),
    ("你哋個店員真係好無禮貌，當住咁多人鬧我，我好嬲！", "> 對唔住，經理已經同佢傾過，佢想親自同你道歉。", "佢打咗嚟，都算有誠意，冇咁嬲喇。"),
    ("This is the third time you sent the wrong size. Absolutely useless, I am furious!", "> I am sorry. A courier brings the right one today.", "Thank you for getting back so quickly, that helps."),
    ("Your driver swore at my mother. Disgusting behaviour, I'm furious!", "> We have spoken to him; he would like to apologise.", "He called and apologised. I appreciate it, no hard feelings."),
]  # fmt: skip
ANGERED = [
    ("锅盖有一点划痕，麻烦帮我看看能不能换。", "> 这属于正常现象，不影响使用。", "什么叫正常现象？你们就是在敷衍我，太过分了，骗子！"),
    ("快递晚了一天，请问什么时候能到？", "> 请耐心等待。", "等了三天了，一个电话都没有，你们简直是在耍人！！"),
    ("部焗爐用咗兩日就壞咗，我想換過一部新嘅。", "> 我哋會跟進。", "跟進咗五日啦，冇人打過電話俾我，你哋真係好過分！"),
    ("訂單晚了兩天，請問何時送達？", "> 請您耐心等候。", "耐心？你們太離譜了，一拖再拖，根本不把顧客當人看！"),
    ("The cake arrived with the wrong name on it. I'd like an explanation.", "> We are looking into it.", "Looking into it? It was her 70th birthday! I am absolutely furious, this is disgusting!"),
]  # fmt: skip


@pytest.mark.parametrize("lines", CALMED)
def test_it_is_seen_that_an_answer_calmed(lines: tuple[str, ...]) -> None:
    (effect,) = thread(*lines).effects
    assert (effect.effect, effect.answer) == ("calmed", 2)
    assert effect.change <= -SLIGHT
    assert effect.confidence in {"sure", "likely"}


@pytest.mark.parametrize("lines", ANGERED)
def test_it_is_seen_that_an_answer_angered(lines: tuple[str, ...]) -> None:
    (effect,) = thread(*lines).effects
    assert effect.effect == "angered"
    assert effect.change >= SLIGHT


def test_the_size_says_how_much() -> None:
    for effect in [one for lines in (*CALMED, *ANGERED) for one in thread(*lines).effects]:
        much = abs(effect.change)
        assert effect.size == ("strong" if much >= STRONG else "clear" if much >= CLEAR else "slight")


def test_an_answer_that_speaks_of_waiting_says_so() -> None:
    (effect,) = thread(
        "快递晚了一天，请问什么时候能到？", "> 请等待。", "都过了三天了还没到，你们太过分了！"
    ).effects
    assert effect.waiting


def test_nothing_is_claimed_while_nobody_answered() -> None:
    assert [(one.effect, one.why) for one in thread(ANGRY, "> 对不起").effects] == [("unclear", "no_answer")]


def test_messages_answered_at_once_share_the_effect_and_are_claimed_with_less_confidence() -> None:
    lines = next(lines for lines in CALMED if thread(*lines).effects[0].confidence == "sure")
    alone, several = thread(*lines), thread(lines[0], "> 您好。", *lines[1:])
    assert [one.together for one in several.effects] == [2, 2]
    assert effects(several) == ["calmed", "calmed"]
    order = ["unsure", "likely", "sure"]
    assert order.index(several.effects[0].confidence) < order.index(alone.effects[0].confidence)


def test_a_receipt_is_no_act_of_ours() -> None:
    said = [
        Said(1, "customer", ANGRY),
        Said(2, "us", "已收到。", automatic=True),
        Said(3, "us", "对不起，218元今天退回。"),
        Said(4, "customer", "好的，谢谢"),
    ]
    assert [(one.key, one.together) for one in follow(said).effects] == [(3, 1)]


def test_words_before_any_of_the_customer_have_no_effect() -> None:
    assert thread("> 您好，请问有什么可以帮您？", ANGRY).effects == ()


def test_an_answer_weeks_later_says_less() -> None:
    soon, late = thread(*CALMED[0]), thread(*CALMED[0], hours=24 * 9)
    assert (soon.effects[0].confidence, late.effects[0].confidence) != ("sure", "sure")


# --- heat -------------------------------------------------------------------------------------------------------


def test_heat_lies_between_0_and_100_and_its_parts_add_up_to_it() -> None:
    for emotion, intensity, mode, risks in product(EMOTIONS, range(4), MODES, ([], list(RISKS))):
        point = complaint(emotion, intensity, mode, risks)
        assert 0 <= point.heat <= HOTTEST
        assert sum(part.degrees for part in point.parts) == point.heat
    assert complaint("anger", 3, "emotion", RISKS).heat == HOTTEST


def test_more_of_anything_never_makes_it_cooler() -> None:
    emotions = sorted(EMOTION, key=lambda one: EMOTION[one])
    modes = sorted(MODE, key=lambda one: MODE[one])
    for emotion, intensity, mode in product(emotions, range(len(INTENSITY)), modes):
        here = complaint(emotion, intensity, mode).heat
        if intensity < 3:
            assert complaint(emotion, intensity + 1, mode).heat > here
        if emotion != emotions[-1]:
            assert complaint(emotions[emotions.index(emotion) + 1], intensity, mode).heat > here
        if mode != modes[-1]:
            assert complaint(emotion, intensity, modes[modes.index(mode) + 1]).heat > here
        for n in range(len(RISKS)):
            assert (
                complaint(emotion, intensity, mode, RISKS[: n + 1]).heat
                >= complaint(emotion, intensity, mode, RISKS[:n]).heat
            )
        assert (
            complaint(emotion, intensity, mode, ["legal"]).heat
            > complaint(emotion, intensity, mode, ["mass"]).heat
        )


@pytest.mark.parametrize("lines", [*CALMED, *ANGERED, (ANGRY, "> 好", "？？？", "？？？", "ok", "唔該晒")])
def test_every_point_explains_itself(lines: tuple[str, ...]) -> None:
    for point in thread(*lines).points:
        assert sum(part.degrees for part in point.parts) == point.heat
        assert point.parts


# --- demands and risks ------------------------------------------------------------------------------------------

CHANGES = [
    ("部焗爐壞咗，我想換過一部。", "唔使換啦，退返錢俾我算啦。", [("changed", "replace", "refund")]),
    ("蛋糕是酸的，你们赔我", "不用赔钱了，给我道个歉就行", [("changed", "compensation", "apology")]),
    ("我要换货", "我不要换货了我要退款", [("changed", "replace", "refund")]),
    ("锅坏了，给我换一个新的", "不换了，退钱吧", [("changed", "replace", "refund")]),
    ("给我退款", "再加一条，那个店员要道歉", [("appeared", "", "apology")]),
    ("锅坏了要退款", "还要赔我两天的误工费！", [("appeared", "", "compensation")]),
    ("退款并道歉", "钱我不要了，道歉必须有", [("dropped", "", "refund")]),
    ("飯都凍晒，我要退款", "我要你哋賠返我個晚餐錢", [("appeared", "", "compensation")]),
    ("要求退款並且道歉", "唔要錢喇，講句對唔住就得", [("dropped", "", "refund")]),
    ("I want a refund.", "I don't want a refund any more, just replace it please.", [("changed", "refund", "replace")]),
    ("Please send a replacement", "Forget the replacement, I want my money back", [("changed", "replace", "refund")]),
    ("I want a refund.", "No refund needed, an apology is enough please", [("changed", "refund", "apology")]),
    # What is only asked after, chosen from an offer or said once more is no change.
    ("我要求退款", "退款还没到账", []),
    ("我要退款", "不要换货要退款", []),
    ("要求退款", "那就选重做吧", []),
    ("要求退款", "好的，谢谢", []),
    ("I want a refund.", "Still no refund.", []),
    ("I want a refund.", "Where is my refund?", []),
    ("我要退款", "请尽快处理", []),
]  # fmt: skip


@pytest.mark.parametrize(("first", "then", "wanted"), CHANGES)
def test_a_change_of_demand_is_seen(first: str, then: str, wanted: list[tuple[str, str, str]]) -> None:
    found = thread(first, "> 好的", then)
    assert [(one.kind, one.before, one.demand) for one in found.changes] == wanted
    assert {one.key for one in found.changes} <= {2}
    standing = set(found.demands)
    assert all(demand in standing for kind, _before, demand in wanted if kind != "dropped")
    assert all(demand not in standing for kind, _before, demand in wanted if kind == "dropped")


LATE = [
    ("锅坏了，想换一个。", "再不处理我就打12315投诉你们！", "regulator"),
    ("锅坏了，想换一个。", "我已经找了律师，法院见！", "legal"),
    ("部焗爐壞咗。", "再係咁我去消委會投訴㗎！", "regulator"),
    ("The pan is broken.", "My lawyer will write to you, see you in court.", "legal"),
]


@pytest.mark.parametrize(("first", "then", "risk"), LATE)
def test_a_threat_that_comes_late_is_named_with_its_message(first: str, then: str, risk: str) -> None:
    found = thread(first, "> 我们在查。", "还没好？", "> 请等一等。", then, "> 对不起。", then)
    assert (4, risk) in [(one.key, one.risk) for one in found.late_risks]
    assert [one.risk for one in found.late_risks].count(risk) == 1


def test_a_threat_of_the_first_message_is_not_late() -> None:
    assert thread("再不退款我就打12315投诉！", "> 对不起", "我说了，我会打12315投诉！").late_risks == ()


# --- as a whole -------------------------------------------------------------------------------------------------


def test_the_heat_now_is_that_of_the_last_message() -> None:
    found = thread(ANGRY, "> 对不起，218元今天退回。", "好的，谢谢")
    assert found.heat == found.points[-1].heat < found.points[0].heat
    assert follow([]).heat is None


def test_a_reading_made_before_counts_instead_of_a_new_one() -> None:
    given = {
        "kind": "complaint",
        "emotion": "anger",
        "intensity": 3,
        "mode": "emotion",
        "risks": [],
        "confidence": {},
    }
    assert follow([Said(1, "customer", "锅盖有一点划痕。", reading=given)]).heat == 82


def test_the_same_thread_gives_the_same_json() -> None:
    import json

    found = thread(*CALMED[0], "> 已到账", "唔該晒")
    assert json.loads(json.dumps(found.as_dict())) == thread(*CALMED[0], "> 已到账", "唔該晒").as_dict()


@pytest.mark.parametrize(
    "words", ["\ud800", "好" * 5000, "谢谢" * 5000, "? " * 5000, "\u202e谢谢", "👍" * 300, "收到1" * 400]
)
def test_any_words_can_be_followed(words: str) -> None:
    found = thread(ANGRY, f"> {words}", words, "> 好", words)
    assert len(found.points) == 3
    assert isinstance(found.effects[0], Effect)


def test_the_work_grows_in_step_with_the_length() -> None:
    """A clause of thousands of demands, asked for and taken back, is gone through once."""
    words = "不要钱要退款" * 3000
    assert thread("我要退款", "> 好", words).points[-1].key == 2
