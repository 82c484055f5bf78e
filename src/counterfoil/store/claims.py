"""Claims on requests that a client named by an idempotency key, and a store whose writes carry one along.

A claim is taken before the work and completed in the transaction of its effect, so that neither is without the other.
"""

from collections.abc import Sequence

from counterfoil.store.borrowed_engine import BorrowedEngine
from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.records import Claim, ClaimLost, ClaimState

TAKE_CLAIM = """insert into claims (site_id, digest, holder, fingerprint, expires) values ($1, $2, $3, $4, $5)
    on conflict (site_id, digest) do update set holder = excluded.holder, fingerprint = excluded.fingerprint,
        expires = excluded.expires, answer = null
    where claims.expires <= $6 returning holder"""
CLAIM = "select fingerprint, answer from claims where site_id = $1 and digest = $2"
COMPLETE_CLAIM = """update claims set answer = $4, expires = $5
    where site_id = $1 and digest = $2 and holder = $3"""
RELEASE_CLAIM = "delete from claims where site_id = $1 and digest = $2 and holder = $3 and answer is null"


class ClaimOperations:
    """Claims of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def take_claim(self, claim: Claim, fingerprint: bytes, now: int, expires: int) -> ClaimState | None:
        args = (*claim, fingerprint, expires, now)
        if await self._engine.write_returning(TAKE_CLAIM, args):
            return None
        rows = await self._engine.read(CLAIM, (claim.site_id, claim.digest))
        return ClaimState(*rows[0]) if rows else ClaimState(fingerprint, None)

    async def complete_claim(self, claim: Claim, answer: bytes, expires: int) -> None:
        await self._engine.write([completion(claim, answer, expires)])

    async def release_claim(self, claim: Claim) -> None:
        await self._engine.write([Statement(RELEASE_CLAIM, claim)])


def completion(claim: Claim, answer: bytes, expires: int) -> Statement:
    """Keep the answer of a claimed request; missed when somebody else has the claim by now."""
    return Statement(COMPLETE_CLAIM, (*claim, answer, expires), ClaimLost(claim.holder))


class ClaimedEngine(BorrowedEngine):
    """An engine whose every job completes a claim with the answer known so far."""

    def __init__(self, engine: Engine, claim: Claim, expires: int) -> None:
        super().__init__(engine)
        self.answer = b""
        self.wrote = False
        self._claim = claim
        self._expires = expires

    def carried(self) -> Sequence[Statement]:
        return [completion(self._claim, self.answer, self._expires)]

    def written(self) -> None:
        self.wrote = True
