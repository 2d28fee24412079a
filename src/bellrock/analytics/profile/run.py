"""By which values does a group of people differ from others?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bellrock.analytics.coded import Codes, find_codes
from bellrock.analytics.guessed import guess_codes
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.profile.answer import Aspect, ProfileAnswer, Trait
from bellrock.analytics.profile.sql import codes_sql, sizes_sql, values_sql
from bellrock.core.time import stopwatch
from bellrock.query.ask import ProfileAsk
from bellrock.query.naming import Name
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.stats.odds import false_discovery
from bellrock.stats.proportions import Shares, two_shares
from bellrock.store import Lake

USUAL = ("country", "device", "os", "browser", "channel", "utm_source", "locale")
"""What is compared where nothing else is asked for."""


@dataclass(frozen=True)
class Sizes:
    """People of the target, of the base and of both, in all or with one value."""

    target: int
    base: int
    both: int


@dataclass(frozen=True)
class Value:
    """One value of one property, and how many people have it."""

    value: str | None
    rest: bool
    sizes: Sizes


def profile(lake: Lake, ask: ProfileAsk, ctx: Context) -> ProfileAnswer:
    """Compare the shares of values among the target's people with those among the base's.

    The target is whoever did its event in the period, the base whoever did its own; who did both
    is in both. Each person has one value of each property: the last (or first) that their events
    of target or base carry, and where none carries any, it is not set; so shares add up to 1. The
    index is 100 where both shares are the same. The test of two shares compares the target with
    those of the base who are not in the target, where each of its four cells is expected to hold
    five people; its p-values become shares of false discoveries over all values of the answer.
    A value that fewer than `least` people of both groups together have is not told: so few say
    nothing of their kind. What is left of the whole tells how many they are.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    compared = of(ask)
    coded = _guessed(lake, ask, ctx, compared)
    if coded is None and (codes := find_value_codes(lake, ask, ctx, compared)) is not None:
        coded = _by_code(lake, ask, ctx, codes)
    if coded is not None:
        sizes, found = coded
    else:
        sizes = Sizes(*map(int, lake.one(sizes_sql(Reading(ask, ctx), ask))))
        found = find_values(lake, ask, ctx, None)
    told = [[_trait(one, sizes, ask.least) for one in some] for some in found]
    aspects = _judged([Aspect(str(n), tuple(v)) for n, v in zip(compared, told, strict=True)])
    meta = describe(
        lake, _scan(ask, ctx, compared), began=began, empty=not sizes.target,
        notes=_notes(sizes, aspects, ask.least),
    )  # fmt: skip
    return ProfileAnswer(sizes.target, sizes.base, sizes.both, ask.least, tuple(aspects), meta)


def of(ask: ProfileAsk) -> tuple[Name, ...]:
    """Return the properties that are compared."""
    return ask.by or tuple(Name("", (column,)) for column in USUAL)


def find_value_codes(
    lake: Lake, ask: ProfileAsk, ctx: Context, names: Sequence[Name]
) -> tuple[Codes, ...] | None:
    """Return the codes by which the values of `names` are compared; None where texts are."""
    both = list(dict.fromkeys((ask.target, ask.base)))
    return find_codes(lake, Reading(ask, ctx), names, both)


def find_values(
    lake: Lake, ask: ProfileAsk, ctx: Context, codes: Sequence[Codes] | None
) -> list[list[Value]]:
    """Return the values of each property, in the order of the answer."""
    if codes is not None and (told := _by_code(lake, ask, ctx, codes)) is not None:
        return told[1]
    compared, found = of(ask), defaultdict[int, list[Value]](list)
    for place, value, rest, *sizes in lake.rows(values_sql(Reading(ask, ctx), ask, compared)):
        found[int(place)].append(Value(value, bool(rest), Sizes(*map(int, sizes))))
    return [found[place] for place in range(len(compared))]


def _guessed(
    lake: Lake, ask: ProfileAsk, ctx: Context, compared: Sequence[Name]
) -> tuple[Sizes, list[list[Value]]] | None:
    """Return the same as `_by_code` of guessed codes; None where there are none, or wrong ones."""
    both = list(dict.fromkeys((ask.target, ask.base)))
    codes = guess_codes(lake, Reading(ask, ctx), compared, both)
    return None if codes is None else _by_code(lake, ask, ctx, codes)


def _by_code(
    lake: Lake, ask: ProfileAsk, ctx: Context, codes: Sequence[Codes]
) -> tuple[Sizes, list[list[Value]]] | None:
    """Return how many people there are, in all and with each value of each property.

    Everybody has one value of each property, so those of the first add up to all. None where codes
    were guessed and somebody has a value without one.
    """
    told: list[list[tuple[int, Sizes]]] = [[] for _ in codes]
    for place, code, *sizes in lake.rows(codes_sql(Reading(ask, ctx), ask, of(ask), codes)):
        if codes[place].fails(code):
            return None
        told[int(place)].append((int(code), Sizes(*map(int, sizes))))
    whole = _sum([sizes for _, sizes in told[0]])
    return whole, [_values(one, some, ask.top) for one, some in zip(codes, told, strict=True)]


def _values(codes: Codes, counts: list[tuple[int, Sizes]], top: int) -> list[Value]:
    """Return the values that most people of the base have, ties by their texts, and the rest."""
    order = sorted(counts, key=lambda o: (-o[1].base, -o[1].target, o[0] == 0, -o[0]))
    shown = [Value(codes.value(code), False, sizes) for code, sizes in order[:top]]
    rest = [sizes for _, sizes in order[top:]]
    return [*shown, Value(None, True, _sum(rest))] if rest else shown


def _sum(some: Sequence[Sizes]) -> Sizes:
    return Sizes(sum(s.target for s in some), sum(s.base for s in some), sum(s.both for s in some))


def few(sizes: Sizes, least: int) -> bool:
    """Whether too few people have a value for it to be told."""
    return sizes.base + sizes.target - sizes.both < least


def _trait(one: Value, whole: Sizes, least: int) -> Trait:
    value = "other" if one.rest else one.value
    if few(one.sizes, least):
        return Trait(value, None, None, None, None, None, None, None, few=True, other=one.rest)
    mine = one.sizes.target / whole.target if whole.target else None
    theirs = one.sizes.base / whole.base if whole.base else None
    index = 100 * mine / theirs if mine is not None and theirs else None
    shares = Shares(
        one.sizes.target, whole.target, one.sizes.base - one.sizes.both, whole.base - whole.both
    )
    p = two_shares(shares) if shares.testable and not one.rest else None
    return Trait(
        value, one.sizes.target, one.sizes.base, mine, theirs, index, p, None, other=one.rest
    )


def _judged(aspects: Sequence[Aspect]) -> list[Aspect]:
    """Return the same with shares of false discoveries over all that was tested."""
    tested = [one.p for aspect in aspects for one in aspect.values if one.p is not None]
    false = iter(false_discovery(tested))
    return [
        replace(
            aspect,
            values=tuple(
                one if one.p is None else replace(one, q=next(false)) for one in aspect.values
            ),
        )
        for aspect in aspects
    ]


def _notes(sizes: Sizes, aspects: Sequence[Aspect], least: int) -> list[str]:
    notes = []
    outside = sizes.target - sizes.both
    if outside:
        notes.append(f"{outside:,} people of the target are not in the base")
    untold = sum(one.few for aspect in aspects for one in aspect.values)
    if untold:
        notes.append(f"values of fewer than {least} people are not told: {untold:,} of them")
    return notes


def _scan(ask: ProfileAsk, ctx: Context, compared: Sequence[Name]) -> Scan:
    both = tuple(dict.fromkeys((ask.target, ask.base)))
    read = [*names(ask.where), *compared]
    read += [name for one in both for tree in one.filters for name in names(tree)]
    return Scan(ask, ctx, both, tuple(dict.fromkeys(read)))
