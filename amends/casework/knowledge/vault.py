"""Taking a picture in: what its bytes are is looked at, and only its colours are kept, drawn anew."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from amends.foundation.kernel import shelf
from amends.foundation.kernel.errors import Invalid, TooLarge

KINDS: Final = ("PNG", "JPEG", "WEBP", "GIF")
BYTES_AT_MOST: Final = 10 * 1024 * 1024
# A good phone takes 12 to 50 million; what unpacks to more is made to fill the memory.
PIXELS_AT_MOST: Final = 50_000_000
# Twice as wide as a text ever is, for sharp screens.
LONGEST_SIDE: Final = 1600
SMALLEST_SIDE: Final = 16
QUALITY: Final = 86
PNG_AT_MOST: Final = 800_000
PNG, JPEG = "image/png", "image/jpeg"


@dataclass(frozen=True)
class Redrawn:
    """A picture as it may be kept: without its name, without what a camera wrote into it, without anything that runs."""

    data: bytes
    content_type: str
    width: int
    height: int
    moved: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def redrawn(file: BinaryIO, size: int) -> Redrawn:
    """Checks and draws one picture anew; raises Invalid or TooLarge with what its writer can do."""
    if size == 0:
        raise Invalid(_("The picture is empty. Choose it again."), field="pictures")
    if size > BYTES_AT_MOST:
        raise TooLarge(
            _("The picture is larger than %(limit)s MB. Save it smaller and choose it again.")
            % {"limit": BYTES_AT_MOST // 1024 // 1024}
        )
    file.seek(0)
    data = file.read(BYTES_AT_MOST + 1)
    try:
        return _drawn(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise Invalid(
            _("This is no picture that can be opened. PNG, JPEG, WebP and GIF can be put into an article."),
            field="pictures",
        ) from error


def _drawn(data: bytes) -> Redrawn:
    with Image.open(io.BytesIO(data), formats=KINDS) as picture:
        if picture.width * picture.height > PIXELS_AT_MOST:
            raise too_many_pixels()
        if min(picture.size) < SMALLEST_SIDE:
            raise Invalid(
                _("The picture is too small to show anything. Choose another one."), field="pictures"
            )
        moved = getattr(picture, "n_frames", 1) > 1
        is_photo = picture.format == "JPEG"
        # A large photo is unpacked at the size that is needed, no larger.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        colours = _on_white(upright)
    colours.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A picture of its own: nothing that was said beside the colours comes along.
    plain = Image.new(colours.mode, colours.size)
    plain.paste(colours)
    made, kind = _saved(plain, is_photo=is_photo)
    return Redrawn(made, kind, plain.width, plain.height, moved)


def _saved(picture: Image.Image, *, is_photo: bool) -> tuple[bytes, str]:
    """Sharp edges stay sharp; what is as large as a photo then is one, and readers on a phone wait for it less."""
    made = io.BytesIO()
    if not is_photo:
        picture.save(made, "PNG", optimize=True)
        if made.tell() <= PNG_AT_MOST:
            return made.getvalue(), PNG
        made = io.BytesIO()
    picture.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue(), JPEG


def _on_white(picture: Image.Image) -> Image.Image:
    """Black words on nothing would be gone on a dark page."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    ground, seen = Image.new("RGB", picture.size, "white"), picture.convert("RGBA")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground


def too_many_pixels() -> TooLarge:
    return TooLarge(
        _("The picture has more than %(limit)s million pixels. Save it smaller and choose it again.")
        % {"limit": PIXELS_AT_MOST // 1_000_000}
    )


def put_away(picture: Redrawn) -> None:
    """Keeps the bytes under their hash, in the room of pictures of whatever storage the house has."""
    shelf.store(io.BytesIO(picture.data), picture.sha256, shelf.PICTURES)


def opened(sha256: str) -> File[Any]:
    return shelf.open_kept(sha256, shelf.PICTURES)


def throw_away(sha256: str) -> None:
    shelf.remove(sha256, shelf.PICTURES)
