"""Mails of scripts: notices in an emulator, a mail server in a service."""

import pytest
from tests.api import Api
from tests.http.test_cartridges import SHOP, MakeShop, make_shop, submit  # noqa: F401  a fixture

from counterfoil.shop.script_mail import message

MAIL = """
const Mail = require('dw/net/Mail');
const Text = require('dw/value/MimeEncodedText');
const mail = new Mail();
mail.addTo('to@example.com').addCc('Copy <cc@example.com>').setFrom('shop@example.com');
mail.setSubject('Your order\\nX-Other: 1');
mail.setContent(new Text('<p>' + a.orderNo + '</p>', 'text/html', 'UTF-8'));
const status = mail.send();
b.c_x = [status.status, mail.to[0], mail.getCc().length, mail.subject, Mail.validateAddress('a@b.de'),
    Mail.validateAddress('a b')].join();
"""


def notices(api: Api) -> list[str]:
    return [notice.text for notice in api.application.server.notices.newest_first()]


def test_an_emulator_shows_the_mails_of_scripts(make_shop: MakeShop) -> None:
    api = make_shop({SHOP + "order.modifyPOSTResponse": MAIL})
    order = submit(api).json
    assert order["c_x"] == "0,to@example.com,1,Your order X-Other: 1,true,false"
    wanted = "to to@example.com, Copy <cc@example.com>, from shop@example.com: Your order X-Other: 1\n"
    assert notices(api)[0] == f"{wanted}<p>{order['order_no']}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "new Mail().send();",
        "new Mail().addTo('a\\r\\nBcc: x@example.com');",
        "new Mail().setFrom('nobody');",
    ],
)
def test_a_mail_that_cannot_be_sent_says_so(make_shop: MakeShop, body: str) -> None:
    script = f"const Mail = require('dw/net/Mail'); try {{ {body} }} catch (e) {{ b.c_x = e.name; }}"
    api = make_shop({SHOP + "order.modifyPOSTResponse": script})
    assert submit(api).json["c_x"] in ("IllegalStateException", "IllegalArgumentException")


def test_the_head_of_a_mail_has_its_lines_and_no_blind_copies() -> None:
    made = message(
        {
            "to": ["a@example.com"],
            "cc": [],
            "bcc": ["hidden@example.com"],
            "replyTo": ["reply@example.com"],
            "from": "shop@example.com",
            "subject": "one\r\ntwo",
            "content": "<b>ä</b>",
            "mimeType": "text/html;charset=UTF-8",
            "unsubscribe": "<https://shop.example/u>",
            "unsubscribePost": None,
        }
    )
    text = made.as_string()
    assert made["Subject"] == "one two"
    assert made["List-Unsubscribe"] == "<https://shop.example/u>"
    assert made.get_content_type() == "text/html"
    assert "hidden" not in text
