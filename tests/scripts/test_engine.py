"""The engine: modules, what is told of errors, and that nothing of a call is left for the next."""

import pytest
from tests.scripts.realm import MODULE, Realm, ScriptFailedError, document, order

from counterfoil.scripts.engine import BrokenRealmError
from counterfoil.scripts.setup import DocumentShape

COUNTING = """
var count = 0;
exports.hook = function () {
    count += 1;
    return { count: count };
};
"""


def test_variables_of_a_module_live_as_long_as_a_call(realm: Realm) -> None:
    for _ in range(2):
        assert realm.answer(COUNTING)["value"] == {"other": {"count": 1}}
        assert realm.engine.tidy()


@pytest.mark.parametrize(
    "damage",
    [
        "leaked = 1;",
        "Array.prototype.first = function () { return this[0]; };",
        "Object.prototype.shared = 'of one request';",
        "JSON.stringify = function () { return 'mine'; };",
        "Math.PI2 = 6;",
        "String.prototype.trim = function () { return 'x'; };",
        "delete Array.prototype.map;",
        "Object.defineProperty(globalThis, 'kept', { value: 1 });",
        "Object.setPrototypeOf(Date.prototype, { leaked: 1 });",
        "Error.prototype.name = 'Mine';",
        "Promise.prototype.then = null;",
        "require('dw/system/Status').leaked = 1;",
        "require('dw/value/Money').prototype.leaked = 1;",
        "globalThis.undefinedBefore = { secret: 1 };",
    ],
)
def test_what_a_script_does_to_the_language_is_gone_with_the_call(realm: Realm, damage: str) -> None:
    look = (
        "typeof leaked + typeof [].first + typeof ({}).shared + JSON.stringify(1) + typeof Math.PI2 + ' a '.trim()"
        " + typeof [].map + typeof kept + typeof new Date().leaked + new Error('x').name"
        " + typeof Promise.resolve().then + typeof require('dw/system/Status').leaked"
        " + typeof new (require('dw/value/Money'))(1, 'USD').leaked + typeof undefinedBefore"
    )
    source = f"""
exports.hook = function (first) {{
    if (first) {{ {damage} }}
    return {look};
}};
"""
    plain = {"kind": "plain", "body": False}
    untouched = realm.answer(source, plain)["value"]
    realm.engine.tidy()
    realm.answer(source, {"kind": "plain", "body": True})
    realm.engine.tidy()
    assert realm.answer(source, plain)["value"] == untouched


def test_an_exception_is_told_with_the_scripts_line(realm: Realm) -> None:
    realm.write("cartridge/scripts/lib/deep.js", "exports.fail = function () {\n    throw new Error('no way');\n};\n")
    source = "var deep = require('./lib/deep');\nexports.hook = function () {\n    deep.fail();\n};\n"
    with pytest.raises(ScriptFailedError) as failed:
        realm.answer(source)
    assert failed.value.described["message"] == "no way"
    assert failed.value.described["frames"] == [
        "int_tests/cartridge/scripts/lib/deep.js:2",
        f"{MODULE}:3",
    ]


def test_an_error_says_where_it_was_made_as_on_the_platform(realm: Realm) -> None:
    body = """try {
        null.x();
    } catch (e) {
        dw.system.Logger.error('failed: ' + e.stack);
        return [e.fileName, e.lineNumber];
    }"""
    assert realm.value(body) == [MODULE, 4]
    (logged,) = realm.logged()
    assert f"{MODULE}:4" in logged
    assert "<input>" not in logged


def test_a_script_that_cannot_be_read_says_where(realm: Realm) -> None:
    realm.write("cartridge/scripts/broken.js", "var a = 1;\nvar b = ;\n")
    with pytest.raises(ScriptFailedError, match=r"int_tests/cartridge/scripts/broken\.js:2"):
        realm.answer("require('./broken'); exports.hook = function () {};")


def test_a_module_that_is_not_there_is_named_with_who_asks(realm: Realm) -> None:
    with pytest.raises(ScriptFailedError, match=rf"'\*/cartridge/nowhere' required by {MODULE}"):
        realm.answer("require('*/cartridge/nowhere'); exports.hook = function () {};")


def test_a_member_of_the_platform_that_is_not_here_is_named_with_place_and_where_to_ask(realm: Realm) -> None:
    with pytest.raises(ScriptFailedError) as failed:
        realm.value("return a.createReturnCase();", order())
    message = failed.value.described["message"]
    assert message.startswith("dw.order.Order.createReturnCase is part of the platform's script API")
    assert f"({MODULE}:3)" in message
    assert "script-api.md" in message


def test_a_member_that_never_was_is_undefined_and_noted(realm: Realm) -> None:
    assert realm.value("return typeof a.getUnicorn;", order()) == "undefined"
    assert [note["member"] for note in realm.notes if note["kind"] == "missing"] == ["dw.order.Order.getUnicorn"]


def test_a_member_that_is_only_looked_for_may_be_missing(realm: Realm) -> None:
    assert realm.value("return a.createReturnCase ? typeof a.returnCases : 'no';", order()) == "undefined"
    missing = [(note["member"], note["known"]) for note in realm.notes if note["kind"] == "missing"]
    assert missing == [("dw.order.Order.createReturnCase", "method"), ("dw.order.Order.returnCases", "property")]


def test_a_class_of_the_platform_that_is_not_here_can_be_required_but_not_used(realm: Realm) -> None:
    source = "var Alert = require('dw/alert/Alert'); return a ? new Alert() : typeof Alert;"
    assert realm.value(source, {"kind": "plain", "body": False}) == "function"
    with pytest.raises(ScriptFailedError, match=r"dw\.alert\.Alert is part of the platform's script API"):
        realm.value(source, {"kind": "plain", "body": True})


def test_a_class_that_never_was_cannot_be_required(realm: Realm) -> None:
    with pytest.raises(ScriptFailedError, match="there is no module dw/order/Unicorn"):
        realm.value("return require('dw/order/Unicorn');")


def test_documents_have_both_spellings_and_come_back_changed(realm: Realm) -> None:
    body = {"order_no": "1", "product_items": [{"product_id": "a"}, {"product_id": "b"}], "c_x": {"camelCase": 1}}
    answered = realm.answer(
        """
exports.hook = function (doc) {
    var seen = [doc.orderNo, doc.order_no, doc.getOrderNo(), doc.productItems.length, doc.c_x.camelCase];
    var ids = [];
    for (var at in doc.product_items) { ids.push(doc.product_items[at].productId); }
    doc.productItems.toArray().forEach(function (item) { ids.push(item.product_id); });
    doc.c_seen = seen;
    doc.applicablePaymentMethods = [{ paymentMethodId: 'A', c_keep: { innerName: 2 } }];
    delete doc.c_x;
    return ids;
};
""",
        document(body),
    )
    assert answered["value"] == {"other": ["a", "b", "a", "b"]}
    assert answered["changed"]["0"] == {
        "order_no": "1",
        "product_items": [{"product_id": "a"}, {"product_id": "b"}],
        "c_seen": ["1", "1", "1", 2, 1],
        "applicable_payment_methods": [{"payment_method_id": "A", "c_keep": {"innerName": 2}}],
    }


def test_a_list_that_a_document_has_not_is_empty_and_there_once_something_is_put_in(realm: Realm) -> None:
    realm.documents = {"basket": DocumentShape(("product_items", "coupon_items"), {})}
    body = {"_type": "basket", "basket_id": "b"}
    source = """
exports.hook = function (doc) {
    var seen = [doc.productItems.length, doc.getProductItems().empty, 'productItems' in doc, typeof doc.unknownItems];
    doc.couponItems.push({ code: 'TEA' });
    return seen;
};
"""
    answered = realm.answer(source, document(body))
    assert answered["value"] == {"other": [0, True, False, "undefined"]}
    assert answered["changed"]["0"] == {**body, "coupon_items": [{"code": "TEA"}]}


def test_documents_within_a_request_have_empty_lists_too_though_they_do_not_say_of_what_type_they_are(
    realm: Realm,
) -> None:
    realm.documents = {
        "basket": DocumentShape(("product_items",), {"product_items": "product_item"}),
        "product_item": DocumentShape(("option_items",), {}),
    }
    body = {"product_items": [{"product_id": "tea"}]}
    source = """
exports.hook = function (request, items) {
    items[0].optionItems.add({ optionId: 'engraving' });
    var first = request.productItems[0];
    return [first.optionItems.length, items[0].optionItems[0].option_id, first.tags];
};
"""
    request = {**document(body), "type": "basket"}
    items = {**document([{"product_id": "cup"}]), "type": "product_item"}
    answered = realm.answer(source, request, items)
    assert answered["value"] == {"other": [0, "engraving", None]}
    assert answered["changed"] == {"1": [{"product_id": "cup", "option_items": [{"option_id": "engraving"}]}]}


def test_a_document_that_is_only_read_does_not_come_back(realm: Realm) -> None:
    answered = realm.answer("exports.hook = function (doc) { return doc.order_no; };", document({"order_no": "1"}))
    assert answered["changed"] == {}


def test_a_status_of_several_items_is_told_whole(realm: Realm) -> None:
    answered = realm.answer(
        """
var Status = require('dw/system/Status');
var StatusItem = require('dw/system/StatusItem');
exports.hook = function () {
    var status = new Status(Status.OK, 'FINE', 'all {0} of {1}', 'well', 'it');
    status.addItem(new StatusItem(Status.ERROR, 'BAD', 'no {0}', 'way'));
    status.addDetail('k', 'v');
    return status;
};
"""
    )
    assert answered["value"]["status"] == [
        {"status": 0, "code": "FINE", "message": "all well of it"},
        {"status": 1, "code": "BAD", "message": "no way", "details": {"k": "v"}},
    ]


def test_outside_of_a_transaction_nothing_persistent_can_be_changed(realm: Realm) -> None:
    with pytest.raises(ScriptFailedError) as failed:
        realm.value("a.custom.note = 'x';", order(), inside=False)
    assert failed.value.described["type"] == "ORMTransactionException"


def test_a_joined_transaction_that_is_rolled_back_condemns_the_request(realm: Realm) -> None:
    source = """
var Transaction = require('dw/system/Transaction');
exports.hook = function (order) {
    Transaction.wrap(function () { order.custom.note = 'x'; });
    Transaction.begin();
    Transaction.rollback();
};
"""
    assert realm.answer(source, order())["rollback"] is True


def test_joined_transactions_that_are_committed_leave_the_request_alone(realm: Realm) -> None:
    source = """
var Transaction = require('dw/system/Transaction');
exports.hook = function (order) {
    Transaction.begin();
    var value = Transaction.wrap(function () { order.custom.note = 'x'; return 5; });
    Transaction.commit();
    return value;
};
"""
    answered = realm.answer(source, order())
    assert (answered["rollback"], answered["value"]) == (False, {"other": 5})


def test_memory_and_recursion_have_an_end_and_the_next_call_finds_a_new_realm(realm: Realm) -> None:
    source = """
exports.hook = function (what) {
    if (what === 'memory') { var all = []; for (;;) { all.push(new Array(100000).fill(1)); } }
    if (what === 'recursion') { return (function deeper() { return deeper() + 1; })(); }
    return 'fine';
};
"""
    with pytest.raises((BrokenRealmError, ScriptFailedError)):
        realm.answer(source, {"kind": "plain", "body": "memory"})
    realm.engine.tidy()
    with pytest.raises((BrokenRealmError, ScriptFailedError), match=r"deeply|stack"):
        realm.answer(source, {"kind": "plain", "body": "recursion"})
    realm.engine.tidy()
    assert realm.answer(source, {"kind": "plain", "body": ""})["value"] == {"other": "fine"}


def test_scripts_have_the_clock_and_the_chance_of_the_server(realm: Realm) -> None:
    source = "exports.hook = function () { return [Math.random(), Math.random()]; };"
    first = realm.answer(source)["value"]
    assert realm.answer(source)["value"] == first
    assert realm.answer(source, seed="ff" * 16)["value"] != first


def test_the_clock_is_that_of_the_request(realm: Realm) -> None:
    assert realm.value("return new Date().toISOString().slice(0, 16);") == "2026-06-15T10:00"


def test_request_custom_goes_from_hook_to_hook(realm: Realm) -> None:
    source = "exports.hook = function () { request.custom.seen = (request.custom.seen || 0) + 1; };"
    first = realm.answer(source)
    assert first["custom"] == {"seen": 1}
    assert realm.answer(source, custom=first["custom"])["custom"] == {"seen": 2}


def test_what_cannot_be_run_here_is_told_with_its_line_when_a_script_is_loaded(realm: Realm) -> None:
    realm.write("cartridge/scripts/markup.js", "exports.a = 1;\nexports.b = function () {\n    return <a/>;\n};\n")
    source = "var markup = require('./markup'); exports.hook = function (b) { return b ? markup.b() : markup.a; };"
    assert realm.answer(source, {"kind": "plain", "body": False})["value"] == {"other": 1}
    assert [text for text in realm.logged() if "markup.js:3" in text]
    with pytest.raises(ScriptFailedError, match=r"markup\.js:3"):
        realm.answer(source, {"kind": "plain", "body": True})


def test_a_script_logs_before_it_has_loaded_anything_else(realm: Realm) -> None:
    realm.value("dw.system.Logger.error('of {0}: ' + JSON.stringify({ a: [1] }), 'one'); return 1;")
    assert realm.logged() == ['of one: {"a":[1]}']
