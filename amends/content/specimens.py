"""Specimens of evidence for the demonstration and for tests, made in code, so that they are small and nobody's."""

from __future__ import annotations

import io
import math
import struct
import wave
from email.message import EmailMessage

from PIL import Image, ImageDraw

GPS, MAKER, TAKEN = 0x8825, 0x010F, 0x9003


def sheet(lines: int, *, seed: int) -> Image.Image:
    """A page that looks printed: bars for lines of text need no font."""
    page = Image.new("RGB", (900, 1200), (246, 243, 236))
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 70, 840, 130), fill=(60, 72, 92))
    for at in range(lines):
        top = 180 + at * 62
        length = 300 + (at * 137 + seed * 71) % 430
        pen.rectangle((80, top, 80 + length, top + 22), fill=(120, 124, 130))
        pen.rectangle((700, top, 800, top + 22), fill=(160, 120, 90))
    pen.ellipse((600, 980, 800, 1160), outline=(190, 60, 50), width=8)
    return page


def photo() -> bytes:
    """As a phone would write it: with its name, the moment and the place."""
    traces = Image.Exif()
    traces[MAKER] = "Amends Phone"
    traces[TAKEN] = "2026:11:20 09:41:00"
    traces.get_ifd(GPS).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)})
    made_of = io.BytesIO()
    sheet(12, seed=3).save(made_of, "JPEG", quality=80, exif=traces)
    return made_of.getvalue()


def bill() -> bytes:
    pages = [sheet(11, seed=5), sheet(6, seed=9)]
    made_of = io.BytesIO()
    pages[0].save(made_of, "PDF", save_all=True, append_images=pages[1:], resolution=110.0)
    return made_of.getvalue()


def mail() -> bytes:
    """With a second mail and a table attached, in the charset of an older mail program."""
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = (
        "客服 <care@example.com>",
        "王女士 <wang@example.com>",
        "关于换货",
    )
    inner.set_content("王女士您好：换货单已登记，三个工作日内上门取件。", charset="gb18030")
    letter = EmailMessage()
    letter["From"], letter["To"] = "王女士 <wang@example.com>", "care@example.com"
    letter["Subject"], letter["Date"] = "转发：关于换货", "Fri, 20 Nov 2026 09:45:00 +0800"
    letter.set_content(
        "上次答应三天内取件，到今天还没有人来。\n附上当时的邮件和我记的日期。\n我的电话 13800138000。",
        charset="gb18030",
    )
    letter.add_attachment(inner)
    letter.add_attachment(
        "日期,事情\n2026-11-13,答应三天内取件\n2026-11-20,没有人来\n".encode("gb18030"),
        maintype="text",
        subtype="csv",
        filename="经过.csv",
    )
    return letter.as_bytes()


def recording() -> bytes:
    """Three quiet tones instead of words."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        for tone in (392, 523, 659):
            waves = (int(6000 * math.sin(2 * math.pi * tone * at / 8000)) for at in range(8000))
            sound.writeframes(b"".join(struct.pack("<h", one) for one in waves))
    return kept.getvalue()
