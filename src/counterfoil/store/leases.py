"""What lives for a while: leases, sessions, revoked tokens, and the sweep that removes what has expired."""

from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.records import EndedTokens, Lease, Session

TAKE_LEASE = """insert into leases (site_id, subject, holder, expires) values ($1, $2, $3, $4)
    on conflict (site_id, subject) do update set holder = excluded.holder, expires = excluded.expires
    where leases.expires <= $5 or leases.holder = excluded.holder"""
RELEASE_LEASE = "delete from leases where site_id = $1 and subject = $2 and holder = $3"

PUT_SESSION = """insert into sessions (site_id, digest, body, expires, generation) values ($1, $2, $3, $4, $5)
    on conflict (site_id, digest) do update set body = excluded.body, expires = excluded.expires,
        generation = excluded.generation"""
SESSION = """select body from sessions where site_id = $1 and digest = $2 and expires > $3
    and not exists (select 1 from revoked_tokens where revoked_tokens.digest = sessions.generation)"""
DELETE_SESSION = "delete from sessions where site_id = $1 and digest = $2"
REVOKE = """insert into revoked_tokens (digest, expires, spared) values ($1, $2, $3)
    on conflict (digest) do update set expires = excluded.expires, spared = excluded.spared"""
REVOKE_SPARED = """insert into revoked_tokens (digest, expires)
    select spared, cast($2 as bigint) from revoked_tokens where digest = $1 and spared <> $3
    on conflict (digest) do nothing"""

SWEEP_LEASES = "delete from leases where expires <= $1"
SWEEPS = {
    # The outer condition is read again if the row changes meanwhile, the inner one is not.
    "baskets": """delete from baskets where expires <= $1 and (site_id, basket_id) in
        (select site_id, basket_id from baskets where expires <= $1 order by expires limit $2) returning 1""",
    "sessions": """delete from sessions where expires <= $1 and (site_id, digest) in
        (select site_id, digest from sessions where expires <= $1 order by expires limit $2) returning 1""",
    "claims": """delete from claims where expires <= $1 and (site_id, digest) in
        (select site_id, digest from claims where expires <= $1 order by expires limit $2) returning 1""",
    "revoked_tokens": """delete from revoked_tokens where expires <= $1 and digest in
        (select digest from revoked_tokens where expires <= $1 order by expires limit $2) returning 1""",
    "password_resets": """delete from password_resets where expires <= $1 and (list_id, digest) in
        (select list_id, digest from password_resets where expires <= $1 order by expires limit $2) returning 1""",
    "custom_objects": """delete from custom_objects where expires <= $1 and (scope, type_id, object_key) in
        (select scope, type_id, object_key from custom_objects where expires <= $1 order by expires limit $2)
        returning 1""",
}


def end_tokens(ended: EndedTokens) -> list[Statement]:
    """End the tokens of a password, and the one that was spared when it took the place of the one before."""
    spared_before = (ended.before, ended.expires, ended.spared or b"")
    return [Statement(REVOKE_SPARED, spared_before), Statement(REVOKE, ended[:3])]


class LeaseOperations:
    """Leases, sessions and revoked tokens."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def take_lease(self, lease: Lease, now: int, seconds: int) -> bool:
        return await self._engine.lease(TAKE_LEASE, (*lease, now + seconds * 1000, now)) > 0

    async def release_lease(self, lease: Lease) -> None:
        await self._engine.lease(RELEASE_LEASE, lease)

    async def put_session(self, session: Session) -> None:
        await self._engine.write([Statement(PUT_SESSION, session)])

    async def session(self, site_id: str, digest: bytes, now: int) -> bytes | None:
        rows = await self._engine.read(SESSION, (site_id, digest, now))
        return rows[0][0] if rows else None

    async def delete_session(self, site_id: str, digest: bytes) -> None:
        await self._engine.write([Statement(DELETE_SESSION, (site_id, digest))])

    async def revoke_token(self, digest: bytes, expires: int) -> None:
        await self._engine.write([Statement(REVOKE, (digest, expires, None))])

    async def sweep(self, now: int, batch: int = 500) -> dict[str, int]:
        deleted = {"leases": await self._engine.lease(SWEEP_LEASES, (now,))}
        for table, sql in SWEEPS.items():
            deleted[table] = 0
            swept = batch
            while swept == batch:
                swept = len(await self._engine.write_returning(sql, (now, batch)))
                deleted[table] += swept
        return deleted
