"""Baskets that are nearly the demo's: whatever was changed, the answer is a basket or a documented fault."""

import json
import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api import V23
from tests.http.target import Target, documented, places

from counterfoil.demo.walk import basket_document

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


PLAUSIBLE = st.sampled_from(
    ["mug-01", "10010011", "bundle", "me", "001", "INVOICE", "CREDIT_CARD", "US", "", 1, 0.5, 999]
)


@given(seed=st.integers(0, 2**32), values=st.lists(PLAUSIBLE | JSON, min_size=1, max_size=4))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_mutated_basket_never_breaks_the_server(target: Target, seed: int, values: list[Any]) -> None:
    """Parts of the demo's basket are replaced, doubled or left out; what is still a basket is submitted."""
    chance = random.Random(seed)
    document = basket_document()
    for value in values:
        mutate(document, chance, value)
    answer = documented(target.api.post(f"{V23}/baskets", json.dumps(document).encode(), token=target.token))
    if answer.status == 200:
        basket_id = answer.json["basket_id"]
        documented(target.api.post(f"{V23}/orders", {"basket_id": basket_id}, token=target.token))
        assert target.api.delete(f"{V23}/baskets/{basket_id}", token=target.token).status in (204, 404)


def mutate(document: dict[str, Any], chance: random.Random, value: Any) -> None:
    """Change one place of a document."""
    found = places(document)
    path = chance.choice(found) if found else ("c_x",)
    parent = document
    for key in path[:-1]:
        parent = parent[key]
    kind = chance.randrange(4)
    if kind == 0 and isinstance(parent, list):
        parent.append(parent[path[-1]])
    elif kind == 1 and found:
        del parent[path[-1]]
    elif kind == 2 and isinstance(parent, dict):
        parent[f"c_{chance.choice('ab')}"] = value
    else:
        parent[path[-1]] = value
