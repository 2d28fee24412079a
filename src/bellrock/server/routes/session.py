"""How does one sign in, and out, and who is signed in?"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.core.errors import NotAllowed
from bellrock.runtime.accounts_devices import LIVES
from bellrock.runtime.accounts_links import InvitationLook
from bellrock.runtime.accounts_model import ROLE_SCOPES, Project, Role, Scope, User
from bellrock.runtime.accounts_preferences import Language, Theme
from bellrock.runtime.accounts_sessions import LONGEST, csrf_token
from bellrock.runtime.app import App
from bellrock.server.api import api_router
from bellrock.server.auth import COOKIE, DEVICE, AddressDep, AppDep, SignedInDep, app_of
from bellrock.server.page import Line

router = api_router("session")
Password = Annotated[str, Field(max_length=1024, json_schema_extra={"format": "password"})]
Token = Annotated[str, Field(max_length=200)]


class Credentials(BaseModel):
    """What a user signs in with."""

    email: Line
    password: Password


class Claim(BaseModel):
    """The first owner, by the one-time link that `bellrock serve` prints."""

    token: Token
    email: Line
    password: Password
    name: Line = ""


class Acceptance(BaseModel):
    """An invited member; `password` is a new one, or one's own where one has an account."""

    token: Token
    password: Password
    name: Line = ""


class NewPassword(BaseModel):
    """A change of one's password."""

    old: Password
    new: Password


class Seat(BaseModel):
    """A project of the user's, and what they are in it."""

    project: Project
    role: Role
    scopes: list[Scope]
    """What the role may do, by name."""


class Me(BaseModel):
    """Who is signed in; `csrf` belongs in the X-CSRF-Token header of every change."""

    user: User
    seats: list[Seat]
    csrf: str
    language: Language | None
    """As chosen with PATCH; null: as the browser says."""
    theme: Theme | None


class MeChange(BaseModel):
    """What to change of oneself; what is left out stays, null takes a choice back."""

    model_config = ConfigDict(extra="forbid")

    name: Line = ""
    language: Language | None = None
    theme: Theme | None = None


class InvitationToken(BaseModel):
    """The token of an invitation's link."""

    token: Token


class FirstRun(BaseModel):
    """Whether this home still waits for its first owner."""

    open: bool


@router.post("/session")
def sign_in(who: Credentials, request: Request, response: Response, address: AddressDep) -> Me:
    """Sign in; the session is always a new one."""
    app = app_of(request)
    _same_site(request)
    device = request.cookies.get(DEVICE, "")
    user = app.accounts.users.authenticate(who.email, who.password, address, device=device)
    return _begin(app, user, request, response)


@router.get("/session")
def me(who: SignedInDep, app: AppDep) -> Me:
    """Say who is signed in, and in which projects."""
    return _me(app, who.user, who.token)


@router.patch("/session")
def change_me(change: MeChange, who: SignedInDep, app: AppDep) -> Me:
    """Change one's name, language or theme, in every browser."""
    said = change.model_dump(exclude_unset=True)
    return _me(app, app.accounts.preferences.change(who.user, said), who.token)


@router.delete("/session", status_code=204)
def sign_out(who: SignedInDep, app: AppDep, response: Response) -> None:
    """End this session."""
    app.accounts.sessions.close(who.token)
    response.delete_cookie(COOKIE, path="/")


@router.post("/session/password", status_code=204)
def change_password(
    change: NewPassword, who: SignedInDep, request: Request, response: Response, address: AddressDep
) -> None:
    """Change one's password; every session ends, this one too."""
    app = app_of(request)
    app.accounts.users.change_password(who.user, change.old, change.new, address)
    _remember(app, who.user, request, response)


@router.get("/first-run")
def first_run(app: AppDep) -> FirstRun:
    """Say whether this home still waits for its first owner."""
    return FirstRun(open=app.accounts.users.owners() == 0)


@router.post("/first-run", status_code=201)
def claim_first_run(claim: Claim, request: Request, response: Response) -> Me:
    """Become the first owner, and sign in."""
    app = app_of(request)
    _same_site(request)
    user = app.accounts.links.claim_first_run(claim.token, claim.email, claim.password, claim.name)
    return _begin(app, user, request, response)


@router.post("/invitation/look")
def look_at_invitation(asked: InvitationToken, app: AppDep) -> InvitationLook:
    """Say what an invitation invites to, to whoever has its link; it stays good."""
    return app.accounts.links.look(asked.token)


@router.post("/invitation", status_code=201)
def accept_invitation(
    acceptance: Acceptance, request: Request, response: Response, address: AddressDep
) -> Me:
    """Join a project by invitation, and sign in."""
    app = app_of(request)
    _same_site(request)
    user = app.accounts.links.accept(
        acceptance.token, acceptance.password, acceptance.name, address
    )
    return _begin(app, user, request, response)


def _begin(app: App, user: User, request: Request, response: Response) -> Me:
    old = request.cookies.get(COOKIE)
    if old:  # whoever planted or left it
        app.accounts.sessions.close(old)
    agent = request.headers.get("user-agent", "")
    address = request.client.host if request.client else ""
    token = app.accounts.sessions.open(user, address=address, user_agent=agent)
    _set_cookie(app, request, response, COOKIE, token, LONGEST)
    _remember(app, user, request, response)
    return _me(app, user, token)


def _remember(app: App, user: User, request: Request, response: Response) -> None:
    """Let this browser in next time, however many have guessed the password meanwhile."""
    _set_cookie(app, request, response, DEVICE, app.accounts.users.remember(user), LIVES)


def _set_cookie(
    app: App, request: Request, response: Response, name: str, value: str, lives: timedelta
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(lives.total_seconds()),
        path="/",
        secure=_secure(app, request),
        httponly=True,
        samesite="lax",
    )


def _me(app: App, user: User, token: str) -> Me:
    seats = [
        Seat(
            project=app.accounts.projects.numbered(seat.project),
            role=seat.role,
            scopes=sorted(ROLE_SCOPES[seat.role]),
        )
        for seat in app.accounts.members.seats(user.id)
    ]
    chosen = app.accounts.preferences.of(user)
    return Me(
        user=user, seats=seats, csrf=csrf_token(token),
        language=chosen.language, theme=chosen.theme,
    )  # fmt: skip


def _secure(app: App, request: Request) -> bool:
    return request.url.scheme == "https" or app.config.server.public_url.startswith("https:")


def _same_site(request: Request) -> None:
    """Refuse to sign a browser in for another site, which would sit in the session with it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("another site sent this sign-in", hint="sign in on Bellrock's own page")
