"""What scripts of cartridges may ask of the server: one table of operations, by subject.

An operation gets the call at work and a plain value, and returns a plain value; the message of its exception is told to
the script, so it names nothing that a script may not know.
"""

from counterfoil.shop import (
    script_activity,
    script_baskets,
    script_calculation,
    script_changes,
    script_custom_objects,
    script_customers,
    script_gift_certificates,
    script_hooks,
    script_logins,
    script_mail,
    script_order_creation,
    script_orders,
    script_passwords,
    script_payment,
    script_products,
    script_promotions,
    script_relations,
    script_search,
    script_services,
    script_session,
    script_site,
    script_source_codes,
    script_stores,
)
from counterfoil.shop.server import ScriptOperation

OPERATIONS: dict[str, ScriptOperation] = {
    **script_activity.OPERATIONS,
    **script_baskets.OPERATIONS,
    **script_calculation.OPERATIONS,
    **script_changes.OPERATIONS,
    **script_custom_objects.OPERATIONS,
    **script_customers.OPERATIONS,
    **script_gift_certificates.OPERATIONS,
    **script_hooks.OPERATIONS,
    **script_logins.OPERATIONS,
    **script_mail.OPERATIONS,
    **script_order_creation.OPERATIONS,
    **script_orders.OPERATIONS,
    **script_passwords.OPERATIONS,
    **script_payment.OPERATIONS,
    **script_products.OPERATIONS,
    **script_promotions.OPERATIONS,
    **script_relations.OPERATIONS,
    **script_search.OPERATIONS,
    **script_services.OPERATIONS,
    **script_session.OPERATIONS,
    **script_site.OPERATIONS,
    **script_source_codes.OPERATIONS,
    **script_stores.OPERATIONS,
}
