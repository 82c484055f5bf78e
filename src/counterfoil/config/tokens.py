"""Keys and tokens, and how the token endpoint answers."""

import dataclasses

from counterfoil.config.setting import setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class TokenSettings:
    """Keys and tokens."""

    rotate_keys_days: int = setting(0, "days after which a new signing key takes over by itself (0: never)", least=0)
    jwks_seconds: int = setting(
        300, "time others may keep the published keys; so long before it signs a new key is published", least=0
    )
    assertion_audiences: str = setting(
        "https://account.demandware.com:443/dwsso/oauth2/access_token,"
        "https://account.demandware.com/dwsso/oauth2/access_token",
        "audiences a client's assertion may name, separated by commas; an emulator takes its own address as well",
    )
    token_kid: bool = setting(False, "name the signing key in the header of tokens (kid), which live servers do not")
    demo_client: str = setting(
        "auto",
        "the client id of thirty a: accepted, refused, or auto: refused in service mode",
        words=("accepted", "refused", "auto"),
    )
    client_id_mismatch: str = setting(
        "fault",
        "token endpoint, another client_id than in the credentials: fault, oauth (invalid_client) or ignored",
        words=("fault", "oauth", "ignored"),
    )
    unauthorized_client_status: int = setting(
        400, "status of the OAuth error unauthorized_client: 400 or 401", words=(400, 401)
    )
    newer_token_answer: bool = setting(
        False, "answer tokens with scope, refresh_expires_in and not-before-policy, as newer servers do"
    )
