"""A disk that fills up anywhere in a request leaves all of it or nothing, leases included."""

import pytest
from tests.api import V23
from tests.http.test_store_failures import Shop, shop, vfs  # noqa: F401
from tests.store.vfs import AccidentVFS


@pytest.mark.fast
def test_a_disk_that_fills_up_anywhere_in_an_authorisation_keeps_it_or_not(shop: Shop, vfs: AccidentVFS) -> None:
    """A lease that could not be given up for want of space expires after a minute."""
    for writes in range(20):
        shop.order = shop.api.order(shop.token)
        before = shop.read_order().content
        vfs.writes_left = writes
        answer = shop.authorize()
        vfs.writes_left = None
        if answer.status == 503:
            assert shop.read_order().content == before, f"kept, but answered with 503 ({writes} writes)"
            shop.api.clock.advance(60_000)
            assert shop.authorize().json["status"] == "new"
        else:
            assert shop.read_order().json["status"] == "new"


@pytest.mark.fast
def test_a_disk_that_fills_up_anywhere_in_a_submit_with_a_hook_leaves_basket_or_order(
    shop: Shop, vfs: AccidentVFS
) -> None:
    """With a hook registered a lease is taken; giving it up is no part of the submit."""
    shop.api.application.server.hooks.register("dw.ocapi.shop.order.beforePOST", lambda _: None)
    answered = 0
    for writes in range(30):
        vfs.writes_left = writes
        answer = shop.api.post(f"{V23}/orders", {"basket_id": shop.basket_id}, token=shop.token)
        vfs.writes_left = None
        shop.api.clock.advance(60_000)
        shop.token = shop.api.agent_token()
        if answer.status == 503:
            assert shop.read_basket().status == 200, f"the order was made, but answered with 503 ({writes} writes)"
        else:
            assert answer.status == 200
            answered += 1
            shop.basket_id = shop.api.basket(shop.token)["basket_id"]
    assert 0 < answered < 30
