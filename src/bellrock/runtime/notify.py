"""How is somebody told? By e-mail over SMTP, or in a chat through its service's own address."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import formataddr, make_msgid
from typing import Literal, cast

from bellrock.core.errors import InvalidDefinition, NotDelivered
from bellrock.runtime.accounts_model import plain_email
from bellrock.runtime.config import MailConfig

ChannelKind = Literal["email", "chat"]
WAIT_S = 20.0
_UNFOLDED = policy.default.clone(max_line_length=990)
"""TRICKY: to fold a long address within a header, the library would write it as encoded words."""
SERVICES: dict[str, str] = {
    "slack": "Slack", "discord": "Discord", "workflows": "Microsoft Teams", "tgram": "Telegram",
    "feishu": "飞书", "lark": "Lark", "wecombot": "企业微信", "dingtalk": "钉钉",
    "gchat": "Google Chat", "mmost": "Mattermost", "mmosts": "Mattermost",
    "rocket": "Rocket.Chat", "rockets": "Rocket.Chat", "matrix": "Matrix", "matrixs": "Matrix",
    "ntfy": "ntfy", "ntfys": "ntfy", "json": "a webhook", "jsons": "a webhook",
}  # fmt: skip
"""The services that may be told, by the beginning of their address."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an e-mail."""

    name: str
    kind: str
    """Its media type: image/png."""
    content: bytes


@dataclass(frozen=True)
class Letter:
    """An e-mail in plain text and as a page, to one reader."""

    to: str
    subject: str
    text: str
    html: str
    pictures: tuple[Attachment, ...] = ()
    """What the page shows, each as `cid:` and its name."""
    attachments: tuple[Attachment, ...] = ()
    stop: str = ""
    """The address that stops such letters by one POST (RFC 8058)."""


def check_target(kind: ChannelKind, target: str) -> str:
    """Return where to send, as it is kept.

    Raises:
        InvalidDefinition: no address, or a service that is not known.
    """
    if kind == "email":
        return plain_email(target)
    import apprise  # noqa: PLC0415 # slow to import, and seldom needed

    service = target.strip().partition("://")[0].lower()
    if service not in SERVICES:
        raise InvalidDefinition(
            "this is no address of a chat that we know",
            hint=f"it begins with one of {', '.join(sorted(set(SERVICES)))} and ://",
            field="target",
        )
    if apprise.Apprise.instantiate(target.strip()) is None:
        raise InvalidDefinition(
            f"this is no address of {SERVICES[service]}",
            hint="https://appriseit.com/services lists how each is written", field="target",
        )  # fmt: skip
    return target.strip()


def masked(kind: ChannelKind, target: str) -> str:
    """Return a target without its secret, to be shown."""
    if kind == "email":
        return target
    service, _, rest = target.partition("://")
    return f"{service}://{'…' if rest else ''}"


def tell(kind: ChannelKind, target: str, subject: str, text: str, mail: MailConfig) -> None:
    """Deliver a message.

    Raises:
        NotDelivered: it could not be delivered.
    """
    if kind == "email":
        send_mail(mail, [target], subject, text)
        return
    import apprise  # noqa: PLC0415 # slow to import, and seldom needed

    service = apprise.Apprise.instantiate(target)
    if service is None or not service.notify(body=text, title=subject, body_format="text"):
        raise NotDelivered(
            f"{SERVICES.get(target.partition('://')[0], 'the chat')} did not take the message",
            hint="look whether its address still holds",
        )


def send_mail(
    mail: MailConfig, to: Sequence[str], subject: str, text: str,
    attachments: Sequence[Attachment] = (),
) -> None:  # fmt: skip
    """Send an e-mail as plain text.

    Raises:
        NotDelivered: no server is configured, or it did not take the message.
    """
    message = _message(mail, to, subject, text)
    _attach(message, attachments)
    _deliver(mail, message)


def send_letter(mail: MailConfig, letter: Letter) -> None:
    """Send an e-mail as plain text and as a page.

    Raises:
        NotDelivered: as `send_mail`.
    """
    message = _message(mail, [letter.to], letter.subject, letter.text)
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.add_alternative(letter.html, subtype="html")
    _, page = cast(list[EmailMessage], message.get_payload())
    for one in letter.pictures:
        main, _, sub = one.kind.partition("/")
        page.add_related(
            one.content, maintype=main, subtype=sub, cid=f"<{one.name}>", filename=one.name,
            disposition="inline",
        )  # fmt: skip
    _attach(message, letter.attachments)
    _deliver(mail, message)


def _attach(message: EmailMessage, attachments: Sequence[Attachment]) -> None:
    for one in attachments:
        main, _, sub = one.kind.partition("/")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)


def _deliver(mail: MailConfig, message: EmailMessage) -> None:
    if not mail.host:
        raise NotDelivered(
            "no e-mail server is configured", hint="set mail.host in config.toml and restart"
        )
    try:
        with _connected(mail) as server:
            if mail.user:
                server.login(mail.user, mail.password)
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise NotDelivered(
            f"the e-mail server {mail.host} did not take the message: {_reason(error)}",
            hint="look at mail.host, mail.port, mail.security and the account",
        ) from error


def _message(mail: MailConfig, to: Sequence[str], subject: str, text: str) -> EmailMessage:
    message = EmailMessage(_UNFOLDED)
    message["Subject"] = " ".join(subject.split())
    message["From"] = formataddr(("Bellrock", mail.sender))
    message["To"] = ", ".join(to)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _connected(mail: MailConfig) -> smtplib.SMTP:
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=WAIT_S, context=context)
    server = smtplib.SMTP(mail.host, mail.port, timeout=WAIT_S)
    if mail.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server


def _reason(error: Exception) -> str:
    """Return what the server said, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        told = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return " ".join(f"{error.smtp_code} {told}".split())[:300]
    return " ".join(str(error).split())[:300] or type(error).__name__
