"""Who may come in, and to what? Projects, users, members, sessions, keys and links in one place."""

from __future__ import annotations

from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_keys import Keys
from bellrock.runtime.accounts_links import Links
from bellrock.runtime.accounts_members import Members
from bellrock.runtime.accounts_model import Key, KeyKind, Project, Role, User
from bellrock.runtime.accounts_preferences import PreferencesOfUsers
from bellrock.runtime.accounts_projects import DEFAULT, Projects
from bellrock.runtime.accounts_sessions import Sessions
from bellrock.runtime.accounts_users import Users
from bellrock.store.ledger import Ledger

__all__ = ["DEFAULT", "Accounts"]


class Accounts:
    """The parts, wired, and the few calls that the doors make most."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self.audit = Audit(ledger, clock)
        self.projects = Projects(ledger, clock, self.audit)
        self.members = Members(ledger, clock, self.audit)
        self.users = Users(ledger, clock, self.audit)
        self.preferences = PreferencesOfUsers(ledger)
        self.sessions = Sessions(ledger, clock)
        self.keys = Keys(ledger, clock, self.audit)
        self.links = Links(ledger, clock, self.audit, self.users, self.members)

    def project(self, name: str = DEFAULT) -> Project:
        """Return the project called `name`; `default` is founded on first use.

        Raises:
            NotFound: there is none.
        """
        return self.projects.ensure_default() if name == DEFAULT else self.projects.named(name)

    def key_create(
        self, kind: KeyKind, project: str = DEFAULT, name: str = "", *, actor: str = "cli"
    ) -> str:
        """Make a key of the project called `project` and return its text.

        Raises:
            NotFound: there is no such project.
            InvalidDefinition: there is no such kind of key.
        """
        return self.keys.create(kind, self.project(project).id, name, actor=actor)[1]

    def key_check(self, text: str) -> Key:
        """Return the key that `text` is, from memory where it can.

        Raises:
            NotSignedIn: it is none, or it was revoked.
        """
        return self.keys.check(text)

    def user_create(
        self,
        email: str,
        password: str,
        *,
        name: str = "",
        project: str = DEFAULT,
        role: Role | None = None,
    ) -> User:
        """Make a user as the operator: the first is an owner, later ones admins unless told.

        Raises:
            Conflict: there is a user with this e-mail address.
            InvalidDefinition: the e-mail address, password or role will not do.
        """
        chosen: Role = role or ("admin" if self.users.owners() else "owner")
        number = self.project(project).id
        return self.users.create(email, password, name=name, project=number, role=chosen)

    def first_run_token(self) -> str | None:
        """Return a one-time token for the first owner of this home; None where there is one."""
        return self.links.first_run(self.project().id)
