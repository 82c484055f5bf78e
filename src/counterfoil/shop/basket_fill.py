"""Fill a new basket from a whole document, following section 3.1 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.payment import is_expired, refuse_card_numbers
from counterfoil.commerce.payment_methods import check_payment_method, purchase_of, split_method_id
from counterfoil.commerce.products import check_product, complete_options
from counterfoil.commerce.stock import short_products
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.items import ProductItem, ShippingItem
from counterfoil.documents.payment import OrderPaymentInstrument, PaymentCard
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.shop.basket_store import stock_of
from counterfoil.shop.call import Call

DEFAULT_SHIPMENT = "me"


def new_basket(call: Call, customer: CustomerInfo) -> Basket:
    """Make an empty basket: one default shipment, one shipping item, nothing computed."""
    return Basket(
        basket_id=call.new_id(),
        agent_basket=call.caller.is_agent,
        channel_type="callcenter" if call.caller.is_agent else "storefront",
        creation_date=call.now_text,
        last_modified=call.now_text,
        currency=call.site.shop.currency,
        taxation=call.site.data.taxation,
        customer_info=customer,
        registered=bool(customer.customer_no),
        created_by=call.caller.agent or "Customer",
        site_id=call.site_id,
        remote_host=call.remote_address or None,
        product_items=[],
        shipments=[Shipment(shipment_id=DEFAULT_SHIPMENT, gift=False, shipping_status="not_shipped")],
        shipping_items=[_shipping_item(call, DEFAULT_SHIPMENT)],
        payment_instruments=[],
    )


async def fill(call: Call, basket: Basket, request: Basket) -> None:
    """Take over from a request document what may be set at creation; faults of items, shipments and payment."""
    _add_shipments(call, basket, request)
    if request.billing_address is not None:
        basket.billing_address = new_address(call, request.billing_address)
    await add_items(call, basket, request.product_items or [])
    for instrument in request.payment_instruments or ():
        add_payment_instrument(call, basket, instrument)
    basket.custom.update({name: value for name, value in request.custom.items() if value is not None})


def new_address(call: Call, given: OrderAddress) -> OrderAddress:
    """Return an address of the basket made of one a client sent: with an id and a full name."""
    given.id = call.new_id()
    if not given.full_name:
        given.full_name = " ".join(name for name in (given.first_name, given.last_name) if name) or None
    return given


def _shipping_item(call: Call, shipment_id: str) -> ShippingItem:
    return ShippingItem(item_id=call.new_id(), item_text="Shipping", shipment_id=shipment_id)


def _add_shipments(call: Call, basket: Basket, request: Basket) -> None:
    seen: set[str] = set()
    shipments = basket.shipments or []
    for given in request.shipments or ():
        shipment_id = given.shipment_id or DEFAULT_SHIPMENT
        if shipment_id in seen:
            raise faults.DUPLICATE_SHIPMENT_ID(shipment_id=shipment_id)
        seen.add(shipment_id)
        shipment = next((made for made in shipments if made.shipment_id == shipment_id), None)
        if shipment is None:
            shipment = Shipment(shipment_id=shipment_id, gift=False, shipping_status="not_shipped")
            shipments.append(shipment)
            (basket.shipping_items or []).append(_shipping_item(call, shipment_id))
        _set_shipment(call, shipment, given)


def _set_shipment(call: Call, shipment: Shipment, given: Shipment) -> None:
    if given.shipping_address is not None:
        shipment.shipping_address = new_address(call, given.shipping_address)
    if given.shipping_method is not None:
        if not given.shipping_method.id:
            raise faults.MISSING_SHIPPING_METHOD_ID()
        if given.shipping_method.id not in call.site.shop.shipping_methods:
            raise faults.INVALID_SHIPPING_METHOD_ID(shipping_method_id=given.shipping_method.id)
        shipment.shipping_method = ShippingMethod(id=given.shipping_method.id)
    shipment.gift = bool(given.gift)
    shipment.gift_message = given.gift_message
    shipment.custom = dict(given.custom)


async def add_items(call: Call, basket: Basket, given: list[ProductItem]) -> None:
    """Add product items, checking each; faults of section 3.4 of the resource reference."""
    await call.load_products(item.product_id for item in given if item.product_id)
    items = basket.product_items if basket.product_items is not None else []
    basket.product_items = items
    for item in given:
        _add_item(call, basket, items, item)
    if len(items) > call.server.settings.max_product_items:
        raise faults.BASKET_QUOTA_EXCEEDED()
    await _require_stock(call, basket)


def _add_item(call: Call, basket: Basket, items: list[ProductItem], given: ProductItem) -> None:
    if not given.product_id:
        raise faults.INVALID_PRODUCT_ID(product_id="")
    if given.quantity is None or given.quantity <= 0:
        raise faults.INVALID_PRODUCT_ITEM_QUANTITY(product_id=given.product_id, quantity=given.quantity)
    view = check_product(
        given.product_id, given.quantity, call.products.get(given.product_id), call.site.shop, call.now
    )
    shipment_id = given.shipment_id or DEFAULT_SHIPMENT
    if all(shipment.shipment_id != shipment_id for shipment in basket.shipments or ()):
        raise faults.SHIPMENT_NOT_FOUND(shipment_id=shipment_id)
    options = complete_options(view, given.option_items, call.new_id)
    if options is None and not call.site.shop.repeats_products:
        for item in items:
            if item.product_id == given.product_id and item.shipment_id == shipment_id and item.quantity is not None:
                item.quantity += given.quantity
                return
    items.append(
        ProductItem(
            item_id=call.new_id(),
            product_id=given.product_id,
            quantity=given.quantity,
            shipment_id=shipment_id,
            inventory_id=given.inventory_id,
            option_items=options,
            gift=bool(given.gift),
            gift_message=given.gift_message,
            custom=dict(given.custom),
        )
    )


async def _require_stock(call: Call, basket: Basket) -> None:
    """Refuse more than is available; fault PRODUCT_ITEM_NOT_AVAILABLE."""
    stock = await stock_of(call, basket)
    short = short_products(basket, call.site.shop, call.products, stock)
    for item in basket.product_items or ():
        if item.product_id in short:
            raise faults.PRODUCT_ITEM_NOT_AVAILABLE(product_id=item.product_id, quantity=item.quantity)


def add_payment_instrument(call: Call, basket: Basket, given: OrderPaymentInstrument) -> None:
    """Add a payment instrument: method, card type and what may be kept of the card; fault INVALID_PAYMENT_METHOD_ID."""
    method_id, card_type = split_method_id(given.payment_method_id or "")
    card = given.payment_card
    if card_type is not None:
        card = card or PaymentCard()
        card.card_type = card.card_type or card_type
    if card is not None:
        card.credit_card_expired = is_expired(card.expiration_month, card.expiration_year, call.now)
    instrument = OrderPaymentInstrument(
        payment_instrument_id=call.new_id(),
        payment_method_id=method_id,
        amount=given.amount if given.amount is None else call.site.shop.round_money(given.amount, basket.currency),
        bank_routing_number=given.bank_routing_number,
        payment_card=card,
        custom=dict(given.custom),
    )
    refuse_card_numbers(instrument, "basket_payment_instrument_request")
    check_payment_method(instrument, call.site.shop, purchase_of(basket, call.site.shop, None))
    instruments = basket.payment_instruments if basket.payment_instruments is not None else []
    instruments.append(instrument)
    basket.payment_instruments = instruments
