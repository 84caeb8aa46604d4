"""On which day each holiday falls; those of the lunar calendar by year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_FIXED: Final = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1), "618": (6, 18),
    "教师节": (9, 10), "国庆": (10, 1), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "平安夜": (12, 24),
    "圣诞": (12, 25), "跨年夜": (12, 31), "跨年晚": (12, 31),
}  # fmt: skip
# Year: new year, dragon boats, mid-autumn, as month and day.
_LUNAR: Final = {
    2015: (219, 620, 927), 2016: (208, 609, 915), 2017: (128, 530, 1004), 2018: (216, 618, 924), 2019: (205, 607, 913), 2020: (125, 625, 1001),
    2021: (212, 614, 921), 2022: (201, 603, 910), 2023: (122, 622, 929), 2024: (210, 610, 917), 2025: (129, 531, 1006), 2026: (217, 619, 925),
    2027: (206, 609, 915), 2028: (126, 528, 1003), 2029: (213, 616, 922), 2030: (203, 605, 912), 2031: (123, 624, 1001), 2032: (211, 612, 919),
    2033: (131, 601, 908), 2034: (219, 620, 927), 2035: (208, 610, 916),
}  # fmt: skip
_FROM_NEW_YEAR: Final = {
    "除夕": -1, "大年三十": -1, "春节": 0, "元宵": 14, "大年初一": 0, "大年初二": 1, "大年初三": 2, "大年初四": 3, "大年初五": 4, "大年初六": 5,
    "大年初七": 6,
}  # fmt: skip
_WHICH: Final = {"端午": 1, "中秋": 2}


def holiday(name: str, year: int) -> date | None:
    """The day of the holiday in that year, where it is known."""
    if fixed := _FIXED.get(name):
        return date(year, *fixed)
    if name == "清明":
        return date(year, 4, 4 if year % 4 < 2 else 5)
    days = _LUNAR.get(year)
    if days is None:
        return None
    dates = [date(year, *divmod(day, 100)) for day in days]
    if name in _FROM_NEW_YEAR:
        return dates[0] + timedelta(days=_FROM_NEW_YEAR[name])
    return dates[_WHICH[name]] if name in _WHICH else None
