"""Where do people live, what are they called, and which clock do they read?"""

from __future__ import annotations

from dataclasses import dataclass

from bellrock.town.dice import Wheel

SHOPS = ("Arbroath", "Dundee")
"""The two shops with a till, a door and a kiosk."""


@dataclass(frozen=True)
class Place:
    """A city with its country, language and clock; `home` where the shops are near."""

    city: str
    country: str
    locale: str
    zone: str
    home: bool = False

    @property
    def language(self) -> str:
        """The two letters of the language."""
        return self.locale[:2]


PLACES = Wheel(
    [
        (Place("Arbroath", "GB", "en-GB", "Europe/London", home=True), 12),
        (Place("Dundee", "GB", "en-GB", "Europe/London", home=True), 16),
        (Place("Edinburgh", "GB", "en-GB", "Europe/London"), 10),
        (Place("London", "GB", "en-GB", "Europe/London"), 10),
        (Place("Hamburg", "DE", "de-DE", "Europe/Berlin"), 9),
        (Place("Köln", "DE", "de-DE", "Europe/Berlin"), 6),
        (Place("Brest", "FR", "fr-FR", "Europe/Paris"), 7),
        (Place("New York", "US", "en-US", "America/New_York"), 8),
        (Place("Portland", "US", "en-US", "America/Los_Angeles"), 6),
        (Place("上海", "CN", "zh-CN", "Asia/Shanghai"), 9),
        (Place("青岛", "CN", "zh-CN", "Asia/Shanghai"), 7),
    ]
)
_GIVEN = {
    "en": "Ann,Bob,Cat,Dan,Eve,Finn,Grace,Hugh,Isla,Jack,Kate,Liam,Mary,Noah,Olive,Rory",
    "de": "Anke,Björn,Clara,Dörte,Emil,Frieda,Günter,Hanna,Jörg,Käthe,Lukas,Mia",
    "fr": "Aurélie,Benoît,Chloé,Damien,Élise,François,Gaëlle,Hugo,Inès,Jérôme",
    "zh": "伟,芳,娜,敏,静,丽,强,磊,军,洋,艳,勇,杰,涛,明,超,秀英,建国,子涵,雨桐",
}
_FAMILY = {
    "en": "Smith,Stevenson,Watt,Logan,Rennie,Skene,Baird,Muir,Reid,Young,Cargill,Swan",
    "de": "Müller,Schmidt,Weiß,Köhler,Jansen,Petersen,Brandt,Krüger",
    "fr": "Le Goff,Kerouac,Lefèvre,Moreau,Dubois,Garçon,Morvan",
    "zh": "王,李,张,刘,陈,杨,赵,黄,周,吴,徐,孙,马,朱,胡,郭",
}
_NAMES = {
    language: (given.split(","), _FAMILY[language].split(",")) for language, given in _GIVEN.items()
}


def called(language: str, u: float, v: float) -> str:
    """Return a person's name as their language writes it; family name first in Chinese."""
    given, family = _NAMES[language]
    first, last = given[int(u * len(given))], family[int(v * len(family))]
    return last + first if language == "zh" else f"{first} {last}"
