"""Languages and channels by the names that tables give them."""

from __future__ import annotations

from collections.abc import Mapping

from amends.casework.cases.choices import Channel

LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(
        ("zh", "zhhans", "zhcn", "chinese", "中文", "简体", "简体中文", "普通话", "汉语"), "zh-Hans"
    ),
    **dict.fromkeys(
        ("zhhant", "zhtw", "zhhk", "繁体", "繁体中文", "正体", "正体中文", "粤语", "yue"), "zh-Hant"
    ),
    **dict.fromkeys(("en", "engb", "enus", "english", "英文", "英语"), "en"),
}
CHANNELS: Mapping[str, str] = {
    **{channel.value: channel.value for channel in Channel},
    **dict.fromkeys(("门户", "网站", "官网", "线上", "web", "online"), Channel.PORTAL.value),
    **dict.fromkeys(("电话", "热线", "客服电话", "来电", "call", "hotline"), Channel.PHONE.value),
    **dict.fromkeys(("门店", "店内", "现场", "来访", "柜台", "store"), Channel.SHOP.value),
    **dict.fromkeys(("邮件", "电子邮件", "邮箱", "mail"), Channel.EMAIL.value),
    **dict.fromkeys(("微信", "公众号", "小程序", "企业微信"), Channel.WECHAT.value),
    **dict.fromkeys(("12315", "12315平台", "全国12315平台"), Channel.PLATFORM_12315.value),
    **dict.fromkeys(("接口", "系统"), Channel.API.value),
}
