"""The visitors of benchmarks.photo: `python -m benchmarks.photo_visits KIND PORT CLIENTS SECONDS` prints JSON."""

import io
import json
import sys
from time import perf_counter

import numpy as np
from PIL import Image

from benchmarks.http import Answer, Browser
from benchmarks.load import WARM_UP, run
from benchmarks.tips import invented_tip
from benchmarks.visits import VISITS, Visit, VisitFailed, form_body, good, ticket_in, visit_tipline

_BUSY = b"Too many files are arriving just now"
_SIZE = (4000, 3000)  # what a phone of twelve megapixels takes
_busy: list[int] = []


def photo() -> bytes:
    """Return a JPEG of twelve megapixels and some two megabytes."""
    chance = np.random.default_rng(7)
    coarse = chance.integers(0, 256, (150, 200, 3), np.uint8)
    scene = np.asarray(Image.fromarray(coarse).resize(_SIZE, Image.Resampling.BICUBIC), np.int16)
    grain = chance.integers(-9, 10, (*scene.shape[:2], 1), np.int16)
    out = io.BytesIO()
    Image.fromarray(np.clip(scene + grain, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=72)
    return out.getvalue()


def visit_page(browser: Browser) -> tuple[float, float]:
    """Fetch the form page alone."""
    begun = perf_counter()
    good(browser.get("/"), b'id="tell"')
    now = perf_counter()
    return now - begun, now - begun


def with_photo(data: bytes) -> Visit:
    """Return the visit of somebody who sends this photo beside the words, again where the server was too busy."""

    def visit(browser: Browser) -> tuple[float, float]:
        begun = perf_counter()
        page = good(browser.get("/"), b'id="tell"')
        sent = perf_counter()
        while b'class="receipt"' not in (page := browser.post("/", *_form(page, data))).body:
            if page.status != 200 or _BUSY not in page.body:
                raise VisitFailed(f"{page.status}: {page.body[:300]!r}")
            _busy.append(1)
        now = perf_counter()
        return now - sent, now - begun

    return visit


def _form(page: Answer, data: bytes) -> tuple[bytes, str]:
    fields = {"ticket": ticket_in(page), "text": invented_tip(), "category": "drugs", "do": "send:as_it_is"}
    return form_body(fields, data)


def main() -> None:
    kind, port, clients, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    visits = VISITS | {"page": visit_page, "words": visit_tipline}
    visit = with_photo(photo()) if kind == "photo" else visits[kind]
    tally = run(visit, port, clients, seconds)
    told = {
        "answered": tally.answered,
        "failures": tally.failures,
        "rate": len(tally.visits) / (tally.ended - WARM_UP),
        "posts": sorted(tally.posts),
        "visits": sorted(tally.visits),
        "busy": len(_busy),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
