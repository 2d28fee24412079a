"""What does the shop sell, and at which price? Names in two languages."""

from __future__ import annotations

from dataclasses import dataclass

from bellrock.town.dice import Wheel

CURRENCY = "GBP"
BRAND = "Bell Rock Outfitters"
SITE = "https://www.bellrock-outfitters.example"
_MAKES = (
    ("Storm", "风暴"), ("Harbour", "港湾"), ("Keeper", "守塔人"), ("Granite", "花岗岩"),
    ("Tidal", "潮汐"), ("Northern", "北境"), ("Beacon", "灯塔"), ("Gull", "海鸥"),
    ("Fathom", "深海"), ("Skerry", "礁石"), ("Lantern", "渔灯"), ("Compass", "罗盘"),
)  # fmt: skip
CATEGORIES = (
    ("jackets", "Jacket", "夹克", 12900),
    ("sweaters", "Sweater", "毛衣", 7400),
    ("boots", "Boots", "靴子", 9800),
    ("lamps", "Lamp", "台灯", 5900),
    ("mugs", "Mug", "马克杯", 1400),
    ("charts", "Sea Chart", "海图", 2200),
    ("bags", "Bag", "背包", 6800),
    ("blankets", "Blanket", "毛毯", 5400),
)


@dataclass(frozen=True)
class Product:
    """One thing for sale; `cents` is its price in hundredths of `CURRENCY`."""

    id: str
    category: str
    name: str
    name_zh: str
    cents: int
    path: str

    def called(self, language: str) -> str:
        """Return its name in the visitor's language."""
        return self.name_zh if language == "zh" else self.name


def _products() -> list[Product]:
    made = []
    for c, (category, noun, noun_zh, cents) in enumerate(CATEGORIES):
        for m, (make, make_zh) in enumerate(_MAKES):
            number = f"P{100 + 12 * c + m}"
            price = cents * (8 + (5 * m + c) % 9) // 12
            path = f"/p/{make.lower()}-{noun.lower().replace(' ', '-')}"
            made.append(Product(number, category, f"{make} {noun}", make_zh + noun_zh, price, path))
    return made


PRODUCTS = _products()
SHELF = Wheel((product, 1.0 / (1 + (37 * i) % 96)) for i, product in enumerate(PRODUCTS))
"""What visitors look at: a few products often, most seldom."""
SHELVES = {
    category: Wheel(
        (product, 1.0 / (1 + i))
        for i, product in enumerate(PRODUCTS)
        if product.category == category
    )
    for category, *_ in CATEGORIES
}
