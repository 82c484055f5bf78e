"""Property selectors: what each form of the grammar chooses."""

from decimal import Decimal
from typing import Any

import pytest

from counterfoil.documents.selector import parse_selector
from counterfoil.faults import Fault

pytestmark = pytest.mark.fast

DOCUMENT: dict[str, Any] = {
    "_v": "23.1",
    "_type": "thing",
    "name": "tea",
    "price": Decimal("2.50"),
    "tags": ["hot", "dry"],
    "maker": {"_type": "maker", "name": "Leaf", "home": {"city": "Ulm", "zip": "1"}},
    "parts": [
        {"id": "a", "color": "red", "size": 1},
        {"id": "b", "color": "blue", "size": 2},
        {"id": "c", "color": "red", "size": 3},
    ],
}
PARTS = DOCUMENT["parts"]


def chosen(selector: str) -> dict[str, Any]:
    found = parse_selector(selector).select(DOCUMENT)
    assert found.pop("_v") == "23.1"
    return found


WHOLE = {name: value for name, value in DOCUMENT.items() if name != "_v"}


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("(**)", WHOLE),
        ("( ** )", WHOLE),
        ("(*)", {"_type": "thing", "name": "tea", "price": Decimal("2.50"), "tags": ["hot", "dry"]}),
        ("(name,price)", {"name": "tea", "price": Decimal("2.50")}),
        ("(+price)", {"price": Decimal("2.50")}),
        ("(name,nothing)", {"name": "tea"}),
        ("(maker)", {}),
        ("(maker.(*))", {"maker": {"_type": "maker", "name": "Leaf"}}),
        ("(maker.(home.(city)))", {"maker": {"home": {"city": "Ulm"}}}),
        ("(name,maker.(home.(**)))", {"name": "tea", "maker": {"home": {"city": "Ulm", "zip": "1"}}}),
        ("(maker.(name),maker.(home.(zip)))", {"maker": {"name": "Leaf", "home": {"zip": "1"}}}),
        ("(parts.(id,color),parts.(color))", {"parts": [{"id": one["id"], "color": one["color"]} for one in PARTS]}),
        ("(maker,maker.(name),tags,tags)", {"maker": {"name": "Leaf"}, "tags": ["hot", "dry"]}),
        ("(parts.(id))", {"parts": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}),
        ("(parts[0].(**))", {"parts": [PARTS[0]]}),
        ("(parts[1:5].(id))", {"parts": [{"id": "b"}, {"id": "c"}]}),
        ("(parts[0:1].(id))", {"parts": [{"id": "a"}, {"id": "b"}]}),
        ("(parts[0,2,7].(id))", {"parts": [{"id": "a"}, {"id": "c"}]}),
        ("(tags[1])", {"tags": ["dry"]}),
        ("(name[0])", {}),
        ("(parts[?(@.color=='red')].(id))", {"parts": [{"id": "a"}, {"id": "c"}]}),
        ("(parts[?(@.color == 'red' && @.id!='a')].(id))", {"parts": [{"id": "c"}]}),
        ("(parts[?(@.size<=1 || @.size>2)].(id))", {"parts": [{"id": "a"}, {"id": "c"}]}),
        ('(parts[?((@.size>=2 && @.size<3) || @.id=="a")].(id))', {"parts": [{"id": "a"}, {"id": "b"}]}),
        ("(parts[?(@.missing==null)].(id))", {"parts": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}),
        ("(parts[?(@.color<5)].(id))", {"parts": []}),
        ("(**,-price)", {name: value for name, value in WHOLE.items() if name != "price"}),
        ("(-price)", {name: value for name, value in WHOLE.items() if name != "price"}),
        ("(*,-price,-tags,-_type)", {"name": "tea"}),
        ("(**,-parts,-tags,-maker.(home))", {**WHOLE, "maker": {"_type": "maker", "name": "Leaf"}}),
    ],
)
def test_a_selector_chooses(selector: str, found: dict[str, Any]):
    if "-parts" in selector:
        found = {name: value for name, value in found.items() if name not in ("parts", "tags")}
    assert chosen(selector) == found


@pytest.mark.parametrize(
    "selector",
    [
        "",
        "name",
        "(",
        "()",
        "(name",
        "(name))",
        "(name,)",
        "(name;price)",
        "(-**)",
        "(*.(a))",
        "(**[0])",
        "(a.b)",
        "(a.())",
        "(a[])",
        "(a[-1])",
        "(a[1:])",
        "(a[?(@=='x')])",
        "(a[?(@.b='x')])",
        "(a[?(@.b=='x)])",
        "(a[?(@.b==x)])",
        "(a[?(@.b==1 &&)])",
        "(" * 40 + "a" + ")" * 40,
        "(" + "a.(" * 40 + "b" + ")" * 41,
        "(" + "a," * 4000 + "b)",
    ],
)
def test_what_is_no_selector_is_refused(selector: str):
    with pytest.raises(Fault, match="MALFORMED_SELECTOR") as refused:
        parse_selector(selector)
    assert len(refused.value.arguments["selector"]) <= 256


SENT: dict[str, Any] = {
    "_v": "23.1",
    "_type": "thing",
    "name": "tea",
    "tags": ["hot"],
    "maker": {"name": "Leaf", "home": {"city": "Ulm"}},
    "parts": [{"_type": "part", "id": "a"}, {"id": "b", "size": 2}],
    "gone": None,
}


@pytest.mark.parametrize(
    ("selector", "refused"),
    [
        ("(**)", None),
        ("(*)", "maker"),
        ("(*,maker.(**),parts.(**))", None),
        ("(name)", "tags"),
        ("(name,tags,gone,maker.(**),parts.(**))", None),
        ("(name,tags,gone,maker.(**),parts[0].(**))", None),
        ("(name,tags,gone,maker.(*),parts.(**))", "maker.home"),
        ("(name,tags,gone,maker.(name),maker.(home.(city)),parts.(**))", None),
        ("(name,tags,gone,maker,parts.(**))", "maker"),
        ("(name,tags,gone,maker.(**),parts.(id))", "parts.size"),
        ("(**,-name)", "name"),
        ("(-name)", "name"),
        ("(**,-maker.(home))", "maker.home"),
        ("(**,-parts.(size))", "parts.size"),
        ("(**,-parts.(colour))", None),
        ("(-c_x)", None),
        ("(nothing)", "name"),
    ],
)
def test_what_may_be_sent_is_told_by_the_path_of_the_first_property_that_may_not(selector: str, refused: str | None):
    assert parse_selector(selector).refuses(SENT) == refused


@pytest.mark.parametrize(
    ("selector", "everything"), [("(**)", True), ("(**,name)", True), ("(**,-a)", False), ("(*)", False)]
)
def test_a_selector_of_everything_is_recognised(selector: str, everything: bool):
    assert parse_selector(selector).everything is everything
