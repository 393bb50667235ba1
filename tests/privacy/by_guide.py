"""A tip of every category with a mark in every field of its form, and every kind of file with marks in it."""

import json
from itertools import count

import requests

from reports.guides import Guide, Question, categories, guide, kept
from tests.intake.telling_films import NOTES, film, sound
from tests.intake.telling_pdf import SEEN, telling_pdf
from tests.intake.telling_pictures import CANARY, telling_jpeg
from tests.line import SENT_BY, Line, hidden_fields, receipt_in

STEM = "twatwouzegwenad"
"""What every mark begins with, so that one search finds each of them."""
MARKS = [STEM, CANARY, SEEN, NOTES["location"]]
NOT_TYPED = ("category", "notice")
"""Lines of the guide that no field of the questions stands for: one is a list on the first page, one is sealed."""

_READ = """
import json
from reports.management.commands.seed_demo import demo_ring
from reports.models import Tip
from reports.queries.reading import read_tip
for username in ("reid", "jules", "felix", "charles"):
    ring = demo_ring(username)
    for tip in Tip.objects.of_units(ring.unit_ids):
        for entry in read_tip(ring, tip, by=ring.officer).entries:
            print(json.dumps([entry.text, entry.answers]))
"""


def lines(ours: Guide) -> list[Question]:
    """Every question of a guide that is answered in words, and those of each block once."""
    blocks = [each for block in ours.blocks for each in block.numbered(1)]
    return [each for each in (*ours.single, *blocks) if each.kind == "line" and each.id not in NOT_TYPED]


def filled_in(ours: Guide, marks: dict[str, str]) -> dict[str, str]:
    """Answers by question: marks in all lines, and of the lists what makes each of them be asked."""
    answers = {each.id: marks[each.id] for each in lines(ours)}
    for question in ours.single:
        for earlier, wanted in question.only_if.items():
            answers[earlier] = ",".join(filter(None, (answers.get(earlier, ""), min(wanted))))
    return answers


def tell_by_guides(line: Line) -> tuple[list[str], list[str]]:
    """Send the tips; return their receipts, and every mark that an officer must find in them."""
    numbers, receipts, told = count(), [], []
    for category in categories():
        ours = guide(category)
        marks = {each.id: f"{STEM}{next(numbers)}o" for each in lines(ours)}
        answers = filled_in(ours, marks)
        assert marks.items() <= kept(ours, answers).items(), "a question that these answers do not lead to"
        receipts.append(_send(line, "", category, {**_posted(ours, answers), "text": f"{STEM}{next(numbers)}o"}))
        told += marks.values()
    return [*receipts, *_tell_in_short(line, told, numbers)], told


def officers_read(line: Line) -> str:
    """All that the demo's officers can read, as lines of JSON."""
    read = line.manage("shell", "-c", _READ)
    return "\n".join(json.dumps(json.loads(each), ensure_ascii=False) for each in read.splitlines() if each[:1] == "[")


def _tell_in_short(line: Line, told: list[str], numbers: "count[int]") -> list[str]:
    """The page for who has two minutes, with every kind of file."""
    ours = guide("human_trafficking")
    fields = {each.id: f"{STEM}{next(numbers)}o" for each in lines(ours) if each.id in ours.short}
    told += fields.values()
    files = [
        ("photo", ("a.jpg", telling_jpeg(), "image/jpeg")),
        ("photo", ("a.pdf", telling_pdf(), "application/pdf")),
        ("photo", ("a.mp4", film(), "video/mp4")),
        ("photo", ("a.mp3", sound("mp3", "libmp3lame"), "audio/mpeg")),
    ]
    return [_send(line, "short", "", {**fields, "text": f"{STEM}{next(numbers)}o"}, files)]


def _posted(ours: Guide, answers: dict[str, str]) -> dict[str, str]:
    """Answers as the form's fields: a tick is a field of its own."""
    many = {each.id for each in ours.single if each.kind == "many"}
    posted = {name: answer for name, answer in answers.items() if name not in many}
    return posted | {f"{name}:{option}": "on" for name in many for option in answers.get(name, "").split(",") if option}


def _send(line: Line, page: str, category: str, fields: dict[str, str], files: list[object] | None = None) -> str:
    """Go on to the questions of a category, to those that the answers lead to, and send; return the receipt."""
    drawn = requests.get(f"{line.url}/en/{page}", headers=SENT_BY, timeout=30).text
    if category:
        chosen = hidden_fields(drawn) | {"text": fields["text"], "category": category, "do": "questions"}
        drawn = _post(line, chosen)
    drawn = _post(line, hidden_fields(drawn) | fields | {"do": "send"}, files)
    if 'class="receipt"' not in drawn:
        drawn = _post(line, hidden_fields(drawn) | fields | {"do": "send:as_it_is"})
    return receipt_in(drawn)


def _post(line: Line, data: dict[str, str], files: list[object] | None = None) -> str:
    sent = files or [("photo", ("", b"", ""))]
    answer = requests.post(f"{line.url}/en/", data=data, files=sent, headers=SENT_BY, timeout=60)
    assert answer.status_code == 200, answer.text
    return answer.text
