"""How long an answer may be kept, by whom, and answers that need not be given again.

Follows section 11 of the platform reference. The time is that of the settings and counts down from the first answer;
whether that very answer is kept and given again, or only its instant, is a setting of the server.
"""

from hashlib import sha256
from typing import NamedTuple

from counterfoil.config import Settings
from counterfoil.http.answers import NEVER_CACHED, Made, make_answer
from counterfoil.http.carry_out import carry_out
from counterfoil.http.exchange import Exchange
from counterfoil.identity.caller import Caller
from counterfoil.shop.call import Call
from counterfoil.versions import ETAGS_UNTIL

_VARY = (b"vary", b"accept,accept-language,authorization,cookie,x-dw-client-id")
_MOST_ENTRIES = 10_000
_MOST_BYTES = 16 * 1024 * 1024
_UNTOLD = frozenset({"callback", "client_id"})
_OVERHEAD = 500


class _Kept(NamedTuple):
    filled: int
    """The instant of the first answer."""
    expires: int
    made: Made | None
    size: int


class AnswerCache:
    """What a process remembers of cacheable answers: the instant of the first, and the answer itself if wanted."""

    def __init__(self, settings: Settings) -> None:
        self._keeps_answers = settings.answer_cache == "on" or (
            settings.answer_cache == "auto" and not settings.emulator
        )
        self._kept: dict[tuple[object, ...], _Kept] = {}
        self._size = 0
        self._revision = -1

    async def answer(self, exchange: Exchange, call: Call) -> Made:
        """Answer a cacheable resource, with the time it may still be kept."""
        route = exchange.route
        assert route is not None
        seconds = exchange.permission.cache_time
        if not exchange.permission.personalized:
            call.caller = Caller(client_id=call.caller.client_id)
        if seconds == 0:
            return _with_etag(make_answer(await carry_out(call, route), call), call)
        if self._revision != call.state.revision:
            self._forget_all(call.state.revision)
        key = _key(exchange, call)
        kept = self._kept.get(key)
        if kept is not None and not call.now < kept.expires:
            self._forget(key)
            kept = None
        if kept is not None and kept.made is not None:
            return _until(kept.made, kept.expires - call.now)
        made = _with_etag(make_answer(await carry_out(call, route), call), call)
        if made.status != 200:
            return made
        if kept is None:
            kept = self._keep(key, call.now, seconds, made)
        return _until(made, kept.expires - call.now)

    def _keep(self, key: tuple[object, ...], now: int, seconds: int, made: Made) -> _Kept:
        size = _OVERHEAD + (len(made.body) if self._keeps_answers else 0)
        kept = _Kept(now, now + seconds * 1000, made if self._keeps_answers else None, size)
        while self._kept and (len(self._kept) >= _MOST_ENTRIES or self._size + size > _MOST_BYTES):
            self._forget(next(iter(self._kept)))
        self._kept[key] = kept
        self._size += size
        return kept

    def _forget(self, key: tuple[object, ...]) -> None:
        self._size -= self._kept.pop(key).size

    def _forget_all(self, revision: int) -> None:
        self._kept.clear()
        self._size, self._revision = 0, revision


def _key(exchange: Exchange, call: Call) -> tuple[object, ...]:
    """Name an answer by everything it may depend on."""
    query = tuple(sorted(item for item in call.query.items() if item[0] not in _UNTOLD))
    client = call.caller.client_id
    language = call.headers.get("accept-language", "")
    path = call.method_and_path[1]
    return call.site_id, call.version, path, query, call.form, call.base_url, client, language, _person(call.caller)


def _person(caller: Caller) -> str:
    """Name who is shown prices and promotions of his own: a registered customer; all guests see the same."""
    return caller.customer_id if caller.registered else caller.kind.value


def _with_etag(made: Made, call: Call) -> Made:
    """Add the name of its content to an answer of the versions that have such headers."""
    if call.version < ETAGS_UNTIL and made.status == 200 and not any(name == b"etag" for name, _ in made.headers):
        made.headers.append((b"etag", sha256(made.body).hexdigest().encode("ascii")))
    return made


def _until(made: Made, milliseconds: int) -> Made:
    """Say how long an answer may still be kept."""
    left = (b"cache-control", b"max-age=%d,must-revalidate" % ((milliseconds + 999) // 1000))
    return made._replace(headers=[left if header == NEVER_CACHED else header for header in made.headers] + [_VARY])
