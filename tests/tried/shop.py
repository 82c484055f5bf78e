"""The shop of a set of cartridges: their metadata, services pointed at the stand-in, integrations switched on."""

import contextlib
import json
import re
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import msgspec
from tests.api import Api
from tests.archive.archives import folder, xml
from tests.tried.sets import CartridgeSet

import counterfoil.demo
from counterfoil.archive.load import load_archive
from counterfoil.documents.service_data import Credential, Service
from counterfoil.documents.shop_data import SiteData
from counterfoil.identity.passwords import hash_password
from counterfoil.store.records import ShopRow

SITE = "RefArch"
SWITCHED_ON = Path(__file__).with_name("switched_on.toml")
STOREFRONT = Path(__file__).with_name("storefront")
CATALOG = Path(counterfoil.demo.__file__).parent / "site" / "catalogs" / "refarch-products" / "catalog.xml"
SIZES = ("small", "medium", "large", "swatch")
"""The view types that the reference storefront shows products in."""
_IMAGES = re.compile(r'<image-group view-type="large">(.*?)</image-group>', re.DOTALL)
_PROCESSOR = re.compile(r"app\.payment\.processor\.(.+)")


def switched_on(name: str) -> dict[str, Any]:
    """Return what the table says of a set; nothing of a set it does not know."""
    table: dict[str, Any] = tomllib.loads(SWITCHED_ON.read_text(encoding="utf-8"))
    return dict(table.get(name, {}))


def storefront(given: dict[str, Any], place: Path) -> Path:
    """Write the cartridge that calls what a storefront calls, with what the set's shopper types."""
    shutil.copytree(STOREFRONT, place)
    what = {name: given.get(name, {}) for name in ("form", "request", "session", "information", "instrument")}
    file = place / "app_driven_storefront" / "cartridge" / "scripts" / "given.json"
    file.write_text(json.dumps(what), encoding="utf-8")
    return place


def furnish(api: Api, one: CartridgeSet, points: Iterable[str], address: str, place: Path) -> list[str]:
    """Import a set's metadata and what switches it on, point its services at an address; return methods to pay by."""
    given = switched_on(one.name)
    for archive in one.archives:
        with contextlib.suppress(Exception):  # what cannot be imported shows in what the hooks miss
            _load(api, archive)
    site = _site(api)
    files = {
        f"sites/{SITE}/preferences.xml": _preferences(given.get("preferences", {}), address),
        "catalogs/refarch-products/catalog.xml": _IMAGES.sub(_of_each_size, CATALOG.read_text(encoding="utf-8")),
    }
    if "types" in given:
        files["meta/of-the-table.xml"] = xml("metadata", str(given["types"]))
    if "objects" in given:
        objects = xml("custom-objects", str(given["objects"]).replace("ADDRESS", address))
        files[f"sites/{SITE}/custom-objects/of-the-table.xml"] = objects
    methods = dict(given.get("methods", {}))
    there = {method.processor_id.lower() for method in site.payment_methods if method.processor_id}
    for processor in (found[1] for found in map(_PROCESSOR.match, points) if found):
        if processor.lower() not in {one.lower() for one in methods.values()} | there:
            methods[processor.upper()] = processor.upper()
    if methods:
        files[f"sites/{SITE}/payment-methods.xml"] = xml("payment-settings", "".join(map(_method, methods.items())))
    _load(api, folder(place, files))
    _point_services(api, given.get("services", {}), address)
    return [*methods, "INVOICE"]


def _of_each_size(found: re.Match[str]) -> str:
    return "".join(f'<image-group view-type="{size}">{found[1]}</image-group>' for size in SIZES)


def _load(api: Api, archive: Path) -> Any:
    return api.run(load_archive(api.application.server.store, archive, hash_password=hash_password))


def _site(api: Api) -> SiteData:
    body = api.run(api.application.server.store.shop_row("site", "", SITE))
    return msgspec.json.decode(body, type=SiteData)


def _preferences(values: dict[str, Any], address: str) -> str:
    rows = "".join(
        f'<preference preference-id="{name}">{_value(value, address)}</preference>' for name, value in values.items()
    )
    return xml("preferences", f"<custom-preferences><all-instances>{rows}</all-instances></custom-preferences>")


def _value(value: Any, address: str) -> str:
    if isinstance(value, list):
        return "".join(f"<value>{_value(one, address)}</value>" for one in value)
    return escape(str(value).lower() if isinstance(value, bool) else str(value).replace("ADDRESS", address))


def _method(row: tuple[str, str]) -> str:
    method_id, processor_id = row
    return (
        f'<payment-method method-id="{method_id}"><name xml:lang="x-default">{method_id}</name>'
        f"<enabled-flag>true</enabled-flag><processor-id>{processor_id}</processor-id></payment-method>"
    )


def _point_services(api: Api, added: dict[str, str], address: str) -> None:
    """Point every service at the address; what is added maps services to paths there."""
    store = api.application.server.store
    rows = []
    for _scope, name, body in api.run(store.shop_rows("service_credential")):
        credential = msgspec.json.decode(body, type=Credential)
        parts = urlsplit((credential.url or "").replace("[", "").replace("]", ""))
        credential.url = address + parts.path
        credential.user = credential.user or "merchant"
        credential.password = credential.password or "stand-in"
        rows.append(ShopRow("service_credential", "", name, msgspec.json.encode(credential)))
    for name, path in added.items():
        credential = Credential(credential_id=name, url=address + path, user="merchant", password="stand-in")
        credential.custom = {"consumerKey": "key", "consumerSecret": "stand-in"}
        service = Service(service_id=name, credential_id=name)
        rows.append(ShopRow("service_credential", "", name, msgspec.json.encode(credential)))
        rows.append(ShopRow("service", "", name, msgspec.json.encode(service)))
    if rows:
        api.run(store.put_shop_rows(rows))
