"""In a damaged PDF any reference may point anywhere: notes that stand where a drawing or a font should do not go on."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from reports.intake.media import MediaKind, clean
from reports.intake.media_child.pdf_streams import drawn
from tests.intake.media_child.test_pdf import saved
from tests.intake.telling_pictures import CANARY, TELLING, XMP
from tests.intake.traces import found_in

SECRET = CANARY.encode()


def leaks(pdf: Pdf) -> set[str]:
    """Return what of the planted word a cleaned file still has; it must have been there before."""
    before = saved(pdf)
    assert found_in(before, [CANARY]) == {CANARY}
    return found_in(clean(before, MediaKind.PDF).data, [CANARY])


def with_resources(pdf: Pdf, **resources: Object) -> Pdf:
    """Give the page these resources, and let it use its fonts and pictures: what it does not use stays behind."""
    page = pdf.pages[0] if len(pdf.pages) else pdf.add_blank_page()
    page.obj.Resources = Dictionary({f"/{name}": value for name, value in resources.items()})
    fonts, pictures = (list(resources.get(name) or Dictionary()) for name in ("Font", "XObject"))
    used = [*(f"BT {name} 1 Tf ET" for name in fonts), *(f"{name} Do" for name in pictures)]
    page.obj.Contents = Stream(pdf, "\n".join(used).encode())
    return pdf


def font(pdf: Pdf, **file: Object) -> Object:
    about = Dictionary(Type=Name.FontDescriptor, FontName=Name.Some)
    for key, value in file.items():
        about[f"/{key}"] = value
    return Dictionary(F=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.TrueType, FontDescriptor=about)))


@pytest.mark.parametrize("key", ["FontFile", "FontFile2", "FontFile3", "ToUnicode", "CIDToGIDMap", "Anything"])
def test_notes_where_a_font_should_be_do_not_go_on(key: str) -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    assert leaks(with_resources(pdf, Font=font(pdf, **{key: Stream(pdf, XMP)}))) == set()


@pytest.mark.parametrize("subtype", [None, Name.PS, Name.XML])
def test_a_drawing_of_no_known_kind_does_not_go_on(subtype: Name | None) -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    odd = Stream(pdf, b"% " + SECRET + b"\nq Q")
    if subtype is not None:
        odd.Subtype = subtype
    assert leaks(with_resources(pdf, XObject=Dictionary(X=odd))) == set()


def test_a_profile_under_a_broken_name_does_not_go_on() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    profile = Stream(pdf, b"profile" + SECRET, N=3)
    colours = Dictionary(C=Array([Name("/ICCBasfd"), profile]))
    assert leaks(with_resources(pdf, ColorSpace=colours)) == set()


def test_the_words_of_another_dictionary_do_not_go_on() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    about = pdf.make_indirect(Dictionary(Author=String(CANARY), Title=String(CANARY)))
    assert leaks(with_resources(pdf, ExtGState=Dictionary(G=about))) == set()


def test_notes_read_as_a_drawing_do_not_go_on() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page().obj.Contents = Stream(pdf, XMP)
    assert leaks(pdf) == set()


def test_of_a_drawing_only_what_draws_goes_on() -> None:
    said = f"q 1 0 0 1 5 5 cm BT (seen) Tj [(too) 3] TJ ET (hid{CANARY}) gs {CANARY} MP /X {CANARY} Q".encode()
    pdf = Pdf.new()
    made = drawn(Stream(pdf, said))
    assert made.split() == b"q 1 0 0 1 5 5 cm BT (seen) Tj [ (too) 3 ] TJ ET Q".split()


def test_a_photo_inside_a_drawing_stays_behind_with_its_notes() -> None:
    pdf = Pdf.new()
    begin = b"q BI /W 64 /H 48 /BPC 8 /CS /RGB /F /DCT ID "
    assert SECRET not in drawn(Stream(pdf, begin + TELLING["jpeg"] + b"\nEI Q"))
    assert b"EI" in drawn(Stream(pdf, b"q BI /W 1 /H 1 /BPC 8 /CS /G ID a\nEI Q"))


def test_fonts_tables_and_functions_stay_whole() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    kept = {
        "FontFile2": Stream(pdf, b"\0\1\0\0 a font"),
        "ToUnicode": Stream(pdf, b"begincmap endcmap"),
    }
    tint = Stream(pdf, b"{ dup 0.5 mul }", FunctionType=4, Domain=[0, 1], Range=[0, 1])
    spot = Array([Name.Separation, Name.Spot, Name.DeviceGray, tint])
    few = Array([Name.Indexed, Name.DeviceRGB, 1, Stream(pdf, b"abcdef")])
    with_resources(pdf, Font=font(pdf, **kept), ColorSpace=Dictionary(S=spot, I=few))
    with pikepdf.open(io.BytesIO(clean(saved(pdf), MediaKind.PDF).data)) as made:
        resources = made.pages[0].Resources
        about = resources.Font.F.FontDescriptor
        assert about.FontFile2.read_bytes() == b"\0\1\0\0 a font"
        assert about.ToUnicode.read_bytes() == b"begincmap endcmap"
        assert resources.ColorSpace.S[3].read_bytes() == b"{ dup 0.5 mul }"
        assert resources.ColorSpace.I[3].read_bytes() == b"abcdef"
