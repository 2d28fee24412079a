"""Which ways do people take?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.paths.answer import PathsAnswer
from bellrock.analytics.paths.behind import PathsCell, behind_paths
from bellrock.analytics.paths.run import paths
from bellrock.analytics.paths.statements import paths_statements
from bellrock.query.ask import PathsAsk

KIND = Kind(
    "Which ways do people take?",
    PathsAsk, PathsCell, PathsAnswer, paths, behind_paths, paths_statements,
)  # fmt: skip

__all__ = ["KIND", "PathsAnswer", "PathsCell", "behind_paths", "paths"]
