"""Which logins and passwords a customer list accepts. Follows the customers section of the site archive reference."""

import re

from counterfoil.documents.organization_data import CustomerList

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
