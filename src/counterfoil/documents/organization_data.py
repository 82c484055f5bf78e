"""Shop data beside products and sites: customer groups and lists, preferences of the organisation.

Follows the site archive format; names are its element names with underscores.
"""

from typing import Any

from msgspec import field

from counterfoil.documents.record import Record


class CustomerGroup(Record):
    """A customer group of a site; a dynamic one has a membership rule, a static one has assignments."""

    site_id: str
    group_id: str
    description: str | None = None
    dynamic: bool = False


class CustomerList(Record):
    """Settings of a customer list; lock-out times are minutes."""

    list_id: str
    description: str | None = None
    customerno_sequence_enabled: bool = False
    customer_lockout_enabled: bool | None = None
    max_failed_logins: int | None = None
    lockout_effective_period: int | None = None
    customer_login_attempt_reset_time: int | None = None
    min_password_length: int | None = None
    min_password_special_chars: int | None = None
    force_password_contains_alpha: bool | None = None
    force_password_contains_numeric: bool | None = None
    force_password_mixed_case: bool | None = None
    max_password_age: int | None = None
    max_password_reset_token_age: int | None = None


class OrganizationPreferences(Record):
    """Preferences that hold for all sites."""

    preferences: dict[str, str] = field(default_factory=dict)
    custom_preferences: dict[str, Any] = field(default_factory=dict)
