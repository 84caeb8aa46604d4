"""Risks are found, and what is denied or quoted is not taken for one."""

import pytest

from amends.understanding import read


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("孩子喝了你们的牛奶上吐下泻，食物中毒送医院急诊住院了，你们的东西还有没有安全可言！", "safety"),
        ("你们再不退款，我就找律师起诉你们，走法律途径解决，法院见！", "legal"),
        ("如果还不处理，我将向银保监会和12378举报你们违规收费。", "regulator"),
        ("你们把我的个人信息泄露给第三方，催收的爆通讯录骚扰我家人朋友！", "privacy"),
        ("我母亲七十多岁，有心脏病，被你们业务员骗着买了保险。", "vulnerable"),
        ("我们小区全体业主几百户都受到影响，居民苦不堪言。", "mass"),
        ("催收天天打电话威胁恐吓，我真的不想活了，想自杀。", "violence"),
        ("这就是诈骗！冒充官方客服骗取我的钱财，涉嫌犯罪。", "fraud"),
        ("多次投诉无果，反映过好几次，至今没有解决，互相推诿踢皮球。", "repeat"),
        ("個人資料被你哋外洩，唔關事嘅第三方都打電話嚟，仲話會打俾我屋企人", "privacy"),
        (
            "My identity was stolen and fraudulent accounts were opened in my name without my consent.",
            "fraud",
        ),
        ("I want to kill myself because of these calls.", "violence"),
    ],
)
def test_a_risk_is_found(text: str, risk: str) -> None:
    assert risk in read(text).risks


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("我不是要起诉你们，只是希望把坏了的洗衣机修好。", "legal"),
        ("客服冷冷地说“你去起诉吧”，然后挂了我电话，态度太差。", "legal"),
        ("我没有要去举报你们，只希望尽快退款。", "regulator"),
        ("I am not going to sue, I just want my money back for the broken kettle.", "legal"),
        ("洗发水很难用，洗完头发很干，不推荐。", "violence"),
        ("我不是想自杀，只是睡不着，你们的噪音太大了。", "violence"),
        ("煙肉撻難食，隔籬枱個男仔食到想死咁款，甜品又係咁。", "violence"),
        ("游乐园的跳楼机排了两个小时，轮到我们说检修。", "violence"),
        ("违反消防规定的开发商没事，杀人者获罪，这不公平。", "violence"),
    ],
)
def test_what_is_denied_or_quoted_is_no_risk(text: str, risk: str) -> None:
    assert risk not in read(text).risks


def test_a_threat_to_life_counts_whatever_kind_of_text_it_is() -> None:
    assert read("我不想活了").risks == ("violence",) or "violence" in read("我不想活了").risks


@pytest.mark.parametrize(
    "text",
    [
        "My room was filthy and the receptionist laughed at me. If you do not answer today I will come with a knife.",
        "The driver threw my parcel over the fence. I'll kill that man.",
        "We are going to shoot the stupid manager who did this.",
        "Refund me now or I'm coming back with a gun!",
    ],
)
def test_who_says_in_english_that_they_will_hurt_somebody_is_believed(text: str) -> None:
    assert "violence" in read(text).risks


@pytest.mark.parametrize(
    "text",
    [
        "I will kill the subscription and order my cake elsewhere.",
        "I will bring a knife block back to the shop tomorrow because it came without the knives.",
        "I am going to shoot a picture of the torn box and send it to you.",
        "I will never kill that man, he is my brother; I only want the broken lamp replaced.",
        "I will not come with a knife, I only want my money back.",
    ],
)
def test_who_kills_a_subscription_hurts_nobody(text: str) -> None:
    assert "violence" not in read(text).risks


@pytest.mark.parametrize(
    "text",
    [
        "I will smash the place and somebody will be carried out.",
        "The cake was mouldy. If nobody answers I'll smash up your shop.",
        "Refund me or you will all be carried out!",
        "不退款，我明天带人去砸了你们，让你们一个个躺着出来！",
        "再不退款我就砸了你们店",
        "不会退款我就砸了你们店！",
        "我不是开玩笑，我要把你们的店给砸了！",
        "不退款，我明天就帶人去砸了你們的舖，讓你們一個個躺著出來！",
        "我聽日帶人嚟拆咗你哋間舖",
    ],
)
def test_who_wants_to_wreck_the_house_or_have_somebody_carried_out_is_believed(text: str) -> None:
    assert "violence" in read(text).risks


@pytest.mark.parametrize(
    "text",
    [
        "I am not going to smash the place, I only want my money back.",
        "I will not smash your shop.",
        "I will trash the box the cake came in.",
        "我不是要砸店，只是想退款。",
        "我不是要带人去砸了你们的店，只是想退款。",
        "我没有说要叫人去烧了你们的店，请退款。",
        "你们这样会砸了自己的招牌。",
        "快递来的蛋糕砸了，盒子也破了。",
        "我要去你们公司拆封检查。",
        "我唔係要砸你哋間舖，只想退錢。",
        "我不是要砸店，只想請你們退款，謝謝你們的店員。",
    ],
)
def test_who_says_they_will_not_and_who_speaks_of_goods_or_a_name_wrecks_nothing(text: str) -> None:
    assert "violence" not in read(text).risks


def test_the_press_is_the_press_in_the_plural_too() -> None:
    assert "media" in read("The room was filthy. I will call the newspapers.").risks


@pytest.mark.parametrize(
    "text",
    [
        "你们再不处理我就不活了，我把所有的钱都充了卡，门店关了，我找不到人，我站在楼顶上。",
        "你們再不退錢我就不活了",
        "今天不给说法，我就从你们楼上跳下去",
        "你再不退钱我喝农药给你看",
        "你们再敢骗我，我就拿刀去你们门店，砍了那个店长，我说到做到！！！",
        "我要砍了你们店长",
    ],
)
def test_who_says_in_chinese_that_they_will_die_or_wound_somebody_is_believed(text: str) -> None:
    assert "violence" in read(text).risks


@pytest.mark.parametrize(
    "text",
    [
        "鱼买回来一天就不活了",
        "我养的花不活了，换了盆也一样",
        "我拿刀来切蛋糕，蛋糕是空心的",
        "我带刀来你们店磨，磨坏了",
        "我提着刀去你们店退货，刀是坏的",
        "我要砍你们的价，店长不肯",
        "我砍价砍了半天，他不卖",
        "我不会拿刀去你们店，请放心",
        "我把客服打死也不会想到的事说一遍",
    ],
)
def test_what_only_sounds_like_dying_or_wounding_threatens_nobody(text: str) -> None:
    assert "violence" not in read(text).risks


@pytest.mark.parametrize(
    "text",
    [
        "电热毯漏电，手被电了一下",
        "熱水器漏電，把我電到了",
        "奶奶被电麻了，半天没缓过来",
        "吹风机一插电就冒火花",
        "充电宝鼓包了，放在床头差点炸了",
        "My daughter got an electric shock from the heater.",
        "The battery is swollen and the charger sparked.",
    ],
)
def test_a_current_or_a_flame_in_what_was_sold_endangers_somebody(text: str) -> None:
    reading = read(text)
    assert "safety" in reading.risks
    assert reading.severity in ("severe", "critical")


@pytest.mark.parametrize(
    "text",
    [
        "买的漏电保护器少了一个螺丝",
        "检查过了，没有漏电，就是不热",
        "被电话骚扰了三次",
        "广告里说这首歌能电到人心，难听死了",
        "手机炸裂好看，就是发货太慢",
        "The price was a shock, and the ending shocked my wife.",
    ],
)
def test_who_only_speaks_of_shocks_is_in_no_danger(text: str) -> None:
    assert "safety" not in read(text).risks
