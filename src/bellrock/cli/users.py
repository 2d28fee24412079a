"""`bellrock user create`: who may sign in?"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

app = typer.Typer(help="Make users who can sign in.", no_args_is_help=True)


@app.command("create")
def create(
    email: Annotated[str, typer.Option("--email", help="The address they sign in with.")],
    password_stdin: Annotated[
        bool,
        typer.Option("--password-stdin", help="Read the password from standard input, one line."),
    ] = False,
    project: ProjectOption = "default",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make a user; the first of a home owns it, later ones administer the project."""
    password = _password(from_stdin=password_stdin)
    with reach(home_or_default(home), project=project, purpose="user create", create=True) as door:
        user = door.user_create(email, password)
    if json:
        show_json(user)
    else:
        typer.echo(f"{user['email']} can sign in.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InvalidDefinition(
            "no password was given", hint="pipe it in with --password-stdin", field="password"
        )
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
