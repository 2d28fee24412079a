"""A seeded synthetic town with planted truth: the demo, and the oracle of many tests.

It emits ordinary tracking requests, as clients would send them, and keeps apart what is true.
"""

from bellrock.town.pipe import read_frames, write_frames
from bellrock.town.plan import ZONE, Plan
from bellrock.town.request import Request
from bellrock.town.truth import Truth
from bellrock.town.world import Town

__all__ = ["ZONE", "Plan", "Request", "Town", "Truth", "read_frames", "write_frames"]
