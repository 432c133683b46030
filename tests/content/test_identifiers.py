"""DOIs, ISBNs and addresses: read however they are written."""

import pytest
from hypothesis import given

from articles.content.identifiers import doi, isbn, same_address

from . import strategies


@pytest.mark.parametrize(
    "raw",
    [
        "10.1000/182",
        " 10.1000/182\n",
        "doi:10.1000/182",
        "DOI: 10.1000/182",
        "doi 10.1000/182",
        "https://doi.org/10.1000/182",
        "http://dx.doi.org/10.1000/182",
        "https://www.doi.org/10.1000/182",
        "HTTPS://DOI.ORG/10.1000/182",
    ],
)
def test_prefix_of_a_doi_goes(raw):
    assert doi(raw) == "10.1000/182"


@pytest.mark.parametrize(
    "raw", ["", "10.1000", "10.1000/", "10.10/182", "11.1000/182", "10.1000/a b", "see 10.1000/182", "10.١٠٠٠/1"]
)
def test_other_text_is_no_doi(raw):
    assert doi(raw) == ""


def test_doi_keeps_its_signs():
    sici = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
    assert doi(f"doi:{sici}") == sici


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("0-306-40615-2", "0-306-40615-2"),
        ("0306406152", "0306406152"),
        ("080442957X", "080442957X"),
        ("0 8044 2957 x", "0 8044 2957 x"),
        ("978-0-306-40615-7", "978-0-306-40615-7"),
        ("ISBN 9780306406157", "9780306406157"),
        ("isbn-13: 978-0-306-40615-7", "978-0-306-40615-7"),
        ("979-10-90636-07-1", "979-10-90636-07-1"),
        ("0-306-40615-3", ""),
        ("978-0-306-40615-8", ""),
        ("977-0-306-40615-7", ""),
        ("030640615", ""),
        ("X306406152", ""),
        ("٠٣٠٦٤٠٦١٥٢", ""),
        ("", ""),
    ],
)
def test_isbn_checks_or_not(raw, kept):
    assert isbn(raw) == kept


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.org/a/#top", "http://example.org/a", True),
        ("https://example.org", "https://EXAMPLE.org/", True),
        ("https://example.org:443/a", "http://example.org:80/a", True),
        ("https://example.org/a?b=1", "https://example.org/a?b=2", False),
        ("https://example.org/a", "https://example.org/A", False),
        ("https://example.org:8080/a", "https://example.org/a", False),
        ("https://example.org/a", "https://example.com/a", False),
        ("https://example.org/#/a", "https://example.org/#/b", False),
        ("https://example.org/#!a", "https://example.org/#!a/", True),
        ("https://example.org/#/", "https://example.org/#top", False),
        ("http://[", "http://[", True),
        ("http://a:b/", "http://a:c/", False),
    ],
)
def test_addresses_name_one_page_or_two(one, other, same):
    assert (same_address(one) == same_address(other)) is same


@given(strategies.text)
def test_any_text_has_a_form(raw):
    assert doi(doi(raw)) == doi(raw)
    assert isbn(isbn(raw)) == isbn(raw)
    assert isinstance(same_address(raw), str)
