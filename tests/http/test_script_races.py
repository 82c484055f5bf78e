"""Requests at the same time whose scripts change the same other order: none overwrites what another one wrote."""

from collections.abc import Callable
from pathlib import Path

from tests.api import V23, Api
from tests.http.test_cartridges import SHOP, submit, write_cartridge

COUNT = """
if (a.orderNo !== '00000001') {
    const third = require('dw/order/OrderMgr').getOrder('00000001');
    require('dw/system/Transaction').wrap(function () {
        third.custom.seenBy = (third.custom.seenBy || '') + '+' + a.orderNo;
        third.addNote('seen', a.orderNo);
    });
}
"""
TOGETHER = 4


def test_no_change_of_another_order_is_lost(make_api: Callable[..., Api], tmp_path: Path) -> None:
    folder = write_cartridge(tmp_path / "cartridges", {SHOP + "order.afterPOST": COUNT})
    api = make_api(cartridges=str(folder))
    assert submit(api).json["order_no"] == "00000001"
    token = api.agent_token()
    baskets = [api.basket(token)["basket_id"] for _ in range(TOGETHER)]
    sent = [api.request("POST", f"{V23}/orders", {"basket_id": basket}, token=token) for basket in baskets]
    answers = api.together(*sent)
    done = {answer.json["order_no"] for answer in answers if answer.status == 200}
    refused = [answer for answer in answers if answer.status != 200]
    assert done, answers
    # Told to the script, which may catch it, where another request was quicker; to the client where they came to write.
    told = {(500, "HookInternalServerErrorException"), (409, "ResourceStateConflictException")}
    assert {(answer.status, answer.fault) for answer in refused} <= told, refused
    third = api.get(f"{V23}/orders/00000001", token=token).json
    assert set(third["c_seenBy"].split("+")[1:]) == done
    notes = api.get(f"{V23}/orders/00000001/notes", token=token).json["notes"]
    assert {note["text"] for note in notes} == done
    # A request that came too late has kept nothing: its basket is still there, and it can be sent again.
    late = [basket for basket, answer in zip(baskets, answers, strict=True) if answer.status != 200]
    for basket in late:
        assert api.post(f"{V23}/orders", {"basket_id": basket}, token=token).status == 200
    third = api.get(f"{V23}/orders/00000001", token=token).json
    assert len(third["c_seenBy"].split("+")[1:]) == TOGETHER
