"""Files as tipsters upload them, held and not yet claimed."""

import io
import math
import struct
import wave

from reports.intake.media import CleanFile, MediaKind
from reports.intake.uploads import HeldFile, SealedUpload, hold

PIXELS = b"\xff\xd8\xff pixels without a history"


def voice(seconds: float = 1.0) -> bytes:
    """Return a WAV with a tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        frames = range(int(8000 * seconds))
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(at * 0.2))) for at in frames))
    return out.getvalue()


def held_photo(data: bytes = PIXELS, removed: tuple[str, ...] = ("place",)) -> HeldFile:
    """A photo that was cleaned while its sender waited."""
    return hold(CleanFile(data=data, kind="image/jpeg", removed=removed), MediaKind.IMAGE)


def held_raw(data: bytes = b"", kind: MediaKind = MediaKind.SOUND) -> HeldFile:
    """A sound or video that waits sealed as it came; a tone of a second where no bytes are given."""
    upload = SealedUpload()
    upload.write(data or voice())
    return upload.finish(kind)
