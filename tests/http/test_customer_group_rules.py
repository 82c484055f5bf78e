"""Dynamic customer groups from the archive to the answer: a payment method that only their members have."""

from pathlib import Path

import pytest
from tests.api import V23, Api
from tests.archive.archives import folder, xml
from tests.http.accounts import ada, xenia

from counterfoil.archive.load import load_archive
from counterfoil.archive.report import Report

RULE = """<customer-group group-id="Examples"><membership-rule><included-customers>
    <condition-group match-mode="all"><condition>
        <attribute-path>customer.profile.email</attribute-path><operator>ends-with</operator>
        <string>@example.com</string></condition>
    <condition><attribute-path>customer.profile.{path}</attribute-path><operator>exists</operator></condition>
    </condition-group></included-customers></membership-rule></customer-group>"""
METHOD = """<payment-method method-id="TEA_CLUB"><name xml:lang="x-default">Tea club</name>
    <enabled-flag>true</enabled-flag>
    <customer-groups><customer-group group-id="Examples"/></customer-groups></payment-method>"""


def load(api: Api, path: Path, attribute: str = "lastName") -> Report:
    files = {
        "sites/RefArch/customer-groups.xml": xml("customer-groups", RULE.format(path=attribute)),
        "sites/RefArch/payment-methods.xml": xml("payment-settings", METHOD),
    }
    report: Report = api.run(
        load_archive(api.application.server.store, folder(path, files), hash_password=lambda password: password)
    )
    return report


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_members_by_rule_pay_with_what_the_group_may(api: Api, archive: Path) -> None:
    load(api, archive)
    member, other = ada(api), xenia(api)
    for customer, expected in ((member, True), (other, False)):
        order_no = api.order(customer.token, customer_info={"email": "x@example.com"})["order_no"]
        methods = api.get(f"{V23}/orders/{order_no}/payment_methods", token=customer.token).json
        ids = {method["id"] for method in methods["applicable_payment_methods"]}
        assert ("TEA_CLUB" in ids) is expected
    instrument = {"payment_method_id": "TEA_CLUB"}
    assert member.call("POST", "/payment_instruments", instrument).status == 200
    assert other.call("POST", "/payment_instruments", instrument).fault == "InvalidPaymentMethodIdException"


def test_who_changes_his_profile_joins_the_group(api: Api, archive: Path) -> None:
    load(api, archive)
    customer = xenia(api)
    instrument = {"payment_method_id": "TEA_CLUB"}
    assert customer.call("POST", "/payment_instruments", instrument).status == 400
    assert customer.call("PATCH", body={"email": "xenia@example.com"}).status == 200
    assert customer.call("POST", "/payment_instruments", instrument).status == 200


def test_a_rule_that_asks_for_the_unknown_is_reported_and_has_no_members(api: Api, archive: Path) -> None:
    report = load(api, archive, "shoeSize")
    assert any("customer.profile.shoeSize" in finding.message for finding in report.warnings)
    assert ada(api).call("POST", "/payment_instruments", {"payment_method_id": "TEA_CLUB"}).status == 400
