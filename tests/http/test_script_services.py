"""Services of scripts behind the API: what archive and settings say of them, their gates, and hosts nobody may call."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.api import Api
from tests.archive.archives import folder, marked, xml
from tests.http.test_cartridges import SHOP, submit, write_cartridge
from tests.scripts.partner import serving

from counterfoil.archive.load import load_archive
from counterfoil.archive.report import Report
from counterfoil.config import SettingsError, load
from counterfoil.documents.service_data import Profile
from counterfoil.shop.services import Gate

CALL = """
const made = require('dw/svc/LocalServiceRegistry').createService('int_pay.http', {
    createRequest: function (svc, order) { return JSON.stringify({ order: order }); },
    parseResponse: function (svc, client) { return JSON.parse(client.text); },
    mockCall: function () { return { text: '{"mocked": true}' }; }
});
"""
SHOW = """
const result = made.call(a.orderNo);
const told = result.object || {};
b.c_x = JSON.stringify([result.status, result.unavailableReason, told.body || null, told.mocked || false,
    told.headers ? told.headers.authorization : null, result.errorMessage]);
"""
POINT = SHOP + "order.modifyPOSTResponse"
Make = Callable[..., Api]


@pytest.fixture(scope="module")
def partner() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def make_shop(make_api: Callable[..., Api], tmp_path: Path) -> Make:
    """Make a server whose script calls a service when an order is answered."""

    def make(body: str = CALL + SHOW, **settings: Any) -> Api:
        return make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", {POINT: body})), **settings)

    return make


def services(url: str, *, service: str = "", profile: str = "", password: str = "<password>pw</password>") -> str:
    """An archive's services: one with a credential and a profile."""
    return xml(
        "services",
        f"""
<service-credential service-credential-id="int_pay"><url>{url}/pay</url><user-id>shop</user-id>{password}
</service-credential>
<service-profile service-profile-id="int_pay"><timeout-millis>5000</timeout-millis>{profile}</service-profile>
<service service-id="int_pay.http"><service-type>HTTP</service-type><enabled>true</enabled>
{service}<profile-id>int_pay</profile-id><credential-id>int_pay</credential-id></service>""",
    )


def imported(api: Api, content: str) -> Report:
    archive = folder(Path(tempfile.mkdtemp()), {"services.xml": content})
    report: Report = api.run(load_archive(api.application.server.store, archive, hash_password=marked))
    return report


def told(api: Api) -> list[Any]:
    answer = submit(api)
    assert answer.status == 200, answer
    result: list[Any] = json.loads(answer.json["c_x"])
    return result


def test_a_service_of_the_archive_is_called(make_shop: Make, partner: str) -> None:
    api = make_shop()
    assert imported(api, services(partner)).warnings == []
    status, _reason, body, _mocked, authorization, _error = told(api)
    assert (status, authorization) == ("OK", "Basic c2hvcDpwdw==")
    assert json.loads(body)["order"]


def test_the_settings_go_before_the_archive(make_shop: Make, partner: str) -> None:
    given = {"int_pay.http": {"url": partner + "/other", "password": "of the settings"}}
    api = make_shop(services=json.dumps(given))
    imported(api, services("http://nowhere.example"))
    assert told(api)[4] == "Basic c2hvcDpvZiB0aGUgc2V0dGluZ3M="


def test_a_service_may_stand_in_the_settings_alone(make_shop: Make, partner: str) -> None:
    api = make_shop(services=json.dumps({"int_pay.http": {"url": partner, "user": "a", "password": "b"}}))
    assert told(api)[0] == "OK"


@pytest.mark.parametrize(
    ("service", "settings", "wanted"),
    [
        ("<mock-mode-enabled>true</mock-mode-enabled>", "", ["OK", None, None, True]),
        ("", '{"int_pay.http": {"mode": "mock"}}', ["OK", None, None, True]),
        ("<enabled>false</enabled>", "", ["SERVICE_UNAVAILABLE", "DISABLED", None, False]),
        ("<enabled>false</enabled>", '{"int_pay.http": {"mode": "mock"}}', ["OK", None, None, True]),
    ],
)
def test_a_service_is_live_mocked_or_disabled(
    make_shop: Make, partner: str, service: str, settings: str, wanted: list[Any]
) -> None:
    api = make_shop(services=settings)
    imported(api, services(partner, service=service))
    assert told(api)[:4] == wanted


def test_a_service_nobody_described_says_so(make_shop: Make) -> None:
    api = make_shop("try {" + CALL + "made.call(); } catch (error) { b.c_x = JSON.stringify([error.message]); }")
    wanted = "there is no service int_pay.http: services.xml of an archive or the setting services describes it"
    assert told(api) == [wanted]


def test_hosts_of_no_service_are_not_called(make_shop: Make, partner: str) -> None:
    body = CALL + f"made.setURL('{partner}/pay');" + SHOW
    api = make_shop(body)
    imported(api, services("http://pay.example"))
    status, *_rest, error = told(api)
    assert status == "ERROR"
    assert "scripts may not call 127.0.0.1" in error


def test_a_host_of_the_settings_may_be_called(make_shop: Make, partner: str) -> None:
    body = CALL + f"made.setURL('{partner}/pay');" + SHOW
    api = make_shop(body, script_hosts=partner.removeprefix("http://"))
    imported(api, services("http://pay.example"))
    assert told(api)[0] == "OK"


@pytest.mark.parametrize("url", ["https://pay.example/a?b=1", "https://pay.example:8443/a?b=1"])
def test_an_address_may_stand_in_for_a_host_that_a_script_names_itself(make_shop: Make, partner: str, url: str) -> None:
    body = CALL + f"made.setURL('{url}');" + SHOW.replace("told.body", "told.path")
    host = url.removeprefix("https://").partition("/")[0]
    api = make_shop(body, script_hosts=f"{host}={partner}/stand-in/")
    imported(api, services("http://other.example"))
    assert told(api)[:3] == ["OK", None, "/stand-in/a?b=1"]


def test_a_rate_limit_is_kept_across_requests(make_shop: Make, partner: str) -> None:
    limit = (
        "<rate-limit-enabled>true</rate-limit-enabled><rate-limit-calls>1</rate-limit-calls>"
        "<rate-limit-millis>3600000</rate-limit-millis>"
    )
    api = make_shop()
    imported(api, services(partner, profile=limit))
    assert [told(api)[:2] for _ in range(2)] == [["OK", None], ["SERVICE_UNAVAILABLE", "RATE_LIMITED"]]


def test_a_service_that_fails_rests(make_shop: Make, partner: str) -> None:
    breaker = "<cb-enabled>true</cb-enabled><cb-calls>1</cb-calls><cb-millis>3600000</cb-millis>"
    api = make_shop(CALL + f"made.setURL('{partner}/refused');" + SHOW)
    imported(api, services(partner, profile=breaker))
    assert [told(api)[0] for _ in range(3)] == ["ERROR", "ERROR", "SERVICE_UNAVAILABLE"]
    assert told(api)[1] == "CIRCUIT_BROKEN"


def test_an_encrypted_password_is_no_password(make_shop: Make, partner: str) -> None:
    api = make_shop()
    content = services(partner, password='<password encrypted="true">hidden</password>')
    report = imported(api, content)
    assert "the password of credential int_pay is encrypted" in report.warnings[0].message
    assert told(api)[4] == "Basic c2hvcDo="


def test_services_are_deleted_and_bad_ones_passed_over(make_shop: Make, partner: str) -> None:
    api = make_shop()
    imported(api, services(partner))
    report = imported(
        api,
        xml(
            "services",
            '<service service-id="int_pay.http" mode="delete"/>'
            '<service-profile service-profile-id="other"><timeout-millis>soon</timeout-millis></service-profile>',
        ),
    )
    assert len(report.warnings) == 1
    assert submit(api).fault == "HookInternalServerErrorException"


def test_a_breaker_lets_one_call_try_after_its_pause() -> None:
    profile, gate = Profile(profile_id="p", cb_enabled=True, cb_calls=1, cb_millis=1000), Gate()
    for now in (0, 10):
        assert gate.refusal(profile, now) is None
        gate.done(profile, now, failed=True)
    assert gate.refusal(profile, 500) == "CIRCUIT_BROKEN"
    assert gate.refusal(profile, 1010) is None
    assert gate.refusal(profile, 1011) == "CIRCUIT_BROKEN"
    gate.done(profile, 1012, failed=True)
    assert gate.refusal(profile, 1500) == "CIRCUIT_BROKEN"
    assert gate.refusal(profile, 2012) is None
    gate.done(profile, 2013, failed=False)
    assert gate.refusal(profile, 2014) is None


def test_failures_that_lie_apart_do_not_break_the_circuit() -> None:
    profile, gate = Profile(profile_id="p", cb_enabled=True, cb_calls=1, cb_millis=1000), Gate()
    for now in range(0, 10_000, 2000):
        assert gate.refusal(profile, now) is None
        gate.done(profile, now, failed=True)


def test_services_are_tables_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "counterfoil.toml"
    file.write_text('[services."a.b"]\nurl = "https://a.example"\nmode = "mock"\n')
    settings = load({}, environment={}, file=str(file))
    assert msgspec.json.decode(settings.services) == {"a.b": {"url": "https://a.example", "mode": "mock"}}


@pytest.mark.parametrize("text", ["{", '{"a": {"mode": "wrong"}}', '{"a": {"pasword": "hidden"}}', '["a"]'])
def test_services_that_cannot_be_read_are_refused_without_their_values(text: str) -> None:
    with pytest.raises(SettingsError, match="services cannot be used") as refused:
        load({"services": text}, environment={})
    assert "hidden" not in str(refused.value)
