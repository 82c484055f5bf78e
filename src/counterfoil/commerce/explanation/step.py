"""A step of an explanation: a figure, where it stands, and the arithmetic it comes from."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.money import round_to


class Step(Struct):
    """One figure; ``holds`` is false when the arithmetic gives another one, as after a hook that set it."""

    path: str
    amount: Decimal | None
    how: str
    holds: bool = True


class Steps:
    """The steps of one container, in the order of its calculation."""

    def __init__(self, unit: Decimal) -> None:
        self.unit = unit
        self.found: list[Step] = []

    def tell(self, path: str, amount: Decimal | None, how: str) -> None:
        """Add a figure that is given, not worked out."""
        self.found.append(Step(path, amount, how))

    def check(self, path: str, amount: Decimal | None, worked_out: Decimal | None, how: str) -> None:
        """Add a figure that is worked out, and compare."""
        expected = None if worked_out is None else round_to(worked_out, self.unit)
        holds = amount == expected
        if not holds:
            how = f"{how}; that would be {text(expected)}: something else, such as a hook, has set it"
        self.found.append(Step(path, amount, how, holds))

    def total(self, path: str, amount: Decimal | None, parts: Iterable[tuple[str, Decimal | None]]) -> None:
        """Add a sum of named parts; one that is unknown makes the sum unknown."""
        known = [(name, part) for name, part in parts]
        missing = [name for name, part in known if part is None]
        if missing:
            self.check(path, amount, None, f"not known: {', '.join(missing)} is not")
            return
        worked_out = sum((part for _, part in known if part is not None), self.unit * 0)
        shown = " + ".join(f"{name} {text(part)}" for name, part in known) or "nothing"
        self.check(path, amount, worked_out, shown.replace("+ -", "- "))


def text(amount: Decimal | None) -> str:
    """Write an amount as people read it."""
    return "unknown" if amount is None else f"{amount:f}"
