"""How facts are written in English (folded to lower case): patterns, and the values of words."""

from __future__ import annotations

import re
from typing import Final

NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "once": 1, "twice": 2, "a couple of": 2,
}  # fmt: skip
_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
MONTHS: Final = {
    name: i + 1
    for i, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
}
WEEKDAYS: Final = {
    name: i
    for i, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_DAYS = "|".join(WEEKDAYS)
_UNIT = r"(?:working days?|business days?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?)"

AMOUNT: Final = re.compile(
    r"(?P<number>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,2})?)\s?(?P<scale>k\b|million\b|thousand\b)?\s?(?P<unit>dollars?|bucks|usd|pounds?|gbp|quid|euros?|eur|hkd|cny|yuan|rmb)\b"
)
CURRENCIES: Final = {
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "usd": "USD", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP",
    "euro": "EUR", "euros": "EUR", "eur": "EUR", "hkd": "HKD", "cny": "CNY", "yuan": "CNY", "rmb": "CNY",
}  # fmt: skip
SCALES: Final = {"k": 1000, "thousand": 1000, "million": 1_000_000}

DATE: Final = re.compile(
    r"\b(?:"
    rf"{_MONTH.format('month')}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>(?:19|20)\d\d))?\b"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH.format('month2')}(?:,?\s(?P<year2>(?:19|20)\d\d))?\b"
    rf"|{_MONTH.format('month3')},?\s(?P<year3>(?:19|20)\d\d)\b"
    r"|(?P<month4>\d{1,2}|xx)/(?P<day4>\d{1,2}|xx)/(?P<year4>(?:19|20)\d\d|\d\d|xxxx)\b"
    r"|(?P<year5>(?:19|20)\d\d)-(?P<month5>\d{1,2})-(?P<day5>\d{1,2})\b"
    r"|(?P<near>the day before yesterday|yesterday|last night|today|tonight|this morning|this afternoon|this evening|tomorrow)\b"
    rf"|(?P<which>last|this|next|on|since)\s(?P<weekday>{_DAYS})\b"
    r"|(?P<last>last|this|next)\s(?P<span>week|month|year)\b"
    rf"|(?P<count>\d{{1,3}}|{_WORDS})\s(?P<ago>{_UNIT})\sago\b"
    r"|(?:in|since|during|back in)\s(?P<year6>(?:19|20)\d\d)\b"
    r")"
)
NEAR: Final = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1,
}  # fmt: skip

DURATION: Final = re.compile(
    rf"\b(?P<number>\d{{1,4}}(?:\.\d)?|{_WORDS}|several|half an|few)(?:\+)?[\s-](?P<unit>{_UNIT})\b(?!\sago|\sold)"
)
DURATION_UNITS: Final = {
    "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "day": "day", "working day": "working_day",
    "business day": "working_day", "week": "week", "month": "month", "year": "year", "yr": "year",
}  # fmt: skip

_ACT = r"(?:called|phoned|rang|contacted|emailed|e-mailed|written|wrote|complained|reached out|spoke|spoken|asked|disputed|messaged|chatted|tried|visited)"
_MANY = r"(?:several|multiple|many|numerous|countless|so many|a dozen|dozens of|few)"
EARLIER_CONTACT: Final = re.compile(
    rf"\b{_ACT}\b(?!\s(?:me|us|my|our)\b)(?:\s[a-z']{{1,14}}){{0,5}}?\s(?:(?P<count>\d{{1,3}}|{_WORDS}|{_MANY})\stimes|(?P<twice>twice))\b"
    rf"|\b(?P<count2>\d{{1,3}}|two|three|four|five|six|seven|eight|nine|ten|{_MANY})\s(?:phone\s)?(?:calls|emails|e-mails|complaints|messages|letters|disputes|attempts|tickets|chats)\b"
    rf"|\b(?:this is (?:my|the)|for the)\s(?P<nth>second|third|fourth|fifth|2nd|3rd|4th|5th)\s(?:time|complaint|attempt|email|call|request|letter)\b"
    rf"|\b(?:i|we|have|had|already|previously)\s(?:already|previously|also)\s{_ACT}\b"
)
NTH: Final = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}

ORDER_NO: Final = re.compile(
    r"\b(?:order|tracking|case|ticket|reference|confirmation|booking|invoice|claim|policy|contract|reservation|part|serial|account|file|ref)\b\.?\s?(?:number|no\.?|num|id|code|#)?\s?(?:is|was|:|#)?\s?#?\s?(?P<value>(?=[a-z0-9-]{0,24}\d)[a-z0-9][a-z0-9-]{4,24})\b"
)
ID_WORDS: Final = re.compile(
    r"\b(?:ssn|social security number|passport(?: number)?|card number|driver'?s licen[sc]e)(?:\sis|\swas)?\s?[:#]?\s?(?P<value>[a-z]?\d[\dx*\- ]{4,24}[\dx*])"
)

# These three look at the text as written, because names are told by their capital letters.
PLACE: Final = re.compile(
    r"\b(?:at|in|from|of)\s(?:the\s|your\s|our\s)?(?P<value>(?:[A-Z][\w&'.]{1,20}\s){1,4}(?:store|branch|location|office|hotel|restaurant|mall|airport|station|hospital|outlet|clinic|shop|Store|Branch|Hotel|Restaurant|Mall|Airport|Station|Hospital|Outlet|Clinic|Street|Avenue|Road))\b"
)
STAFF: Final = re.compile(
    r"\b(?:named|name\s(?:is|was)|called\s(?=[A-Z])|[Aa]gent|[Rr]ep|[Rr]epresentative|[Mm]anager|[Ss]upervisor|[Tt]echnician|[Dd]river|[Ww]aiter|[Ww]aitress|[Cc]ashier|Mr\.?|Ms\.?|Mrs\.?|Miss|spoke\s(?:to|with))\s(?P<value>[A-Z][a-z]{1,15}(?:\s[A-Z][a-z]{1,15})?)\b"
)
