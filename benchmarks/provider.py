"""Phones whose texts the provider keeps until it is told to delete them, with a photo or without."""

import io
import threading
from collections import Counter

import numpy as np
from PIL import Image

from benchmarks.promises import NUMBER, TextTeller, Told
from tests.twilio_double import TwilioDouble
from tests.twilio_double.double import text_fields
from tests.twilio_double.state import Medium, Text, new_sid


class TextByProvider(TextTeller):
    """Sends one thing after the other, each from another phone, and leaves a copy at the provider."""

    def __init__(
        self, ports: list[int], over: threading.Event, provider: TwilioDouble, photo: bytes | None = None
    ) -> None:
        super().__init__(ports, over)
        self._provider, self._photo = provider, photo

    def fields(self, told: Told, sender: str, text: str) -> dict[str, str]:
        """Hand the text to the provider, and return what it tells of it."""
        told.has_file = self._photo is not None
        media = [] if self._photo is None else [Medium(sid=new_sid("ME"), kind="image/jpeg", data=self._photo)]
        kept = Text(sid=new_sid("MM" if media else "SM"), sender=sender, to=NUMBER, body=text, direction="inbound",
                    status="received", media=media)  # fmt: skip
        return text_fields(self._provider.state, self._provider.state.add_text(kept))


def shown_twice(provider: TwilioDouble) -> int:
    """How many texts of officers a phone got more than once: each is told with a number of its own."""
    state = provider.state
    with state.lock:
        got = [Counter(words for mine, words in thread if not mine) for thread in state.threads.values()]
    return sum(times > 1 for phone in got for times in phone.values())


def small_photo() -> bytes:
    """Return a small JPEG."""
    scene = np.random.default_rng(7).integers(0, 256, (240, 320, 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(scene).save(out, "JPEG", quality=72)
    return out.getvalue()
