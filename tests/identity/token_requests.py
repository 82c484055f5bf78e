"""Requests for tokens, as clients and agents word them."""

from typing import Any

from tests.api import USER_GRANT, Answer, Api, basic

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.identity import accounts

PATH = "/dw/oauth2/access_token"


def ask(api: Api, query: str, authorization: str | None, path: str = PATH, **headers: str) -> Answer:
    """Ask for a token by POST, everything in the query."""
    return api.post(f"{path}?{query}", headers={"x-dw-client-id": None, "Authorization": authorization, **headers})


def as_agent(api: Api, login: str = AGENT, access_key: str = ACCESS_KEY, **headers: str) -> Answer:
    authorization = basic(login, access_key, CLIENT_PASSWORD)
    return ask(api, f"client_id={CLIENT_ID}&grant_type={USER_GRANT}", authorization, **headers)


def as_client(api: Api, more: str = "", password: str = CLIENT_PASSWORD, **headers: str) -> Answer:
    return ask(api, f"grant_type=client_credentials{more}", basic(CLIENT_ID, password), **headers)


def change(api: Api, cls: Any, name: str, **fields: Any) -> None:
    """Change an account or a role."""
    store = api.application.server.store

    async def work() -> None:
        account = await accounts.find(store, cls, name)
        assert account is not None
        for field, value in fields.items():
            setattr(account, field, value)
        await accounts.save(store, account)

    api.run(work())
