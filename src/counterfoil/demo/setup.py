"""What a server does with its store before it listens: demo data for an emulator, refusals for a service."""

from importlib import import_module
from importlib.resources import as_file, files

from counterfoil.ambient import Ambient
from counterfoil.config import Settings, SettingsError
from counterfoil.demo.accounts import Secrets, add_demo_accounts, default_secrets
from counterfoil.identity.keys import make_key
from counterfoil.identity.passwords import hash_password
from counterfoil.store.interface import Store

DEMO_SITE = "RefArch"


async def load_demo_site(store: Store) -> None:
    """Load the demo's site archive; its readers are wanted this once only."""
    with as_file(files("counterfoil.demo") / "site") as folder:
        await import_module("counterfoil.archive.load").load_archive(store, folder, hash_password=hash_password)


async def wants_demo_site(store: Store, settings: Settings) -> bool:
    """Say whether preparing a store will load the demo site."""
    return settings.emulator and settings.demo and not await store.shop_rows("site")


async def prepare(store: Store, ambient: Ambient, settings: Settings) -> Secrets | None:
    """Make a store fit for the mode; return secrets that were generated and must be shown once.

    An emulator's empty store gets the demo site and accounts, generated secrets if it is open to others. A service
    refuses to start while there are default secrets (SettingsError).
    """
    await make_key(store, ambient.now())
    if await wants_demo_site(store, settings):
        await load_demo_site(store)
        return await _accounts(store, ambient, settings)
    if settings.emulator:
        if settings.allow_remote and await default_secrets(store):
            return await _accounts(store, ambient, settings)
        return None
    found = await default_secrets(store)
    if found:
        raise SettingsError(
            f"service mode refuses default secrets; {' and '.join(found)} have them: replace them with "
            "'counterfoil client roll' and 'counterfoil agent roll', or remove the accounts"
        )
    return None


async def _accounts(store: Store, ambient: Ambient, settings: Settings) -> Secrets | None:
    secrets = await add_demo_accounts(store, ambient, generate=settings.allow_remote)
    return secrets if settings.allow_remote else None
