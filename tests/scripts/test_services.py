"""Services of scripts: callbacks in order, results in all their states, and calls to real servers within bounds."""

import json
import socket
import ssl
from pathlib import Path
from typing import Any, cast

import pytest
import trustme
from tests.scripts.partner import serving
from tests.scripts.realm import Realm, ScriptFailedError

from counterfoil.scripts.http_calls import RefusedError, checked

HEAD = """
'use strict';
var LocalServiceRegistry = require('dw/svc/LocalServiceRegistry'), Result = require('dw/svc/Result');
var HTTPClient = require('dw/net/HTTPClient'), HashMap = require('dw/util/HashMap'), Bytes = require('dw/util/Bytes');
var steps = [];
function shown(result) {
    return [result.status, result.ok, result.error, result.errorMessage, result.unavailableReason, result.object];
}
"""


def described(**fields: Any) -> dict[str, Any]:
    profile = {"id": "p", "timeout_millis": 0, **dict.fromkeys(("rate_limit_calls", "rate_limit_millis"), 0)}
    return {
        "id": "pay",
        "type": "HTTP",
        "mode": "live",
        "log": False,
        "log_prefix": None,
        "profile": {**profile, "cb_calls": 0, "cb_millis": 0},
        "credential": {
            "id": "c",
            "url": None,
            "user_secret": "me",
            "password": "secret",
            "custom_secret": '{"key": "k"}',
        },
        **fields,
    }


class Server:
    """What the server says of services, and what it was told of them."""

    def __init__(self, realm: Realm) -> None:
        self.service: dict[str, Any] | None = described()
        self.hosts: list[str] = []
        self.refusal: str | None = None
        self.ended: list[bool] = []
        realm.operations |= {
            "service": lambda _asked: self.service,
            "service_begins": lambda _id: self.refusal,
            "service_ends": lambda told: self.ended.append(told["failed"]),
            "script_hosts": lambda _none: self.hosts,
        }


@pytest.fixture
def server(realm: Realm, partner: str) -> Server:
    made = Server(realm)
    made.hosts = [partner.removeprefix("http://")]
    assert made.service is not None
    made.service["credential"]["url"] = partner + "/pay"
    return made


def value(realm: Realm, body: str, **frame: Any) -> Any:
    answered = realm.answer(HEAD + "exports.hook = function () {" + body + "};", **frame)["value"]
    return None if answered is None else answered["other"]


ECHO = "parseResponse: function (svc, client) { return JSON.parse(client.text); }"


def test_a_service_is_called_with_its_credential_and_its_answer_parsed(realm: Realm, server: Server) -> None:
    told = value(
        realm,
        "var service = LocalServiceRegistry.createService('pay', {"
        "createRequest: function (svc, order, amount) {"
        "  svc.addHeader('Content-Type', 'application/json').addParam('a b', 'c&d');"
        "  return JSON.stringify({ order: order, amount: amount }); },"
        + ECHO
        + "}); var result = service.call('1', 5); return [result.isOk(), result.getObject(), service.client.statusCode,"
        "service.client.getResponseHeader('x-two'), service.client.responseHeaders.get('x-two')[0]];",
    )
    assert told[0] is True
    assert told[2:] == [200, "2", "2"]
    assert (told[1]["method"], told[1]["path"]) == ("POST", "/pay?a+b=c%26d")
    assert json.loads(told[1]["body"]) == {"order": "1", "amount": 5}
    assert told[1]["headers"]["authorization"] == "Basic bWU6c2VjcmV0"
    assert told[1]["headers"]["content-type"] == "application/json"
    assert server.ended == [False]


def test_a_call_is_noted_without_query_body_and_credential(realm: Realm, server: Server, partner: str) -> None:
    value(
        realm,
        "LocalServiceRegistry.createService('pay', { createRequest: function (svc) {"
        "svc.setRequestMethod('GET').addParam('token', 'hidden'); } }).call();",
    )
    (note,) = [note for note in realm.notes if note["kind"] == "http"]
    assert note.pop("ms") >= 0
    answer = note.pop("answer")
    assert (answer["status"], json.loads(answer["text"])["method"]) == (200, "GET")
    assert "hidden" not in answer["text"] and "bWU6c2VjcmV0" not in answer["text"]
    assert note == {
        "kind": "http",
        "service": "pay",
        "method": "GET",
        "url": partner + "/pay",
        "status": 200,
        "error": None,
    }


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/refused", ["ERROR", False, 422, '{"reason": "declined"}', None, None]),
        ("/here", ["OK", True, 0, None, None, "parsed"]),
    ],
)
def test_what_is_no_success_is_an_error_with_the_status_and_the_answer(
    realm: Realm, server: Server, partner: str, path: str, wanted: list[Any]
) -> None:
    body = (
        "var service = LocalServiceRegistry.createService('pay', { createRequest: function (svc) { return 'x'; },"
        f"parseResponse: function () {{ return 'parsed'; }} }}); service.URL = '{partner}{path}';"
        "return shown(service.call());"
    )
    assert value(realm, body) == wanted
    assert server.ended == [wanted[0] != "OK"]


def called(realm: Realm, url: str, **frame: Any) -> Any:
    body = (
        "var service = LocalServiceRegistry.createService('pay', { createRequest: function (svc) {"
        f"svc.setURL('{url}').setRequestMethod('GET'); }} }}); return shown(service.call());"
    )
    return value(realm, body, **frame)


def test_a_call_that_takes_too_long_is_unavailable(realm: Realm, server: Server, partner: str) -> None:
    assert server.service is not None
    server.service["profile"]["timeout_millis"] = 50
    assert called(realm, partner + "/slow")[:5:4] == ["SERVICE_UNAVAILABLE", "TIMEOUT"]
    assert server.ended == [True]


def test_a_call_has_no_more_time_than_its_hook(realm: Realm, server: Server, partner: str) -> None:
    assert called(realm, partner + "/slow", seconds=0.3)[4] == "TIMEOUT"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://other.example/", "may not call other.example:80"),
        ("http://127.0.0.1:1/", "may not call 127.0.0.1:1"),
        ("{partner}/elsewhere", "may not call other.example:80"),
        ("file:///etc/passwd", "only URLs of http and https"),
        ("http://169.254.169.254/latest", "may not call 169.254.169.254:80"),
        ("{partner}/large", "larger than 10485760 bytes"),
    ],
)
def test_only_hosts_of_services_are_called_and_answers_have_an_end(
    realm: Realm, server: Server, partner: str, url: str, message: str
) -> None:
    shown = called(realm, url.format(partner=partner))
    assert (shown[0], shown[2]) == ("ERROR", 0)
    assert message in shown[3]


def test_a_redirect_within_the_host_is_followed(realm: Realm, server: Server, partner: str) -> None:
    shown = called(realm, partner + "/moved")
    assert json.loads(shown[5])["path"] == "/here"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"mode": "disabled"}, "DISABLED"),
        ({"credential": None}, "CONFIG_PROBLEM"),
        ("RATE_LIMITED", "RATE_LIMITED"),
        ("CIRCUIT_BROKEN", "CIRCUIT_BROKEN"),
    ],
)
def test_a_service_that_may_not_be_called_says_why(realm: Realm, server: Server, change: Any, wanted: str) -> None:
    if isinstance(change, str):
        server.refusal = change
    else:
        server.service = {**(server.service or {}), **change}
    body = (
        "var result = LocalServiceRegistry.createService('pay', { createRequest: function () { return ''; } }).call();"
        "return [result.status, result.unavailableReason, typeof result.errorMessage];"
    )
    assert value(realm, body) == ["SERVICE_UNAVAILABLE", wanted, "string"]


def test_a_service_nobody_described_is_not_made(realm: Realm, server: Server) -> None:
    server.service = None
    body = "try { LocalServiceRegistry.createService('pay', {}); } catch (error) { return error.message; }"
    assert "there is no service pay" in value(realm, body)


MOCKS = """
var callback = {
    createRequest: function (svc, one) { steps.push('create'); return one; },
    mockCall: function (svc, request) { steps.push('mock ' + request); return { statusCode: 200, text: 'm' }; },
    parseResponse: function (svc, response) { steps.push('parse'); return response.text; }
};
"""


def test_a_mocked_service_replaces_the_call_alone(realm: Realm, server: Server) -> None:
    assert server.service is not None
    server.service["mode"] = "mock"
    body = MOCKS + "var r = LocalServiceRegistry.createService('pay', callback).call('x');"
    assert value(realm, body + "return [r.object, r.mockResult, steps];") == ["m", True, ["create", "mock x", "parse"]]
    assert server.ended == []


def test_a_full_mock_replaces_everything(realm: Realm, server: Server) -> None:
    body = (
        MOCKS + "callback.mockFull = function (svc, one, two) { return one + two; };"
        "var r = LocalServiceRegistry.createService('pay', callback).setMock().call(1, 2);"
    )
    assert value(realm, body + "return [r.object, r.mockResult, steps];") == [3, True, []]


def test_a_mocked_service_without_a_mock_is_an_error(realm: Realm, server: Server) -> None:
    body = "return shown(LocalServiceRegistry.createService('pay', {}).setMock().call());"
    assert value(realm, body)[0] == "ERROR"


def test_an_exception_of_a_callback_is_an_error_and_is_logged(realm: Realm, server: Server) -> None:
    body = (
        "return shown(LocalServiceRegistry.createService('pay', {"
        "createRequest: function () { throw new Error('no request'); } }).call());"
    )
    assert value(realm, body)[:4] == ["ERROR", False, 0, "no request"]
    assert realm.logged() == ["Error: no request"]


def test_a_service_may_throw_its_errors(realm: Realm, server: Server) -> None:
    server.refusal = "RATE_LIMITED"
    with pytest.raises(ScriptFailedError, match="RATE_LIMITED"):
        value(realm, "LocalServiceRegistry.createService('pay', {}).setThrowOnError().call();")


def test_the_configuration_is_told(realm: Realm, server: Server) -> None:
    body = (
        "var c = LocalServiceRegistry.createService('pay', {}).getConfiguration();"
        "return [c.ID, c.serviceType, c.credential.ID, c.credential.user, c.getCredential().getPassword(),"
        "c.profile.timeoutMillis, c.getProfile().getID(), c.credential.custom.key];"
    )
    assert value(realm, body) == ["pay", "HTTP", "c", "me", "secret", 0, "p", "k"]


def test_a_form_is_sent_of_what_the_call_is_given(realm: Realm, server: Server) -> None:
    assert server.service is not None
    server.service["type"] = "HTTPFORM"
    told = value(
        realm,
        "var map = new HashMap(); map.put('a', '1 2'); map.put('b', 'ä');"
        "return JSON.parse(LocalServiceRegistry.createService('pay', {}).call(map).object);",
    )
    assert (told["body"], told["headers"]["content-type"]) == ("a=1+2&b=%C3%A4", "application/x-www-form-urlencoded")


def test_a_request_of_several_parts_is_sent(realm: Realm, server: Server) -> None:
    told = value(
        realm,
        "var Part = require('dw/net/HTTPRequestPart');"
        "return LocalServiceRegistry.createService('pay', { createRequest: function () { return [new Part('one', 't1'),"
        "new Part('two', new Bytes('bytes'), 'text/plain', null, 'f.txt')]; }," + ECHO + "}).call().object;",
    )
    assert 'name="one"\r\n\r\nt1' in told["body"]
    assert 'name="two"; filename="f.txt"\r\nContent-Type: text/plain\r\n\r\nbytes' in told["body"]
    assert told["headers"]["content-type"].startswith("multipart/form-data; boundary=")


def test_another_type_executes_what_its_callback_does(realm: Realm, server: Server) -> None:
    assert server.service is not None
    server.service["type"] = "GENERIC"
    body = (
        "{ execute: function (svc, request) { return request + 1; }, createRequest: function (svc, n) { return n; } }"
    )
    assert value(realm, f"return LocalServiceRegistry.createService('pay', {body}).call(4).object;") == 5


def test_a_communication_log_is_what_the_callback_lets_through(realm: Realm, server: Server) -> None:
    assert server.service is not None
    server.service["log"] = True
    value(
        realm,
        "LocalServiceRegistry.createService('pay', { createRequest: function () { return 'secret'; },"
        "getRequestLogMessage: function (request) { return 'request of ' + request.length; },"
        "filterLogMessage: function (message) { return message.toUpperCase(); },"
        "getResponseLogMessage: function (client) { return 'status ' + client.statusCode; } }).call();",
    )
    assert realm.logged() == ["REQUEST OF 6", "STATUS 200"]


def test_an_older_registry_configures_and_gives_services(realm: Realm, server: Server) -> None:
    body = MOCKS + (
        "var Registry = require('dw/svc/ServiceRegistry'); var before = Registry.isConfigured('pay');"
        "Registry.configure('pay', callback).setMock(); var r = Registry.get('pay').call('x');"
        "return [before, Registry.isConfigured('pay'), Registry.getDefinition('pay').serviceName, r.object];"
    )
    assert value(realm, body) == [False, True, "pay", "m"]


def test_a_client_of_its_own_is_bound_to_the_same_hosts(realm: Realm, server: Server, partner: str) -> None:
    body = (
        "var client = new HTTPClient();client.open('POST', '{0}/own', 'me', 'pw'); client.setRequestHeader('X-A', 'b');"
        "client.setTimeout(2000); client.send('body');"
        "var told = JSON.parse(client.getText());"
        "return [client.statusCode, client.statusMessage, client.errorText, told.body, told.headers['x-a'],"
        "told.headers.authorization, client.bytes.length > 10];"
    )
    told = value(realm, body.replace("{0}", partner))
    assert told == [200, "OK", None, "body", "b", "Basic bWU6cHc=", True]


def test_a_client_throws_where_nothing_answers(realm: Realm, server: Server) -> None:
    with pytest.raises(ScriptFailedError, match="may not call") as failed:
        value(realm, "var c = new HTTPClient(); c.open('GET', 'http://other.example/'); c.send();")
    assert failed.value.described["type"] == "IOException"


@pytest.mark.parametrize("trusted", [True, False])
def test_certificates_are_checked(
    realm: Realm, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, trusted: bool
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    known = tmp_path / "authority.pem"
    (authority if trusted else trustme.CA()).cert_pem.write_to_path(str(known))
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    with serving(context) as address:
        server.hosts = [address.removeprefix("https://")]
        shown = called(realm, address + "/safe")
    assert shown[0] == ("OK" if trusted else "ERROR")
    assert trusted or "no connection" in shown[3]


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254", "0.0.0.0", "224.0.0.1"]
)
def test_a_name_that_leads_to_a_link_local_address_is_refused(address: str) -> None:
    class Connected:
        def getpeername(self) -> tuple[str, int]:
            return address, 80

        def close(self) -> None:
            """Nothing is open."""

    with pytest.raises(RefusedError, match="link-local"):
        checked(cast("socket.socket", Connected()))
