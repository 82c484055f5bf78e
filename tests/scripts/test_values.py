"""Money, quantities and decimal numbers of scripts: exact, and the same as the server's own arithmetic."""

import json
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scripts.realm import Realm, ScriptFailedError

from counterfoil.commerce.currencies import CURRENCIES
from counterfoil.commerce.money import digits, quantum
from counterfoil.commerce.prorate import prorate

HEAD = """
var Money = require('dw/value/Money'), Quantity = require('dw/value/Quantity'), Decimal = require('dw/util/Decimal');
var BigInteger = require('dw/util/BigInteger'), Currency = require('dw/util/Currency');
function usd(value) { return new Money(value, 'USD'); }
"""
EXACT = """
var Decimal = require('dw/util/Decimal'), Money = require('dw/value/Money');
exports.hook = function (work, one, other, more) {
    if (work === 'prorate') {
        return Money.prorate(new Money(new Decimal(one), other), more.map(function (value) {
            return new Money(new Decimal(value), other);
        })).map(function (share) { return share.toNumberString(); });
    }
    if (work === 'money') { return new Money(new Decimal(one), other).toNumberString(); }
    if (work === 'round') { return new Decimal(one).round(other).toString(); }
    return new Decimal(one)[work](new Decimal(other)).toString();
};
"""
WIDE = Context(prec=400)
DIVISION = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-9999, Emax=9999)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**25), max_value=10**25)
AMOUNTS = st.decimals(min_value=-(10**14), max_value=10**14, places=2)


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Realm:
    return Realm(tmp_path_factory.mktemp("exact"))


def value(realm: Realm, expression: str, **frame: Any) -> Any:
    """What an expression of a script comes to."""
    answered = realm.answer(HEAD + "exports.hook = function () { return " + expression + "; };", **frame)["value"]
    return None if answered is None else answered["other"]


def worked(realm: Realm, *arguments: Any) -> Any:
    given_ = [{"kind": "plain", "body": str(one) if isinstance(one, Decimal) else one} for one in arguments]
    return realm.answer(EXACT, *given_)["value"]["other"]


@settings(max_examples=60, deadline=None)
@given(work=st.sampled_from(["add", "subtract", "multiply", "divide"]), one=NUMBERS, other=NUMBERS)
def test_arithmetic_is_that_of_decimals(exact: Realm, work: str, one: Decimal, other: Decimal) -> None:
    if work == "divide" and other == 0:
        return
    context = DIVISION if work == "divide" else WIDE
    assert Decimal(worked(exact, work, one, other)) == getattr(context, work)(one, other)


@settings(max_examples=40, deadline=None)
@given(one=NUMBERS, places=st.integers(0, 12))
def test_rounding_is_half_up(exact: Realm, one: Decimal, places: int) -> None:
    wanted = Context(prec=400, rounding=ROUND_HALF_UP).quantize(one, Decimal(1).scaleb(-places))
    assert Decimal(worked(exact, "round", one, places)) == wanted


@settings(max_examples=40, deadline=None)
@given(one=AMOUNTS, currency=st.sampled_from(["USD", "JPY", "KWD", "CLF", "EUR"]))
def test_an_amount_has_the_digits_of_its_currency(exact: Realm, one: Decimal, currency: str) -> None:
    rounded = Context(prec=60, rounding=ROUND_HALF_UP).quantize(one, quantum(currency))
    assert Decimal(worked(exact, "money", one, currency)) == rounded


@settings(max_examples=40, deadline=None)
@given(one=AMOUNTS, over=st.lists(st.decimals(min_value=0, max_value=10**8, places=2), min_size=1, max_size=7))
def test_an_amount_is_split_as_the_server_splits_it(exact: Realm, one: Decimal, over: list[Decimal]) -> None:
    shares = worked(exact, "prorate", one, "USD", [str(weight) for weight in over])
    assert [Decimal(share) for share in shares] == prorate(one, over, quantum("USD"))


def test_scripts_and_server_agree_on_the_digits_of_every_currency(realm: Realm) -> None:
    codes = sorted(CURRENCIES)
    found = value(
        realm, json.dumps(codes) + ".map(function (c) { return Currency.getCurrency(c).defaultFractionDigits; })"
    )
    assert found == [digits(code) for code in codes]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("usd(0.1).add(usd(0.2)).value", 0.3),
        ("usd(19.99).multiply(3).value", 59.97),
        ("usd(10).multiply(new Quantity(2.5, '')).value", 25),
        ("usd(10).divide(3).value", 3.33),
        ("usd(1.005).value", 1.01),
        ("usd(-1.005).value", -1.01),
        ("usd(2).subtract(usd(5)).value", -3),
        ("usd(100).addPercent(7.25).value", 107.25),
        ("usd(100).subtractPercent(33.333).value", 66.67),
        ("usd(100).addRate(0.05).value", 105),
        ("usd(100).subtractRate(0.05).value", 95),
        ("usd(30).percentOf(usd(50))", 60),
        ("usd(30).percentLessThan(usd(50))", 40),
        ("usd(30).percentOf(usd(0))", None),
        ("usd(30).percentLessThan(Money.NOT_AVAILABLE)", None),
        ("usd(5).compareTo(usd(7))", -1),
        ("usd(5).compareTo(Money.NOT_AVAILABLE)", 1),
        ("usd(5).equals(usd(5.0))", True),
        ("usd(5).equals(new Money(5, 'EUR'))", False),
        ("usd(5).equals(5)", False),
        ("usd(5) > usd(4)", True),
        ("usd(5) + 1", 6),
        ("usd(5).isAvailable() && usd(5).available", True),
        ("Money.NOT_AVAILABLE.available", False),
        ("Money.NOT_AVAILABLE.value", 0),
        ("Money.NOT_AVAILABLE.valueOrNull", None),
        ("Money.NOT_AVAILABLE.currencyCode", "N/A"),
        ("Money.NOT_AVAILABLE.decimalValue", None),
        ("usd(5).add(Money.NOT_AVAILABLE).available", False),
        ("Money.NOT_AVAILABLE.multiply(3).available", False),
        ("Money.NOT_AVAILABLE.toString()", "N/A"),
        ("usd(5).getCurrencyCode() + usd(5).getValue() + usd(5).getValueOrNull()", "USD55"),
        ("usd(5).newMoney(new Decimal('7.5')).toString()", "USD 7.50"),
        ("usd(5).newMoney(null).available", False),
        ("usd(5).decimalValue.toString()", "5.00"),
        ("usd(5).decimalValue.get()", 5),
        ("usd(1234.5).toNumberString()", "1234.50"),
        ("usd(12345678901234).add(usd(0.01)).toNumberString()", "12345678901234.01"),
        ("usd(5).isOfSameCurrency(new Money(1, 'EUR'))", False),
        ("usd(5).hashCode() === usd(5.0).hashCode()", True),
        ("new Money(1234.5, 'JPY').value", 1235),
        ("new Money(1.23456, 'KWD').value", 1.235),
        ("usd(5) instanceof Money", True),
        ("Money.prorate(usd(10), usd(1), usd(1), usd(1)).map(function (m) { return m.value; })", [3.34, 3.33, 3.33]),
        ("Money.prorate(usd(10), [usd(0), usd(0)]).map(function (m) { return m.value; })", [5, 5]),
        ("new Quantity(2, 'kg').add(new Quantity(0.1, 'kg')).toString()", "2.1 kg"),
        ("new Quantity(2, 'kg').subtract(new Quantity(3, 'kg')).value", -1),
        ("new Quantity(2, '').multiply(1.5).value", 3),
        ("new Quantity(1, '').divide(4).value", 0.25),
        ("new Quantity(2.345, '').round(2).value", 2.35),
        ("new Quantity(2, 'kg').getUnit()", "kg"),
        ("new Quantity(2, 'kg').equals(new Quantity(2.0, 'kg'))", True),
        ("new Quantity(2, 'kg').equals(new Quantity(2, 'lb'))", False),
        ("new Quantity(2, 'kg').compareTo(new Quantity(3, 'kg'))", -1),
        ("new Quantity(2, 'kg').newQuantity(7).toString()", "7 kg"),
        ("new Quantity(2, 'kg').isOfSameUnit(new Quantity(7, 'kg'))", True),
        ("new Quantity(null, 'kg').available", False),
        ("new Quantity(2, 'kg').decimalValue.get() + new Quantity(2, 'kg')", 4),
        ("new Decimal(10.0).add(2.0).sub(3.0).get()", 9),
        ("1.0 + new Decimal(10.0).add(2.0)", 13),
        ("new Decimal('1').divide(3).toString()", "0." + "3" * 34),
        ("new Decimal(200).addPercent(10).get()", 220),
        ("new Decimal(200).subtractPercent(10).get()", 180),
        ("new Decimal(-2).abs().negate().get()", -2),
        ("new Decimal('1.10').equals(new Decimal('1.1'))", True),
        ("new Decimal().toString()", "0"),
        ("new Decimal('1e3').toString()", "1000"),
        ("new BigInteger('123456789012345678901234567890').add(1).toString()", "123456789012345678901234567891"),
        ("new BigInteger(7).divide(2).get()", 3),
        ("new BigInteger(7).negate().abs().multiply(new BigInteger(3)).subtract(1).get()", 20),
        ("Currency.getCurrency('USD').name + Currency.getCurrency('EUR').getSymbol()", "US Dollar€"),
        ("String(Currency.getCurrency('JPY')) + Currency.getCurrency('JPY').getDefaultFractionDigits()", "JPY0"),
        ("Currency.getCurrency('ZZZ')", None),
        ("new (require('dw/value/MimeEncodedText'))('a', 'text/html', 'UTF-8').mimeType", "text/html"),
        ("require('dw/util/Locale').getLocale('de_AT').getCountry()", "AT"),
        ("require('dw/util/Locale').getLocale('de_AT').ISO3Language", "deu"),
        ("require('dw/util/Locale').getLocale('de_AT').displayName", "German (Austria)"),
        ("require('dw/util/Locale').getLocale('no such')", None),
    ],
)
def test_values_of_scripts(realm: Realm, expression: str, wanted: Any) -> None:
    assert value(realm, expression) == wanted


@pytest.mark.parametrize(
    ("locale", "currency", "amount", "wanted"),
    [
        ("en_US", "USD", 59, "$59.00"),
        ("en-US", "USD", -1234.5, "-$1,234.50"),
        ("default", "USD", 59, "$59.00"),
        ("de_DE", "EUR", 1234.5, "1.234,50\u00a0€"),
        ("fr_FR", "EUR", 1234.5, "1\u202f234,50\u00a0€"),
        ("ja_JP", "JPY", 1234, "\uffe51,234"),
        ("en_GB", "GBP", 5, "£5.00"),
        ("en_US", "CHF", 5, "CHF\u00a05.00"),
        ("xx_YY", "USD", 5, "$5.00"),
    ],
)
def test_amounts_are_written_as_the_locale_has_it(
    realm: Realm, locale: str, currency: str, amount: float, wanted: str
) -> None:
    request = {"site": "RefArch", "locale": locale}
    assert value(realm, f"new Money({amount}, '{currency}').toFormattedString()", request=request) == wanted


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("usd(5).add(new Money(5, 'EUR'))", "IllegalArgumentException"),
        ("usd(5).compareTo(new Money(5, 'EUR'))", "IllegalArgumentException"),
        ("usd(5).divide(0)", "ArithmeticException"),
        ("new Money(NaN, 'USD')", "NumberFormatException"),
        ("new Decimal('1e99999')", "NumberFormatException"),
        ("new Decimal(1).round(1e9)", "IllegalArgumentException"),
        ("new Decimal('many')", "NumberFormatException"),
        ("new BigInteger(1).divide(0)", "ArithmeticException"),
        ("new BigInteger('1.5')", "NumberFormatException"),
        ("new Quantity(1, 'kg').add(new Quantity(1, 'lb'))", "IllegalArgumentException"),
    ],
)
def test_what_cannot_be_worked_out_says_so(realm: Realm, expression: str, error: str) -> None:
    with pytest.raises(ScriptFailedError) as failed:
        value(realm, expression)
    assert failed.value.described["type"] == error


def test_every_locale_and_currency_has_its_row() -> None:
    folder = Path(__file__).parents[2] / "src" / "counterfoil" / "scripts"
    locales = json.loads((folder / "locales.json").read_text(encoding="utf-8"))
    assert all(len(row["months"]) == 12 and len(row["days"]) == 7 and "¤" in row["money"] for row in locales.values())
    assert set(json.loads((folder / "currency_names.json").read_text(encoding="utf-8"))) == set(CURRENCIES)
