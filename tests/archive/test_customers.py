"""Customers: how they are found, and when an import changes their password."""

import msgspec
import pytest
from tests.archive.archives import Shop, marked, messages, xml

from counterfoil.identity.passwords import verify_password
from counterfoil.store.records import CustomerRow

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
# The password is "Darjeeling-5".
SCRYPT = "$s0$b0401$jkcuV+IG5JIoFbmiokdzyg==$OViwpOIX5O6xA6+H70vg+M8t2ifX+GcMOPD8hP6VYC8="


def customers(*elements: str) -> dict[str, str]:
    return {"customer-lists/Shop.xml": xml("customer-list", "".join(elements), 'list-id="Shop"')}


def customer(password: str, login: str = "ada@example.com", no: str = "00000501", encrypted: str = "false") -> str:
    return (
        f'<customer customer-no="{no}"><credentials><login>{login}</login>'
        f'<password encrypted="{encrypted}" encryptionScheme="scrypt">{password}</password></credentials></customer>'
    )


async def change_password(shop: Shop, password_hash: str) -> None:
    """Let the customer choose another password, as the server stores it."""
    record = await shop.customer("Shop", "00000501")
    record.password_hash = password_hash
    body = msgspec.json.encode(record)
    row = CustomerRow("Shop", record.customer_no, record.customer_id, record.login, body)
    await shop.store.save_customers([row])


async def test_a_plain_password_is_hashed_and_never_stored(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    assert (await shop.customer("Shop", "00000501")).password_hash == marked("Assam-tea-2")
    row = await shop.store.customer_by_no("Shop", "00000501")
    assert b"Assam-tea-2" not in row.body


async def test_the_same_archive_does_not_reset_a_password_changed_since(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    await change_password(shop, "hash of another one")
    await shop.load(customers(customer("Assam-tea-2")))
    assert (await shop.customer("Shop", "00000501")).password_hash == "hash of another one"


async def test_a_new_password_in_the_archive_replaces_the_stored_one(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    await change_password(shop, "hash of another one")
    await shop.load(customers(customer("Assam-tea-3")))
    assert (await shop.customer("Shop", "00000501")).password_hash == marked("Assam-tea-3")


async def test_a_hash_of_the_platform_is_kept_as_it_is(shop: Shop):
    await shop.load(customers(customer(SCRYPT, encrypted="true")))
    stored = (await shop.customer("Shop", "00000501")).password_hash
    assert stored == SCRYPT
    assert verify_password(stored, "Darjeeling-5")


async def test_what_a_password_is_recognised_by_is_a_slow_hash(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    mark = (await shop.customer("Shop", "00000501")).imported_password
    assert mark.startswith("$s0$b0401$")
    assert verify_password(mark, "Assam-tea-2")


async def test_a_hash_that_cannot_be_checked_means_a_reset(shop: Shop):
    report = await shop.load(customers(customer("5f4dcc3b", encrypted="true").replace("scrypt", "md5")))
    assert (await shop.customer("Shop", "00000501")).password_hash is None
    assert messages(report) == [
        "customer-lists/Shop.xml:2 a password of scheme md5 cannot be checked; it must be reset"
    ]


async def test_profile_and_addresses_merge(shop: Shop):
    def described(profile: str, addresses: str) -> dict[str, str]:
        return customers(
            '<customer customer-no="00000501"><credentials><login>ada</login></credentials>'
            f"<profile>{profile}</profile><addresses>{addresses}</addresses></customer>"
        )

    await shop.load(
        described(
            "<first-name>Ada</first-name><last-name>Example</last-name><birthday>1988-10-21Z</birthday>"
            "<gender>female</gender>",
            '<address address-id="home" preferred="true"><city>Jena</city><postbox>12</postbox></address>',
        )
    )
    await shop.load(
        described("<last-name/>", '<address address-id="work" preferred="true"><city>Gera</city></address>')
    )
    ada = await shop.customer("Shop", "00000501")
    assert ada.profile == {"first_name": "Ada", "birthday": "1988-10-21", "gender": 2}
    assert ada.addresses == [
        {"address_id": "home", "preferred": False, "city": "Jena", "post_box": "12"},
        {"address_id": "work", "preferred": True, "city": "Gera"},
    ]


async def test_a_customer_without_number_is_found_by_login(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    await shop.load(
        customers(
            "<customer><credentials><login>ada@example.com</login></credentials>"
            "<profile><first-name>Ada</first-name></profile></customer>"
        )
    )
    assert (await shop.customer("Shop", "00000501")).profile == {"first_name": "Ada"}


async def test_a_new_customer_without_number_gets_one_above_the_imported(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    await shop.load(customers("<customer><credentials><login>eve</login></credentials></customer>"))
    assert (await shop.store.customer_by_login("Shop", "eve")).customer_no == "00000502"


async def test_two_customers_with_one_login_are_reported(shop: Shop):
    report = await shop.load(
        customers(customer("a"), customer("b", no="00000502"), customer("c", login="c", no="00000503"))
    )
    assert [found.file for found in report.warnings] == ["Shop"]
    assert await shop.customer("Shop", "00000502") is None
    assert await shop.customer("Shop", "00000503") is not None


async def test_a_deleted_customer_can_no_longer_log_in(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    await shop.load(customers('<customer customer-no="00000501" mode="delete"/>'))
    assert (await shop.customer("Shop", "00000501")).enabled is False
    assert await shop.store.customer_by_login("Shop", "ada@example.com") is None


async def test_customers_of_a_site_belong_to_the_list_it_uses(shop: Shop):
    preference = (
        "<standard-preferences><all-instances>"
        '<preference preference-id="SiteCustomerList">Members</preference></all-instances></standard-preferences>'
    )
    await shop.load(
        {
            "sites/Shop/preferences.xml": xml("preferences", preference),
            "sites/Shop/customers.xml": xml(
                "customers",
                customer("Assam-tea-2") + '<group-assignment group-id="Trade" customer-no="00000501"/>',
            ),
        }
    )
    assert (await shop.customer("Members", "00000501")).customer_groups == ["Trade"]


async def test_an_imported_customer_has_the_same_id_everywhere(shop: Shop):
    await shop.load(customers(customer("Assam-tea-2")))
    customer_id = (await shop.customer("Shop", "00000501")).customer_id
    assert len(customer_id) == 26
    assert customer_id.startswith("ab")
    assert customer_id.isalnum()
    assert (await shop.store.customer_by_id("Shop", customer_id)).customer_no == "00000501"


def federated(no: str, provider_id: str, external_id: str, email: str = "") -> str:
    return (
        f'<customer customer-no="{no}"><external-profiles><external-profile><provider-id>{provider_id}</provider-id>'
        f"<external-id>{external_id}</external-id><email>{email}</email>"
        "<last-login-time>2026-01-01T00:00:00.000Z</last-login-time></external-profile></external-profiles></customer>"
    )


async def test_external_profiles_are_found_by_their_ids_and_added_to(shop: Shop):
    await shop.load(customers(federated("00000501", "Google", "g-1", "ada@example.com")))
    await shop.load(customers(federated("00000501", "Facebook", "f-1"), federated("00000501", "Google", "g-1")))
    record = await shop.customer("Shop", "00000501")
    found = [(one.authentication_provider_id, one.external_id, one.email) for one in record.external_profiles]
    assert found == [("Facebook", "f-1", None), ("Google", "g-1", None)]
    for external_id in ("g-1", "f-1"):
        (row,) = await shop.store.customers_by_external_id("Shop", external_id, 10)
        assert row.customer_no == "00000501"


async def test_an_external_id_of_another_customer_or_none_is_reported(shop: Shop):
    await shop.load(customers(federated("00000501", "Google", "g-1")))
    report = await shop.load(customers(federated("00000502", "Google", "g-1"), federated("00000503", "Google", "")))
    assert any("00000502 is left out" in message for message in messages(report))
    assert any("no external-id" in message for message in messages(report))
    (row,) = await shop.store.customers_by_external_id("Shop", "g-1", 10)
    assert row.customer_no == "00000501"
