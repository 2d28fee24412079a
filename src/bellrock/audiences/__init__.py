"""Sets of people under a name: kept as they were found, and filled anew when asked to."""

from bellrock.audiences.members import Change, Members
from bellrock.audiences.registry import Audience, AudienceOwner, Audiences, Filling, Search

__all__ = ["Audience", "AudienceOwner", "Audiences", "Change", "Filling", "Members", "Search"]
