"""Abbreviations in a reply, and those that everybody knows."""

from __future__ import annotations

import re

ABBREVIATION = re.compile(r"(?<![A-Za-z0-9@.-])[A-Z][A-Z0-9]{1,5}(?![A-Za-z0-9@.-]|\s?\d|\$)")
# Everybody knows these; and what is sold or paid by them.
EVERYDAY = (
    "AI AM AMEX APP ATM BBQ CCTV CD CEO DIY DVD EMS EUR FAQ FM GB GBP GMT GP GPS HDMI HK HKD HR ID IG IOS IP IT JPG JR"
    " KFC KTV KTM LCD LED LINE LTD MB MOT MRI MTR MV NFC NHS NT OK PC PDF PIN PM PNG PO POS PS QQ QR RMB SIM SMS SPA"
    " SUV TV TWD UK UPS US USA USB USD UV VAT VIP VPN VR WC WIFI WHATSAPP XL XS XXL AA II III DHL SF"
)
KNOWN = frozenset(EVERYDAY.split())
