"""What live servers were recorded to answer, fact by fact, and where each is tested, or why it is not.

The numbers are those of the recorded-responses page: section, then row, paragraph or property in its order there. ``P``
numbers the samples of the Orders page of 15.2 and of the article about agents, ``D`` the samples inside of the document
and resource pages. A path names a golden file, ``module.test`` a test of this folder or of the folder it names.
"""

from typing import NamedTuple

V15, V17, V21, V23 = "v15_2", "v17_3", "v21_3", "v23_1"
FOUND = f"{V15}/GET_orders_order_no/found.json.http"
AUTHORIZED = f"{V15}/POST_orders_order_no_payment_authorize/success.json.http"
CHECKOUT = "v17_4/POST_baskets_id_payment_instruments/checkout.json.http"
ORDER = f"{V17}/GET_orders_order_no/two_shipments.json.http"
ONE_ITEM = f"{V21}/POST_baskets/one_item.json.http"
EMPTY = f"{V21}/POST_baskets/empty.json.http"
QUOTA = f"{V21}/POST_baskets/second_basket.json.http"
FREE = f"{V21}/PUT_baskets_id_shipments_id_shipping_method/free_shipping.json.http"
METHODS = f"{V21}/GET_baskets_id_shipments_id_shipping_methods/demonstration_site.json.http"
PAYMENT_METHODS = f"{V21}/GET_baskets_id_payment_methods/credit_card.json.http"
BILLING = f"{V23}/PUT_baskets_id_billing_address/use_as_shipping.json.http"
CARD = f"{V23}/POST_baskets_id_payment_instruments/card_without_number.json.http"
SUBMITTED = f"{V23}/POST_orders/whole_basket.json.http"
PLACED = f"{V23}/GET_orders_order_no/placed.json.http"
FORMS = "test_recorded_forms.test_"


class Fact(NamedTuple):
    """A recorded fact, with what shows that it holds here, or the reason why nothing can."""

    said: str
    shown: tuple[str, ...] = ()
    reason: str = ""


def shown(said: str, *by: str) -> Fact:
    return Fact(said, by)


def left(said: str, reason: str) -> Fact:
    return Fact(said, reason=reason)


ENVELOPE = {
    "2.1": shown("a basket begins with _v, _type, _resource_state, _flash", ONE_ITEM),
    "2.2": shown("then come the properties by name, custom ones last", BILLING, FORMS + "properties_come_by_name"),
    "2.3": shown("underscores do not count in that order: tax_total after taxation", ONE_ITEM, CHECKOUT, ORDER),
    "2.4": shown("nor in items: tax, tax_basis, tax_class_id; price, price_adjustments", ONE_ITEM, FREE),
    "2.5": shown("a document within begins with _type", ONE_ITEM, CARD, FORMS + "properties_come_by_name"),
    "2.6": shown("15.2 has _v alone of these", FOUND),
    "2.7": shown("_v is the version of the address", FORMS + "an_answer_names_the_version_of_its_address"),
    "2.8": shown(
        "_resource_state is 64 hex, new with each change, on top only", FORMS + "every_change_gives_a_new_state"
    ),
    "2.9": shown("a basket that lacks nothing has no _flash", CHECKOUT),
    "2.10": shown("a fault has _v and fault, neither type nor state", QUOTA),
}
VALUES = {
    "3.1": shown("money has two decimals", BILLING, CARD, FOUND),
    "3.2": shown("a tax rate is not padded", ONE_ITEM, BILLING),
    "3.3": shown("a quantity is whole from 17 on, and has two decimals in 15.2", ONE_ITEM, CHECKOUT, FOUND),
    "3.4": shown("a custom double has a decimal", BILLING),
    "3.5": shown("what cannot be computed is null", ONE_ITEM, EMPTY),
    "3.6": shown("numbers of an empty basket: null, as live ones, not 0.0, as one sample", EMPTY),
    "3.7": shown("instants have milliseconds, in 15.2 minutes", ONE_ITEM, ORDER, FOUND),
    "3.8": shown("an e-mail address that is not set is an empty text", ONE_ITEM, CHECKOUT),
    "3.9": shown("false is written", ONE_ITEM, CARD, FREE),
    "3.10": shown("links are absolute", ONE_ITEM),
    "3.11": shown("the link to notes copies the query of the request", BILLING, ORDER),
    "3.12": shown("a price adjustment links to its promotion by id", FREE),
    "3.12.1": left(
        "the link of a shipping promotion ends in an internal id",
        "contradicts the link of a price adjustment to the same promotion; ours leads to the promotion by its id",
    ),
    "3.12.2": shown("the link of a shipping promotion copies the query", FORMS + "links_to_promotions_copy_the_query"),
}
IDENTIFIERS = {
    "4.1": shown("ids are 26 lower-case hex digits", ONE_ITEM, CHECKOUT, ORDER, FREE, CARD),
    "4.1.1": left(
        "before 19 some ids were 26 letters and digits",
        "the recordings of 17.3 and 17.4 show hex; an id is kept, and does not change with the version that reads it",
    ),
    "4.2": shown("a customer id is 26 letters and digits from ab on, a guest's too", ONE_ITEM, ORDER),
    "4.3": shown("a customer number has 8 digits", "test_customer_registration.test_a_guest_registers_and_logs_in"),
    "4.4": shown("an order number has 8 digits", ORDER, SUBMITTED),
    "4.5": shown("an order token has 43 characters of base64url", ORDER, SUBMITTED),
    "4.6": shown("the default shipment is me; others are called as the client says", ONE_ITEM, ORDER),
    "4.7": shown("a shipment number has 8 digits, on orders only", ORDER, CHECKOUT),
    "4.8": shown("a note id has 26 characters", FORMS + "a_note_has_an_id_of_26_characters"),
    "4.9": shown(
        "a manual promotion id begins with dw.manual",
        "test_price_adjustments.test_an_adjustment_tells_who_made_it_when_and_why",
    ),
    "4.10": shown("an ETag of 15.2 has 64 characters", FOUND, AUTHORIZED),
}
BASKETS = {
    "5.1": shown("a new basket with one item (21.3), the whole document", ONE_ITEM),
    "5.1.1": shown("what such a basket has not is left out", ONE_ITEM),
    "5.1.2": shown("item tax is known before any address; the shipping item has a rate without a price", ONE_ITEM),
    "5.1.3": left("the quantity 2 beside prices of one", "edited by hand, as the page says; no arithmetic follows"),
    "5.2.1": shown("PaymentMethodRequired", ONE_ITEM, EMPTY, BILLING),
    "5.2.2": shown("BillingAddressRequired", ONE_ITEM, EMPTY),
    "5.2.3": shown("OrderTotalNotSet", ONE_ITEM, EMPTY),
    "5.2.4": shown("ShippingAddressRequired with its shipment", ONE_ITEM, EMPTY),
    "5.2.5": shown("ShippingMethodRequired with its shipment", ONE_ITEM, EMPTY),
    "5.2.6": shown("ShippingItemAdjustedPriceNotSet with doubled quotes", ONE_ITEM, EMPTY),
    "5.2.7": shown("the order of the flashes, and no details where there are none", ONE_ITEM),
    "5.2.8": shown("the path of the payment flash is the same in 23.1", BILLING),
    "5.3.1": shown("instrument and billing address answer 200 with the whole basket", BILLING, CARD),
    "5.3.2": shown("figures as recorded: 32.00, 0.00, 7.36, rates 0.0 and 0.16, quantity 1, 32.0", BILLING, CARD),
    "5.3.3": shown("an instrument without a number has neither mask nor last digits", CARD),
    "5.3.4": shown("a card of the past has expired, and is no fault", CARD),
    "5.3.4.1": shown("a card without month and year has not expired (17.4)", CHECKOUT, SUBMITTED),
    "5.3.5": shown("an address has what is set, full name and id", BILLING),
    "5.3.6": shown("customer_info of a registered customer: id, number, e-mail", BILLING),
    "5.4.1": shown("a shipping method with its promotion", FREE),
    "5.4.1.1": shown("promotions of a method whose threshold is not reached are shown too (17.3)", ORDER),
    "5.4.2": shown("a price adjustment of free shipping, amount 1", FREE),
    "5.4.3": shown("price_adjustments is there only if there is one", ONE_ITEM, FREE),
    "5.4.4": shown("free shipping keeps the price, and is 0.00 after the discount", FREE),
    "5.4.5": shown("a method without tax class: null, and the default rate (17.4)", CHECKOUT),
    "5.4.6": shown("items of 17.3 and 17.4 do not say gift, those of 21.3 do", CHECKOUT, ORDER, ONE_ITEM),
    "5.5.1": shown("the fault of one basket too many, in every sign", QUOTA),
    "5.5.2": shown(
        "a client goes on with the basket it names",
        "test_client_habits.test_the_quota_fault_names_the_basket_to_go_on_with",
    ),
}
ORDERS = {
    "6.1.1": shown("the properties of an order (17.3), in their order", ORDER),
    "6.1.1.1": left(
        "channel_type is not among them",
        "the description of 17.3 has it, and the basket recorded from 17.4 shows it",
    ),
    "6.1.1.2": left(
        "its shipping methods show no price (17.3)",
        "the description of 17.3 has it, and the basket recorded from 17.4 and later recordings show it",
    ),
    "6.1.2": shown("the mask has twelve asterisks and four digits", ORDER, FOUND, PLACED),
    "6.1.3": shown("the statuses of an order that nothing customised", SUBMITTED),
    "6.1.4": shown("no _flash and no basket_id on orders", ORDER, SUBMITTED),
    "6.1.5": shown("custom attributes of the basket go over to the order", FORMS + "custom_attributes_go_over"),
    "6.1.6": shown("a placed order: new, ready, and confirmed where the shop does so", ORDER, PLACED),
    "6.2": left(
        "a sample of 17 to 21 with id, number_masked and item_id after tax_rate",
        "spellings of early versions in later pages, as the page says; the order of 17.3 has none of them",
    ),
    "6.3.1": shown("headers of an authorised payment, ETag included", AUTHORIZED),
    "6.3.2": shown("headers of the list of 15.2", f"{V15}/GET_orders/page_of_eight.json.http"),
    "6.3.2.1": left(
        "a space before charset in the list's content type",
        "the same page writes it without in all other answers, which is what we send; clients take both",
    ),
    "6.3.3": shown("headers of a fault of 15.2", f"{V15}/GET_orders_order_no/not_found.json.http"),
}
OTHERS = {
    "7.1": shown("the payment methods (21.3), the whole document", PAYMENT_METHODS),
    "8.1": shown("the shipping methods, with the default one", METHODS),
    "9.1.1": left("the same message with the token in it", "a token is a secret, and is not repeated"),
    "9.1": shown("a token that cannot be read", FORMS + "a_token_that_cannot_be_read_is_refused_as_recorded"),
    "9.2": left("a client that may not call a resource of the Data API", "another API"),
    "9.3": shown("an unknown property", f"{V23}/POST_customers_auth/unknown_property.json.http"),
    "9.4": left(
        "arguments with types, in a sample of the status page",
        "every live fault has plain values, as the page says; its message is that of the recorded sentence",
    ),
    "9.4.1": shown("an unknown resource", "v23_2/GET_incognito/unknown_resource.json.http"),
    "9.5": shown(
        "the two faults of 15.2",
        f"{V15}/GET_orders_order_no/not_found.json.http",
        f"{V15}/POST_orders_order_no_payment_authorize/wrong_token.json.http",
    ),
}
SAMPLES = {
    "P.1": shown(
        "a page of the list by status",
        f"{V15}/GET_orders/page_of_eight.json.http",
        f"{V15}/GET_orders/page_of_eight.xml.http",
    ),
    "P.2": shown(
        "a page of the list of a fortnight",
        f"{V15}/GET_orders/page_of_a_fortnight.json.http",
        f"{V15}/GET_orders/page_of_a_fortnight.xml.http",
    ),
    "P.3": shown("an order", FOUND, f"{V15}/GET_orders_order_no/found.xml.http"),
    "P.4": shown("an order that is not there", f"{V15}/GET_orders_order_no/not_found.xml.http"),
    "P.4.1": left("its status line of 400", "the table of the same page says 404"),
    "P.5": shown(
        "an authorised payment",
        AUTHORIZED,
        f"{V15}/POST_orders_order_no_payment_authorize/success.xml.http",
    ),
    "P.5.1": shown(
        "its address as the sample spells it", f"{V15}/POST_orders_order_no_payment_authorize/alias.json.http"
    ),
    "P.5.2": left("its header with an equals sign", "no header; a colon is sent"),
    "P.6": shown("a wrong order token", f"{V15}/POST_orders_order_no_payment_authorize/wrong_token.xml.http"),
    "P.7": shown("an agent's token", "test_oauth.test_an_agent_gets_a_token_in_the_documented_form"),
    "P.8": shown("an agent's basket", "test_agent_order.test_an_agent_orders_for_a_customer"),
    "P.8.1": shown("its comment is no JSON", FORMS + "the_comment_in_the_articles_basket_is_no_json"),
    "P.9": shown(
        "an agent's order",
        SUBMITTED,
        PLACED,
        f"{V23}/PATCH_orders_order_no_payment_instruments_id/card.json.http",
    ),
    "P.9.1": shown("a basket of a customer alone is not ordered", FORMS + "the_articles_basket_alone_is_not_ordered"),
    "D.1": shown("the fault of later versions and of 15.2", QUOTA, f"{V15}/GET_orders_order_no/not_found.json.http"),
    "D.2": shown("the details of a flash", ONE_ITEM),
    "D.3": shown("a guest who authenticates", f"{V23}/POST_customers_auth/guest.json.http"),
    "D.4": shown("a coupon and its item", FORMS + "a_coupon_item_has_the_properties_of_the_page"),
    "D.5": shown("totals of 60 + 40 - 4 and less 10", FOUND),
    "D.6": shown("a refused change of status", f"{V23}/PATCH_orders_order_no/refused_status.json.http"),
    "D.7": shown(
        "another demonstration: one item at 23.1",
        f"{V23}/POST_baskets/one_item.json.http",
        f"{V23}/POST_baskets/second_basket.json.http",
    ),
}
FACTS = ENVELOPE | VALUES | IDENTIFIERS | BASKETS | ORDERS | OTHERS | SAMPLES
ROWS = {"2": 10, "3": 12, "4": 10, "5.1": 3, "5.2": 8, "5.3": 6, "5.4": 6, "5.5": 2, "6.1": 6, "6.3": 3}
"""How many numbered facts a section of the page has, besides those below them."""
