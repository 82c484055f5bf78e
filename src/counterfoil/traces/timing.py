"""The header ``server-timing``: how long hooks took, for the tools of browsers; in emulators only."""

import re
from functools import lru_cache

from counterfoil.traces.trace import Trace

HEADER = b"server-timing"
_MOST = 20
_UNFIT = re.compile(r"[^A-Za-z0-9!#$%&'*+.^_`|~-]")


def timing_of(trace: Trace, took: int) -> bytes:
    """Return the value of the header: the request so far, all hooks, and each point with somebody's hook."""
    own = [chain for chain in trace.points if not isinstance(chain, str) and chain.own and chain.ended]
    total = sum(chain.ended - chain.began for chain in own)
    entries = [f"total;dur={took / 1e6:.2f}", f"hooks;dur={total / 1e6:.2f}"]
    for chain in own[:_MOST]:
        ran = sum(not hook.why and not hook.default for hook in chain.hooks)
        entries.append(f'{_name(chain.point)};dur={(chain.ended - chain.began) / 1e6:.2f};desc="{ran} run"')
    return ", ".join(entries).encode("ascii", "replace")


@lru_cache(maxsize=1024)
def _name(point: str) -> str:
    return _UNFIT.sub("-", point)
