"""dw.object.CustomObjectMgr as scripts see it."""

from typing import Any

import pytest
from tests.scripts.realm import Realm, ScriptFailedError


def shown(key: str, revision: int = 1, **custom: Any) -> dict[str, Any]:
    return {
        "type": "Slot",
        "key": key,
        "UUID": f"u-{key}",
        "revision": revision,
        "creation_date": "2026-06-15T10:00:00.000Z",
        "last_modified": "2026-06-15T11:00:00.000Z",
        "custom": {"c_id": key, **{f"c_{name}": value for name, value in custom.items()}},
    }


@pytest.fixture
def object_realm(realm: Realm) -> Realm:
    stored = {"a": shown("a", size=1), "b": shown("b", size=2)}
    realm.operations |= {
        "custom_object": lambda place: stored.get(place["key"]),
        "new_custom_object": lambda place: shown(place["key"], 0),
        "custom_objects": lambda query: list(stored.values()),
    }
    return realm


def test_an_object_is_read_changed_and_removed(object_realm: Realm) -> None:
    saved: list[Any] = []
    object_realm.operations["save"] = saved.extend
    body = """
    const Mgr = require('dw/object/CustomObjectMgr');
    const a = Mgr.getCustomObject('Slot', 'a');
    a.custom.size += 4;
    const b = Mgr.getCustomObject('Slot', 'b');
    Mgr.remove(b);
    const c = Mgr.createCustomObject('Slot', 'c');
    c.getCustom().size = 9;
    return [a.type, a.getType(), a.custom.id, a.UUID, a.creationDate.getTime(), a.lastModified > a.creationDate,
        Mgr.getCustomObject('Slot', 'a') === a, Mgr.getCustomObject('Slot', 'b'), Mgr.getCustomObject('Slot', 'x'),
        Mgr.getCustomObject('Slot', 'c') === c, Mgr.describe('Slot').ID, Mgr.describe('Slot').system];
    """
    assert object_realm.value(body) == [
        *["Slot", "Slot", "a", "u-a", 1_781_517_600_000, True, True, None, None, True, "Slot", False]
    ]
    assert [(one["key"], one["removed"], one["revision"], one["custom"].get("c_size")) for one in saved] == [
        *[("a", False, 1, 5), ("b", True, 1, 2), ("c", False, 0, 9)]
    ]


def test_a_query_knows_what_was_changed_before_it(object_realm: Realm) -> None:
    asked: list[Any] = []
    stored = object_realm.operations["custom_objects"]
    object_realm.operations |= {
        "save": lambda changes: asked.append(("save", changes[0]["custom"]["c_size"])),
        "custom_objects": lambda query: (asked.append(("query", query)), stored(query))[1],
    }
    body = """
    const Mgr = require('dw/object/CustomObjectMgr');
    Mgr.getCustomObject('Slot', 'a').custom.size = 7;
    const found = Mgr.queryCustomObjects('Slot', 'custom.size > {0} AND creationDate < {1}', 'custom.size desc',
        3, new Date(0));
    const sizes = [];
    while (found.hasNext()) { sizes.push(found.next().custom.size); }
    const map = new (require('dw/util/HashMap'))();
    map.put('custom.size', 2);
    Mgr.queryCustomObjects('Slot', map, null).close();
    return [sizes, found.count, Mgr.queryCustomObject('Slot', 'custom.id = {0}', 'a').custom.size,
        Mgr.getAllCustomObjects('Slot').asList().length];
    """
    assert object_realm.value(body) == [[7, 2], 2, 7, 2]
    date = "1970-01-01T00:00:00.000Z"
    query = "custom.size > {0} AND creationDate < {1}"
    assert asked[:3] == [
        ("save", 7),
        ("query", {"type": "Slot", "query": query, "sort": "custom.size desc", "arguments": [3, date]}),
        ("query", {"type": "Slot", "query": "custom.size = {0}", "sort": None, "arguments": [2]}),
    ]


@pytest.mark.parametrize("change", ["createCustomObject('Slot', 'n')", "remove(Mgr.getCustomObject('Slot', 'a'))"])
def test_objects_are_not_changed_outside_of_a_transaction(object_realm: Realm, change: str) -> None:
    with pytest.raises(ScriptFailedError, match="ORMTransactionException"):
        object_realm.value(f"const Mgr = require('dw/object/CustomObjectMgr'); Mgr.{change};", inside=False)


def test_a_key_that_was_used_is_refused(object_realm: Realm) -> None:
    body = """
    const Mgr = require('dw/object/CustomObjectMgr');
    Mgr.createCustomObject('Slot', 'n');
    Mgr.createCustomObject('Slot', 'n');
    """
    with pytest.raises(ScriptFailedError, match="already"):
        object_realm.value(body)
