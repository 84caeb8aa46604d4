"""What has to be escalated is found where it is told outright, also in words that no labelled text holds."""

from __future__ import annotations

import pytest

from amends.understanding import read

TOLD = {
    "safety": (
        "服务员趁我女朋友醉酒动手动脚，这是性骚扰",
        "租来的车开到半路刹车失灵",
        "电梯突然下坠把我们困了四十分钟",
        "燃气灶漏气，我妈差点煤气中毒",
        "面包发霉，我儿子已经吃了半个",
        "泳池沒有救生員，我兒子溺水被路人救起",
        "The brakes failed on the rental car.",
        "The lift dropped two floors with us inside.",
    ),
    "privacy": (
        "你们酒店房间里有针孔摄像头",
        "健身房更衣室被人偷拍，你们不管",
        "银行职员未经授权查我流水告诉我前夫",
        "民宿浴室裡裝了隱藏鏡頭",
        "There was a hidden camera in our hotel room.",
    ),
    "vulnerable": (
        "我八十岁的老母亲被你们业务员忽悠买了六万块保健品",
        "我是孕妇，你们让我站了两个小时",
        "我爱人坐轮椅，电梯坏了三天没人管",
        "盲人用户，你们的应用读屏完全用不了",
        "我阿媽七十幾歲，你哋職員呃佢簽咗張合約",
        "I am pregnant and you made me stand for two hours.",
    ),
    "mass": (
        "群里四十几个家长都没收到退费",
        "一起买的二十个人都没发货",
        "我们小区两百多户业主交了一样的钱",
        "Dozens of customers were left at the airport without a word.",
    ),
    "fraud": (
        "有人盜刷我張卡",
        "有人冒用我的身份证办了你们的卡",
        "Someone stole my identity and took out your loan.",
    ),
    "media": (
        "三天不退款就抖音见，你们等着",
        "不处理我就去小红书发帖",
        "If I hear nothing I will put this on TikTok.",
    ),
    "violence": (
        "活着没意思，你们逼死我算了",
        "我今晚就从你们楼上跳下去",
        "小心我找人弄你，我的钱呢",
        "我唔想做人喇，你哋仲追我數",
        "I feel like ending it all because of this debt.",
    ),
}
NOT_TOLD = {
    "safety": ("服务认真差到爆炸，等了二十分钟", "催收密集性骚扰我家人", "没有安全隐患，就是难看，要求退款"),
    "vulnerable": ("一千多买来的老人机，音质太差", "癌症险的费用多扣了一个月"),
    "mass": ("我是14栋1801业主，门锁坏了没人修",),
    "fraud": ("每月自动扣两元的免盗刷服务，我没开通，请退费",),
    "violence": ("房价都斩了一半，我的保价怎么还没到", "笑死我了，这也叫五星酒店"),
}


@pytest.mark.parametrize(("risk", "text"), [(risk, text) for risk, texts in TOLD.items() for text in texts])
def test_it_is_found(risk: str, text: str) -> None:
    assert risk in read(text).risks


@pytest.mark.parametrize(
    ("risk", "text"), [(risk, text) for risk, texts in NOT_TOLD.items() for text in texts]
)
def test_what_only_sounds_like_it_is_not(risk: str, text: str) -> None:
    assert risk not in read(text).risks
