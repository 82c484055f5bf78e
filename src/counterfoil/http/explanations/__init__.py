"""What would have allowed a call: for some faults a sentence about this very request, by the name of their row.

A row that is not here is explained by its remedy alone. A function gets what was asked (:class:`Asked`) and returns a
sentence, or nothing. It may use what the caller sent, the caller's own settings, basket or order, and what the site
shows anybody; never what belongs to somebody else.
"""

from counterfoil.http.explanations import (
    baskets,
    custom_attributes,
    customers,
    documents,
    limits,
    permissions,
    products,
    searches,
    sites,
    urls,
)
from counterfoil.http.explanations.asked import Explain

EXPLANATIONS: dict[str, Explain] = {}
for _family in (
    urls,
    permissions,
    limits,
    documents,
    custom_attributes,
    baskets,
    products,
    sites,
    customers,
    searches,
):
    EXPLANATIONS.update(_family.EXPLANATIONS)
