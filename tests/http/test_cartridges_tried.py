"""The tool that tries real cartridges, tried on the suite's own."""

import json
from pathlib import Path

import pytest
from tests.http.test_cartridges import write_cartridge
from tests.tried.run import main, tried
from tests.tried.sets import CartridgeSet, found_in

SUITE = Path(__file__).parent.parent / "cartridges_of_suite"
POINT = "app.payment.processor.mypay"
HANDLE = """
exports.Handle = function (basket, information, method) {
    require('dw/system/Transaction').wrap(function () {
        basket.createPaymentInstrument(method, basket.totalGrossPrice);
    });
    return { error: information.cardNumber.value !== '4111111111111111' };
};
exports.Authorize = function (orderNo, instrument, processor) {
    instrument.paymentTransaction.paymentProcessor = processor;
    return { error: orderNo !== instrument.orderNo && false };
};
"""


def test_points_of_the_suite_s_own_are_called_as_a_storefront_does() -> None:
    one = CartridgeSet("suite", "the suite", (SUITE,), ("int_teapay", "app_tea_core"))
    rows, broken = tried([one])
    assert not broken
    found = {row.point: (row.outcome, row.why) for row in rows}
    assert found["app.payment.processor.default"] == ("ran", "Handle: nothing; Authorize: no error")
    assert found["dw.order.payment.authorize"][0] == "ran"


def test_a_folder_that_was_never_tried_gets_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "cartridges"
    write_cartridge(folder, {})
    cartridge = next(folder.rglob("package.json")).parent
    (cartridge / "cartridge" / "pay.js").write_text(HANDLE)
    hooks = {"hooks": [{"name": POINT, "script": "./pay.js"}, {"name": "app.unheard.of", "script": "./pay.js"}]}
    (cartridge / "cartridge" / "more.json").write_text(json.dumps(hooks))
    (cartridge / "package.json").write_text(json.dumps({"hooks": "./cartridge/more.json"}))
    page = tmp_path / "page.md"
    assert main([str(tmp_path), "--page", str(page)]) == 0
    text = page.read_text()
    assert f"| `{POINT}`" in text
    assert "ran | Handle: no error; Authorize: no error" in text
    assert "| `app.unheard.of`" in text and "no convention for it is known" in text
    assert "new: 1 of 2 ran" in capsys.readouterr().err


def test_a_folder_without_cartridges_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found_in(tmp_path) == []
    assert main([str(tmp_path)]) == 2
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "there are no cartridges to try" in capsys.readouterr().err
