"""Mails of scripts on their way to a mail server that really speaks SMTP, beside the request."""

import email
import socketserver
import threading
from collections.abc import Callable, Iterator
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from tests.api import Api
from tests.http.test_cartridges import SHOP, submit, write_cartridge

from counterfoil.shop.script_mail import _sending

MAIL = """
const Mail = require('dw/net/Mail');
const Text = require('dw/value/MimeEncodedText');
const mail = new Mail();
mail.addTo('to@example.com').addCc('Copy <cc@example.com>').addBcc('hidden@example.com').setFrom('shop@example.com');
mail.setSubject('Ihre Bestellung für Ada');
mail.setContent(new Text('<p>' + a.orderNo + ' für Ada</p>\\n.\\nend', 'text/html', 'UTF-8'));
b.c_x = mail.send().status;
"""


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server: it keeps what it is handed."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refuses: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.refuses = refuses
        self.commands: list[str] = []
        self.messages: list[bytes] = []


class _Session(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("220 mail.example")
        while line := self.rfile.readline().decode("latin-1").rstrip("\r\n"):
            self.server.commands.append(line)
            word = line.split()[0].upper()
            if word == "EHLO":
                self._say("250-mail.example\r\n250 AUTH PLAIN")
            elif word == self.server.refuses:
                self._say("550 not here")
            elif word == "DATA":
                self._say("354 go on")
                self.server.messages.append(self._message())
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("235 welcome" if word == "AUTH" else "250 fine")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def make_mailbox() -> Iterator[Callable[..., Mailbox]]:
    made: list[tuple[Mailbox, threading.Thread]] = []

    def make(**options: Any) -> Mailbox:
        box = Mailbox(**options)
        thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        made.append((box, thread))
        return box

    yield make
    for box, thread in made:
        box.shutdown()
        box.server_close()
        thread.join()


def order_with_mail(make_api: Callable[..., Api], folder: Path, smtp: str) -> Api:
    cartridges = str(write_cartridge(folder / "cartridges", {SHOP + "order.modifyPOSTResponse": MAIL}))
    api = make_api(mode="service", behind_tls_proxy=True, smtp=smtp, cartridges=cartridges)
    api._client.headers["x-forwarded-proto"] = "https"
    answer = submit(api)
    assert (answer.status, answer.json["c_x"]) == (200, 0), answer

    async def sent() -> None:
        for task in list(_sending):
            await task

    api.run(sent())
    return api


def test_a_mail_reaches_the_mail_server(
    make_api: Callable[..., Api], make_mailbox: Callable[..., Mailbox], tmp_path: Path
) -> None:
    box = make_mailbox()
    order_with_mail(make_api, tmp_path, f"smtp://user:p%40ss@127.0.0.1:{box.server_address[1]}")
    assert "AUTH PLAIN AHVzZXIAcEBzcw==" in box.commands
    given = [
        command.partition(":")[2] for command in box.commands if command.startswith(("MAIL", "RCPT", "mail", "rcpt"))
    ]
    addresses = [text.split(">")[0].lstrip("<") for text in given]
    assert addresses == ["shop@example.com", "to@example.com", "cc@example.com", "hidden@example.com"]
    (message,) = [email.message_from_bytes(text, policy=default) for text in box.messages]
    assert message["Subject"] == "Ihre Bestellung für Ada"
    assert (message["To"], message["Cc"], message["Bcc"]) == ("to@example.com", "Copy <cc@example.com>", None)
    assert message.get_content_type() == "text/html"
    assert message.get_content().splitlines() == ["<p>00000001 für Ada</p>", ".", "end"]


@pytest.mark.parametrize("refuses", ["MAIL", "AUTH", "gone"])
def test_a_mail_server_that_refuses_costs_the_order_nothing_and_is_logged_without_its_password(
    make_api: Callable[..., Api],
    make_mailbox: Callable[..., Mailbox],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    refuses: str,
) -> None:
    box = make_mailbox(refuses=refuses)
    port = box.server_address[1] if refuses != "gone" else 1
    with caplog.at_level("WARNING", logger="counterfoil.scripts"):
        order_with_mail(make_api, tmp_path, f"smtp://user:secret-pass@127.0.0.1:{port}")
    assert [line for line in caplog.messages if line.startswith("a mail of a script was not sent: ")]
    assert "secret-pass" not in caplog.text
    assert box.messages == []
