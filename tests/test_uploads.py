"""Pictures from outside: what is taken, what is kept of it."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles import uploads
from articles.models import ImageFile

pytestmark = pytest.mark.django_db


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 600), mode: str = "RGB", **options: Any) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "P" else 3).save(out, kind, **options)
    out.seek(0)
    return out


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_pictures_are_kept_with_their_copies(kind: str, ending: str) -> None:
    stored = uploads.store(picture(kind), by=None)
    assert stored.name.endswith(f".{ending}")
    assert (stored.width, stored.height, stored.widths) == (900, 600, [320, 640])
    for which, size in {"320": (320, 213), "640": (640, 427), "card": (320, 240)}.items():
        with default_storage.open(uploads.copy_name(stored.name, which)) as file, Image.open(file) as copy:
            assert (copy.format, copy.size) == ("WEBP", size)


def test_names_cannot_be_guessed() -> None:
    names = {uploads.store(picture(size=(n, 10)), by=None).name for n in range(10, 15)}
    assert len(names) == 5
    assert all(len(name.partition(".")[0]) >= 16 and name.islower() for name in names)


def test_same_bytes_are_kept_once(reviewer: Any) -> None:
    assert uploads.store(picture(), by=reviewer) == uploads.store(picture(), by=None)
    assert ImageFile.objects.count() == 1


def test_what_a_camera_wrote_about_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at a secret place"
    exif[0x0112] = 6  # turned by a quarter
    stored = uploads.store(picture("JPEG", exif=exif), by=None)
    assert (stored.width, stored.height) == (600, 900)
    with default_storage.open(stored.name) as file:
        assert b"secret" not in file.read()


def test_what_hangs_behind_a_picture_is_left_out() -> None:
    data = io.BytesIO(picture().getvalue() + b"<script>alert(1)</script>")
    with default_storage.open(uploads.store(data, by=None).name) as file:
        assert b"<script>" not in file.read()


def test_few_colours_stay_few() -> None:
    stored = uploads.store(picture(mode="P"), by=None)
    with default_storage.open(stored.name) as file, Image.open(file) as kept:
        assert kept.mode == "P"


def test_clear_places_stay_clear() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(out, "PNG")
    out.seek(0)
    stored = uploads.store(out, by=None)
    with default_storage.open(uploads.copy_name(stored.name, "card")) as file, Image.open(file) as copy:
        assert copy.mode == "RGBA"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not-a-picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not-a-picture"),
        (picture("GIF").getvalue(), "not-a-picture"),
        (picture("TIFF").getvalue(), "not-a-picture"),
        (picture("BMP").getvalue(), "not-a-picture"),
        (picture().getvalue()[:-200], "not-a-picture"),
        (picture("JPEG").getvalue()[:300], "not-a-picture"),
    ],
)
def test_other_things_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(uploads.BadPicture) as caught:
        uploads.store(io.BytesIO(data), by=None)
    assert caught.value.code == code
    assert not ImageFile.objects.exists()


def test_sizes_have_limits(settings: Any) -> None:
    settings.MAX_IMAGE_BYTES = 1_000
    with pytest.raises(uploads.BadPicture, match="too-large"):
        uploads.store(io.BytesIO(b"x" * 1_001), by=None)
    settings.MAX_IMAGE_BYTES = 1_000_000
    settings.MAX_IMAGE_PIXELS = 900 * 600 - 1
    with pytest.raises(uploads.BadPicture, match="too-many-pixels"):
        uploads.store(picture(), by=None)


def test_bombs_are_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000)
    with pytest.raises(uploads.BadPicture, match="too-many-pixels"):
        uploads.store(picture(), by=None)


@pytest.mark.parametrize(
    ("size", "card"),
    [
        ((1200, 900), (320, 240)),
        ((1200, 600), (320, 160)),
        ((1000, 1000), (320, 240)),
        ((600, 1200), (120, 240)),
        ((9000, 3), (320, 1)),
    ],
)
def test_cards_crop_little_or_not_at_all(size: tuple[int, int], card: tuple[int, int]) -> None:
    assert uploads.card_size(*size) == card
