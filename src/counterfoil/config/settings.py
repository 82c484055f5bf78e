"""All settings as one table: name, default, help. Each is an option, an environment variable and a line of TOML."""

import dataclasses
import functools

from counterfoil.config.hooks import HookSettings
from counterfoil.config.readings import ReadingSettings
from counterfoil.config.requests import RequestSettings
from counterfoil.config.server import ServerSettings
from counterfoil.config.shop import ShopSettings
from counterfoil.config.tokens import TokenSettings
from counterfoil.versions import Version, parse_version


# A dataclass takes its fields from the last class to the first: the server's settings come first in help and pages.
@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(ReadingSettings, TokenSettings, ShopSettings, RequestSettings, HookSettings, ServerSettings):
    """All settings of a server process."""

    @property
    def emulator(self) -> bool:
        """Say whether this is an emulator, not a service."""
        return self.mode == "emulator"

    @functools.cached_property
    def typed_from(self) -> Version:
        """Return the first version whose documents say of what type they are."""
        return parse_version(self.typed_since)

    @property
    def longest_visit_seconds(self) -> int:
        """Return how long a token or session of a customer may live."""
        return max(self.customer_token_seconds, self.session_seconds)

    @property
    def longest_token_seconds(self) -> int:
        """Return how long a signed token may live."""
        return max(self.agent_token_seconds, self.client_token_seconds, self.customer_token_seconds)

    @property
    def refuses_demo_client(self) -> bool:
        """Say whether the demo's client id is refused."""
        return self.demo_client == "refused" or (self.demo_client == "auto" and not self.emulator)
