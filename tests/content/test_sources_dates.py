"""Dates and languages as sources write them: one reading or none."""

import pytest
from hypothesis import given

from articles.content import dates
from articles.content.allowlist import is_language
from articles.content.sources import dated, languages

from . import strategies


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2009", "2009"),
        ("2009-08", "2009-08"),
        ("2009-08-27", "2009-08-27"),
        ("2009~", "2009~"),
        ("2004/2005", "2004/2005"),
        ("2009-8-7", "2009-08-07"),
        ("2009/08/27", "2009-08-27"),
        ("2009.08.27", "2009-08-27"),
        ("1948/07//", "1948-07"),
        ("2014//", "2014"),
        ("2009-00-00", "2009"),
        ("20090827", "2009-08-27"),
        ("2009-08-27T10:00:00Z", "2009-08-27"),
        ("2009-08-27T10:00:00.000+02:00", "2009-08-27"),
        ("2009-08-27 10:00", "2009-08-27"),
        ("27 August 2009, 4:40 p.m.", "2009-08-27"),
        ("Thu, 27 Aug 2009 10:00:00 GMT", "2009-08-27"),
        ("Thursday, August 27, 2009", "2009-08-27"),
        ("27 August 2009", "2009-08-27"),
        ("27th of August, 2009", "2009-08-27"),
        ("August 27th, 2009", "2009-08-27"),
        ("Aug. 2009", "2009-08"),
        ("Dec. 2014", "2014-12"),
        ("Sept 2009", "2009-09"),
        ("27-Aug-2009", "2009-08-27"),
        ("2009 August 27", "2009-08-27"),
        ("2009, August", "2009-08"),
        ("2009-Aug", "2009-08"),
        ("July/August 2009", "2009-07/2009-08"),
        ("2010 Sep-Oct", "2010-09/2010-10"),
        ("13/04/2012", "2012-04-13"),
        ("04/13/2012", "2012-04-13"),
        ("04/04/2012", "2012-04-04"),
        ("3.4.2012", "2012-04-03"),
        ("12/2006", "2006-12"),
        ("c. 1999", "1999~"),
        ("ca 1999", "1999~"),
        ("circa 1999", "1999~"),
        ("c1999", "1999"),
        ("©1999", "1999"),
        ("[1999]", "1999"),
        ("1999?", "1999?"),
        ("1994–1996", "1994/1996"),
        ("1994--1996", "1994/1996"),
        ("1996-1994", ""),
        ("03/04/2012", ""),
        ("31/31/2012", ""),
        ("2012-13", ""),
        ("30 February 2012", ""),
        ("27 Brumaire 2009", ""),
        ("Spring 2009", ""),
        ("n.d.", ""),
        ("in press", ""),
        ("199", ""),
        ("", ""),
        ("2009" + " " * 200 + "x", ""),
        ("2009 " + "x" * 200, ""),
        ("٢٠٠٩", ""),
    ],
)
def test_date_has_one_reading_or_none(text, edtf):
    assert dated.edtf(text) == edtf


@pytest.mark.parametrize(
    ("year", "month", "day", "edtf"),
    [
        ("2009", "", "", "2009"),
        ("2009", "8", "", "2009-08"),
        ("2009", "08", "27", "2009-08-27"),
        ("2009", "aug", "27", "2009-08-27"),
        ("2019", "2 sep", "", "2019-09-02"),
        ("2002", "July 30th", "", "2002-07-30"),
        ("2009", "summer", "", ""),
        ("2009", "13", "", ""),
        ("13th Century", "", "", ""),
    ],
)
def test_parts_make_a_date(year, month, day, edtf):
    assert dated.from_parts(year, month, day) == edtf


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("en-GB", "en-GB"),
        ("en_US", "en-US"),
        ("de_DE.UTF-8", "de-DE"),
        ("English", "en"),
        ("american", "en"),
        ("eng", "en"),
        ("ger", "de"),
        ("Deutsch", "de"),
        ("burmese", "my"),
        ("sr-Latn", "sr-Latn"),
        ("haw", "haw"),
        ("Elvish", ""),
        ("langlatin and langgerman", ""),
        ("e", ""),
        ("en-", ""),
        ("", ""),
    ],
)
def test_language_has_a_tag_or_none(text, tag):
    assert languages.tag(text) == tag


@given(strategies.text)
def test_any_text_is_a_date_and_a_language_or_not(text):
    assert dated.edtf(text) == "" or dates.is_date(dated.edtf(text))
    assert languages.tag(text) == "" or is_language(languages.tag(text))
