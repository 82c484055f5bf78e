"""Names and three-letter codes of languages and countries, for the locales of shops. Follows ISO 639 and ISO 3166.

A language or country that is not here is shown by its code alone.
"""

from typing import NamedTuple


class Named(NamedTuple):
    """A three-letter code and an English name."""

    code: str
    name: str


def _table(text: str) -> dict[str, Named]:
    rows = [line.split(maxsplit=2) for line in text.strip().splitlines()]
    return {short: Named(code, name) for short, code, name in rows}


LANGUAGES = _table("""
ar ara Arabic
bg bul Bulgarian
ca cat Catalan
cs ces Czech
da dan Danish
de deu German
el ell Greek
en eng English
es spa Spanish
et est Estonian
fi fin Finnish
fr fra French
ga gle Irish
he heb Hebrew
hi hin Hindi
hr hrv Croatian
hu hun Hungarian
id ind Indonesian
is isl Icelandic
it ita Italian
ja jpn Japanese
ko kor Korean
lb ltz Luxembourgish
lt lit Lithuanian
lv lav Latvian
ms msa Malay
mt mlt Maltese
nb nob Norwegian Bokmål
nl nld Dutch
no nor Norwegian
pl pol Polish
pt por Portuguese
ro ron Romanian
ru rus Russian
sk slk Slovak
sl slv Slovenian
sr srp Serbian
sv swe Swedish
th tha Thai
tr tur Turkish
uk ukr Ukrainian
vi vie Vietnamese
zh zho Chinese
""")

COUNTRIES = _table("""
AE ARE United Arab Emirates
AR ARG Argentina
AT AUT Austria
AU AUS Australia
BE BEL Belgium
BG BGR Bulgaria
BR BRA Brazil
CA CAN Canada
CH CHE Switzerland
CL CHL Chile
CN CHN China
CO COL Colombia
CY CYP Cyprus
CZ CZE Czechia
DE DEU Germany
DK DNK Denmark
EE EST Estonia
EG EGY Egypt
ES ESP Spain
FI FIN Finland
FR FRA France
GB GBR United Kingdom
GR GRC Greece
HK HKG Hong Kong
HR HRV Croatia
HU HUN Hungary
ID IDN Indonesia
IE IRL Ireland
IL ISR Israel
IN IND India
IS ISL Iceland
IT ITA Italy
JP JPN Japan
KR KOR South Korea
KW KWT Kuwait
LI LIE Liechtenstein
LT LTU Lithuania
LU LUX Luxembourg
LV LVA Latvia
MA MAR Morocco
MC MCO Monaco
MT MLT Malta
MX MEX Mexico
MY MYS Malaysia
NL NLD Netherlands
NO NOR Norway
NZ NZL New Zealand
PE PER Peru
PH PHL Philippines
PL POL Poland
PT PRT Portugal
QA QAT Qatar
RO ROU Romania
RS SRB Serbia
RU RUS Russia
SA SAU Saudi Arabia
SE SWE Sweden
SG SGP Singapore
SI SVN Slovenia
SK SVK Slovakia
TH THA Thailand
TR TUR Türkiye
TW TWN Taiwan
UA UKR Ukraine
US USA United States
UY URY Uruguay
VN VNM Vietnam
ZA ZAF South Africa
""")
