"""How sure is a Kaplan–Meier curve?"""

from __future__ import annotations

from math import exp, isfinite, log, sqrt
from statistics import NormalDist


def bounds(survived: float, spread: float, *, level: float = 0.95) -> tuple[float, float] | None:
    """Return the range of a share that has survived; None where it is 0 or 1, or spread endlessly.

    Args:
        survived: The Kaplan–Meier estimate, 0–1.
        spread: Greenwood's sum of d / (n (n - d)) up to there.
        level: Coverage, 0 < level < 1.

    Source: Kalbfleisch, Prentice (1980), The Statistical Analysis of Failure Time Data, 1.3: on
    the scale of log(-log S). Oracle: the published ranges of the remissions of Freireich
    et al. (1963).
    """
    if not 0.0 < survived < 1.0 or not isfinite(spread):
        return None
    reach = NormalDist().inv_cdf((1 + level) / 2) * sqrt(spread) / abs(log(survived))
    return survived ** exp(reach), survived ** exp(-reach)
