"""What lies in a layer of a PDF that is switched off is seen by nobody, and does not go on."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from reports.intake.media import CleanFile, MediaKind, clean
from tests.intake.media_child.test_pdf import saved
from tests.intake.telling_pictures import CANARY
from tests.intake.traces import found_in

SEEN = b"Seen words"


def layered(**begin: Object) -> tuple[Pdf, Object, Object]:
    """A page with two layers, the second of which is off unless `begin` says otherwise."""
    pdf = Pdf.new()
    shown, hidden = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("one", "two"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, hidden]), D=Dictionary(begin or {"/OFF": Array([hidden])}))
    pdf.add_blank_page(page_size=(200, 200))
    return pdf, shown, hidden


def drawing(pdf: Pdf, layer: Object, drawn: str = f"({CANARY}) Tj") -> CleanFile:
    """Draw something in a layer and more behind it, and clean that."""
    page = pdf.pages[0].obj
    page.Resources = Dictionary(Properties=Dictionary(L=layer))
    told = f"BT /OC /L BDC /Span BMC {drawn} EMC EMC 0 9 Td ({SEEN.decode()}) Tj ET"
    page.Contents = Stream(pdf, told.encode())
    return clean(saved(pdf), MediaKind.PDF)


def left_of(made: CleanFile) -> bytes:
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        return pdf.pages[0].Contents.read_bytes()


def test_what_is_drawn_in_a_layer_that_is_off_does_not_go_on() -> None:
    pdf, _, hidden = layered()
    made = drawing(pdf, hidden)
    assert SEEN in left_of(made)
    assert found_in(made.data, [CANARY]) == set()
    assert "more_pictures" in made.removed


def test_what_is_drawn_in_a_layer_that_is_on_goes_on() -> None:
    pdf, shown, _ = layered()
    assert CANARY.encode() in left_of(drawing(pdf, shown))


def test_a_document_whose_layers_are_all_seen_had_nothing_to_remove() -> None:
    pdf, shown, _ = layered(**{"/OFF": Array([])})
    assert drawing(pdf, shown).removed == ()


def test_layers_may_be_off_but_for_those_that_are_named() -> None:
    pdf, shown, hidden = layered(**{"/BaseState": Name.OFF})
    pdf.Root.OCProperties.D.ON = Array([shown])
    assert CANARY.encode() in left_of(drawing(pdf, shown))
    pdf, shown, hidden = layered(**{"/BaseState": Name.OFF})
    pdf.Root.OCProperties.D.ON = Array([shown])
    assert CANARY.encode() not in left_of(drawing(pdf, hidden))


@pytest.mark.parametrize(
    ("policy", "of_both", "of_the_hidden"),
    [
        ("", True, False),
        ("AnyOn", True, False),
        ("AllOn", False, False),
        ("AnyOff", True, True),
        ("AllOff", False, True),
    ],
)
def test_a_choice_of_layers_is_seen_by_its_policy(policy: str, *, of_both: bool, of_the_hidden: bool) -> None:
    for is_seen, both in ((of_both, True), (of_the_hidden, False)):
        pdf, shown, hidden = layered()
        choice = Dictionary(Type=Name.OCMD, OCGs=Array([shown, hidden]) if both else hidden)
        if policy:
            choice.P = Name(f"/{policy}")
        assert (CANARY.encode() in left_of(drawing(pdf, pdf.make_indirect(choice)))) == is_seen


def test_a_path_in_a_hidden_layer_ends_unpainted() -> None:
    pdf, _, hidden = layered()
    assert left_of(drawing(pdf, hidden, "ET 1 2 m 3 4 l S /X Do BT")).split()[1:9] == b"ET 1 2 m 3 4 l n".split()


@pytest.mark.parametrize("kind", ["form", "picture", "note"])
def test_a_thing_that_belongs_to_a_hidden_layer_is_left_out(kind: str) -> None:
    pdf, _, hidden = layered()
    page = pdf.pages[0].obj
    look = Stream(pdf, f"BT ({CANARY}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99])
    if kind == "picture":
        data = CANARY.encode().ljust(64)
        look = Stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, ColorSpace=Name.DeviceGray)
        look.BitsPerComponent = 8
    if kind == "note":
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 99, 99], F=4, AP=Dictionary(N=look))
        note.OC = hidden
        page.Annots = Array([pdf.make_indirect(note)])
    else:
        look.OC = hidden
        page.Resources, page.Contents = Dictionary(XObject=Dictionary(X=look)), Stream(pdf, b"/X Do")
    before = saved(pdf)
    assert found_in(before, [CANARY]) == {CANARY}
    assert found_in(clean(before, MediaKind.PDF).data, [CANARY]) == set()


def test_a_form_with_resources_of_its_own_names_its_layers_there() -> None:
    pdf, _, hidden = layered()
    drawn = Stream(pdf, f"/OC /Mine BDC BT ({CANARY}) Tj ET EMC".encode(), Type=Name.XObject, Subtype=Name.Form)
    drawn.BBox, drawn.Resources = Array([0, 0, 99, 99]), Dictionary(Properties=Dictionary(Mine=hidden))
    page = pdf.pages[0].obj
    page.Resources, page.Contents = Dictionary(XObject=Dictionary(X=drawn)), Stream(pdf, b"/X Do")
    before = saved(pdf)
    assert found_in(before, [CANARY]) == {CANARY}
    assert found_in(clean(before, MediaKind.PDF).data, [CANARY]) == set()
