"""Officers who write notes and ask tipsters while everything breaks: what the desk said is done must be there, once."""

import random
import re
import threading
import time
from itertools import count

from benchmarks.officer import OfficerAtDesk

SAID = "Kabrival"
PAUSE = (0.5, 2.0)  # seconds between two things that one officer says
_ROW = re.compile(r'<a class="preview" href="/desk(/tips/[0-9a-f-]{36})')
_DONE = ("Your note is kept.", "Your question is in the tipster")
_numbers = count(1)


class Remarks(threading.Thread):
    """One officer, who says something about one tip after the other until `over`, and sends nothing again."""

    def __init__(self, officer: OfficerAtDesk, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._officer, self._over, self._rows = officer, over, list[str]()
        self.said = 0
        self.done: dict[str, str] = {}
        """The address of the tip that each remark was made on."""

    def run(self) -> None:
        while not self._over.wait(random.uniform(*PAUSE)):
            try:
                self._say()
            except Exception:  # noqa: BLE001 - whatever broke, the officer goes on with the next tip
                self._rows = []
                time.sleep(1.0)

    def _say(self) -> None:
        if not self._rows:
            self._rows = sorted(set(_ROW.findall(self._officer.page("/?list=all"))))
            random.shuffle(self._rows)
        tip, number = self._rows.pop(), next(_numbers)
        mark = f"{SAID} {number:06d}"
        self.said += 1
        if number % 2:
            shown = self._officer.act(tip, "/note", text=f"{mark}: ask the neighbours about the gate")
        else:
            shown = self._officer.act(tip, "/ask", question=f"{mark}: was there a second car?", do="as_it_is")
        if any(word in shown for word in _DONE):
            self.done[mark] = tip
