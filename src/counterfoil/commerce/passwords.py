"""Which logins and passwords a customer list accepts, and how tokens name the password they were given for.

Follows the customers section of the site archive reference.
"""

import hashlib
import re

from counterfoil.documents.organization_data import CustomerList
from counterfoil.documents.shop_data import CustomerRecord

LEAST_LENGTH = 8
"""The shortest password of a list whose settings say nothing."""
_LOGIN = re.compile(r"[A-Za-z0-9 .@_+-]{1,256}")


def is_acceptable_login(login: str) -> bool:
    """Say whether a login has only the characters that customer lists take, and no blank at its ends."""
    return _LOGIN.fullmatch(login) is not None and login == login.strip()


def is_acceptable_password(password: str, settings: CustomerList) -> bool:
    """Say whether a password meets the settings of a customer list; what they leave open is not asked for."""
    least = LEAST_LENGTH if settings.min_password_length is None else settings.min_password_length
    special = sum(not sign.isalnum() and not sign.isspace() for sign in password)
    return (
        len(password) >= max(1, least)
        and special >= (settings.min_password_special_chars or 0)
        and (not settings.force_password_contains_alpha or any(sign.isalpha() for sign in password))
        and (not settings.force_password_contains_numeric or any(sign.isdecimal() for sign in password))
        and (not settings.force_password_mixed_case or (password != password.lower() and password != password.upper()))
    )


def password_name(record: CustomerRecord, changes: int | None = None) -> str:
    """Name a customer's password by how often it was changed: tokens bear the name, and end with the password."""
    made = record.password_changes if changes is None else changes
    return hashlib.sha256(f"{record.customer_list_id}\0{record.customer_id}\0{made}".encode()).hexdigest()[:32]


def password_digest(name: str) -> bytes:
    """Return what the store knows the tokens of a password by; what a token names may be any text."""
    return hashlib.sha256(f"password {name}".encode("utf-8", "surrogatepass")).digest()


def begin_password(record: CustomerRecord) -> tuple[bytes, bytes]:
    """Let tokens given from now on bear another name; return what is known of the former password's and the one before.

    Those tokens are to be ended with what is stored of the customer.
    """
    made = record.password_changes
    record.password_changes += 1
    former, before = (password_digest(password_name(record, changes)) for changes in (made, made - 1))
    return former, before
