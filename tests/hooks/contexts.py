"""What hooks are given in tests of the registry alone."""

from typing import Any

import msgspec
from tests.commerce.tea_shop import shop

from counterfoil.hooks.context import Context


def context(**changes: Any) -> Context:
    """A context as a request makes it."""
    made = Context(shop=shop(), products={}, now=0, new_id=lambda: "id", query={}, custom={})
    return msgspec.structs.replace(made, **changes)
