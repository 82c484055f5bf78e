"""Notes of baskets and orders: written, listed, deleted, and kept from those they are not for."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api
from tests.http.accounts import ada

CALLBACK = {"subject": "Call back", "text": "Wants the mug in blue."}


class Subject:
    """A basket or an order that notes are written about."""

    def __init__(self, api: Api, token: str, path: str, missing: str) -> None:
        self.api = api
        self.token = token
        self.path = path
        self.missing = missing

    def add(self, body: Any = None, token: str = "", **options: Any) -> Answer:
        return self.api.post(f"{self.path}/notes", body or CALLBACK, token=token or self.token, **options)

    def listed(self, token: str = "") -> Any:
        answer = self.api.get(f"{self.path}/notes", token=token or self.token)
        assert answer.status == 200, answer
        return answer.json.get("notes", [])

    def delete(self, note_id: str, token: str = "") -> Answer:
        return self.api.delete(f"{self.path}/notes/{note_id}", token=token or self.token)


def of_basket(api: Api, token: str) -> Subject:
    basket_id = api.basket(token, customer_info=None)["basket_id"]
    return Subject(api, token, f"{V23}/baskets/{basket_id}", f"{V23}/baskets/{'0' * 26}")


def of_order(api: Api, token: str) -> Subject:
    order_no = api.order(token, customer_info={"email": "a@example.com"})["order_no"]
    return Subject(api, token, f"{V23}/orders/{order_no}", f"{V23}/orders/none")


Make = Callable[[Api, str], Subject]
MAKERS = pytest.mark.parametrize("make", [of_basket, of_order], ids=["basket", "order"])


@MAKERS
def test_a_note_tells_who_wrote_it_and_when(api: Api, agent: str, make: Make) -> None:
    subject = make(api, agent)
    assert "notes" not in api.get(f"{subject.path}/notes", token=agent).json
    answer = subject.add()
    assert answer.status == 200, answer
    whole = api.get(subject.path, token=agent)
    assert answer.json == whole.json, "the answer is the whole basket or order"
    (note,) = subject.listed()
    assert len(note.pop("id")) == 26
    assert note == {
        "_type": "note",
        "created_by": "agent@example.com",
        "creation_date": "2026-06-15T10:00:00.000Z",
        **CALLBACK,
    }
    assert api.get(f"{subject.path}/notes", token=agent).json["_type"] == "notes_result"


@MAKERS
def test_the_notes_link_leads_to_the_notes(api: Api, agent: str, make: Make) -> None:
    subject = make(api, agent)
    whole = subject.add().json
    linked = api.get(whole["notes"]["link"], token=agent)
    assert linked.json["notes"] == subject.listed()
    assert CALLBACK["text"] not in api.get(subject.path, token=agent).text


@MAKERS
def test_notes_stand_in_the_order_they_were_written(api: Api, agent: str, make: Make) -> None:
    subject = make(api, agent)
    for number in range(3):
        subject.add({"subject": f"{number}"})
    notes = subject.listed()
    assert [note["subject"] for note in notes] == ["0", "1", "2"]
    answer = subject.delete(notes[1]["id"])
    assert answer.status == 200
    assert answer.json == api.get(subject.path, token=agent).json
    assert [note["subject"] for note in subject.listed()] == ["0", "2"]
    again = subject.delete(notes[1]["id"])
    assert (again.status, again.fault) == (404, "NoteNotFoundException")
    assert again.arguments == {"noteId": notes[1]["id"]}


def test_an_order_keeps_the_notes_of_its_basket(api: Api, agent: str) -> None:
    subject = of_basket(api, agent)
    subject.add()
    answer = api.post(f"{V23}/orders", {"basket_id": subject.path.rpartition("/")[2]}, token=agent)
    assert answer.status == 200, answer
    (note,) = api.get(f"{V23}/orders/{answer.json['order_no']}/notes", token=agent).json["notes"]
    assert note["text"] == CALLBACK["text"]


@MAKERS
def test_what_is_unknown_is_not_found(api: Api, agent: str, make: Make) -> None:
    subject = make(api, agent)
    kind = "BasketNotFoundException" if "baskets" in subject.path else "OrderNotFoundException"
    subject.path = subject.missing
    answers = [subject.add(), subject.delete("x"), api.get(f"{subject.path}/notes", token=agent)]
    assert [(answer.status, answer.fault) for answer in answers] == [(404, kind)] * 3


@MAKERS
@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"subject": "x" * 257}, "$.subject"),
        ({"text": "x" * 4001}, "$.text"),
        ({"subject": ""}, "$.text"),
        ({"text": None}, "$.text"),
        ({"subject": "card 4929 1234 5678 1236"}, "$.subject"),
        ({"text": "his card: 4929123456781236"}, "$.text"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused(
    api: Api, agent: str, make: Make, body: dict[str, Any], path: str
) -> None:
    subject = make(api, agent)
    answer = subject.add(body)
    assert (answer.status, answer.fault) == (400, "PropertyConstraintViolationException")
    assert answer.arguments == {"document": "note", "path": path}
    assert subject.listed() == []


def test_the_longest_note_is_kept_whole(api: Api, agent: str) -> None:
    subject = of_order(api, agent)
    longest = {"subject": "ß" * 256, "text": "x" * 4000}
    assert subject.add(longest).status == 200
    (note,) = subject.listed()
    assert {name: note[name] for name in longest} == longest


def test_what_the_server_sets_cannot_be_sent(api: Api, agent: str) -> None:
    subject = of_basket(api, agent)
    subject.add({**CALLBACK, "id": "mine", "created_by": "the boss", "creation_date": "2001-01-01T00:00:00Z"})
    (note,) = subject.listed()
    assert (note["created_by"], note["creation_date"][:4]) == ("agent@example.com", "2026")
    assert subject.add({**CALLBACK, "author": "x"}).fault == "UnknownPropertyException"


def test_xml_is_read_and_written(api: Api, agent: str) -> None:
    subject = of_order(api, agent)
    body = b'<note xmlns="http://www.demandware.com/xml/shop/23.1"><subject>Hm</subject><text>&lt;ok&gt;</text></note>'
    assert subject.add(body, headers={"Content-Type": "application/xml"}).status == 200
    text = api.get(f"{subject.path}/notes?format=xml", token=agent).text
    assert "<notes_result" in text
    assert "<text>&lt;ok&gt;</text>" in text


@pytest.mark.parametrize("registered", [False, True], ids=["guest", "registered"])
def test_a_customer_writes_notes_and_sees_none_of_the_agents(api: Api, agent: str, registered: bool) -> None:
    customer = api.customer("credentials", "ada@example.com", "Assam-tea-2") if registered else api.customer()
    for subject in (of_order(api, customer), of_basket(api, customer)):
        subject.add(CALLBACK, agent)
        assert subject.listed() == []
        assert subject.add({"text": "Leave it with the neighbour."}).status == 200
        (own,) = subject.listed()
        assert own["created_by"] == "Customer"
        first, second = subject.listed(agent)
        assert (first["created_by"], second) == ("agent@example.com", own)
        assert subject.delete(first["id"]).fault == "NoteNotFoundException"
        assert subject.delete(own["id"]).status == 200
        assert subject.listed(agent) == [first]


def test_an_agent_on_behalf_of_a_customer_writes_as_an_agent(api: Api, agent: str) -> None:
    customer = ada(api)
    acting = api.post(f"{customer.path}/auth", token=agent)
    subject = of_basket(api, acting.headers["authorization"].removeprefix("Bearer "))
    subject.add()
    (note,) = subject.listed()
    assert note["created_by"] == "agent@example.com"
    assert subject.listed(customer.token) == []


def test_other_customers_are_refused_as_everywhere(api: Api, agent: str) -> None:
    stranger = api.customer()
    basket, order = of_basket(api, agent), of_order(api, agent)
    basket.add()
    (note,) = basket.listed()
    faults = [
        [
            subject.add(None, stranger).fault,
            subject.delete(note["id"], stranger).fault,
            api.get(f"{subject.path}/notes", token=stranger).fault,
        ]
        for subject in (basket, order)
    ]
    assert faults == [["InvalidCustomerException"] * 3, ["OrderNotFoundException"] * 3]
    assert api.get(f"{basket.path}/notes").fault == "AuthorizationHeaderMissingException"


@MAKERS
def test_of_many_notes_at_once_each_is_kept_or_refused(api: Api, agent: str, make: Make) -> None:
    subject = make(api, agent)
    writes = [api.request("POST", f"{subject.path}/notes", {"subject": f"{n}"}, token=agent) for n in range(8)]
    statuses = Counter(answer.status for answer in api.together(*writes))
    assert set(statuses) <= {200, 409}
    assert len(subject.listed()) == statuses[200] >= 1


@MAKERS
def test_a_stale_state_is_refused(api: Api, agent: str, make: Make) -> None:
    subject = make(api, agent)
    answer = subject.add({**CALLBACK, "_resource_state": "0" * 64})
    assert (answer.status, answer.fault) == (409, "ResourceStateConflictException")


def test_the_early_versions_have_no_notes(api: Api, agent: str) -> None:
    order_no = of_order(api, agent).path.rpartition("/")[2]
    assert api.get(f"{V15}/orders/{order_no}/notes", token=agent).fault == "ResourcePathNotFoundException"
