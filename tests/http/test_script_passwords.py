"""Passwords that scripts set, and customers whom they log in: by the rules of the resources."""

from tests.api import V23
from tests.http.accounts import XENIA, XENIAS_PASSWORD, log_in, xenia
from tests.http.test_cartridges import SHOP, submit
from tests.http.test_script_customers import MakeShop, make_shop  # noqa: F401  (a fixture, which brings CustomerMgr)

from counterfoil.traces.pack import unpack

NUMBER = "000000001"
NEW = "Darjeeling-7"
FIND = f"const found = CustomerMgr.getCustomerByCustomerNumber('{NUMBER}').profile.credentials;\n"


def test_a_customer_who_is_logged_in_gets_another_password(make_shop: MakeShop) -> None:
    body = (
        FIND
        + f"""
    const before = found.setPassword('{NEW}', 'wrong', true);
    const weak = found.setPassword('x', '{XENIAS_PASSWORD}', true);
    const set = found.setPassword('{NEW}', '{XENIAS_PASSWORD}', true);
    a.profile.custom.note = [before.error, before.message, weak.message, set.error].join('|');
    """
    )
    api = make_shop({SHOP + "customer.afterPATCH": body})
    elsewhere, here = xenia(api), xenia(api)
    answer = here.call("PATCH", "", {"phone_home": "7"}).json
    assert answer["c_note"] == (
        "true|the password is not the customer's|the password does not keep the rules of the customer list|false"
    )
    assert here.call("GET").json["phone_home"] == "7"
    assert elsewhere.call("GET").fault == "InvalidAccessTokenException"
    assert (log_in(api).status, log_in(api, XENIA, NEW).status) == (401, 200)


def test_a_password_of_another_customer_cannot_be_set(make_shop: MakeShop) -> None:
    body = FIND + f"a.custom.note = found.setPassword('{NEW}', '', false).message;"
    api = make_shop({SHOP + "order.afterPOST": body})
    assert submit(api).json["c_note"] == "only a customer who is logged in can have another password"
    assert log_in(api).status == 200


def test_a_password_set_in_a_refused_request_stays_as_it_was(make_shop: MakeShop) -> None:
    body = f"""
    a.profile.credentials.setPassword('{NEW}', '', false);
    return new (require('dw/system/Status'))(1, 'NO');
    """
    api = make_shop({SHOP + "customer.afterPATCH": body})
    customer = xenia(api)
    assert customer.call("PATCH", "", {"phone_home": "7"}).fault == "HookStatusException"
    assert log_in(api).status == 200
    assert customer.call("GET").status == 200


def test_a_reset_token_sets_a_password_once_and_is_known_to_nobody_else(make_shop: MakeShop) -> None:
    make = FIND + "request.custom.token = found.createResetPasswordToken(); a.custom.note = request.custom.token;"
    use = f"""
    if (a.customerEmail === 'reset@example.com') {{
        const token = require('dw/system/Site').current.getCustomPreferenceValue('token');
        const owner = CustomerMgr.getCustomerByToken(token);
        const credentials = owner.profile.credentials;
        const wrong = credentials.setPasswordWithToken('none', '{NEW}');
        const weak = credentials.setPasswordWithToken(token, 'x');
        const set = credentials.setPasswordWithToken(token, '{NEW}');
        const again = credentials.setPasswordWithToken(token, '{NEW}');
        a.custom.note = [owner.profile.customerNo, wrong.message, weak.message, set.error, again.error,
            CustomerMgr.getCustomerByToken(token)].join('|');
    }} else {{
        {make}
        require('dw/system/Site').current.setCustomPreferenceValue('token', request.custom.token);
    }}
    """
    api = make_shop({SHOP + "order.afterPOST": use})
    customer = xenia(api)
    token = submit(api).json["c_note"]
    assert len(token) > 20
    agent = api.agent_token()
    order = api.order(agent, customer_info={"email": "reset@example.com"})
    assert order["c_note"] == (
        f"{NUMBER}|the token resets no password of this customer"
        "|the password does not keep the rules of the customer list|false|true|"
    )
    assert customer.call("GET").fault == "InvalidAccessTokenException"
    assert (log_in(api).status, log_in(api, XENIA, NEW).status) == (401, 200)


def test_a_new_reset_token_ends_the_one_before(make_shop: MakeShop) -> None:
    body = (
        FIND
        + """
    const first = found.createResetPasswordToken();
    const second = found.createResetPasswordToken();
    a.custom.note = [CustomerMgr.getCustomerByToken(first), CustomerMgr.getCustomerByToken(second) !== null].join();
    """
    )
    api = make_shop({SHOP + "order.afterPOST": body})
    assert submit(api).json["c_note"] == ",true"


def test_who_guesses_passwords_through_a_script_has_to_wait(make_shop: MakeShop) -> None:
    body = (
        FIND
        + f"""
    const before = found.remainingLoginAttempts;
    const answers = [];
    for (let at = 0; at < 3; at += 1) {{
        answers.push(CustomerMgr.authenticateCustomer('{XENIA}', 'wrong').status);
    }}
    a.custom.note = [before, answers[1], answers[2], found.remainingLoginAttempts, found.locked,
        CustomerMgr.authenticateCustomer('{XENIA}', '{XENIAS_PASSWORD}').status].join();
    """
    )
    api = make_shop({SHOP + "order.afterPOST": body}, token_failures_per_minute=2)
    assert submit(api).json["c_note"] == "2,ERROR_PASSWORD_MISMATCH,ERROR_CUSTOMER_LOCKED,0,true,ERROR_CUSTOMER_LOCKED"


def test_a_login_is_changed_for_who_knows_the_password(make_shop: MakeShop) -> None:
    body = f"""
    const credentials = a.profile.credentials;
    const answers = [credentials.setLogin('n/o', '{XENIAS_PASSWORD}'), credentials.setLogin('ada@example.com',
        '{XENIAS_PASSWORD}'), credentials.setLogin('new@example.com', 'wrong'),
        credentials.setLogin('new@example.com', '{XENIAS_PASSWORD}')];
    a.profile.custom.note = answers.join();
    """
    api = make_shop({SHOP + "customer.afterPATCH": body})
    assert xenia(api).call("PATCH", "", {"phone_home": "7"}).json["c_note"] == "false,false,false,true"
    assert (log_in(api).status, log_in(api, "new@example.com").status) == (401, 200)


def test_who_is_logged_in_by_a_script_is_the_customer_of_later_hooks_and_the_token_stays_what_it_is(
    make_shop: MakeShop,
) -> None:
    before = f"""
    const guest = customer.ID;
    const forged = require('dw/customer/AuthenticationStatus').of('AUTH_OK',
        CustomerMgr.getCustomerByLogin('ada@example.com'));
    request.custom.forged = CustomerMgr.loginCustomer(forged, false) === null;
    const status = CustomerMgr.authenticateCustomer('{XENIA}', '{XENIAS_PASSWORD}');
    CustomerMgr.loginCustomer(status, false);
    request.custom.seen = [guest !== customer.ID, customer.authenticated, CustomerMgr.registeredCustomerCount > 1];
    """
    after = """
    b.c_x = [request.custom.forged].concat(Array.from(request.custom.seen), [customer.profile.customerNo,
        customer.authenticated, customer.isMemberOfCustomerGroup('Registered'),
        customer.profile.credentials.setPassword('x', '', false).message]).join();
    const guest = CustomerMgr.logoutCustomer(false);
    b.c_y = [guest.anonymous, guest === session.customer].join();
    """
    api = make_shop(
        {
            SHOP + "basket.beforePATCH": before,
            SHOP + "basket.afterPATCH": "a.custom.who = session.customer.ID; "
            + after.replace("b.c_", "request.custom."),
            SHOP + "basket.modifyPATCHResponse": "b.c_x = request.custom.x; b.c_y = request.custom.y;"
            "b.c_z = customer.anonymous;",
        }
    )
    token = api.customer()
    basket = api.post(f"{V23}/baskets", {}, token=token).json
    answer = api.patch(f"{V23}/baskets/{basket['basket_id']}", {"c_a": "x"}, token=token).json
    told = "the password does not keep the rules of the customer list"
    assert answer["c_x"] == f"true,true,true,true,{NUMBER},true,true,{told}"
    assert (answer["c_y"], answer["c_z"]) == ("true,true", True)
    assert api.get(f"{V23}/baskets/{basket['basket_id']}", token=token).status == 200


def test_a_customer_who_is_logged_in_can_be_removed(make_shop: MakeShop) -> None:
    remove = f"""
    const other = CustomerMgr.getCustomerByLogin('ada@example.com');
    let refused = '';
    try {{ CustomerMgr.removeCustomer(other); }} catch (error) {{ refused = error.message; }}
    const before = CustomerMgr.getCustomerByCustomerNumber('{NUMBER}');
    before.profile.phoneHome = '7';
    CustomerMgr.removeCustomer(before);
    request.custom.seen = [refused, customer.anonymous, CustomerMgr.getCustomerByLogin('{XENIA}'),
        CustomerMgr.getCustomerByCustomerNumber('{NUMBER}')].join('|');
    """
    point = SHOP + "basket.beforePATCH"
    api = make_shop({point: remove, SHOP + "basket.modifyPATCHResponse": "b.c_x = request.custom.seen;"})
    customer = xenia(api)
    basket = api.post(f"{V23}/baskets", {}, token=customer.token).json
    answer = api.patch(f"{V23}/baskets/{basket['basket_id']}", {"c_a": "x"}, token=customer.token).json
    assert answer["c_x"] == "only a customer who is logged in can be removed|true||"
    assert customer.call("GET").fault == "InvalidAccessTokenException"
    assert log_in(api).status == 401
    assert log_in(api, "ada@example.com", "Assam-tea-2").status == 200


def test_a_customer_removed_in_a_refused_request_stays(make_shop: MakeShop) -> None:
    body = "CustomerMgr.removeCustomer(customer); return new (require('dw/system/Status'))(1, 'NO');"
    api = make_shop({SHOP + "basket.beforePATCH": body})
    customer = xenia(api)
    basket = api.post(f"{V23}/baskets", {}, token=customer.token).json
    path = f"{V23}/baskets/{basket['basket_id']}"
    assert api.patch(path, {"c_a": "x"}, token=customer.token).fault == "HookStatusException"
    assert (customer.call("GET").status, log_in(api).status) == (200, 200)


def test_neither_passwords_nor_tokens_are_kept_in_a_trace(make_shop: MakeShop) -> None:
    body = (
        FIND
        + f"""
    const log = require('dw/system/Logger').getLogger('x');
    CustomerMgr.isAcceptablePassword('Lapsang-Souchong-8');
    CustomerMgr.authenticateCustomer('{XENIA}', '{XENIAS_PASSWORD}');
    found.setPasswordWithToken('Oolong-token-123456', '{NEW}');
    const token = found.createResetPasswordToken();
    log.error('{XENIAS_PASSWORD} {NEW} ' + token);
    a.custom.note = token;
    """
    )
    api = make_shop({SHOP + "order.afterPOST": body})
    token = submit(api).json["c_note"]
    traces = api.application.server.traces
    assert traces is not None
    api.run(traces.flush())
    rows = api.run(api.application.server.store.newest_traces(20))
    bodies = [api.run(api.application.server.store.traces_by_id(row.request_id, 1))[0].body for row in rows]
    kept = "".join(str(unpack(body)) for body in bodies)
    assert "create_reset_token" in kept
    for secret in ("Lapsang-Souchong-8", XENIAS_PASSWORD, NEW, "Oolong-token-123456"):
        assert secret not in kept
    assert token not in kept
