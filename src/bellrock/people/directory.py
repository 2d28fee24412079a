"""Everything about people behind one door: who they are, what they are like, what they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bellrock.core.time import Clock
from bellrock.people import traits
from bellrock.people.claims import Claim, TraitOp
from bellrock.people.graph import Graph
from bellrock.people.labels import Label, labels
from bellrock.people.listing import Listed, Listing, Total, Wanted
from bellrock.people.profile import Profile, Profiles, TimelineEvent
from bellrock.people.review import Review
from bellrock.people.rules import Rules
from bellrock.people.several import find_several
from bellrock.people.simulate import Simulation, simulate
from bellrock.people.whereabouts import find
from bellrock.query.relation import IdentityState
from bellrock.query.sql import Sql
from bellrock.query.traits import Fold
from bellrock.store import Lake, Ledger


class People:
    """The people of all projects; safe to share between threads."""

    def __init__(self, ledger: Ledger, lake: Lake, clock: Clock) -> None:
        """Open the directory and tell the lake what it may have missed of who is who."""
        self._ledger = ledger
        self._lake = lake
        self._clock = clock
        self._graph = Graph(ledger, lake, clock)
        self._profiles = Profiles(ledger, lake)
        self.review = Review(self._graph, ledger, clock)
        """Undoing, splitting, and the queue of conflicts."""

    def observe(self, claims: Sequence[Claim]) -> list[str]:
        """Take in `claims` and return what became of each; see `Graph.observe`."""
        return self._graph.observe(claims)

    def write_traits(self, ops: Sequence[TraitOp], *, token: str) -> None:
        """Store operations on traits as one block, at most once a `token`."""
        traits.write_traits(self._lake, ops, token=token)

    def state(self, project: int) -> IdentityState:
        """Return what questions of `project` need to know of identity; call it before each."""
        return self._graph.state(project)

    def rules(self, project: int) -> Rules:
        """Return the identity rules of `project`."""
        return self._graph.rules(project)

    def set_rules(self, project: int, rules: Rules) -> None:
        """Give `project` new identity rules and decide its whole history anew by them."""
        self._graph.set_rules(project, rules)

    def simulate(self, project: int, proposed: Rules) -> Simulation:
        """Return what `proposed` rules would make of everything ever claimed in `project`."""
        rules = self.rules(project)
        return simulate(self._ledger, project, rules, proposed, clock=self._clock)

    def rebuild(self, project: int) -> None:
        """Decide who is who in `project` anew; claims that have expired since fall away."""
        self._graph.rebuild(project)

    def folds(self, project: int) -> Mapping[str, Fold]:
        """Return how traits are folded, of those for which somebody chose; the rest by latest."""
        return traits.folds(self._ledger, project)

    def choose_fold(self, project: int, trait: str, fold: Fold) -> None:
        """Fold `trait` by `fold` from now on, for its whole history."""
        traits.choose_fold(self._ledger, project, trait, fold, clock=self._clock)

    def find(self, project: int, text: str) -> int:
        """Return the person meant by `text`: an id, an e-mail address, `type:value` or a key.

        Raises:
            NotFound: nobody in the project goes by it.
        """
        return find(self._ledger, self._lake, self.rules(project), project, text)

    def find_several(self, project: int, texts: Sequence[str]) -> list[int | None]:
        """Return whom `find` would return for each of `texts`; None where nobody goes by it."""
        return find_several(self._ledger, self._lake, self.rules(project), project, texts)

    def labels(self, project: int, people: Sequence[int]) -> list[Label]:
        """Return what each of `people` is called, in their order."""
        return labels(
            self._ledger, self._lake, project, people,
            identity=self.state(project), folds=self.folds(project),
        )  # fmt: skip

    def profile(self, project: int, person: int) -> Profile:
        """Return everything known of `person`.

        Raises:
            NotFound: nobody in the project has that key now.
        """
        return self._profiles.profile(
            project, person, identity=self.state(project), folds=self.folds(project)
        )

    def timeline(
        self,
        project: int,
        person: int,
        *,
        before: str | datetime | None = None,
        limit: int = 50,
        event: str | None = None,
    ) -> list[TimelineEvent]:
        """Return what `person` did, newest first; `before` is an event's cursor or a moment."""
        return self._profiles.timeline(
            project, person, self.state(project), before=before, limit=limit, event=event
        )

    def activity(
        self, project: int, person: int, *, since: datetime, zone: str
    ) -> Mapping[date, int]:
        """Return how many events `person` has on each day of `zone` from `since` on, if any."""
        return self._profiles.activity(project, person, self.state(project), since=since, zone=zone)

    def browse(self, project: int, wanted: Wanted, *, lake: Lake | None = None) -> list[Listed]:
        """Return a page of people; see `Wanted`, and `Listed.cursor` for the next page.

        Args:
            lake: The same lake by the name under which these queries can be ended.
        """
        lake = lake or self._lake
        listing = Listing(self._ledger, lake, self._clock, project, self.state(project))
        return listing.page(wanted, self.rules(project), self.folds(project))

    def count(self, project: int, wanted: Wanted, *, lake: Lake | None = None) -> Total:
        """Return how many people `browse` would list in all."""
        lake = lake or self._lake
        listing = Listing(self._ledger, lake, self._clock, project, self.state(project))
        return listing.count(wanted, self.rules(project), self.folds(project))

    def everybody(self, project: int, wanted: Wanted) -> Sql | None:
        """Return the statement that selects whom `browse` would list in all; None for nobody.

        Raises:
            InvalidDefinition: as `browse`.
            TooLarge: the search finds more people than it looks at.
        """
        listing = Listing(self._ledger, self._lake, self._clock, project, self.state(project))
        return listing.everybody(wanted, self.rules(project), self.folds(project))

    def close(self) -> None:
        """Note what the lake has learnt; the stores stay open."""
        self._graph.close()
