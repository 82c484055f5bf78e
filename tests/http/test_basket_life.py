"""How long a basket stays open: by setting, by the site's preference, and how an access prolongs it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.api import Api
from tests.archive.archives import xml
from tests.http.shopper import BASKETS, load, refused

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
LOGIN = ("credentials", "x@gmail.com", "Earl-Grey-1")


def prefer(api: Api, path: Path, minutes: str) -> None:
    """Set the site's preference."""
    preference = f'<preference preference-id="BasketLifetime">{minutes}</preference>'
    content = f"<standard-preferences><all-instances>{preference}</all-instances></standard-preferences>"
    load(api, path, {"sites/RefArch/preferences.xml": xml("preferences", content)})


class Waiting:
    """A basket, and an agent who asks for it later without touching it in between."""

    def __init__(self, api: Api, token: str | None = None) -> None:
        self.api = api
        token = token or api.customer()
        self.path = f"{BASKETS}/{api.post(BASKETS, token=token).json['basket_id']}"

    def get(self, after: int, part: str = "") -> int:
        """Let time pass, and return the status of reading the basket."""
        self.api.clock.advance(after)
        return self.api.get(self.path + part, token=self.api.agent_token()).status

    def change(self, after: int) -> int:
        self.api.clock.advance(after)
        return self.api.patch(self.path, {"c_x": str(after)}, token=self.api.agent_token()).status


def test_a_basket_is_gone_seven_days_after_its_last_change(api: Api) -> None:
    basket = Waiting(api)
    assert basket.change(6 * DAY) == 200
    assert basket.change(7 * DAY - 1) == 200
    api.clock.advance(7 * DAY)
    agent = api.agent_token()
    answers = [api.call(method, basket.path, token=agent) for method in ("GET", "PATCH", "DELETE")]
    assert {refused(answer) for answer in answers} == {(404, "BasketNotFoundException")}
    answer = api.post(BASKETS.replace("baskets", "orders"), {"basket_id": basket.path.rpartition("/")[2]}, token=agent)
    assert refused(answer) == (404, "BasketNotFoundException")


def test_an_expired_basket_leaves_its_place_and_is_swept(api: Api) -> None:
    api.post(BASKETS, token=api.customer(*LOGIN))
    api.clock.advance(7 * DAY)
    assert api.post(BASKETS, token=api.customer(*LOGIN)).status == 200
    api.clock.advance(7 * DAY)
    api.run(api.application.server.store.sweep(api.clock.now()))
    assert api.run(api.application.server.store.counts())["baskets"] == 0


@pytest.mark.parametrize("part", ["", "/shipments/me/shipping_methods"])
def test_an_access_an_hour_after_the_last_change_begins_its_life_anew(api: Api, part: str) -> None:
    basket = Waiting(api)
    assert basket.get(60 * MINUTE, part) == 200
    assert basket.get(7 * DAY - 1) == 200, "counted from the access"
    assert basket.get(7 * DAY) == 404


def test_an_access_sooner_does_not(api: Api) -> None:
    basket = Waiting(api)
    assert basket.get(60 * MINUTE - 1) == 200
    assert basket.get(7 * DAY - 60 * MINUTE + 1) == 404


def test_an_access_changes_neither_state_nor_date(api: Api) -> None:
    basket = Waiting(api)
    agent = api.agent_token()
    before = api.get(basket.path, token=agent).json
    assert basket.get(3 * DAY) == 200
    assert api.get(basket.path, token=api.agent_token()).json == before


def test_the_site_prefers_a_shorter_life(api: Api, tmp_path: Path) -> None:
    prefer(api, tmp_path, "240")
    for login in (("guest",), LOGIN):
        basket = Waiting(api, api.customer(*login))
        assert basket.change(240 * MINUTE - 1) == 200
        assert basket.change(240 * MINUTE) == 404


def test_a_guests_basket_lives_no_longer_than_seven_days(api: Api, tmp_path: Path) -> None:
    prefer(api, tmp_path, str(30 * 24 * 60))
    guest, registered = Waiting(api), Waiting(api, api.customer(*LOGIN))
    assert registered.get(8 * DAY) == 200
    assert guest.get(0) == 404


@pytest.mark.parametrize("nonsense", ["0", "-5", "soon", "99999999999"])
def test_a_preference_that_says_nothing_leaves_the_default(api: Api, tmp_path: Path, nonsense: str) -> None:
    prefer(api, tmp_path, nonsense)
    assert Waiting(api).change(7 * DAY - 1) == 200
    assert Waiting(api).get(7 * DAY) == 404


def test_the_setting_of_the_server_overrides_the_site(make_api: Callable[..., Api]) -> None:
    basket = Waiting(make_api(basket_lifetime_seconds=30 * 24 * 3600))
    assert basket.change(29 * DAY) == 200
    assert basket.change(30 * DAY) == 404
