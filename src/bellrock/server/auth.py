"""Who calls, in which project, and may they? Every route of the API depends on one of these."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Query, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.requests import Request

from bellrock.core.errors import NotAllowed
from bellrock.runtime.accounts_model import ROLE_SCOPES, Project, Scope, Session, User
from bellrock.runtime.accounts_projects import DEFAULT, no_project
from bellrock.runtime.accounts_sessions import check_csrf, not_signed_in
from bellrock.runtime.accounts_users import actor_of
from bellrock.runtime.app import App

COOKIE, CSRF_HEADER = "bellrock_session", "X-CSRF-Token"
DEVICE = "bellrock_device"
"""The cookie of a browser that has signed in before; it opens nothing."""
OPERATOR = "cli"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
EVERYTHING: frozenset[Scope] = frozenset({"collect", "read", "change", "manage", "own"})

_cookie = APIKeyCookie(
    name=COOKIE,
    auto_error=False,
    scheme_name="session",
    description=f"A signed-in browser; what changes something also carries {CSRF_HEADER}.",
)
_bearer = HTTPBearer(
    auto_error=False, scheme_name="key", description="A read or admin key, by its scopes."
)
Cookie = Annotated[str | None, Security(_cookie)]
Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]


@dataclass(frozen=True)
class SignedIn:
    """A signed-in user, in no project yet."""

    session: Session
    token: str

    @property
    def user(self) -> User:
        """Who it is."""
        return self.session.user


@dataclass(frozen=True)
class Caller:
    """Who calls, in which project, with which scopes; `actor` is their name in the audit."""

    project: Project
    scopes: frozenset[Scope]
    actor: str
    user: User | None = None

    @property
    def operates(self) -> bool:
        """Whether it is the operator's own command line, by the home's local token."""
        return self.actor == OPERATOR

    @property
    def owns(self) -> bool:
        """Whether owners may be appointed and dismissed."""
        return "own" in self.scopes


def app_of(request: Request) -> App:
    """Return the app that this server serves."""
    return cast(App, request.app.state.bellrock)


def address_of(request: Request) -> str:
    """Return the caller's network address; trusted proxies have been seen through already."""
    return request.client.host if request.client else ""


def signed_in(request: Request, cookie: Cookie) -> SignedIn:
    """Return the signed-in user.

    Raises:
        NotSignedIn: no cookie, or its session is over.
        NotAllowed: a change without the CSRF token of this session.
    """
    if not cookie:
        raise not_signed_in()
    session = app_of(request).accounts.sessions.check(cookie)
    if request.method not in SAFE:
        check_csrf(cookie, request.headers.get(CSRF_HEADER, ""))
    return SignedIn(session, cookie)


def caller(
    request: Request,
    needs: SecurityScopes,
    cookie: Cookie,
    bearer: Bearer,
    project: Annotated[
        str | None,
        Query(description="The project's name; a key's own, or a user's first, when left out."),
    ] = None,
) -> Caller:
    """Return who calls, if they may: by key where one is sent, else by session.

    A project that is not the caller's is answered as one that does not exist.

    Raises:
        NotSignedIn: neither key nor session, or one that is not known.
        NotFound: there is no such project for this caller.
        NotAllowed: the key or role lacks the scope, or the CSRF token is missing.
    """
    app = app_of(request)
    if bearer is not None:
        found = _by_token(app, bearer.credentials, project)
    else:
        found = _by_session(app, signed_in(request, cookie), project)
    lacking = set(needs.scopes) - found.scopes
    if lacking:
        raise NotAllowed(
            f"this needs the right to {', '.join(sorted(lacking))}",
            hint="use an admin key, or ask an owner of the project for another role",
            needs=sorted(lacking),
        )
    return found


def still_reads(request: Request, was: Caller) -> None:
    """Check that who was let in to read would still be; for streams that stay open.

    Raises:
        NotSignedIn, NotFound, NotAllowed: as `caller`.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = HTTPAuthorizationCredentials(scheme=scheme, credentials=token) if token else None
    needs = SecurityScopes(["read"])
    caller(request, needs, request.cookies.get(COOKIE), bearer, was.project.name)


def _by_token(app: App, token: str, project: str | None) -> Caller:
    if app.local_token and hmac.compare_digest(app.local_token.encode(), token.encode()):
        return Caller(app.accounts.project(project or DEFAULT), EVERYTHING, OPERATOR)
    key = app.accounts.key_check(token)
    own = app.accounts.projects.numbered(key.project)
    if project not in (None, own.name):
        raise no_project(str(project))
    return Caller(own, key.scopes, f"key:{key.source}")


def _by_session(app: App, who: SignedIn, project: str | None) -> Caller:
    for seat in app.accounts.members.seats(who.user.id):
        own = app.accounts.projects.numbered(seat.project)
        if project in (None, own.name):
            return Caller(own, ROLE_SCOPES[seat.role], actor_of(who.user), who.user)
    raise no_project(project or DEFAULT)


AppDep = Annotated[App, Depends(app_of)]
AddressDep = Annotated[str, Depends(address_of)]
SignedInDep = Annotated[SignedIn, Depends(signed_in)]


Reader = Annotated[Caller, Security(caller, scopes=["read"])]
Changer = Annotated[Caller, Security(caller, scopes=["change"])]
Manager = Annotated[Caller, Security(caller, scopes=["manage"])]
Owner = Annotated[Caller, Security(caller, scopes=["own"])]


def member(found: Reader) -> Caller:
    """Return who calls, if they are a member and no program.

    Raises:
        NotAllowed: a key calls.
    """
    if found.user is None:
        raise NotAllowed("only members may do this", hint="sign in")
    return found


Member = Annotated[Caller, Depends(member)]
