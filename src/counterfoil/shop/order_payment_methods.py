"""Payment methods for what is still open of an order. Follows section 2.6 of the resource reference."""

from counterfoil.commerce.authorization import open_amount
from counterfoil.commerce.payment_methods import payment_method_result, purchase_of
from counterfoil.documents.payment import PaymentMethodResult
from counterfoil.shop.access import require_shopper
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.orders import load_visible_order

_POINT = "dw.ocapi.shop.order.payment_methods."


async def get_order_payment_methods(call: Call) -> Answer:
    """List the payment methods that apply to the open amount of an order; fault ORDER_NOT_FOUND."""
    require_shopper(call)
    order_no = call.path["order_no"]
    await call.before(_POINT + "beforeGET", order_no)
    order = (await load_visible_order(call, order_no)).order
    shop, shopper = call.site.shop, await call.load_shopper(order)
    purchase = purchase_of(order, shop, open_amount(order), shopper.groups)
    rendered = call.render(payment_method_result(shop, purchase))
    await call.ask(_POINT + "modifyGETResponse", rendered)
    await call.ask(_POINT + "modifyGETResponse_v2", order, rendered)
    return Answer(document=rendered, document_class=PaymentMethodResult)
