"""Scripts in the dialect as they run: what loops go through, which clause catches, where errors stand."""

import pytest
from tests.scripts.realm import MODULE, Realm, ScriptFailedError, document, order


def dialect(realm: Realm, body: str, *arguments: object) -> object:
    """Run the body of a function, whose file is in the dialect, and give what it returned."""
    names = ", ".join("abc"[: len(arguments)])
    answered = realm.answer(f"exports.hook = function ({names}) {{\n{body}\n}};\n", *arguments)["value"]
    return None if answered is None else answered.get("other")


@pytest.mark.parametrize(
    ("collection", "values"),
    [
        ("[1, 'b', null]", [1, "b", None]),
        ("'abc'", ["a", "b", "c"]),
        ("{ a: 1, b: { c: 2 } }", [1, {"c": 2}]),
        ("null", []),
        ("undefined", []),
        ("7", []),
        ("new (require('dw/util/ArrayList'))([3, 4])", [3, 4]),
        ("new (require('dw/util/ArrayList'))([3, 4]).iterator()", [3, 4]),
    ],
)
def test_for_each_goes_through_values(realm: Realm, collection: str, values: list[object]):
    assert dialect(realm, f"var all = []; for each (var x : Any in {collection}) all.push(x); return all;") == values


def test_for_each_goes_through_the_parts_of_a_document(realm: Realm):
    body = "var all = []; for each (var item in a.product_items) { all.push(item.product_id); } return all.join();"
    parts = {"product_items": [{"product_id": "p1"}, {"product_id": "p2"}]}
    assert dialect(realm, body, document(parts)) == "p1,p2"


@pytest.mark.parametrize(
    ("thrown", "trace"),
    [
        ("new TypeError('t')", "type,finally"),
        ("new RangeError('r')", "range,finally"),
        ("'text'", "other:text,finally"),
    ],
)
def test_the_first_clause_whose_condition_holds_catches(realm: Realm, thrown: str, trace: str):
    body = f"""
    var trace = [];
    function run() {{
        try {{
            throw {thrown};
        }} catch (e if e instanceof TypeError) {{
            return trace.push('type');
        }} catch (range if range instanceof RangeError) {{
            trace.push('range');
        }} catch (e) {{
            trace.push('other:' + e);
        }} finally {{
            trace.push('finally');
        }}
    }}
    run();
    return trace.join();"""
    assert dialect(realm, body) == trace


def test_what_no_clause_catches_goes_on_with_its_own_place(realm: Realm):
    body = "try {\n throw new Error('mine');\n} catch (e : Error if e.message == 'yours')\n{\n}"
    with pytest.raises(ScriptFailedError, match="Error: mine") as failed:
        dialect(realm, body)
    assert failed.value.described["frames"][0].startswith(f"{MODULE}:3")


def test_functions_may_be_expressions(realm: Realm):
    assert dialect(realm, "return [3, 1, 2].filter(function (x : Number) x > 1).map(function (x) ({ n: x }));") == [
        {"n": 3},
        {"n": 2},
    ]


def test_names_of_imported_packages_are_the_classes_of_the_platform(realm: Realm):
    source = """
importPackage( dw.system );
importPackage( dw.util );
importClass(dw.value.Money);
exports.hook = function (a : Order) : Object {
    var list : ArrayList = new ArrayList([Status.OK, new Money(1, 'USD').value, typeof NobodyKnows]);
    return [list.length, list.get(0), list.get(1), list.get(2)];
};
"""
    assert realm.answer(source, order())["value"] == {"other": [3, 0, 1, "undefined"]}


def test_a_script_with_xml_in_it_runs_up_to_there(realm: Realm):
    source = (
        "exports.hook = function () {\n return [typeof make, make()];\n};\nfunction make() {\n return <a>\n</a>;\n}\n"
    )
    with pytest.raises(ScriptFailedError) as failed:
        realm.answer(source)
    assert failed.value.described["message"].startswith(f"{MODULE}:5: XML as part of the language (E4X)")


def test_xml_as_a_class_is_refused_where_it_is_used(realm: Realm):
    with pytest.raises(ScriptFailedError, match="XMLStreamReader instead of XML"):
        dialect(realm, "return new XML('<a/>').b;")


def test_a_platform_class_may_be_required_with_points(realm: Realm):
    assert dialect(realm, "return require('dw.system.Status') === require('dw/system/Status');") is True


def test_a_package_may_be_required_whole(realm: Realm):
    body = "const value = require('dw/value'); return [new value.Money(1, 'USD').value, require('dw/value') === value];"
    assert realm.value(body) == [1, True]


def test_a_module_that_is_not_found_is_named_with_the_one_that_was_meant(realm: Realm):
    with pytest.raises(
        ScriptFailedError, match=r"'\./Hook' .*; there is int_tests/cartridge/scripts/hook\.js, with other"
    ):
        dialect(realm, "return require('./Hook');")
