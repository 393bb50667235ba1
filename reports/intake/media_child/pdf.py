"""PDF: what its pages show, in a new document without anything that is not seen."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from reports.intake.media_child import pdf_pictures, pdf_streams, told
from reports.intake.media_child.made import Made, Refused
from reports.intake.media_child.pdf_layers import Layers

MOST_PAGES = 200
_DEEPEST = 60  # of dictionaries in dictionaries; a hostile file nests without end
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
_PAGE = ("/UserUnit", "/Group")
_RESOURCES = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
_FORM = ("/Type", "/Subtype", "/BBox", "/Matrix", "/Group", "/FormType", "/Resources")
# Below a page's resources lie fonts, patterns and functions, whose keys are many; what tells of people is known.
_NEVER = {
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OC", "/OPI", "/Alternates", "/ID", "/Info", "/Names",
    "/Annots", "/A", "/AA", "/JS", "/OpenAction", "/StructParent", "/StructParents", "/Measure", "/PtData", "/VP",
    "/Properties", "/Thumb", "/Perms", "/Parent", "/P", "/Dest", "/AcroForm", "/Outlines", "/F", "/FFilter",
    "/FDecodeParms", "/UF", "/EF", "/Length", "/Filter", "/DecodeParms",
}  # fmt: skip
_NOT_SEEN = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 0, 0])}
_INFO_WORDS = {
    "/Author": "owner",
    "/Title": "comment",
    "/Subject": "comment",
    "/Keywords": "comment",
    "/Creator": "software",
    "/Producer": "software",
    "/CreationDate": "date",
    "/ModDate": "date",
}
_ROOT_WORDS = {
    "/Metadata": "editing",
    "/PieceInfo": "editing",
    "/OpenAction": "active",
    "/AA": "active",
    "/AcroForm": "active",
    "/AF": "attached_data",
}


def load() -> None:
    """Rehearse, so that all that is loaded on first use is loaded while files can still be opened."""
    pdf_pictures.load()
    with Pdf.new() as blank:
        blank.add_blank_page()
        out = io.BytesIO()
        # Locked to changes alone: reading that wants the source of random numbers, which stays open from here on.
        blank.save(out, encryption=pikepdf.Encryption(owner="rehearsal"))
    clean(out.getvalue())


def clean(data: bytes) -> Made:
    """Return a new PDF with the pages of this one. Notes and forms stay as far as they are printed."""
    try:
        with Pdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
            if len(source.pages) > MOST_PAGES:
                raise Refused("too_long")
            if not len(source.pages):
                raise Refused("damaged")
            removed, made_on = set(_hidden_in(source)), _made_on(source)
            layers = Layers(source)
            _print_notes(source, layers)
            source.remove_unreferenced_resources()  # pages taken out of a longer document bring all its pictures along
            copier = _Copier(target, layers)
            for page in source.pages:
                target.pages.append(pikepdf.Page(copier.page(page.obj)))
            out = io.BytesIO()
            target.save(out, recompress_flate=True, deterministic_id=True, object_stream_mode=_PACKED)
    except pikepdf.PasswordError as locked:
        raise Refused("locked") from locked
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Refused("damaged") from problem
    return Made(
        data=out.getvalue(), kind="application/pdf", removed=removed | copier.removed, told=made_on | copier.told
    )


_CODING = (("filter", "Filter"), ("decode_parms", "DecodeParms"))
_PACKED = pikepdf.ObjectStreamMode.generate


def _print_notes(source: Pdf, layers: Layers) -> None:
    """Draw what is written in forms and notes onto their pages, as a printer would."""
    for page in source.pages if layers else ():
        notes = page.obj.get("/Annots")
        if isinstance(notes, Array):
            page.obj.Annots = Array([one for one in notes if not layers.hides(_layer_of(one))])
    try:
        source.generate_appearance_streams()
        source.flatten_annotations("print")
    except (pikepdf.PikepdfError, ValueError, TypeError, KeyError, RuntimeError):
        return  # a broken note is lost; the page is not


def _layer_of(thing: Any) -> Any:
    return thing.get("/OC") if isinstance(thing, Dictionary | Stream) else None


def _made_on(source: Pdf) -> dict[str, str]:
    """When the document says that it was made; a photo in it knows better when it was taken."""
    info = source.trailer.get("/Info")
    day = told.time_of_pdf(str(info.get("/CreationDate", ""))) if isinstance(info, Dictionary) else ""
    return {"time": day} if day else {}


def _hidden_in(source: Pdf) -> Iterator[str]:
    """Name what the document holds besides its pages; only to inform."""
    info = source.trailer.get("/Info")
    yield from (word for key, word in _INFO_WORDS.items() if isinstance(info, Dictionary) and info.get(key))
    root = source.Root
    yield from (word for key, word in _ROOT_WORDS.items() if root.get(key) is not None)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        yield from ("attached_data" for key in names if key == "/EmbeddedFiles")
        yield from ("active" for key in names if key == "/JavaScript")
    if Layers(source):
        yield "more_pictures"
    for page in source.pages:
        if page.obj.get("/Metadata") is not None or page.obj.get("/PieceInfo") is not None:
            yield "editing"
        notes = page.obj.get("/Annots")
        for note in notes if isinstance(notes, Array) else ():
            if isinstance(note, Dictionary):
                yield "active" if note.get("/Subtype") in {Name.Link, Name.Widget} else "comment"


class _Copier:
    """Copies pages into another document, object by object; each shared object once.

    `told` is the place and the time of the first photos that told them.
    """

    def __init__(self, target: Pdf, layers: Layers) -> None:
        self._target, self._layers = target, layers
        self._of_page: Any = None  # resources, for forms that have none of their own
        self._made: dict[tuple[int, int], Object] = {}
        self.removed: set[str] = set()
        self.told: dict[str, str] = {}

    def page(self, page: Any) -> Object:
        """Return a page of the kept keys alone."""
        made = Dictionary(Type=Name.Page)
        self._of_page = _inherited(page, "/Resources")
        for key in _INHERITED:
            value = _inherited(page, key)
            if value is not None:
                made[key] = self._resources(value) if key == "/Resources" else self._copy(value, 0)
        for key in _PAGE:
            if key in page:
                made[key] = self._copy(page[key], 0)
        made.Contents = Stream(self._target, self._drawn(page, self._of_page))
        return self._target.make_indirect(made)

    def _drawn(self, holder: Any, resources: Any) -> bytes:
        return pdf_streams.drawn(holder, self._layers.hidden_in(resources))

    def _resources(self, value: Any) -> Object:
        made = Dictionary()
        for key in _RESOURCES:
            if isinstance(value, Dictionary) and isinstance(value.get(key), Dictionary):
                made[key] = Dictionary({name: self._copy(item, 1) for name, item in value[key].items()})
        return made

    def _copy(self, value: Any, depth: int, under: str = "") -> Any:
        """Copy an object that stands under this key."""
        if depth > _DEEPEST:
            raise Refused("damaged")
        if not isinstance(value, Object):
            return value
        where = value.objgen
        if where != (0, 0) and where in self._made:
            return self._made[where]
        if isinstance(value, Stream):
            return self._stream(value, where, depth, under)
        if isinstance(value, Array):
            return self._array(value, depth)
        return self._dictionary(value, where, depth) if isinstance(value, Dictionary) else _word(value, under)

    def _dictionary(self, value: Any, where: tuple[int, int], depth: int) -> Object:
        made = Dictionary()
        if where != (0, 0):
            made = self._made[where] = self._target.make_indirect(made)
        self._fill(made, value, depth)
        return made

    def _array(self, value: Any, depth: int) -> Object:
        if len(value) == 2 and value[0] == Name.ICCBased:
            # A profile names the device and the day it was measured; plain colours of as many parts do.
            return {1: Name.DeviceGray, 4: Name.DeviceCMYK}.get(int(value[1].get("/N", 3)), Name.DeviceRGB)
        under = "/Lookup" if len(value) == 4 and value[0] == Name.Indexed else ""
        return Array([self._copy(item, depth + 1, under) for item in value])

    def _stream(self, value: Any, where: tuple[int, int], depth: int, under: str) -> Object:
        made = self._made[where] = self._target.make_stream(b"")
        kind = value.get("/Subtype")
        if self._layers.hides(_layer_of(value)):
            self._fill(made, _NOT_SEEN, depth)
        elif kind == Name.Image:
            picture = pdf_pictures.picture(value)
            self.removed |= picture.removed
            self.told = {**picture.told, **self.told}
            self._fill(made, picture.entries, depth)
            coding = {key: self._copy(picture.entries.get(f"/{name}"), depth + 1) for key, name in _CODING}
            made.write(picture.data, **coding)
        elif kind == Name.Form:
            self._fill(made, {key: value[key] for key in _FORM if key in value}, depth)
            made.write(self._drawn(value, value.get("/Resources", self._of_page)))
        elif value.get("/PatternType") == 1:
            self._fill(made, value, depth)
            made.write(self._drawn(value, value.get("/Resources")))
        else:
            self._fill(made, value, depth)
            made.write(pdf_streams.plain(value, under))
        return made

    def _fill(self, made: Any, entries: Any, depth: int) -> None:
        for key, item in entries.items():
            if key == "/Resources":
                made[key] = self._resources(item)
            elif key == "/CharProcs":  # each glyph of such a font is drawn like a page; its name may be any
                drawn = {name: pdf_streams.drawn(glyph) for name, glyph in item.items()}
                made[key] = Dictionary({name: Stream(self._target, data) for name, data in drawn.items()})
            elif key not in _NEVER:
                made[key] = self._copy(item, depth + 1, key)


def _word(value: Any, under: str) -> Object:
    """Copy a name, a number or a string."""
    if isinstance(value, String) and not pdf_streams.may_say(under):
        return String("")
    return pikepdf.Object.parse(value.unparse(resolved=True))


def _inherited(page: Any, key: str) -> Any:
    for _ in range(_DEEPEST):
        if key in page:
            return page[key]
        if not isinstance(page.get("/Parent"), Dictionary):
            return None
        page = page["/Parent"]
    return None
