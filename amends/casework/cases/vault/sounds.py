"""How long a recording is, where its bytes say so plainly; a player finds out the rest by itself."""

from __future__ import annotations

import io
import struct
import wave

OPUS_RATE = 48_000


def seconds_of(data: bytes, content_type: str) -> int | None:
    if content_type == "audio/wav":
        return wav_seconds(data)
    if content_type == "audio/ogg":
        return ogg_seconds(data)
    return None


def wav_seconds(data: bytes) -> int | None:
    try:
        with wave.open(io.BytesIO(data)) as sound:
            return round(sound.getnframes() / sound.getframerate()) if sound.getframerate() else None
    except (wave.Error, EOFError, struct.error):
        return None


def ogg_seconds(data: bytes) -> int | None:
    """The last page of an Ogg file counts the samples up to its end."""
    last = data.rfind(b"OggS")
    if last < 0 or last + 14 > len(data):
        return None
    (samples,) = struct.unpack_from("<q", data, last + 6)
    vorbis = data.find(b"\x01vorbis", 0, 200)
    rate = struct.unpack_from("<I", data, vorbis + 12)[0] if 0 <= vorbis <= len(data) - 16 else OPUS_RATE
    return round(samples / rate) if 0 < samples < 2**40 and rate else None
