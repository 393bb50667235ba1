"""A photo whose notes name a camera and a place, as a phone leaves them."""

import io

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

FILE_NAME, CAMERA = "IMG_20260102_zandoli.jpg", "Kwikwicam MK9"


def photo_with_marks() -> bytes:
    """Return a JPEG whose EXIF names a camera and a place."""
    image = Image.effect_noise((320, 240), 60).convert("RGB")
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.ImageDescription] = "Kwikwi", CAMERA, "lat 13.9094"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (13.0, 54.0, 33.84)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"taken at zandoli")
    return out.getvalue()
