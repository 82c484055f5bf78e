"""What an order takes in its own transaction: stock, coupons, gift certificates."""

from collections.abc import Sequence

from counterfoil.store.gift_certificates import sale_statements, use_statements
from counterfoil.store.inventory import reservation_statements
from counterfoil.store.jobs import Statement
from counterfoil.store.records import (
    CertificateRow,
    CertificateState,
    CertificateUse,
    CouponUse,
    Reservation,
    StockTake,
    Take,
)
from counterfoil.store.redemptions import redemption_statements


def take_statements(takes: Sequence[Take]) -> list[Statement]:
    """Write all that an order takes, gives back or makes; records are locked in one order by all jobs."""
    stock = [take for take in takes if isinstance(take, StockTake)]
    held = next((take for take in takes if isinstance(take, Reservation)), None)
    job = reservation_statements(stock, held, None)
    if len(stock) + (held is not None) == len(takes):
        return job
    return [
        *job,
        *redemption_statements(take for take in takes if isinstance(take, CouponUse)),
        *use_statements([take for take in takes if isinstance(take, CertificateUse)]),
        *sale_statements(
            [take for take in takes if isinstance(take, CertificateRow)],
            [take for take in takes if isinstance(take, CertificateState)],
        ),
    ]
