"""The lease that a basket or order is taken under while somebody's hooks work on it."""

import contextlib

from counterfoil import faults
from counterfoil.store.interface import Store
from counterfoil.store.records import Lease as StoredLease
from counterfoil.store.records import StoreUnavailable


class Lease:
    """Keeps hooks of one basket or order from running twice at once, in all processes."""

    def __init__(
        self,
        store: Store,
        wanted: StoredLease | None,
        now: int = 0,
        seconds: int = 0,
        refusal: faults.Fault | None = None,
    ) -> None:
        self.taken = wanted
        self._refusal = refusal
        self._store = store
        self._now = now
        self._seconds = seconds

    async def __aenter__(self) -> "Lease":
        if self.taken is not None and not await self._store.take_lease(self.taken, self._now, self._seconds):
            raise self._refusal or faults.RESOURCE_STATE_CONFLICT(client="", server="busy")
        return self

    def released(self) -> None:
        """Note that the lease ended with what was stored under it."""
        self.taken = None

    async def __aexit__(self, *_: object) -> None:
        if self.taken is not None:
            with contextlib.suppress(StoreUnavailable):  # it expires by itself
                await self._store.release_lease(self.taken)
