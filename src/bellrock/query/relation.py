"""Which rows does a question read? Events with the identity graph applied: the one relation.

Every question, person list, audience and metric reads events through a `Reading`, so that their
numbers agree: machines are left out unless asked for, and `who` is the person an event belongs to
as known now. Events are ordered by `AT`; two with the same `AT` are simultaneous.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol, assert_never

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import SYSTEM_CLOCK, Clock, Period, micros, zone
from bellrock.query.ask import Ask
from bellrock.query.binder import Binder
from bellrock.query.dimension import Dimension
from bellrock.query.dimension_sql import dimension_operand
from bellrock.query.naming import Name
from bellrock.query.operand import Operand, operand
from bellrock.query.operators import test_sql
from bellrock.query.period import period
from bellrock.query.predicate import Either, Every, InAudience, Opposite, Predicate, Test
from bellrock.query.selector import Choice, Selector
from bellrock.query.sql import Sql

if TYPE_CHECKING:
    from bellrock.query.traits import Fold

DICTIONARY = "person_override"
AT = "toUInt64(toUnixTimestamp64Micro(ts)) * 8192 + tie"
"""UInt64; good until 2041. Two events with the same `AT` are simultaneous."""
MICROS = "toUnixTimestamp64Micro(ts)"
QUARTER = "toStartOfFifteenMinutes(ts)"
"""What the projection `quarters` counts by; no zone begins a day anywhere else."""


@dataclass(frozen=True)
class IdentityState:
    """What the identity graph of a project can change, so that idle look-ups are left out."""

    overrides: bool = True
    """Some person key maps to another person."""
    visits: bool = False
    """Some visit of a shared device has been given to a person of its own."""


def _no_holiday(day: date) -> str | None:
    del day
    return None


@dataclass(frozen=True)
class Context:
    """Who asks: the project, its zone, what is known of identity, and the clock."""

    project: int
    zone: str = "UTC"
    identity: IdentityState = IdentityState()
    clock: Clock = SYSTEM_CLOCK
    include_bots: bool = False
    holidays: Callable[[date], str | None] = _no_holiday
    """What a day's public holiday is called in the project; None on an ordinary day."""
    folds: Mapping[str, Fold] = field(default_factory=dict)
    """How a trait is folded where it is not simply the latest value."""
    unsent: frozenset[str] = frozenset()
    """Columns whose name no event of the project is known to carry as a property."""
    audiences: Mapping[str, int] = field(default_factory=dict)
    """Under which number the members of each audience are kept, by its key."""


class Peopled(Protocol):
    """What must be known of a project to tell who is in an audience."""

    @property
    def project(self) -> int:
        """The project's number."""
        ...

    @property
    def identity(self) -> IdentityState:
        """What its identity graph can change."""
        ...

    @property
    def audiences(self) -> Mapping[str, int]:
        """Under which number the members of each audience are kept, by its key."""
        ...


class Reading:
    """One statement's way to read events: the values it binds and the traits it joins."""

    def __init__(self, ask: Ask, ctx: Context) -> None:
        """Read as `ask` wants: its zone, filter, machines and identity, over the project's own.

        Raises:
            InvalidDefinition: the period is empty or the zone unknown.
        """
        self.ask, self.ctx = ask, ctx
        self.binder = Binder()
        self.now = ctx.clock.now()
        self.tz = zone(ask.zone or ctx.zone)
        self.period = period(ask.from_, ask.to, self.now, self.tz)
        self.bots = ask.bots or ctx.include_bots
        self._traits: dict[str, str] = {}

    @property
    def who(self) -> str:
        """The person an event belongs to, as an expression over its row."""
        if self.ask.identity == "as_of_event":
            return "person"
        return who_expression(self.ctx.identity)

    @property
    def raw(self) -> list[str]:
        """The columns that `who` is computed from."""
        return ["person", "visit"] if "visit" in self.who else ["person"]

    def operand(self, name: Name) -> Operand:
        """Return how `name` is read from a row."""
        trait = self._trait(name.path[0]) if name.scope == "person" else ""
        plain = operand(name, self.binder.text(self.tz.key), trait, self.ctx.unsent)
        return dimension_operand(name, plain, self.binder) if isinstance(name, Dimension) else plain

    def test(self, tree: Predicate | None) -> str:
        """Return a condition over a row, 1 or 0: whether `tree` holds."""
        if tree is None:
            return "1"
        if isinstance(tree, Test):
            return test_sql(tree, self.operand(tree.name), self)
        if isinstance(tree, Every):
            return f"({' and '.join(map(self.test, tree.parts))})"
        if isinstance(tree, Either):
            return f"({' or '.join(map(self.test, tree.parts))})"
        if isinstance(tree, Opposite):
            return f"not ({self.test(tree.part)})"
        if isinstance(tree, InAudience):  # whoever it is now, also where events stand by old ids
            who = who_expression(self.ctx.identity)
            return membership(self.binder, who, tree, self.ctx)
        assert_never(tree)

    def matches(self, selector: Selector) -> str:
        """Return a condition over a row, 1 or 0: whether `selector` means this event."""
        plain = [c.event for c in selector.choices if c.where is None and c.event is not None]
        said = [self._choice(c) for c in selector.choices if c.where is not None or c.event is None]
        if plain:
            said.append(self.named(plain))
        return said[0] if len(said) == 1 else f"({' or '.join(said)})"

    def wanted(self, selectors: Sequence[Selector]) -> list[str]:
        """Return the conditions that keep what `selectors` mean, beyond the names they read."""
        if not any(selector.filters for selector in selectors):
            return []
        return [f"({' or '.join(self.matches(selector) for selector in selectors)})"]

    def named(self, names: Sequence[str]) -> str:
        """Return the condition that the event has one of `names`."""
        if len(names) == 1:
            return f"event = {self.binder.text(names[0])}"
        return f"event in {self.binder.bind(sorted(names), 'Array(String)')}"

    def source(
        self,
        columns: Sequence[str],
        selectors: Sequence[Selector],
        during: Period | None = None,
        *,
        since_ever: bool = False,
        also: Sequence[str] = (),
    ) -> str:
        """Return the text of a select of `columns` from the events that `selectors` may mean.

        The asked filter is applied, and machines are left out unless asked for. The filters of
        the selectors are not: name `matches` among the columns, or `wanted` in `also`.

        Args:
            columns: Expressions over a row with their aliases.
            during: Instead of the asked period.
            since_ever: Read from the beginning of time to the end of `during`.
            also: Further conditions.
        """
        conditions = [*self._conditions(selectors, during or self.period, since_ever), *also]
        if self.ask.where is not None:
            conditions.append(self.test(self.ask.where))
        shown = ",\n    ".join(columns)
        kept = "\n    and ".join(conditions)
        return f"select {shown}\n  from events{self._joins()}\n  where {kept}"

    def counted(
        self, columns: Sequence[str], selectors: Sequence[Selector], during: Period,
        *, since_ever: bool = False, by_quarter: bool = True,
    ) -> str:  # fmt: skip
        """Return the text of a select of `columns` by event, machine and quarter of an hour.

        Filters are not applied, nor machines left out. The engine has these counts ready, where
        `during` begins and ends with a quarter.

        Args:
            columns: Expressions with their aliases, over the keys and counts.
            selectors: Whose events are counted.
            during: When.
            since_ever: Count from the beginning of time.
            by_quarter: Otherwise by event and machine alone, which is quicker.
        """
        clock = QUARTER if aligned(during.start, during.end) else "ts"
        kept = [f"project = {self.binder.bind(self.ctx.project, 'UInt32')}"]
        names = event_names(selectors)
        kept += [] if names is None else [self.named(names)]
        kept += [] if since_ever else [f"{clock} >= {self.moment(during.start)}"]
        kept.append(f"{clock} < {self.moment(during.end)}")
        shown, keys = ", ".join(columns), f"event, bot, {QUARTER}" if by_quarter else "event, bot"
        return f"select {shown} from events where {' and '.join(kept)} group by {keys}"

    def moment(self, at: datetime) -> str:
        """Return `at` as a bound DateTime64."""
        return f"fromUnixTimestamp64Micro({self.binder.bind(micros(at), 'Int64')}, 'UTC')"

    def sql(self, text: str) -> Sql:
        """Return the finished statement."""
        return self.binder.sql(text)

    def _conditions(
        self, selectors: Sequence[Selector], during: Period, since_ever: bool
    ) -> list[str]:
        said = [f"project = {self.binder.bind(self.ctx.project, 'UInt32')}"]
        names = event_names(selectors)
        if names is not None:
            said.append(self.named(names))
        if not since_ever:
            said.append(f"ts >= {self.moment(during.start)}")
        said.append(f"ts < {self.moment(during.end)}")
        return said if self.bots else [*said, "bot = ''"]

    def _choice(self, choice: Choice) -> str:
        filtered = self.test(choice.where)
        if choice.event is None:
            return filtered
        return f"({self.named([choice.event])} and {filtered})"

    def _trait(self, trait: str) -> str:
        return self._traits.setdefault(trait, f"trait_{len(self._traits)}")

    def _joins(self) -> str:
        return "".join(self._join(trait, alias) for trait, alias in self._traits.items())

    def _join(self, trait: str, alias: str) -> str:
        from bellrock.query.traits import LATEST, trait_text  # noqa: PLC0415 # it reads this file

        fold = self.ctx.folds.get(trait, LATEST)
        folded = trait_text(
            self.binder, self.ctx.project, [trait], fold, identity=self.ctx.identity
        )
        return (
            f"\n  any left join (select who as {alias}_who, value as {alias} from ({folded})) "
            f"as {alias}_of on {alias}_of.{alias}_who = {self.who}"
        )


def who_expression(identity: IdentityState) -> str:
    """Return the person an event belongs to as known now, over its `person` and `visit`."""
    person = _canonical("person", "person") if identity.overrides else "person"
    if not identity.visits:
        return person
    return f"if(visit != 0, {_canonical('visit', person)}, {person})"


def membership(binder: Binder, who: str, tree: InAudience, ctx: Peopled) -> str:
    """Return the condition, 1 or 0, that the person `who` is in one of the audiences now.

    Raises:
        InvalidDefinition: the project has no such audience.
    """
    contents = [_content(key, ctx.audiences) for key in tree.audiences]
    return f"({who} in ({members_text(binder, ctx, contents)}))"


def members_text(binder: Binder, ctx: Peopled, contents: Sequence[int]) -> str:
    """Return the text of a select of the people under `contents` as they are known now."""
    person = _canonical("person", "person") if ctx.identity.overrides else "person"
    kept = binder.bind(list(contents), "Array(UInt64)")
    return (
        f"select {person} from audience_members "
        f"where project = {binder.bind(ctx.project, 'UInt32')} and content in {kept}"
    )


def _content(audience: str, known: Mapping[str, int]) -> int:
    if audience not in known:
        near = get_close_matches(audience, list(known), n=1, cutoff=0.5)
        some = ", ".join(sorted(known)[:10])
        hint = f"did you mean {near[0]}?" if near else f"there are {some}" if some else ""
        raise InvalidDefinition(
            f"there is no audience {audience!r}",
            hint=hint or "save one first, or bring it back if it was deleted", field="where",
        )  # fmt: skip
    return known[audience]


def aligned(*moments: datetime) -> bool:
    """Return whether all `moments` begin a quarter of an hour."""
    return all(micros(moment) % 900_000_000 == 0 for moment in moments)


def event_names(selectors: Sequence[Selector]) -> list[str] | None:
    """Return the event names that any of `selectors` can mean, or None where it may be any."""
    found: list[str] = []
    for selector in selectors:
        if selector.events is None:
            return None
        found += selector.events
    return sorted(set(found))


def _canonical(key: str, otherwise: str) -> str:
    return f"dictGetOrDefault('{DICTIONARY}', 'canonical', {key}, {otherwise})"
