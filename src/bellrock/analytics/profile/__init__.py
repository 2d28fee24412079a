"""By which values does a group of people differ from others?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.profile.answer import ProfileAnswer
from bellrock.analytics.profile.behind import ProfileCell, behind_profile
from bellrock.analytics.profile.run import profile
from bellrock.analytics.profile.statements import profile_statements
from bellrock.query.ask import ProfileAsk

KIND = Kind(
    "By which values does a group of people differ from others?",
    ProfileAsk, ProfileCell, ProfileAnswer, profile, behind_profile, profile_statements,
)  # fmt: skip

__all__ = ["KIND", "ProfileAnswer", "ProfileCell", "behind_profile", "profile"]
