"""What is wrong with an archive is reported with its place, and the rest is read."""

import zipfile
from pathlib import Path

import pytest
from tests.archive.archives import Shop, catalog, folder, messages, xml, zipped

from counterfoil.archive.read import read_archive
from counterfoil.archive.report import ArchiveError
from counterfoil.archive.source import Limits

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
CUP = '<product product-id="cup"><online-flag>true</online-flag></product>'
SITE = xml("site", "<name>Shop</name><currency>EUR</currency><taxation>net</taxation>", 'site-id="Shop"')


async def test_a_malformed_file_changes_nothing_and_the_others_are_read(shop: Shop):
    report = await shop.load(
        {"catalogs/a/catalog.xml": catalog(CUP).replace("</catalog>", ""), "sites/Shop/site.xml": SITE}
    )
    assert messages(report) == ["catalogs/a/catalog.xml:2 no element found"]
    assert await shop.product("cup") is None
    assert (await shop.site("Shop")).currency == "EUR"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE catalog SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE catalog [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
async def test_a_doctype_is_refused(shop: Shop, doctype: str):
    """Neither outside nor nested entities are ever read."""
    text = catalog(CUP).replace("<catalog", doctype + "<catalog", 1)
    report = await shop.load({"catalogs/a/catalog.xml": text})
    assert messages(report) == ["catalogs/a/catalog.xml:2 a DOCTYPE is not accepted"]
    assert await shop.product("cup") is None


async def test_elements_nested_too_deep_are_refused(shop: Shop):
    report = await shop.load({"catalogs/a/catalog.xml": catalog("<product>" * 100 + "</product>" * 100)})
    assert messages(report) == ["catalogs/a/catalog.xml:2 elements are nested deeper than 64"]


async def test_a_bad_object_is_skipped_and_the_rest_goes_on(shop: Shop):
    bad = '\n<product product-id="pot"><min-order-quantity>many</min-order-quantity></product>'
    nameless = "\n<product><online-flag>true</online-flag></product>\n"
    report = await shop.load({"catalogs/a/catalog.xml": catalog(bad + nameless + CUP)})
    assert sorted(messages(report)) == [
        "catalogs/a/catalog.xml:3 min-order-quantity is not a number: 'many'",
        "catalogs/a/catalog.xml:4 product has no product-id",
    ]
    assert await shop.product("pot") is None
    assert (await shop.product("cup")).online_flag.default


@pytest.mark.parametrize("number", ["1e5", "1,000", "NaN", "-1", "9" * 40])
async def test_a_price_that_is_no_plain_amount_is_reported(shop: Shop, number: str):
    content = (
        '<pricebook><header pricebook-id="list"><currency>EUR</currency></header><price-tables>'
        f'<price-table product-id="cup"><amount quantity="1">{number}</amount></price-table></price-tables></pricebook>'
    )
    report = await shop.load({"pricebooks/list.xml": xml("pricebooks", content)})
    assert len(report.warnings) == 1
    assert await shop.prices("list", "cup") is None


async def test_unknown_elements_are_counted(shop: Shop):
    content = '<product product-id="cup"><sparkle/><sparkle/></product><glitter/>'
    report = await shop.load({"catalogs/a/catalog.xml": catalog(content)})
    assert report.skipped_elements == {"product/sparkle": 2, "catalog/glitter": 1}
    assert await shop.product("cup") is not None


async def test_files_of_other_kinds_are_listed(shop: Shop):
    report = await shop.load(
        {
            "version.txt": "1.0",
            "static/logo.svg": "<svg/>",
            "sites/Shop/slots.xml": '<slots xmlns="http://www.demandware.com/xml/impex/slot/2008-09-08"/>',
            "sites/Shop/other.xml": "<catalog/>",
        }
    )
    assert report.skipped_files == {
        "static/logo.svg": "not a kind of file that is read",
        "sites/Shop/slots.xml": "files of slots in http://www.demandware.com/xml/impex/slot/2008-09-08",
        "sites/Shop/other.xml": "files of catalog in no namespace",
    }


async def test_a_file_is_known_by_its_root_and_not_by_its_name(shop: Shop):
    await shop.load({"anything/at-all.XML": catalog(CUP), "pricebooks/x/pricebook.xml": SITE})
    assert await shop.product("cup") is not None
    assert (await shop.site("Shop")).name == "Shop"


async def test_a_file_of_a_site_that_lies_elsewhere_is_reported(shop: Shop):
    report = await shop.load({"tax.xml": xml("tax", "")})
    assert messages(report) == ["tax.xml:2 the file belongs to no site: it is not below sites/"]


async def test_settings_that_are_no_json_are_reported(shop: Shop):
    report = await shop.load({"ocapi-settings/wapi_shop_config.json": '{"_v": "1",\n}', "sites/Shop/site.xml": SITE})
    assert report.warnings[0].file == "ocapi-settings/wapi_shop_config.json"
    assert report.warnings[0].line == 2
    assert await shop.site("Shop") is not None


async def test_settings_with_tabs_inside_of_strings_are_accepted(shop: Shop):
    report = await shop.load({"ocapi-settings/wapi_shop_config.json": '{"_v": "1\t", "clients": []}\n\t \n'})
    assert report.warnings == []
    assert await shop.store.shop_row("settings", "", "wapi_shop_config") == b'{"_v":"1\\t","clients":[]}'


@pytest.mark.parametrize("top", ["", "2026_export/", "a/b/"])
async def test_a_zip_may_have_top_folders(shop: Shop, tmp_path: Path, top: str):
    path = zipped(tmp_path / "a.zip", {f"{top}catalogs/a/catalog.xml": catalog(CUP), f"{top}version.txt": "1.0"})
    report = await shop.load_from(path)
    assert report.skipped_files == {}
    assert await shop.product("cup") is not None


@pytest.mark.parametrize("name", ["../catalogs/a.xml", "/catalogs/a.xml", "C:/catalogs/a.xml", "catalogs\\..\\a.xml"])
async def test_a_name_that_leads_out_of_the_zip_is_refused(shop: Shop, tmp_path: Path, name: str):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        archive.writestr(entry, catalog(CUP))
        archive.writestr("sites/Shop/site.xml", SITE)
    report = await shop.load_from(path)
    assert report.skipped_files == {name: "its name leads out of the archive"}
    assert await shop.product("cup") is None
    assert await shop.site("Shop") is not None


async def test_a_link_out_of_the_folder_is_not_followed(shop: Shop, tmp_path: Path):
    outside = folder(tmp_path / "outside", {"catalog.xml": catalog(CUP)})
    inside = folder(tmp_path / "inside", {"sites/Shop/site.xml": SITE})
    (inside / "catalog.xml").symlink_to(outside / "catalog.xml")
    await shop.load_from(inside)
    assert await shop.product("cup") is None


async def test_a_file_compressed_beyond_belief_is_refused(shop: Shop, tmp_path: Path):
    path = zipped(tmp_path / "a.zip", {"catalogs/a.xml": b" " * (17 << 20), "sites/Shop/site.xml": SITE})
    report = await shop.load_from(path)
    assert report.skipped_files == {"catalogs/a.xml": "it is compressed beyond belief"}
    assert await shop.site("Shop") is not None


@pytest.mark.parametrize("limits", [Limits(files=1), Limits(file_bytes=100), Limits(total_bytes=100)])
def test_an_archive_that_is_too_large_is_refused(tmp_path: Path, limits: Limits):
    path = folder(tmp_path / "a", {"catalogs/a.xml": catalog(CUP), "sites/Shop/site.xml": SITE})
    with pytest.raises(ArchiveError), read_archive(path, limits=limits):
        pass


@pytest.mark.parametrize("content", [None, b"", b"PK no zip at all"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes | None):
    path = tmp_path / "a.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArchiveError), read_archive(path):
        pass


async def test_a_damaged_zip_entry_is_reported(shop: Shop, tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("catalogs/a.xml", catalog(CUP))
        archive.writestr("sites/Shop/site.xml", SITE)
    path.write_bytes(path.read_bytes().replace(b'product-id="cup"', b'product-id="cap"', 1))
    report = await shop.load_from(path)
    assert list(report.skipped_files) == ["catalogs/a.xml"]
    assert "the archive is damaged here" in messages(report)[0]
    assert await shop.product("cap") is None
    assert await shop.site("Shop") is not None


async def test_a_damaged_settings_document_is_reported(shop: Shop, tmp_path: Path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("ocapi-settings/wapi_shop_config.json", '{"_v": "24.5"}')
        archive.writestr("sites/Shop/site.xml", SITE)
    path.write_bytes(path.read_bytes().replace(b"24.5", b"24.6", 1))
    report = await shop.load_from(path)
    assert list(report.skipped_files) == ["ocapi-settings/wapi_shop_config.json"]
    assert await shop.store.shop_row("settings", "", "wapi_shop_config") is None
    assert await shop.site("Shop") is not None


async def test_an_entry_that_cannot_be_opened_is_reported(shop: Shop, tmp_path: Path):
    """Its name in the zip's list differs from that in front of its content."""
    path = zipped(tmp_path / "a.zip", {"catalogs/a.xml": catalog(CUP), "sites/Shop/site.xml": SITE})
    path.write_bytes(path.read_bytes().replace(b"catalogs/a.xml", b"catalogs/b.xml", 1))
    report = await shop.load_from(path)
    assert list(report.skipped_files) == ["catalogs/a.xml"]
    assert await shop.site("Shop") is not None


def test_progress_reaches_the_whole(tmp_path: Path):
    path = folder(tmp_path / "a", {"catalogs/a.xml": catalog(CUP), "sites/Shop/site.xml": SITE})
    steps: list[tuple[str, int, int]] = []
    with read_archive(path, progress=lambda *step: steps.append(step)) as archive:
        assert len(list(archive.items())) == 2
    assert steps[-1][0] == "sites/Shop/site.xml"
    assert steps[-1][1] == steps[-1][2]
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)


async def test_any_encoding_that_is_declared_is_read(shop: Shop):
    text = catalog('<product product-id="cup"><display-name>Größe</display-name></product>')
    await shop.load({"catalogs/a.xml": text.replace("UTF-8", "ISO-8859-1").encode("latin-1")})
    assert (await shop.product("cup")).display_name == {"x-default": "Größe"}
