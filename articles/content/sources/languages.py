"""Languages as sources name them: a tag, a locale, three letters or an English name in, a tag of BCP 47 out."""

import re

from ..allowlist import is_language
from ..clean import clean_line

# The tag, its codes in ISO 639-2, its names in English and as BibLaTeX and catalogues write them.
_TABLE = """
ar ara arabic
be bel belarusian
bg bul bulgarian
bn ben bengali
bs bos bosnian
ca cat catalan
cs ces cze czech
da dan danish
de deu ger german germanb ngerman austrian deutsch
el ell gre greek
en eng english american british ukenglish usenglish canadian australian newzealand
es spa spanish español
et est estonian
eu eus baq basque
fa fas per persian
fi fin finnish
fr fra fre french francais français
ga gle irish
gl glg galician
he heb hebrew
hi hin hindi
hr hrv croatian
hu hun hungarian magyar
hy hye arm armenian
id ind indonesian
is isl ice icelandic
it ita italian italiano
ja jpn japanese
ka kat geo georgian
kk kaz kazakh
km khm khmer
ko kor korean
la lat latin
lo lao
lt lit lithuanian
lv lav latvian
mk mkd mac macedonian
mn mon mongolian
ms msa may malay
my mya bur burmese myanmar
nb nob norsk
ne nep nepali
nl nld dut dutch flemish
nn nno nynorsk
no nor norwegian
pl pol polish polski
pt por portuguese portuges brazilian português
ro ron rum romanian
ru rus russian
si sin sinhala
sk slk slo slovak
sl slv slovene slovenian
sq sqi alb albanian
sr srp serbian
sv swe swedish
ta tam tamil
te tel telugu
th tha thai
tr tur turkish
uk ukr ukrainian
ur urd urdu
vi vie vietnamese
zh zho chi chinese
"""
_TAGS = {name: line.split()[0] for line in _TABLE.strip().splitlines() for name in line.split()[1:]}
_PRIMARY = re.compile(r"[a-z]{2,3}(?:-.+)?", re.IGNORECASE | re.ASCII)


def tag(text: str) -> str:
    """Return the tag of a language, or "" where none is known for the text.

    >>> tag("Dutch"), tag("en_GB.UTF-8"), tag("eng"), tag("Elvish")
    ('nl', 'en-GB', 'en', '')
    """
    name = clean_line(text).partition(".")[0].replace("_", "-")
    if known := _TAGS.get(name.lower()):
        return known
    return name if _PRIMARY.fullmatch(name) and is_language(name) else ""
