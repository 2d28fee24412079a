"""In how many sessions do people come, how long and how deep are they?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.sessions.answer import SessionsAnswer
from bellrock.analytics.sessions.behind import SessionsCell, behind_sessions
from bellrock.analytics.sessions.run import sessions
from bellrock.analytics.sessions.statements import sessions_statements
from bellrock.query.ask import SessionsAsk

KIND = Kind(
    "In how many sessions do people come, how long and how deep are they?",
    SessionsAsk, SessionsCell, SessionsAnswer, sessions, behind_sessions, sessions_statements,
)  # fmt: skip

__all__ = ["KIND", "SessionsAnswer", "SessionsCell", "behind_sessions", "sessions"]
