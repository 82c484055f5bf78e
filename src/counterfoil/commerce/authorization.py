"""How much of an order is authorised, and whether that is enough to place it.

Follows the payment section of the order lifecycle reference.
"""

from decimal import Decimal

from counterfoil.commerce.terms import Container
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument

_OK = 0


def is_authorized(instrument: OrderPaymentInstrument) -> bool:
    """Say whether the authorisation of an instrument ended with OK."""
    if instrument.authorized is not None:
        return instrument.authorized
    return instrument.authorization_status is not None and instrument.authorization_status.status == _OK


def authorized_amount(order: Order) -> Decimal:
    """Return the sum of the amounts authorised."""
    return sum(
        (found.amount for found in order.payment_instruments or () if found.amount and is_authorized(found)), Decimal(0)
    )


def may_place(order: Order) -> bool:
    """Say whether an order is ``created``, has a total and is authorised in full."""
    return order.status == "created" and order.order_total is not None and authorized_amount(order) >= order.order_total


def open_amount(container: Container) -> Decimal | None:
    """Return what no instrument covers yet; None while the total is unknown."""
    if container.order_total is None:
        return None
    covered = sum((found.amount for found in container.payment_instruments or () if found.amount), Decimal(0))
    return max(container.order_total - covered, container.order_total * 0)
