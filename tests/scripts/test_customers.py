"""dw.customer as scripts see it."""

from typing import Any

import pytest
from tests.scripts.realm import Realm, ScriptFailedError

NUMBER = "00000042"


def customer(**changes: Any) -> dict[str, Any]:
    return {
        "auth_type": "registered",
        "customer_id": "abc",
        "customer_no": NUMBER,
        "login": "ann",
        "enabled": True,
        "email": "ann@example.com",
        "first_name": "Ann",
        "last_name": "Other",
        "birthday": "1990-06-16",
        "gender": 2,
        "custom": {"c_note": "hi"},
        "addresses": [
            {"address_id": "home", "city": "Berlin", "country_code": "DE", "first_name": "Ann", "last_name": "Other"},
            {"address_id": "work", "city": "Bonn", "country_code": "DE", "preferred": True},
        ],
        "payment_instruments": [{"payment_instrument_id": "p1", "payment_method_id": "CREDIT_CARD"}],
        "customer_groups": ["VIP"],
        "external_profiles": [{"authentication_provider_id": "google", "external_id": "g1", "email": None}],
        "creation_date": "2026-06-15T10:00:00.000Z",
        "revision": 3,
        **changes,
    }


@pytest.fixture
def customer_realm(realm: Realm) -> Realm:
    facts = {
        "groups": ["Everyone", "Registered", "Dynamic"],
        "external_profiles": [],
        "authenticated": "abc",
        "password_set": True,
        "last_login_time": "2026-06-14T00:00:00.000Z",
    }
    realm.operations |= {
        "customer": lambda by: customer() if NUMBER in by.values() or "ann" in by.values() else None,
        "caller_customer": lambda _: {"customer_id": "abc", "customer_no": NUMBER},
        "customer_facts": lambda number: facts if number else {**facts, "groups": ["Everyone", "Unregistered"]},
        "customer_groups": lambda _: [{"id": one, "dynamic": one != "VIP"} for one in ("Everyone", "VIP", "Dynamic")],
        "customer_list": lambda _: {"id": "RefArch", "description": None, "password_constraints": {"min_length": 8}},
        "new_id": lambda _: "new",
        "search_customers": lambda query: [customer()],
    }
    return realm


def test_a_profile_has_what_is_known_of_the_customer(customer_realm: Realm) -> None:
    body = """
    const CustomerMgr = require('dw/customer/CustomerMgr');
    const one = CustomerMgr.getCustomerByCustomerNumber(b);
    const profile = one.getProfile();
    return [one.ID, one.authenticated, one.isRegistered(), one.anonymous, profile.customerNo, profile.email,
        profile.getFirstName(), profile.birthday.getTime(), profile.gender.value, profile.isFemale(),
        profile.custom.note,
        profile.credentials.login, profile.credentials.isEnabled(), profile.credentials.passwordSet,
        profile.customer === one,
        profile.lastLoginTime.getTime(), profile.previousLoginTime, profile.creationDate.getTime(), profile.phoneHome,
        profile.nextBirthday.toISOString(), CustomerMgr.getCustomerByLogin('ann') === one,
        CustomerMgr.getProfile(b) === profile,
        CustomerMgr.getCustomerByCustomerNumber('x'), session.customer === one, customer === one,
        one.isExternallyAuthenticated()];
    """.replace("(b)", f"('{NUMBER}')")
    assert customer_realm.value(body) == [
        *[
            "abc",
            True,
            True,
            False,
            NUMBER,
            "ann@example.com",
            "Ann",
            645_494_400_000,
            2,
            True,
            "hi",
            "ann",
            True,
            True,
        ],
        *[True, 1_781_395_200_000, None, 1_781_517_600_000, None, "2026-06-16T00:00:00.000Z", True, True, None],
        *[True, True, True],
    ]


def test_an_address_book_is_read_and_changed(customer_realm: Realm) -> None:
    saved: list[Any] = []
    customer_realm.operations["save"] = saved.extend
    body = """
    const book = customer.addressBook;
    const home = book.getAddress('home');
    const before = [book.addresses.length, book.addresses.get(0).ID, book.preferredAddress.ID, home.countryCode.value,
        home.fullName, home.isEquivalentAddress(home), home.isEquivalentAddress(book.getAddress('work')),
        book.createAddress('home'), book.getAddress('none')];
    const made = book.createAddress('new');
    made.setCity('Köln');
    made.countryCode = 'DE';
    made.custom.floor = 3;
    book.setPreferredAddress(made);
    book.removeAddress(home);
    return before.concat([book.preferredAddress === made, customer.profile.addressBook === book]);
    """
    assert customer_realm.value(body) == [*[2, "work", "work", "DE", "Ann Other", True, False, None, None, True, True]]
    (change,) = saved
    assert (change["kind"], change["customer_no"], change["revision"]) == ("customer", NUMBER, 3)
    work, new = change["document"]["addresses"]
    assert "preferred" not in work
    assert (new["city"], new["preferred"], new["custom"]) == ("Köln", True, {"c_floor": 3})


def test_groups_and_external_profiles(customer_realm: Realm) -> None:
    body = """
    const CustomerMgr = require('dw/customer/CustomerMgr');
    const vip = CustomerMgr.getCustomerGroup('VIP');
    const before = [customer.isMemberOfCustomerGroup('VIP'), customer.isMemberOfCustomerGroup(vip),
        customer.isMemberOfAnyCustomerGroup('x', 'Dynamic'), customer.isMemberOfCustomerGroups('VIP', 'x'),
        customer.customerGroups.length, CustomerMgr.customerGroups.length, CustomerMgr.getCustomerGroup('x'),
            vip.ruleBased];
    vip.unassignCustomer(customer);
    const made = customer.createExternalProfile('apple', 'a1');
    made.email = 'ann@apple.example';
    return before.concat([customer.isMemberOfCustomerGroup('VIP'), customer.externalProfiles.length,
        customer.getExternalProfile('apple', 'a1').email, customer.getExternalProfile('apple', 'x'),
        customer.profile.credentials.externalID, CustomerMgr.siteCustomerList.ID,
            CustomerMgr.passwordConstraints.minLength,
        CustomerMgr.getCustomerList('x')]);
    """
    assert customer_realm.value(body) == [
        *[True, True, True, False, 3, 3, None, False, False, 2, "ann@apple.example", None, "g1", "RefArch", 8, None]
    ]


def test_a_guest_has_no_profile(customer_realm: Realm) -> None:
    customer_realm.operations["caller_customer"] = lambda _: {"customer_id": "guest1"}
    body = """
    return [customer.ID, customer.anonymous, customer.registered, customer.authenticated, customer.profile,
        customer.addressBook, customer.isMemberOfCustomerGroup('Everyone'),
            customer.isMemberOfCustomerGroup('Registered')];
    """
    assert customer_realm.value(body) == ["guest1", True, False, False, None, None, True, False]


def test_a_customer_that_is_an_argument_is_the_customer_of_the_session(customer_realm: Realm) -> None:
    argument = {"kind": "customer", "body": customer()}
    body = "a.profile.phoneHome = '1'; return [session.customer === a, a.profile.phoneHome];"
    answered = customer_realm.answer(f"exports.hook = function (a) {{ {body} }};", argument)
    assert answered["value"] == {"other": [True, "1"]}
    assert answered["changed"]["0"]["phone_home"] == "1"


def test_what_nobody_else_stores_is_told_to_the_server(customer_realm: Realm) -> None:
    saved: list[Any] = []
    customer_realm.operations["save"] = saved.extend
    argument = {"kind": "customer", "body": customer()}
    change = "require('dw/system/Transaction').wrap(function () { a.profile.custom.note = 'new'; });"
    customer_realm.value(change, argument, inside=False)
    assert [change["document"]["custom"] for change in saved] == [{"c_note": "new"}]


def test_a_profile_is_not_changed_outside_of_a_transaction(customer_realm: Realm) -> None:
    with pytest.raises(ScriptFailedError, match="ORMTransactionException"):
        customer_realm.value("customer.profile.firstName = 'x';", inside=False)


def test_customers_are_searched_by_a_query_or_a_map(customer_realm: Realm) -> None:
    asked: list[Any] = []
    customer_realm.operations["search_customers"] = lambda query: (asked.append(query), [customer()])[1]
    body = """
    const CustomerMgr = require('dw/customer/CustomerMgr');
    const map = new (require('dw/util/HashMap'))();
    map.put('email', 'x');
    const numbers = [CustomerMgr.queryProfile('email = {0}', 'x').customerNo, CustomerMgr.searchProfiles(map,
        null).next().email];
    CustomerMgr.processProfiles(function (profile) { numbers.push(profile.lastName); }, 'lastName = {0}', 'Other');
    return numbers;
    """
    assert customer_realm.value(body) == [NUMBER, "ann@example.com", "Other"]
    assert [query["query"] for query in asked] == ["email = {0}", "email = {0}", "lastName = {0}"]


def test_passwords_are_set_by_the_server_and_the_status_says_what_became_of_it(customer_realm: Realm) -> None:
    asked: list[Any] = []

    def answer(why: str | None) -> Any:
        return lambda argument: (asked.append(argument), why)[1]

    customer_realm.operations |= {
        "set_password": answer(None),
        "set_password_by_token": answer("no"),
        "create_reset_token": lambda _: {"reset_token": "t0k3n"},
        "login_attempts": lambda login: {"ann": 3}[login],
    }
    body = """
    const credentials = customer.profile.credentials;
    const set = credentials.setPassword('new', 'old', true);
    const refused = credentials.setPasswordWithToken('t', 'new');
    return [set.error, set.status, refused.error, refused.message, credentials.createResetPasswordToken(),
        credentials.remainingLoginAttempts, credentials.getRemainingLoginAttempts(), credentials.locked,
        credentials.isLocked(), new (require('dw/customer/CustomerStatusCodes'))()
            .CUSTOMER_ADDRESS_REFERENCED_BY_PRODUCT_LIST];
    """
    assert customer_realm.value(body) == [
        *[False, 0, True, "no", "t0k3n", 3, 3, False, False, "CUSTOMER_ADDRESS_REFERENCED_BY_PRODUCT_LIST"]
    ]
    assert asked == [
        {"customer_no": NUMBER, "password": "new", "former": "old", "verify": True},
        {"customer_no": NUMBER, "login": "ann", "reset_token": "t", "password": "new"},
    ]


@pytest.mark.parametrize(
    "body",
    [
        "customer.profile.credentials.setPassword('new', 'old', true);",
        "customer.profile.credentials.createResetPasswordToken();",
        "customer.profile.credentials.setPasswordWithToken('t', 'new');",
        "customer.profile.credentials.setLogin('other', 'new');",
    ],
)
def test_a_password_is_not_changed_outside_of_a_transaction(customer_realm: Realm, body: str) -> None:
    with pytest.raises(ScriptFailedError, match="ORMTransactionException"):
        customer_realm.value(body, inside=False)


def test_a_login_is_changed_with_the_password_alone(customer_realm: Realm) -> None:
    saved: list[Any] = []
    customer_realm.operations |= {"may_log_in_as": lambda asked: asked["password"] == "right", "save": saved.extend}
    body = """
    const credentials = customer.profile.credentials;
    return [credentials.setLogin('other', 'wrong'), credentials.login, credentials.setLogin('ann', 'wrong'),
        credentials.setLogin('other', 'right'), credentials.getLogin()];
    """
    assert customer_realm.value(body) == [False, "ann", True, True, "other"]
    assert [change["document"]["login"] for change in saved] == ["other"]


def test_a_script_logs_a_customer_in_and_out(customer_realm: Realm) -> None:
    kept: list[Any] = []
    bob = customer(customer_id="bob", customer_no="7", login="bob")
    customer_realm.operations |= {
        "authenticate_customer": lambda asked: (
            {"status": "AUTH_OK", "customer_no": "7"}
            if asked["password"] == "right"
            else {"status": "ERROR_PASSWORD_MISMATCH", "customer_no": None}
        ),
        "customer": lambda by: bob if by.get("customer_no") == "7" else customer(),
        "login_customer": lambda by: (
            bob if by in ({"customer_no": "7"}, {"provider": "g", "external_id": "x"}) else None
        ),
        "logout_customer": lambda remembered: None if remembered else "guest2",
        "customer_by_token": lambda asked: "7" if asked == {"reset_token": "t"} else None,
        "count_customers": lambda _: 12,
        "session_values": lambda _: {"custom": {"a": 1}, "privacy": {"b": 2}},
        "keep_session": kept.append,
    }
    body = """
    const Mgr = require('dw/customer/CustomerMgr');
    const refused = Mgr.authenticateCustomer('bob', 'wrong');
    const status = Mgr.authenticateCustomer('bob', 'right');
    const found = [refused.authenticated, Mgr.loginCustomer(refused, false), Mgr.loginCustomer('bob', 'wrong', false),
        Mgr.loginExternallyAuthenticatedCustomer('g', 'nobody', false), session.customer.profile.credentials.login,
        session.privacy.b];
    const now = Mgr.loginCustomer(status, true);
    found.push(now.ID, now.authenticated, session.customer === now, customer === now, session.privacy.b,
        session.custom.a);
    found.push(Mgr.loginExternallyAuthenticatedCustomer('g', 'x', false).ID, Mgr.getCustomerByToken('t') === now,
        Mgr.getCustomerByToken('x'), Mgr.registeredCustomerCount, Mgr.getRegisteredCustomerCount(),
        Mgr.isPasswordExpired('bob'));
    found.push(Mgr.logoutCustomer(true), customer.ID, customer.authenticated, session.custom.a);
    const guest = Mgr.logoutCustomer(false);
    return found.concat([guest === customer, guest.ID, guest.anonymous, session.custom.a]);
    """
    assert customer_realm.value(body) == [
        *[False, None, None, None, "ann", 2],
        *["bob", True, True, True, None, 1],
        *["bob", True, None, 12, 12, False],
        *[None, "bob", False, 1],
        *[True, "guest2", True, None],
    ]
    assert kept == [{"custom": {}, "privacy": {}}]


def test_a_removed_customer_is_gone_and_the_session_is_a_guests(customer_realm: Realm) -> None:
    kept: list[Any] = []
    saved: list[Any] = []
    customer_realm.operations |= {
        "remove_customer": lambda number: {NUMBER: "guest3"}[number],
        "session_values": lambda _: {"custom": {"a": 1}, "privacy": {"b": 2}},
        "keep_session": kept.append,
        "save": saved.extend,
    }
    body = """
    const CustomerMgr = require('dw/customer/CustomerMgr');
    customer.profile.phoneHome = '1';
    CustomerMgr.removeCustomer(customer);
    CustomerMgr.removeCustomerTrackingData(customer);
    return [customer.ID, customer.anonymous, CustomerMgr.getCustomerByCustomerNumber('NUMBER'), session.custom.a];
    """.replace("NUMBER", NUMBER)
    assert customer_realm.value(body) == ["guest3", True, None, None]
    assert (kept, saved) == ([{"custom": {}, "privacy": {}}], [])
