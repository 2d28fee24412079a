"""Sets of people under a name: kept as they were found, and filled anew when asked to."""

from bellrock.audiences.members import Change, Members
from bellrock.audiences.registry import Audience, Audiences, Author, Filling, Search

__all__ = ["Audience", "Audiences", "Author", "Change", "Filling", "Members", "Search"]
