"""What a public fuzzer makes of the description: nothing it sends breaks the server, and every answer is as described.

An agent calls each operation with values that fit its description and with some that do not, as JSON and as XML.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.clients.started import Started, agent_token

from counterfoil.demo.walk import basket_document
from counterfoil.documents import xml
from counterfoil.documents.basket import Basket
from counterfoil.documents.json import JsonReader
from counterfoil.documents.limits import DEFAULT
from counterfoil.documents.properties import Document
from counterfoil.documents.xml import XmlReader
from counterfoil.documents.xml_tree import read_tree
from counterfoil.http.description.openapi import openapi_document
from counterfoil.http.description.operations import operations
from counterfoil.versions import NEWEST

SITE = "RefArch"
DESCRIBED = openapi_document(NEWEST, SITE)
DESCRIPTION = schemathesis.openapi.from_dict(DESCRIBED)
OPERATIONS = {found.ok().label: found.ok() for found in DESCRIPTION.get_all_operations()}
TAKEN = {
    f"{one.route.method} /s/{SITE}/dw/shop/{NEWEST.path_segment}{one.route.path}": one.route.request
    for one in operations(NEWEST)
}
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BASKETS, ORDERS = (f"POST /s/{SITE}/dw/shop/{NEWEST.path_segment}/{name}" for name in ("baskets", "orders"))
GUEST_BASKET = {**basket_document(), "customer_info": {"email": "guest@example.com"}}
EXAMPLES = 3
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Caller:
    """Calls as an agent does."""

    def __init__(self, server: Started) -> None:
        self.origin = server.origin
        self.headers = {"Authorization": f"Bearer {agent_token(server)}"}

    def check(self, case: Case) -> Any:
        """Send what was generated, hold the answer to the description and return it, if it is JSON."""
        answer = case.call(base_url=self.origin, headers=self.headers)
        case.validate_response(answer, checks=CHECKS)
        return answer.json() if answer.content and "json" in answer.headers["content-type"][0] else {}

    def check_xml(self, case: Case, body: bytes | None) -> None:
        """Send the same as XML; the answer is XML that can be read, and no server error."""
        headers = dict(self.headers) if body is None else {**self.headers, "content-type": "application/xml"}
        query = {**dict(case.query or {}), "format": "xml"}
        answer = case.call(base_url=self.origin, headers=headers, params=query, data=body, json=None)
        assert answer.status_code < 500, (case.formatted_path, body, answer.text)
        if answer.content:
            assert answer.headers["content-type"] == ["application/xml;charset=UTF-8"]
            read_tree(answer.content, DEFAULT)


@pytest.fixture(scope="module")
def caller(server: Started) -> Iterator[Caller]:
    return Caller(server)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_described(caller: Caller, label: str, mode: GenerationMode) -> None:
    @bounded
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def call(case: Case) -> None:
        caller.check(case)

    call()


def as_xml(plain: Any, cls: type[Document]) -> bytes | None:
    """Write a body as XML, if it is a document at all."""
    try:
        return xml.encode(plain, cls, NEWEST) if isinstance(plain, dict) else None
    except (AttributeError, TypeError, ValueError):  # its parts are of other kinds than the properties'
        return None


@pytest.mark.parametrize("label", OPERATIONS)
def test_xml_breaks_nothing_either(caller: Caller, label: str) -> None:
    @bounded
    @given(case=OPERATIONS[label].as_strategy())
    def call(case: Case) -> None:
        taken = TAKEN[label]
        body = None if taken is None else as_xml(case.body, taken) or b"<x/>"
        case.body = NOT_SET
        caller.check_xml(case, body)

    call()


def test_a_basket_that_a_public_serializer_writes_as_xml_is_the_same_basket(caller: Caller) -> None:
    made = {}
    for form in ("application/json", "application/xml", "text/xml"):
        case = OPERATIONS[BASKETS].Case(body=GUEST_BASKET, media_type=form)
        answer = case.call(base_url=caller.origin, headers=caller.headers, params={"select": SELECTED})
        assert answer.status_code == 200, answer.text
        made[form] = read_as_plain(answer)
    assert made["application/xml"] == made["text/xml"] == made["application/json"]


SELECTED = (
    "(order_total,product_items.(product_id,quantity),shipments.(shipping_address.(**,-id)),billing_address.(city))"
)


def read_as_plain(answer: Any) -> Any:
    """Read an answer of either format."""
    if "json" in answer.headers["content-type"][0]:
        return JsonReader(DEFAULT).decode(answer.content)
    return XmlReader(DEFAULT).decode(answer.content, Basket, NEWEST)


LINKS = {
    label: DESCRIBED["components"]["links"][operation.definition.raw["operationId"]]["parameters"]
    for label, operation in OPERATIONS.items()
    if operation.definition.raw["operationId"] in DESCRIBED["components"]["links"]
}
"""Where the ids of a path stand in an answer, by the operation they lead to."""


def follow(label: str, answer: Any) -> dict[str, str] | None:
    """Return the ids that a link finds in an answer, None if it has not all of them."""
    found = {}
    for name, expression in LINKS[label].items():
        part = answer
        for step in expression.removeprefix("$response.body#/").split("/"):
            try:
                part = part[int(step) if isinstance(part, list) else step]
            except (KeyError, IndexError):
                return None
        found[name] = part
    return found


def test_what_answers_lead_to_is_as_described(caller: Caller) -> None:
    went: set[str] = set()

    @settings(bounded, max_examples=12)
    @given(data=st.data())
    def walk(data: st.DataObject) -> None:
        basket = OPERATIONS[BASKETS].Case(body=GUEST_BASKET, media_type="application/json")
        shown = caller.check(basket)
        if data.draw(st.booleans()):
            order = OPERATIONS[ORDERS].Case(body={"basket_id": shown["basket_id"]}, media_type="application/json")
            shown = caller.check(order)
        for _ in range(6):
            leads = {label: ids for label in LINKS if (ids := follow(label, shown)) is not None}
            label = data.draw(st.sampled_from(sorted(leads)))
            case = data.draw(OPERATIONS[label].as_strategy(generation_mode=data.draw(st.sampled_from(GenerationMode))))
            case.path_parameters = leads[label]
            answer = caller.check(case)
            went.add(label)
            if {"basket_id", "order_no"} & answer.keys():
                shown = answer

    walk()
    assert len(went) > 10
