"""Claims on requests that a client named by an idempotency key, and a store whose writes carry one along.

A claim is taken before the work and completed in the transaction of its effect, so that neither is without the other.
"""

from collections.abc import Sequence

from counterfoil.store.jobs import Engine, Many, Row, Statement, Value
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


class ClaimedEngine:
    """An engine whose every job completes a claim with the answer known so far."""

    def __init__(self, engine: Engine, claim: Claim, expires: int) -> None:
        self.leases_inside = engine.leases_inside
        self.each_number = engine.each_number
        self.answer = b""
        self.wrote = False
        self._engine = engine
        self._claim = claim
        self._expires = expires

    async def read(self, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._engine.read(sql, args)

    async def write(self, job: Sequence[Statement]) -> None:
        await self._engine.write([*job, completion(self._claim, self.answer, self._expires)])
        self.wrote = True

    async def write_batch(self, guard: Statement, kinds: Sequence[Many]) -> None:
        await self._engine.write_batch(guard, kinds)

    async def read_within(self, seconds: float, sql: str, args: Sequence[Value] = ()) -> Sequence[Row]:
        return await self._engine.read_within(seconds, sql, args)

    async def write_returning(self, sql: str, args: Sequence[Value]) -> Sequence[Row]:
        return await self._engine.write_returning(sql, args)

    async def lease(self, sql: str, args: Sequence[Value]) -> int:
        return await self._engine.lease(sql, args)

    async def close(self) -> None:
        """Leave the engine open: it is everybody's."""
