"""What is shown of pictures: small ones, ones without the place and the phone in them, and blackened ones."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from amends.casework.cases.rules.evidence import Box

THUMB, QUALITY = 360, 85
# What a phone writes into a picture: where, when, with what, by whom.
TRACES = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "parsed_exif")


def upright(data: bytes) -> Image.Image:
    """The first picture in a file as it is to be looked at, without anything but its colours."""
    with Image.open(io.BytesIO(data)) as picture:
        turned = ImageOps.exif_transpose(picture)
        if turned.mode in ("RGBA", "LA", "P"):
            ground = Image.new("RGB", turned.size, "white")
            seen = turned.convert("RGBA")
            ground.paste(seen, mask=seen.getchannel("A"))
            return ground
        return turned.convert("RGB")


def without_traces(data: bytes) -> bytes | None:
    """A copy that says neither where nor with what it was taken; None if the picture says nothing of the kind."""
    with Image.open(io.BytesIO(data)) as picture:
        if not any(trace in picture.info for trace in TRACES) and not picture.getexif():
            return None
    return as_jpeg(upright(data), quality=92)


def thumbnail(data: bytes) -> bytes:
    picture = upright(data)
    picture.thumbnail((THUMB, THUMB))
    return as_jpeg(picture)


def blackened(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """Boxes are in percent of the picture, so they fit it in every size."""
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        corners = (
            box.left * picture.width / 100,
            box.top * picture.height / 100,
            box.right * picture.width / 100,
            box.bottom * picture.height / 100,
        )
        pen.rectangle(corners, fill="black")
    return picture


def as_jpeg(picture: Image.Image, *, quality: int = QUALITY) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality)
    return made.getvalue()


def as_pdf(pages: Iterable[Image.Image]) -> bytes:
    """Pages that are pictures through and through: no text lies behind the black. One page at a time is in memory."""
    with tempfile.TemporaryDirectory(prefix="amends-copy-") as name:
        made = Path(name) / "copy.pdf"
        for page in pages:
            page.save(made, "PDF", append=made.exists(), resolution=110.0)
        return made.read_bytes()
