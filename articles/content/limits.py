"""How long each text of an article may be, in characters: one table for the columns, the form and the rules."""

BODY = 1_000_000
CATEGORY = 200
COMMENT = 5_000
# Lists and objects in each other, in JSON.
DEPTH = 32
KEY = 64
LANGUAGE = 35
ROWS = 2_000
SLUG = 200
SUMMARY = 500
TIME_ZONE = 64
URL = 2_000

ARTICLE = {"title": 300, "slug": SLUG, "short_description": 300, "language": LANGUAGE, "lead": BODY}
SECTION = {"heading": 300, "body": BODY}
REFERENCE = {
    "type": 40,
    "title": 1_000,
    "authors": 20_000,
    "container_title": 500,
    "publisher": 500,
    "issued": 60,
    "url": URL,
    "archive_url": URL,
    "archive_date": 60,
    "access_date": 60,
    "doi": 300,
    "isbn": 30,
    "pages": 100,
    "quote": 20_000,
    "language": LANGUAGE,
    "extra": 50_000,
}
IMAGE = {"alternative_text": 500, "caption": 500, "credit": 300, "licence": 100, "source_url": URL}
