"""The demo's notices: invented, written by one officer and published by a colleague, as at the desk."""

import tomllib
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from reports.clock import today
from reports.models import Category, NoticeKind, Officer
from reports.notices.drawing_up import LANGUAGES, NoticeDraft, draw_up, publish
from reports.notices.picture import small_picture

_NOTICES = Path(__file__).parent / "demo_notices.toml"
_DAYS = 60
_GROUND, _FIGURE, _SHIRT = "#d9e1e6", "#7d8c96", "#4f7fa3"


def put_up_demo_notices(*, writer: Officer, publisher: Officer) -> int:
    """Publish the demo's notices, and return how many there are."""
    told = tomllib.loads(_NOTICES.read_text("utf-8"))["notice"]
    for each in reversed(told):
        draft = NoticeDraft(
            kind=NoticeKind(each["kind"]),
            category=Category(each["category"]),
            words={code: (each[code][0], each[code][1]) for code in LANGUAGES},
            last_day=today() + timedelta(days=_DAYS),
            picture=_nobody() if "picture_words" in each else b"",
            picture_words=each.get("picture_words", ""),
        )
        publish(draw_up(draft, by=writer), by=publisher)
    return len(told)


def _nobody() -> bytes:
    """Draw head and shoulders without a face."""
    picture = Image.new("RGB", (360, 360), _GROUND)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((50, 250, 310, 520), fill=_SHIRT)
    draw.rectangle((150, 200, 210, 270), fill=_FIGURE)
    draw.ellipse((115, 70, 245, 240), fill=_FIGURE)
    made = BytesIO()
    picture.save(made, "PNG")
    return small_picture(made.getvalue())
