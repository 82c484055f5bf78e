"""dw.system and dw.web as scripts see them: the site, the request, hooks, messages, addresses, caches."""

from typing import Any

import pytest
from tests.scripts.realm import Realm, ScriptFailedError, document

SITE: dict[str, Any] = {
    "id": "RefArch",
    "name": "Reference",
    "currency": "USD",
    "currencies": ["USD", "EUR"],
    "locale": "en_US",
    "locales": ["en_US", "de_DE"],
    "timezone": "Europe/Berlin",
    "timezone_offset": 7_200_000,
    "status": "online",
    "preferences": {},
    "custom_preferences": {
        "key": "k1",
        "kind": "b",
        "tags": ["x", "y"],
        "since": "2026-01-02T03:04:05.000Z",
        "on": True,
    },
}
TYPES = {
    "key": "string",
    "kind": "enum-of-string",
    "tags": "set-of-string",
    "since": "datetime",
    "on": "boolean",
    "page": "html",
    "unset": "enum-of-string",
    "none": "set-of-int",
    "secret": "password",
    "most": "int",
}


def declared(kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "values": ["a", "b"],
        "names": {"b": "Second"},
        "default": "<p>hi</p>" if kind == "html" else None,
        "multiple": False,
        "mandatory": False,
        "display_name": None,
    }


@pytest.fixture
def site_realm(realm: Realm) -> Realm:
    realm.operations |= {
        "site": lambda site_id: SITE,
        "site_ids": lambda _: ["RefArch"],
        "attributes": lambda type_id: (
            {name: declared(kind) for name, kind in TYPES.items()} if type_id == "SitePreferences" else {}
        ),
        "has_hook": lambda point: False,
        "locale_chain": lambda locale: [locale, locale.partition("_")[0], "default"],
        "request": lambda _: {
            "id": "r1",
            "path": "/s/RefArch/dw/shop/v23_1/orders",
            "headers": {"user-agent": "tests", "accept-language": "de"},
            "cookies": {"lang": "de"},
            "locales": ["en_US", "de_DE"],
        },
    }
    return realm


def test_a_site_has_what_its_archive_says(site_realm: Realm) -> None:
    body = """
    const Site = require('dw/system/Site');
    const site = Site.getCurrent();
    return [site === Site.current, site.ID, site.getID(), site.name, site.defaultCurrency, site.getDefaultLocale(),
        site.allowedLocales.toArray(), site.getAllowedCurrencies().get(1), site.timezone, site.timezoneOffset,
        site.status === Site.SITE_STATUS_ONLINE, Site.allSites.length, site.httpsHostName, site.isOMSEnabled()];
    """
    assert site_realm.value(body, request={"site": "RefArch", "origin": "https://shop.example"}) == [
        *[True, "RefArch", "RefArch", "Reference", "USD", "en_US", ["en_US", "de_DE"], "EUR", "Europe/Berlin"],
        *[7_200_000, True, 1, "shop.example", False],
    ]


def test_preferences_have_the_types_of_the_metadata(site_realm: Realm) -> None:
    body = """
    const site = require('dw/system/Site').current;
    const custom = site.getPreferences().getCustom();
    return [site.getCustomPreferenceValue('key'), custom.kind.value, custom.kind.displayValue, custom.kind == 'b',
        custom.tags.join('+'), custom.since.getTime(), custom.on, String(custom.page), custom.unset.value,
        custom.none.length, custom.secret, custom.nothing, 'kind' in custom, 'nothing' in custom,
        Object.keys(custom).length, custom.most];
    """
    assert site_realm.value(body) == [
        *["k1", "b", "Second", True, "x+y", 1_767_323_045_000, True, "<p>hi</p>", None],
        *[0, None, None, True, False, 5, None],
    ]


def test_a_preference_that_is_set_is_told_to_the_server_with_its_type(site_realm: Realm) -> None:
    saved: list[Any] = []
    site_realm.operations["save"] = saved.extend
    body = """
    const site = require('dw/system/Site').current;
    site.setCustomPreferenceValue('most', 7.9);
    site.preferences.custom.kind = 'a';
    site.preferences.custom.since = new Date(0);
    delete site.preferences.custom.key;
    return site.preferences.custom.kind.value;
    """
    assert site_realm.value(body) == "a"
    expected = {"kind": "a", "tags": ["x", "y"], "since": "1970-01-01T00:00:00.000Z", "on": True, "most": 7}
    assert saved == [{"kind": "site_preferences", "site": "RefArch", "custom": expected}]


@pytest.mark.parametrize("change", ["kind = 'c'", "most = 'many'", "on = 'yes'", "since = 'soon'", "tags = [{}]"])
def test_a_value_of_another_type_is_refused(site_realm: Realm, change: str) -> None:
    with pytest.raises(ScriptFailedError, match="is of type"):
        site_realm.value(f"require('dw/system/Site').current.preferences.custom.{change};")


def test_preferences_are_not_changed_outside_of_a_transaction(site_realm: Realm) -> None:
    with pytest.raises(ScriptFailedError, match="ORMTransactionException"):
        site_realm.value("require('dw/system/Site').current.setCustomPreferenceValue('key', 'k2');", inside=False)


def test_an_attribute_describes_itself(site_realm: Realm) -> None:
    body = """
    const type = require('dw/system/Site').current.preferences.describe();
    const kind = type.getCustomAttributeDefinition('kind');
    return [type.ID, type.system, type.attributeDefinitions.length, kind.ID,
        kind.valueTypeCode === kind.VALUE_TYPE_ENUM_OF_STRING,
        kind.values.get(1).displayValue, kind.multiValueType, type.getCustomAttributeDefinition('x'),
        type.getCustomAttributeDefinition('key').values.get(0).value, kind.mandatory, kind.getDefaultValue()];
    """
    assert site_realm.value(body)[:8] == ["SitePreferences", True, 10, "kind", True, "Second", False, None]


def test_hooks_of_cartridges_run_in_the_same_realm_and_the_last_answers(site_realm: Realm) -> None:
    for name, answer in (("int_a", "a.n += 1; return 'first';"), ("int_b", "a.n += 10; return b;")):
        site_realm.write("package.json", '{"hooks": "./hooks.json"}', name)
        site_realm.write("hooks.json", '{"hooks": [{"name": "app.pay", "script": "./pay"}]}', name)
        site_realm.write("pay.js", f"exports.Handle = function (a, b) {{ {answer} }};", name)
        site_realm.write("cartridge/x.js", "", name)
    body = """
    const HookMgr = require('dw/system/HookMgr');
    const box = { n: 0 };
    const answer = HookMgr.callHook('app.pay', 'Handle', box, 'last');
    return [answer, box.n, HookMgr.hasHook('app.pay'), HookMgr.hasHook('app.other'),
        HookMgr.callHook('app.other', 'x') === undefined, HookMgr.callHook('app.pay', 'Nothing') === undefined];
    """
    assert site_realm.value(body) == ["last", 11, True, False, True, True]


def test_what_is_no_script_is_called_on_the_server_and_changes_the_same_objects(site_realm: Realm) -> None:
    asked: list[Any] = []

    def call_hook(argument: Any) -> Any:
        asked.append(argument)
        return {
            "value": {"status": 1, "code": "C", "message": "M", "details": {"k": 1}},
            "changed": {"0": {"order_no": "1", "currency": "USD", "order_total": 5}},
        }

    site_realm.operations |= {"has_hook": lambda point: point == "dw.order.calculate", "call_hook": call_hook}
    body = """
    const status = require('dw/system/HookMgr').callHook('dw.order.calculate', 'calculate', a);
    return [status.error, status.code, status.getDetail('k'), a.totalGrossPrice.value];
    """
    order = {"kind": "order", "body": {"order_no": "1", "currency": "USD"}}
    assert site_realm.value(body, order) == [True, "C", 1, 5]
    assert asked == [{"point": "dw.order.calculate", "function": "calculate", "arguments": [order]}]


def test_messages_come_from_the_cartridge_path_by_locale(site_realm: Realm) -> None:
    folder = "cartridge/templates/resources/"
    site_realm.write(
        folder + "order.properties", "# c\nplain=Order\ntwo = Two \\\n  lines\numlaut=\\u00e4\nboth=left\n", "a_left"
    )
    site_realm.write(folder + "order.properties", "both:right\nonly right\nargs=It''s {0} of '{1}' {1}\n", "b_right")
    site_realm.write(folder + "order_de.properties", "plain=Bestellung\n", "b_right")
    body = """
    const Resource = require('dw/web/Resource');
    const of = function (key) { return Resource.msg(key, 'order', null); };
    const first = [of('plain'), of('two'), of('umlaut'), of('both'), of('only'), of('none'),
        Resource.msg('x', 'order', 'or'),
        Resource.msgf('args', 'order', null, 1234.5, 'b'), Resource.msg('gone'),
        Resource.msg('gone', 'else'), of('args')];
    request.setLocale('de_DE');
    return first.concat([request.locale, of('plain'), request.setLocale('fr_FR')]);
    """
    assert site_realm.value(body) == [
        *["Order", "Two lines", "ä", "left", "right", "none", "or", "It's 1,234.5 of {1} b", "gone", "else"],
        *["It''s {0} of '{1}' {1}", "de_DE", "Bestellung", False],
    ]


def test_addresses_are_those_of_the_storefront(site_realm: Realm) -> None:
    body = """
    const URLUtils = require('dw/web/URLUtils');
    const URLAction = require('dw/web/URLAction');
    const URLParameter = require('dw/web/URLParameter');
    return [URLUtils.url('Order-Show', 'a', 'b c', 'd', '&'), URLUtils.https('Cart-Show').toString(),
        URLUtils.abs(new URLAction('X-Y', 'Other', 'de_DE', 'other.example'), new URLParameter('p', 1)),
        URLUtils.url('A-B').append('x', 'y').remove('x').https().toString(), String(URLUtils.home()),
        URLUtils.httpStatic('/images/a.png'), URLUtils.http('A-B').relative(), URLUtils.url(false, 'A-B', 'c', 'd'),
        URLUtils.https('A-B').host('cdn.example')].map(String);
    """
    shop = "/on/demandware.store/Sites-RefArch-Site/en_US/"
    request = {"site": "RefArch", "locale": "en_US", "origin": "https://shop.example:8443"}
    assert site_realm.value(body, request=request) == [
        shop + "Order-Show?a=b+c&d=%26",
        f"https://shop.example:8443{shop}Cart-Show",
        "https://other.example/on/demandware.store/Sites-Other-Site/de_DE/X-Y?p=1",
        f"https://shop.example:8443{shop}A-B",
        shop + "Home-Show",
        "http://shop.example:8443/on/demandware.static/Sites-RefArch-Site/-/en_US/images/a.png",
        shop + "A-B",
        shop + "A-B?c=d",
        f"https://cdn.example{shop}A-B",
    ]


def test_a_request_tells_what_came(site_realm: Realm) -> None:
    body = """
    const map = request.httpParameterMap;
    return [request.httpMethod, request.getHttpPath(), request.isHttpSecure(), request.httpProtocol, request.httpHost,
        request.httpHeaders.get('user-agent'), request.httpUserAgent, request.httpReferer,
        request.httpCookies.lang.value,
        request.httpCookies.cookieCount, request.httpCookies[0].name, request.httpCookies.other, request.requestID,
        request.httpQueryString, request.httpParameters.get('n')[0], map.n.intValue, map.get('n').value, map.x.value,
        map.x.submitted, map.b.booleanValue, map.x.getIntValue(4), map.n.stringValue, map.isParameterSubmitted('n'),
        map.parameterCount, String(request.httpURL), request.session === session, request.geolocation, map.x.empty,
        request.SCAPI, request.isSCAPI(), request.ocapiVersion];
    """
    request = {
        "site": "RefArch",
        "origin": "https://shop.example",
        "secure": True,
        "method": "POST",
        "path": "/orders",
        "query": {"n": "12", "b": "true"},
        "query_string": "n=12&b=true",
        "ocapi": "23.1",
    }
    assert site_realm.value(body, request=request) == [
        *["POST", "/orders", True, "https", "shop.example", "tests", "tests", None, "de", 1, "lang", None, "r1"],
        *["n=12&b=true", "12", 12, "12", None, False, True, 4, "12", True, 2],
        *["https://shop.example/s/RefArch/dw/shop/v23_1/orders?n=12&b=true", True, None, True, False, False, "23.1"],
    ]


def test_a_cache_keeps_values_between_calls_and_loads_what_it_has_not(site_realm: Realm) -> None:
    body = """
    const cache = require('dw/system/CacheMgr').getCache('things');
    const first = cache.get('k', function () { return { n: 1 }; });
    const again = cache.get('k', function () { throw new Error('again'); });
    cache.put('l', null);
    cache.invalidate('k');
    return [first.n, again.n, cache.get('l'), cache.get('k') === undefined];
    """
    assert site_realm.value(body) == [1, 1, None, True]
    other = {"site": "Other"}
    assert site_realm.value(body, request=other) == [1, 1, None, True]


def test_levels_of_the_log_follow_the_setting(site_realm: Realm) -> None:
    body = """
    const Logger = require('dw/system/Logger');
    const log = Logger.getLogger('pay', 'pay');
    return [Logger.isDebugEnabled(), Logger.infoEnabled, log.isWarnEnabled(), log.debugEnabled,
        Logger.rootLogger.errorEnabled];
    """
    assert site_realm.value(body, request={"site": "RefArch", "log_level": "warning"}) == [
        False,
        False,
        True,
        False,
        True,
    ]


def test_what_scripts_say_of_the_answer_is_noted(site_realm: Realm) -> None:
    site_realm.value(
        "response.setHttpHeader('X-A', 'b'); if (!response.containsHttpHeader('x-a')) { throw new Error(); }"
    )
    assert any(note.get("member", "").startswith("dw.system.Response") for note in site_realm.notes)


def test_members_of_documents_that_are_parameters_stay_plain(site_realm: Realm) -> None:
    assert site_realm.value("return a.order_no;", document({"order_no": "1"})) == "1"


def test_a_cartridge_reads_a_password_of_its_own_settings_but_none_of_an_order(site_realm: Realm) -> None:
    custom = {**SITE["custom_preferences"], "secret": "s3"}
    site_realm.operations |= {
        "site": lambda _: {**SITE, "custom_preferences": custom},
        "attributes": lambda _: {"secret": declared("password")},
    }
    order = {"kind": "order", "body": {"order_no": "1", "currency": "USD", "custom": {"c_secret": "s4"}}}
    body = "return [require('dw/system/Site').current.getCustomPreferenceValue('secret'), a.custom.secret];"
    assert site_realm.value(body, order) == ["s3", None]


def test_fields_of_forms_have_types_and_options(site_realm: Realm) -> None:
    month = (
        "<options><option optionid='' label='none' value=''/><option optionid='01' label='jan' value='1'/></options>"
    )
    fields = (
        f"<field formid='month' type='integer' mandatory='true'>{month}</field>"
        "<field formid='save' type='boolean' checked='true'/><field formid='name' type='string'/>"
        "<field formid='age' type='number' min='1' max='9.5'/>"
        "<field formid='kind'><options><option optionid='b' value='B' selected='true'/></options></field>"
    )
    xml = f'<?xml version="1.0"?><form xmlns="http://www.demandware.com/xml/form/2008-04-19">{fields}</form>'
    site_realm.write("cartridge/forms/default/billing.xml", xml)
    site_realm.operations["session"] = lambda _: {}
    body = """
    const form = session.forms.billing;
    const F = require('dw/web/FormField');
    const months = form.month.options;
    const before = [form.month.selectedOption, months.optionsCount, months[1].label, months[1].checked];
    form.month.value = 1;
    const jan = months[1];
    const after = [form.month.selectedOption.optionId, jan.isSelected(), jan.htmlValue, jan.parent === form.month];
    months[0].selected = true;
    return [before, after, form.month.value, form.kind.value, form.kind.selectedOption.value, form.name.selectedOption,
        [form.month, form.save, form.name, form.age, form.kind].map(function (one) { return one.type; }),
        [F.FIELD_TYPE_INTEGER, F.FIELD_TYPE_BOOLEAN, F.FIELD_TYPE_STRING, F.FIELD_TYPE_NUMBER, F.FIELD_TYPE_DATE],
        form.age.minValue, form.age.getMaxValue(), form.name.maxValue,
        'billing' in session.forms, 'other' in session.forms];
    """
    assert site_realm.value(body) == [
        *[[None, 2, "jan", False], ["01", True, "1", True], "", "B", "B", None],
        *[[3, 1, 5, 4, 5], [3, 1, 5, 4, 2], 1, 9.5, None, True, False],
    ]


def test_forms_are_those_of_the_cartridges_with_nothing_filled_in(site_realm: Realm) -> None:
    head = '<?xml version="1.0"?><form xmlns="http://www.demandware.com/xml/form/2008-04-19">'
    billing = '<field formid="method" type="string" mandatory="true" max-length="9" label="m"/>'
    billing += '<include formid="card" name="creditCard"/><include formid="none" name="nowhere"/><action formid="go"/>'
    site_realm.write("cartridge/forms/default/billing.xml", f"{head}{billing}</form>")
    card = f'{head}<group formid="inner"><field formid="number" type="string"/></group></form>'
    site_realm.write("cartridge/forms/default/creditCard.xml", card)
    site_realm.operations["session"] = lambda _: {}
    body = """
    const FormField = require('dw/web/FormField');
    const form = session.forms.billing;
    form.method.value = 'x';
    form.card.inner.number.setValue('y');
    const before = [Object.keys(form), form.valid, form.method.htmlName, form.method.value, form.method.isMandatory(),
        form.method instanceof FormField, form.card.inner.number.value, form.card.parent === form, form.go.triggered,
        form.method.maxLength, session.forms.nothing];
    form.clearFormElement();
    return before.concat([form.method.value, form.card.inner.number.htmlValue]);
    """
    assert site_realm.value(body) == [
        *[["method", "card", "go"], True, "dwfrm_billing_method", "x", True, True, "y", True, False, 9, None, None, ""]
    ]
