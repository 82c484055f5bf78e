"""The product specification language of the site archive: which products a rule speaks of.

Promotions and shipping methods use it.
"""

from msgspec import Struct, field


class ProductCondition(Struct, kw_only=True, omit_defaults=True):
    """One comparison; of several values one is enough, of a negative operator none may match."""

    kind: str
    """brand, product-id, category, price, inventory, attribute, pricebook, product-set or option."""
    operator: str
    values: list[str] = field(default_factory=list)
    subject: str | None = None
    """The catalog of a category condition, the attribute or the option of theirs."""


ConditionGroup = list[ProductCondition]
"""Conditions that must all hold."""


class ProductSpecification(Struct, kw_only=True, omit_defaults=True):
    """Products of one of the groups included and of none of those excluded."""

    included: list[ConditionGroup] | None = None
    """None: all products; an empty list: none."""
    excluded: list[ConditionGroup] = field(default_factory=list)
