"""Has this browser signed in as this user before? A cookie that says so, and opens nothing.

Whoever guesses a password has no such cookie, so what they use up is not the owner's. It is signed
with the hash of the user's password: nothing needs to be stored, and a new password ends it.

Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

from __future__ import annotations

import hmac
from datetime import timedelta

from bellrock.runtime.accounts_secrets import digest, new_token

LIVES = timedelta(days=180)


def device_token(account: str, password: str) -> str:
    """Return the cookie of a browser that has just signed in.

    Args:
        account: The e-mail address as it is stored.
        password: The password's hash as it is stored.
    """
    name = new_token()
    return f"{name}.{_signature(name, account, password)}"


def device_of(token: str, account: str, password: str) -> str:
    """Return what to count the browser under; "" where the cookie is not one of this user's."""
    name, _, signature = token.partition(".")
    expected = _signature(name, account, password)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogatepass")):
        return ""
    return digest(name)


def _signature(name: str, account: str, password: str) -> str:
    said = f"bellrock device\n{account}\n{name}".encode("utf-8", "surrogatepass")
    return hmac.new(password.encode(), said, "sha256").hexdigest()
