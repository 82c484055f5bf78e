"""The session and the answer as scripts see them."""

from typing import Any

from tests.scripts.realm import Realm, basket


def test_a_session_lives_from_hook_to_hook(realm: Realm) -> None:
    kept: list[Any] = []
    values = {"custom": {"a": 1}, "privacy": {}}
    facts = {"id": "s", "user": "", "currency": "USD", "price_books": []}
    realm.operations |= {
        "session": lambda _: facts,
        "session_values": lambda _: values,
        "keep_session": kept.append,
    }
    body = """
    session.custom.b = session.custom.a + 1;
    session.privacy.c = 'x';
    return [session.sessionID, session.userName];
    """
    assert realm.value(body) == ["s", ""]
    assert kept == [{"custom": {"a": 1, "b": 2}, "privacy": {"c": "x"}}]


def test_a_session_that_is_only_read_is_not_kept_anew(realm: Realm) -> None:
    kept: list[Any] = []
    values = {"custom": {"a": 1}, "privacy": {"b": [1, {"c": "d"}]}}
    realm.operations |= {"session_values": lambda _: values, "keep_session": kept.append}
    assert realm.value("session.custom.a = 1; return [session.custom.a, session.privacy.b.length];") == [1, 2]
    assert kept == []


def test_a_source_code_is_refused_or_given_to_the_basket(realm: Realm) -> None:
    given: list[Any] = []
    known = {"old": {"status": "inactive", "group": "g"}, "new": {"status": "active", "group": "g"}}
    realm.operations |= {
        "session": lambda _: {"id": "s", "user": "", "currency": "USD", "price_books": [], "source_code": None},
        "source_code": lambda code: known.get(code, {"status": "invalid", "group": None}),
        "set_source_code": given.append,
        "source_code_groups": lambda _: [{"id": "g", "price_books": [], "custom": {"c_a": 1}}],
    }
    body = """
    const Codes = new (require('dw/campaign/SourceCodeStatusCodes'))();
    const answers = [session.setSourceCode('x').code === Codes.CODE_INVALID,
        session.setSourceCode('old').code === Codes.CODE_INACTIVE, session.sourceCodeInfo,
        session.lastReceivedSourceCodeInfo.status, session.lastReceivedSourceCodeInfo.group.custom.a];
    return answers.concat([session.setSourceCode('new').error, session.sourceCodeInfo.code,
        session.sourceCodeInfo.group.priceBooks.length,
        require('dw/campaign/CampaignStatusCodes').COUPON_UNKNOWN]);
    """
    answered = realm.answer(f"exports.hook = function (a) {{ {body} }};", basket())
    assert answered["value"] == {"other": [True, True, None, 1, 1, False, "new", 0, "COUPON_UNKNOWN"]}
    assert (answered["changed"]["0"]["source_code"], given) == ("new", ["new"])


def test_what_is_written_to_the_answer_goes_nowhere(realm: Realm) -> None:
    body = (
        "response.writer.print('x'); response.getWriter().println('y'); return response.writer.flush() === undefined;"
    )
    assert realm.value(body) is True
    assert "dw.system.Response.getWriter" in [note.get("member") for note in realm.notes]


def test_hooks_of_wallets_have_their_results(realm: Realm) -> None:
    body = """
    const Status = require('dw/system/Status');
    const Apple = require('dw/extensions/applepay/ApplePayHookResult');
    const Request = require('dw/extensions/paymentrequest/PaymentRequestHookResult');
    const status = new Status(Status.ERROR);
    status.addDetail(Apple.STATUS_REASON_DETAIL_KEY, Apple.REASON_FAILURE);
    const apple = new Apple(status, null);
    const browser = new Request(new Status(Status.OK), 'https://x');
    const before = [browser.eventName, browser.getEventDetail()];
    browser.setEvent('done', { a: 1 });
    return before.concat([apple.getStatus() === status, apple.redirect, apple.status.getDetail('reason'),
        browser.redirect, browser.getEventName(), browser.eventDetail.a, apple instanceof Request]);
    """
    assert realm.value(body) == [None, None, True, None, "Failure", "https://x", "done", 1, False]
