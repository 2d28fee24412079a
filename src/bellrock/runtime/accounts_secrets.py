"""How are passwords and tokens kept so that a stolen ledger opens nothing?"""

from __future__ import annotations

import secrets
import threading
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bellrock.core.errors import InvalidDefinition

SHORTEST, LONGEST = 10, 1024

# OWASP's argon2id for small machines: 19 MiB, two passes; the gate keeps a flood of sign-ins from
# taking the machine's memory.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_GATE = threading.Semaphore(2)
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))


def new_token(prefix: str = "") -> str:
    """Return a fresh secret of 256 random bits, marked by `prefix`."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is stored in a token's place; enough for secrets that are random already."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`.

    Raises:
        InvalidDefinition: shorter than 10 or longer than 1,024 characters.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidDefinition(
            f"a password has {SHORTEST} to {LONGEST} characters",
            hint="a sentence of four or five words is strong and easy to remember",
            field="password",
        )
    with _GATE:
        return _HASHER.hash(password.encode("utf-8", "surrogatepass"))


def password_fits(stored: str | None, password: str) -> bool:
    """Say whether `password` is the one `stored`; unknown users (None) cost the same time."""
    with _GATE:
        try:
            fits = _HASHER.verify(
                stored or _NOBODY, password[: LONGEST + 1].encode("utf-8", "surrogatepass")
            )
        except (VerificationError, InvalidHashError):
            return False
    return fits and stored is not None
