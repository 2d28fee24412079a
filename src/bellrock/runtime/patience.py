"""How long do we wait for a store that is full or busy? As it asks, and not for ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bellrock.core.errors import StoreFull, TooMany

PATIENCE_S = 300
_Result = TypeVar("_Result")


def patiently(
    attempt: Callable[[], _Result],
    wait: Callable[[float], None],
    *,
    patience_s: int = PATIENCE_S,
    hint: str = "",
) -> _Result:
    """Return what `attempt` returns; where it is told to come back later, `wait` and try again.

    Args:
        wait: Lets a number of seconds pass.
        patience_s: Seconds to wait in all, as asked for; then the refusal is raised.
        hint: What to do then, after what the refusal itself says.

    Raises:
        StoreFull, TooMany: there was no better time within `patience_s`, or there will be none.
    """
    waited = 0
    while True:
        try:
            return attempt()
        except (StoreFull, TooMany) as error:
            if error.retry_after_s is None:
                raise
            pause = max(1, error.retry_after_s)
            if waited + pause > patience_s:
                raise type(error)(
                    f"{error.message}, and was so for {waited} seconds",
                    hint="; ".join(said for said in (error.hint, hint) if said),
                    retry_after_s=error.retry_after_s,
                    **error.facts,
                ) from error
            wait(pause)
            waited += pause
