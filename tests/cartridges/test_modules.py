"""Which file a script means when it requires another."""

from pathlib import Path

import pytest
from tests.cartridges.folders import PATH, SITE, write

from counterfoil.cartridges.modules import Modules
from counterfoil.cartridges.registrations import read_cartridges

pytestmark = pytest.mark.fast

ALPHA = "int_alpha/cartridge/scripts/hooks/order.js"
BETA = "int_beta/cartridge/scripts/hooks/order.js"


@pytest.fixture(scope="module")
def modules() -> Modules:
    return Modules(read_cartridges([SITE], PATH))


def found(modules: Modules, request: str, requirer: str = ALPHA) -> str | None:
    module = modules.resolve(request, requirer)
    return module.id if module else None


@pytest.mark.parametrize(
    ("request_", "requirer", "module"),
    [
        ("*/cartridge/models/totals", ALPHA, "int_beta/cartridge/models/totals.js"),
        ("*/cartridge/config/countries", BETA, "app_storefront_base/cartridge/config/countries.json"),
        ("*/cartridge/scripts/legacy/authorize", BETA, "int_alpha/cartridge/scripts/legacy/authorize.ds"),
        ("~/cartridge/models/totals", ALPHA, "int_alpha/cartridge/models/totals.js"),
        ("~/cartridge/models/totals.js", BETA, "int_beta/cartridge/models/totals.js"),
        ("~/cartridge/models/totals.ds", BETA, None),
        ("app_storefront_base/cartridge/models/totals", ALPHA, "app_storefront_base/cartridge/models/totals.js"),
        ("/app_storefront_base/cartridge/models/totals", ALPHA, "app_storefront_base/cartridge/models/totals.js"),
        ("./basket", ALPHA, "int_alpha/cartridge/scripts/hooks/basket.js"),
        ("../settings", BETA, "int_beta/cartridge/scripts/settings.json"),
        ("../settings.json", BETA, "int_beta/cartridge/scripts/settings.json"),
        ("../../../../int_alpha/cartridge/models/totals", BETA, "int_alpha/cartridge/models/totals.js"),
        ("server", ALPHA, "modules/server.js"),
        ("server/tax", ALPHA, "modules/server/tax.js"),
        ("./server/tax", "modules/server.js", "modules/server/tax.js"),
        ("dw/system/Status", ALPHA, "dw/system/Status"),
        ("dw.system.Status", ALPHA, "dw/system/Status"),
        ("*/cartridge/Models/totals", ALPHA, None),
        ("*/cartridge/models/TOTALS", ALPHA, None),
        ("int_gamma/cartridge/models/totals", ALPHA, None),
        ("lodash", ALPHA, None),
        ("", ALPHA, None),
        ("*/", ALPHA, None),
        ("./", ALPHA, None),
    ],
)
def test_a_request_finds_its_module(modules: Modules, request_: str, requirer: str, module: str | None):
    assert found(modules, request_, requirer) == module


@pytest.mark.parametrize(
    "request_",
    [
        "/etc/passwd",
        "../../../../../../../../../../etc/passwd",
        "~/../../../README",
        "*/../../site/cartridges/modules/server",
        "*/../int_beta/hooks.json",
        "./..\\..\\x",
        "./x\0.js",
        "~//etc/passwd",
        "int_alpha/../../../folders",
    ],
)
def test_no_request_leaves_the_cartridges(modules: Modules, request_: str):
    assert found(modules, request_) is None


def test_links_are_followed_within_a_cartridge_and_never_out_of_it(tmp_path: Path):
    write(tmp_path, {"secret/key.js": "", "in/int_x/cartridge/real/a.js": ""})
    inner = tmp_path / "in/int_x/cartridge"
    (inner / "inside").symlink_to(inner / "real")
    (inner / "outside").symlink_to(tmp_path / "secret")
    (inner / "key.js").symlink_to(tmp_path / "secret/key.js")
    (inner / "dangling.js").symlink_to(inner / "nothing.js")
    modules = Modules(read_cartridges([tmp_path / "in"], ["int_x"]))
    requests = ["inside/a", "outside/key", "key", "dangling"]
    assert [found(modules, f"*/cartridge/{name}") for name in requests] == [
        "int_x/cartridge/inside/a.js",
        None,
        None,
        None,
    ]


def test_kinds_and_files_are_told(modules: Modules):
    told = {
        name: modules.resolve(name, BETA) for name in ("dw/system/Status", "../settings", "*/cartridge/models/totals")
    }
    assert [module and module.kind for module in told.values()] == ["platform", "json", "script"]
    assert [module and module.path and module.path.name for module in told.values()] == [
        None,
        "settings.json",
        "totals.js",
    ]


def test_the_super_module_is_the_next_of_the_same_path_to_the_right(modules: Modules):
    module, chain = modules.resolve("*/cartridge/models/totals", ALPHA), []
    while module:
        chain.append(module.id.partition("/")[0])
        module = module.super_of
    assert chain == list(PATH)


def test_a_cartridge_that_is_not_on_the_path_can_be_named_and_has_no_super_module():
    modules = Modules(read_cartridges([SITE], ["int_beta"]))
    module = modules.resolve("int_alpha/cartridge/models/totals", BETA)
    assert module is not None
    assert module.super_of is None
    assert found(modules, "*/cartridge/config/countries") is None


def test_a_super_module_may_have_another_ending(tmp_path: Path):
    write(tmp_path, {"a/cartridge/x.js": "", "b/cartridge/y.js": "", "c/cartridge/x.ds": ""})
    module = Modules(read_cartridges([tmp_path], ["a", "b", "c"])).resolve("*/cartridge/x", "a/cartridge/x.js")
    assert module is not None
    assert module.super_of is not None
    assert module.super_of.id == "c/cartridge/x.ds"


@pytest.mark.parametrize(
    ("package", "module"),
    [
        ('{"main": "lib/start"}', "lib/start.js"),
        ('{"main": "./lib"}', "lib/index.js"),
        ('{"main": "../../../secret"}', "index.js"),
        ('{"main": 1}', "index.js"),
        ("{}", "index.js"),
    ],
)
def test_a_folder_is_entered_by_its_package_or_its_index(tmp_path: Path, package: str, module: str):
    files = {"package.json": package, "index.js": "", "lib/start.js": "", "lib/index.js": ""}
    write(tmp_path / "int_x/cartridge/parts", files)
    write(tmp_path, {"secret.js": ""})
    modules = Modules(read_cartridges([tmp_path], ["int_x"]))
    assert found(modules, "~/cartridge/parts", "int_x/cartridge/x.js") == f"int_x/cartridge/parts/{module}"


def test_a_file_comes_before_a_folder_of_the_same_name(tmp_path: Path):
    write(tmp_path, {"int_x/cartridge/a/index.js": "", "int_x/cartridge/a.js": "", "int_x/cartridge/a.json": ""})
    modules = Modules(read_cartridges([tmp_path], ["int_x"]))
    assert found(modules, "*/cartridge/a") == "int_x/cartridge/a.js"


def test_a_name_with_dots_gets_an_ending(tmp_path: Path):
    write(tmp_path, {"int_x/cartridge/customer.process.js": ""})
    modules = Modules(read_cartridges([tmp_path], ["int_x"]))
    assert found(modules, "*/cartridge/customer.process") == "int_x/cartridge/customer.process.js"


def test_modules_of_several_folders_are_told_apart(tmp_path: Path):
    files = {"one/int_a/cartridge/a.js": "", "two/int_b/cartridge/b.js": ""}
    files |= {"one/modules/server.js": "", "two/modules/server.js": "", "two/modules/server/extra.js": ""}
    modules = Modules(read_cartridges([write(tmp_path, files)], []))
    assert found(modules, "server") == "modules/server.js"
    assert found(modules, "server/extra") == "modules~2/server/extra.js"


def test_a_module_is_found_by_the_id_of_its_registration(modules: Modules):
    module = modules.module(ALPHA)
    assert module is not None
    assert module is modules.resolve("./order", ALPHA)
    assert [modules.module(name) for name in ("int_alpha/../x.js", "nowhere/x.js", "int_alpha/x.js")] == [None] * 3


@pytest.mark.parametrize(
    ("request_", "near"),
    [
        ("*/cartridge/Models/totals", "int_beta/cartridge/models/totals.js"),
        ("~/cartridge/models/TOTALS.js", "int_alpha/cartridge/models/totals.js"),
        ("./Basket", "int_alpha/cartridge/scripts/hooks/basket.js"),
        ("/int_beta/cartridge/scripts/Settings", "int_beta/cartridge/scripts/settings.json"),
        ("*/cartridge/models/nothing", None),
        ("./basket", None),
        ("../../../../../../etc/Passwd", None),
        ("int_gamma/Cartridge/x", None),
    ],
)
def test_a_module_that_differs_in_capitals_only_is_named(modules: Modules, request_: str, near: str | None):
    assert modules.nearest(request_, ALPHA) == near
