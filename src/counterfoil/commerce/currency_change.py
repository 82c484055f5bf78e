"""What becomes of amounts in a basket whose currency changes: prices are worked out anew, the others have no rate.

Follows the basket rules of the order lifecycle reference.
"""

from counterfoil.commerce.adjustments import is_in_money
from counterfoil.commerce.manual_adjustments import places_of
from counterfoil.commerce.money import quantum, round_to
from counterfoil.documents.basket import Basket


def change_currency(basket: Basket, currency: str) -> None:
    """Give a basket another currency.

    Ten dollars off are not ten yen off: adjustments by an amount go, percentages stay, and what instruments pay is open
    again. Gift certificates are bought at the same figure in the new currency, with its digits.
    """
    basket.currency = currency
    for place in places_of(basket):
        if any(is_in_money(adjustment) for adjustment in place.adjustments):
            place.put([adjustment for adjustment in place.adjustments if not is_in_money(adjustment)])
    for instrument in basket.payment_instruments or ():
        instrument.amount = None
    unit = quantum(currency)
    for item in basket.gift_certificate_items or ():
        item.amount = None if item.amount is None else round_to(item.amount, unit)
