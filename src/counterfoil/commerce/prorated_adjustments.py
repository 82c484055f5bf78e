"""What each line bears of each adjustment of the whole order.

The lines' prices say what they bear of all together; with several adjustments each one is split in proportion to that,
and the last one takes what is left, so that the parts of a line add up to its share, and those of an adjustment to its
price.
"""

from decimal import Decimal

from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.terms import Container, Line, lines_of

_ZERO = Decimal(0)


def prorated_adjustments(container: Container, unit: Decimal) -> dict[str, dict[str, Decimal]]:
    """Return the parts of the order's price adjustments by their ids, and by the ids of the lines that bear something.

    An adjustment without a price is borne by nobody.
    """
    adjustments = [one for one in container.order_price_adjustments or () if one.price]
    shares = {line.item_id or "": share for line in lines_of(container) if (share := _share(line))}
    parts: dict[str, dict[str, Decimal]] = {}
    left = dict(shares)
    for adjustment in adjustments:
        last = adjustment is adjustments[-1]
        split = list(left.values()) if last else _split(adjustment.price or _ZERO, list(shares.values()), unit)
        borne = dict(zip(shares, split, strict=True))
        parts[adjustment.price_adjustment_id or ""] = {item_id: part for item_id, part in borne.items() if part}
        left = {item_id: left[item_id] - part for item_id, part in borne.items()}
    return parts


def _share(line: Line) -> Decimal:
    before, after = line.price_after_item_discount, line.price_after_order_discount
    return _ZERO if before is None or after is None else after - before


def _split(amount: Decimal, shares: list[Decimal], unit: Decimal) -> list[Decimal]:
    return prorate(amount, [abs(share) for share in shares], unit)
