"""Pictures that tell more than they show: a word, a place and a date planted in every slot."""

import io

from PIL import Image, ImageCms, PngImagePlugin
from pillow_heif import register_heif_opener

CANARY = "CANARY-7731"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    "<rdf:Description "
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="13,54.5N" exif:GPSLongitude="60,59.2W">'
    f"<creator>{CANARY}</creator>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    left, right = Image.new("RGB", size, "red"), Image.new("RGB", size, "blue")
    left.paste(right, (size[0] // 2, 0))
    return left


def telling_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = "MakerOf" + CANARY, "Model" + CANARY
    exif[0x0132] = "2026:01:02 03:04:05"
    exif[0x013B] = "Artist" + CANARY
    exif[0x010E] = "Description" + CANARY
    exif.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0xA431: "Serial" + CANARY})
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 54.0, 30.0), 3: "W", 4: (60.0, 59.0, 12.0), 27: CANARY.encode()})
    return exif


def encoded(image: Image.Image, form: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def telling_jpeg(orientation: int = 1) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        picture(), "JPEG", exif=telling_exif(orientation), comment=CANARY.encode(), xmp=XMP, icc_profile=profile
    )


def telling_heic() -> bytes:
    register_heif_opener()
    return encoded(picture(), "HEIF", exif=telling_exif().tobytes(), xmp=XMP)


def moving(form: str, **more: object) -> bytes:
    frames = [picture().rotate(180), picture()]
    return encoded(picture(), form, save_all=True, append_images=frames, duration=150, **more)


def noted() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", CANARY)
    notes.add_text("Author", CANARY, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return notes


TELLING = {
    "jpeg": telling_jpeg(),
    "png": encoded(picture(), "PNG", exif=telling_exif(), pnginfo=noted()),
    "png without exif": encoded(picture(), "PNG", pnginfo=noted()),
    "webp": encoded(picture(), "WEBP", exif=telling_exif(), xmp=XMP),
    "heic": telling_heic(),
    "avif": encoded(picture(), "AVIF", exif=telling_exif(), xmp=XMP),
    "gif": moving("GIF", comment=CANARY.encode()),
    "animated webp": moving("WEBP", exif=telling_exif(), xmp=XMP),
    "apng": moving("PNG", pnginfo=noted()),
    "motion photo": telling_jpeg() + b"\0\0\0\x18ftypmp42" + CANARY.encode() * 50,
}
