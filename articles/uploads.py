"""Pictures from outside: checked by their content, written anew, kept under names that nobody can guess."""

import hashlib
import io
import secrets
import warnings
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from .models import ImageFile

# The formats that are taken, with the ending of what is kept. SVG is a program and not a picture.
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# Widths in pixels of the narrower copies, and the size of the crop for cards.
WIDTHS = (320, 640, 1280)
CARD = (320, 240)


class BadPicture(ValueError):
    """The file is not a picture that can be kept; `code` is one of too-large, not-a-picture, too-many-pixels."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def store(file: BinaryIO, *, by: User | None) -> ImageFile:
    """Keep an uploaded picture and return its row; the same bytes are kept once. Raises BadPicture."""
    data = file.read(settings.MAX_IMAGE_BYTES + 1)
    if len(data) > settings.MAX_IMAGE_BYTES:
        raise BadPicture("too-large")
    checksum = hashlib.sha256(data).hexdigest()
    if known := ImageFile.objects.filter(sha256=checksum).first():
        return known
    picture, kind = _opened(data)
    pixels = picture.convert("RGB") if picture.mode == "P" else picture
    stem = secrets.token_urlsafe(12).replace("_", "x").replace("-", "y").lower()
    name = f"{stem}.{FORMATS[kind]}"
    size = _save(picture, name, kind)
    widths = [width for width in WIDTHS if width < picture.width]
    for width in widths:
        height = max(1, round(picture.height * width / picture.width))
        _save(pixels.resize((width, height), Image.Resampling.LANCZOS), copy_name(name, str(width)), "WEBP")
    _save(
        ImageOps.fit(pixels, card_size(picture.width, picture.height), Image.Resampling.LANCZOS),
        copy_name(name, "card"),
        "WEBP",
    )
    return ImageFile.objects.create(
        name=name, sha256=checksum, width=picture.width, height=picture.height, size=size, widths=widths, uploaded_by=by
    )


def copy_name(name: str, which: str) -> str:
    """Return the name of a copy of a stored file: one of its widths, or `card`.

    >>> copy_name("k3x.png", "640")
    'k3x-640.webp'
    """
    return f"{name.rpartition('.')[0]}-{which}.webp"


def card_size(width: int, height: int) -> tuple[int, int]:
    """Return the size of a picture's copy for cards: a crop, or the whole where a crop would lose over a quarter.

    >>> card_size(1200, 900), card_size(1200, 600)
    ((320, 240), (320, 160))
    """
    shown = (width / height) / (CARD[0] / CARD[1])
    if min(shown, 1 / shown) >= 0.75:
        return CARD
    return (
        (CARD[0], max(1, round(CARD[0] * height / width)))
        if shown > 1
        else (max(1, round(CARD[1] * width / height)), CARD[1])
    )


def original_name(name: str) -> str:
    """Return the stem under which a stored file and all its copies are kept."""
    return name.rpartition(".")[0].partition("-")[0]


def _opened(data: bytes) -> tuple[Image.Image, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=list(FORMATS))
            if picture.width * picture.height > settings.MAX_IMAGE_PIXELS:
                raise BadPicture("too-many-pixels")
            kind = picture.format or ""
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture("too-many-pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, BadPicture):
            raise
        raise BadPicture("not-a-picture") from error
    upright = ImageOps.exif_transpose(picture)
    return _plain(upright, kind), kind


def _plain(picture: Image.Image, kind: str) -> Image.Image:
    """Return the pixels alone, in a mode that every format here can hold."""
    if kind == "JPEG":
        return picture.convert("RGB")
    if kind == "PNG" and picture.mode == "P" and "transparency" not in picture.info:
        return picture.copy()
    clear = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if clear else "RGB")


def _save(picture: Image.Image, name: str, kind: str) -> int:
    out = io.BytesIO()
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 90, "optimize": True},
        "PNG": {"optimize": True},
        "WEBP": {"quality": 84, "method": 4},
    }
    picture.save(out, kind, **options[kind])
    saved = default_storage.save(name, ContentFile(out.getvalue()))
    assert saved == name, "a random name was taken"
    return out.tell()
