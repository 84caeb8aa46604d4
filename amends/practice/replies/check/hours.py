"""The hour and the weekday that the words of a promise name, where the reader of facts gives a day only, or one that is gone."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

HAN_HOURS = {
    "十一": 11,
    "十二": 12,
    **{han: at for at, han in enumerate("零一二三四五六七八九十")},
    "两": 2,
    "兩": 2,
}
HOUR = re.compile(
    r"(?<![\d:：.,])(?P<h>[01]?\d|2[0-3])[:：](?P<m>[0-5]\d)(?![\d:：])(?:\s?(?P<half>[ap])\.?m\b)?"
    r"|(?<![\d:：.,])(?P<short>1[0-2]|[1-9])\s?(?P<short_half>[ap])\.?m\b"
    r"|(?<![\d一二三四五六七八九十差早晚])(?P<point>2[0-3]|1\d|\d|十[一二]|[一二两兩三四五六七八九十])\s?[点點](?P<thirty>半)?"
    r"(?=[钟鐘前之以整後后]|我|会|會|给|給|到|，|。|$)",
    re.I,
)
LATER = re.compile(r"下午|晚上?|今晚|傍晚|午后|午後|\b(?:afternoon|evening|tonight)\b", re.I)
EARLY = re.compile(r"上午|早|晨|凌晨|\bmorning\b", re.I)
BY_DAY = 7
WEEKDAYS = "一二三四五六日"
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = re.compile(
    r"(?P<next>下)?个?個?(?:周|週|星期|礼拜|禮拜)(?P<han>[一二三四五六日天])|\b(?P<name>mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.I,
)


def hour_in(words: str) -> time | None:
    """The one hour that words name, as a time of the day; None where they name none or several."""
    found = list(HOUR.finditer(words))
    if len(found) != 1:
        return None
    said = found[0]
    hour = int(said["h"] or said["short"] or HAN_HOURS.get(said["point"] or "", 0) or said["point"] or 0)
    half = (said["half"] or said["short_half"] or "").lower()
    if hour > 12 or half == "a" or (half == "p" and hour == 12):
        later = False
    else:
        named = LATER.search(words) is not None and hour < 12
        by_day = said["point"] is not None and hour < BY_DAY and not EARLY.search(words)
        later = half == "p" or named or by_day
    hour = 0 if half == "a" and hour == 12 else hour
    return time(hour + 12 if later else hour, int(said["m"] or (30 if said["thirty"] else 0)))


def coming_weekday(words: str, sent: date) -> date | None:
    """The weekday that words name, from the day on which they were sent; complaints tell of the last one, promises of the next."""
    said = WEEKDAY.search(words)
    if said is None:
        return None
    at = (
        WEEKDAYS.index(said["han"].replace("天", "日"))
        if said["han"]
        else ENGLISH_WEEKDAYS.index(said["name"][:3].lower())
    )
    if said["next"]:
        return sent + timedelta(days=7 - sent.weekday() + at)
    return sent + timedelta(days=(at - sent.weekday()) % 7)
