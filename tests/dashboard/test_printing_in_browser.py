"""What comes out of the printer, as a real browser lays it out."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from reports.casework.notes import add_note
from reports.casework.unmasking import Purpose, unmask
from reports.models import Tip
from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.dashboard.arrivals import arrive, some_tips
from tests.uploads import held_photo

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
CAVEAT = "Intelligence: never to be filed or quoted"
_HEX = r"\s*<(\w+)>"


def texts(made: bytes) -> Iterator[str]:
    """Yield the words on each sheet of a browser's PDF, whose fonts say which letter each glyph is."""
    for sheet in pikepdf.open(BytesIO(made)).pages:
        fonts = {
            name: letters(bytes(font.ToUnicode.read_bytes()).decode()) for name, font in sheet.Resources.Font.items()
        }
        font, said = dict[int, str](), []
        for operands, operator in pikepdf.parse_content_stream(sheet):
            if str(operator) == "Tf":
                font = fonts[str(operands[0])]
            elif str(operator) in ("Tj", "TJ"):
                shown = [operands[0]] if str(operator) == "Tj" else operands[0]
                raw = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
                said += [font.get(int.from_bytes(raw[at : at + 2]), "") for at in range(0, len(raw), 2)]
            elif str(operator) == "ET":
                said.append(" ")
        yield " ".join("".join(said).split()).replace("\ufb01", "fi")


def letters(table: str) -> dict[int, str]:
    """Return the letter of each glyph by its number, as a font's table tells: single ones, or a first and a last."""
    found = dict[int, str]()
    for lines in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found |= {int(one, 16): bytes.fromhex(to).decode("utf-16-be") for one, to in re.findall(_HEX + _HEX, lines)}
    for lines in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, to in re.findall(_HEX + _HEX + _HEX, lines):
            start = int(first, 16)
            found |= {one: chr(int(to, 16) + one - start) for one in range(start, int(last, 16) + 1)}
    return found


@pytest.mark.parametrize("path", ["", "search?q=guns", "tips/{tip}", "tips/{tip}/outcome", "tips/{tip}/trail"])
def test_paper_of_other_pages_holds_the_caveat_and_the_reader_alone(house: House, page: Page, path: str) -> None:
    tip = some_tips()
    page.goto(f"/desk/{path.format(tip=tip.pk)}")
    expect(page.locator("main")).to_be_visible()
    expect(page.locator(".on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("main")).to_be_hidden()
    on_paper = page.locator("body").inner_text()
    assert on_paper.startswith(CAVEAT)
    assert "Marcia Reid" in on_paper
    assert len(on_paper) < 250, on_paper


def test_a_picture_opened_by_itself_is_not_on_paper(house: House, page: Page) -> None:
    tip = arrive("Guns behind the shop", files=(held_photo(),))
    unmask(tip=tip, purpose=Purpose.ACTION, by=house.officer("reid"))
    page.goto(f"/desk/tips/{tip.pk}")
    page.get_by_role("link", name="Photo from the tipster; open it in full size").click()
    expect(page.get_by_role("img", name="Photo from the tipster")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("img", name="Photo from the tipster")).to_be_hidden()
    assert page.locator("body").inner_text().startswith(CAVEAT)


def test_each_sheet_of_a_tip_bears_caveat_name_and_purpose(house: House, page: Page) -> None:
    tip, reid = some_tips(), house.officer("reid")
    for number in range(14):
        note = f"Note {number} about what was seen at the shop. " * 6
        add_note(tip=tip, text=note, by=reid, version=Tip.objects.get(pk=tip.pk).version)
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator("summary", has_text="Print this tip").click()
    press(page.get_by_role("button", name="A court or oversight asks").last)
    page.emulate_media(media="print")
    expect(page.locator(".paper .words").first).to_be_visible()
    for hidden in (".screen", ".whoami", ".alarm"):
        expect(page.locator(hidden)).to_be_hidden()
    sheets = list(texts(page.pdf(format="A4")))
    assert len(sheets) > 1
    assert [CAVEAT in sheet for sheet in sheets] == [True] * len(sheets)
    assert [bool(re.search(r"Marcia Reid · .* · A court or oversight asks", one)) for one in sheets] == [True] * len(
        sheets
    )
    assert "Note 13 about what was seen" in sheets[-1]
