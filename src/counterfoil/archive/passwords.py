"""Passwords of imported customers: when does the archive's password replace the stored one.

A plain password is remembered as a slow hash in the form exports use (``$s0$…``), so that the next import of the same
archive sees that it is the same and leaves alone what the customer has changed since.
"""

from base64 import b64encode
from hashlib import scrypt, sha256

from counterfoil.archive.unit import CustomerChange
from counterfoil.documents.shop_data import CustomerRecord

LOG_N, R, P = 11, 4, 1
"""The cost of the platform's own exports."""
SALT_BYTES = 16
KEY_BYTES = 32


def fingerprint(record: CustomerRecord, change: CustomerChange) -> str | None:
    """Return what the archive's password is recognised by; None if the archive has no usable one."""
    if change.password is None:
        return change.password_hash
    owner = f"{record.customer_list_id}\0{record.customer_no}".encode()
    salt = sha256(owner).digest()[:SALT_BYTES]
    key = scrypt(change.password.encode(), salt=salt, n=1 << LOG_N, r=R, p=P, dklen=KEY_BYTES)
    cost = (LOG_N << 16) | (R << 8) | P
    return f"$s0${cost:x}${b64encode(salt).decode()}${b64encode(key).decode()}"
