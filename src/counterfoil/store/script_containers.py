"""Orders and baskets beside those of the request, as the writes of scripts carry them along."""

from collections.abc import Iterable
from hashlib import sha256

from counterfoil.store.baskets import DELETE_BASKET, INSERT_BASKET, SAVE_BASKET, delete_at
from counterfoil.store.inventory import reservation_statements
from counterfoil.store.jobs import Statement
from counterfoil.store.orders import INSERT_ORDER, PUT_PENDING, save_order_statements
from counterfoil.store.records import ReservationLost
from counterfoil.store.script_writes import BasketChange, OrderWrite, ScriptConflict
from counterfoil.store.takes import take_statements


def order_statements(write: OrderWrite) -> list[Statement]:
    """Write an order against the revision that the script saw, or a new one; with what it takes."""
    columns, body = write.columns, write.body
    changed = ScriptConflict(f"order {columns.order_no}")
    if write.revision:
        save = save_order_statements(columns, body, write.revision)
        save = [save[0]._replace(missed=changed), *save[1:]]
    else:
        values = (*columns, body, sha256(body).digest())
        save = [
            Statement(f"{INSERT_ORDER} on conflict do nothing", values, changed),
            Statement(PUT_PENDING, (*columns[:2], 1)),
        ]
    return _behind([*save, *_certain(take_statements(write.takes), changed)])


def basket_statements(changes: Iterable[BasketChange]) -> list[Statement]:
    """Write baskets; those that go make room for those that come."""
    job: list[Statement] = []
    for change in sorted(changes, key=lambda change: (change.body is not None, change.revision == 0, change[:2])):
        changed = ScriptConflict(f"basket {change.basket_id}")
        if change.body is None:
            gone = delete_at(change.site_id, change.basket_id, change.revision or 0)
            if change.revision is None:
                gone = Statement(DELETE_BASKET, change[:2])
            job += [gone._replace(missed=changed), *_certain(reservation_statements((), change.held, None), changed)]
            continue
        assert change.columns is not None
        values = (*change.columns, change.body, sha256(change.body).digest())
        if change.revision:
            job.append(Statement(SAVE_BASKET, (*values, change.revision), changed))
        else:
            job.append(Statement(INSERT_BASKET, values, changed))
    return _behind(job)


def _behind(job: list[Statement]) -> list[Statement]:
    """Let a job work on what the request itself wrote: its own basket, or stock that both take."""
    return [one._replace(behind=True) for one in job]


def _certain(job: list[Statement], changed: ScriptConflict) -> list[Statement]:
    """Let a reservation that was given back meanwhile refuse the request, as all that was changed meanwhile does."""
    return [one._replace(missed=changed) if isinstance(one.missed, ReservationLost) else one for one in job]
