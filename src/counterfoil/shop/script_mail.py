"""Mails of scripts: shown among the notices of an emulator; in a service handed to the mail server of the settings."""

import asyncio
import logging
import re
import smtplib
import ssl
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from counterfoil.shop.call import Call
    from counterfoil.shop.server import ScriptOperation

log = logging.getLogger("counterfoil.scripts")

_SECONDS = 20.0
_MOST_BYTES = 2 * 2**20
_MOST_RECIPIENTS = 50
_sending: set[asyncio.Task[None]] = set()
"""Kept here until they are done, or they would be forgotten half way."""


async def mail(call: "Call", argument: Any) -> str | None:
    """Take a mail; say why not, else null. It is sent beside the request, which does not wait for it."""
    recipients = [*argument["to"], *argument["cc"], *argument["bcc"]]
    if len(recipients) > _MOST_RECIPIENTS or len(argument["content"]) > _MOST_BYTES:
        return f"a mail has at most {_MOST_RECIPIENTS} recipients and {_MOST_BYTES} letters"
    settings = call.server.settings
    if settings.emulator:
        head = f"to {', '.join(recipients)}, from {argument['from']}: {argument['subject']}"
        call.server.notices.add(call.server.ambient.now(), "mail", f"{head}\n{argument['content']}")
        return None
    if not settings.smtp:
        return "this server has no mail server: the setting smtp names one"
    task = asyncio.create_task(_send(settings.smtp, message(argument), recipients))
    _sending.add(task)
    task.add_done_callback(_sending.discard)
    return None


def message(argument: Any) -> EmailMessage:
    """Make the mail that travels; blind copies are in nobody's head."""
    made = EmailMessage()
    made["From"] = _line(argument["from"])
    made["To"] = ", ".join(_line(one) for one in argument["to"])
    if argument["cc"]:
        made["Cc"] = ", ".join(_line(one) for one in argument["cc"])
    if argument["replyTo"]:
        made["Reply-To"] = ", ".join(_line(one) for one in argument["replyTo"])
    made["Subject"] = _line(argument["subject"])
    for header, name in (("List-Unsubscribe", "unsubscribe"), ("List-Unsubscribe-Post", "unsubscribePost")):
        if argument.get(name):
            made[header] = _line(argument[name])
    subtype = re.match(r"text/([\w.+-]+)", argument["mimeType"])
    made.set_content(argument["content"], subtype=subtype[1] if subtype else "plain")
    return made


def _line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", str(text))


async def _send(server: str, made: EmailMessage, recipients: list[str]) -> None:
    try:
        await asyncio.to_thread(_deliver, server, made, recipients)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.warning("a mail of a script was not sent: %s", type(error).__name__)


def _deliver(server: str, made: EmailMessage, recipients: list[str]) -> None:
    parts = urlsplit(server)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=_SECONDS) as connection:
        if parts.scheme == "smtp+starttls":
            connection.starttls(context=ssl.create_default_context())
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        connection.send_message(made, to_addrs=recipients)


OPERATIONS: "dict[str, ScriptOperation]" = {"mail": mail}
