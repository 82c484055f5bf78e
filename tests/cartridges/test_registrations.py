"""What cartridges register, and what is said of those that are not in order."""

from pathlib import Path

import pytest
from tests.cartridges.folders import PATH, SITE, write

from counterfoil.cartridges.registrations import Cartridges, Registration, read_cartridges

pytestmark = pytest.mark.fast

ORDER = "dw.ocapi.shop.order.afterPOST"
EMPTY_SCRIPT = "cartridge/scripts/order.js"


@pytest.fixture(scope="module")
def site() -> Cartridges:
    return read_cartridges([SITE], PATH)


def of(cartridges: Cartridges, point: str) -> list[Registration]:
    return [entry for entry in cartridges.registrations if entry.point == point]


def messages(cartridges: Cartridges) -> list[str]:
    return [problem.message for problem in cartridges.problems]


def one(folder: Path, hooks: str, script: str = EMPTY_SCRIPT) -> Cartridges:
    """A cartridge with these hooks and one script."""
    files = {"package.json": '{"hooks": "./hooks.json"}', "hooks.json": hooks, script: ""}
    return read_cartridges([write(folder / "int_x", files).parent], ["int_x"])


def test_hooks_run_in_the_order_of_the_cartridge_path_and_of_their_file(site: Cartridges):
    assert [(entry.cartridge, entry.point) for entry in site.registrations] == [
        ("int_beta", ORDER),
        ("int_beta", "dw.order.createOrderNo.createOrderNo"),
        ("int_alpha", ORDER),
        ("int_alpha", "dw.ocapi.shop.basket.beforePOST_v2"),
        ("int_alpha", "dw.order.payment.authorize"),
        ("int_alpha", "app.payment.processor.alpha"),
        ("app_storefront_base", "dw.order.calculate"),
        ("app_storefront_base", "dw.order.calculateTax"),
    ]


def test_a_registration_tells_script_function_and_line(site: Cartridges):
    entry = of(site, ORDER)[1]
    folder = SITE.resolve() / "cartridges/int_alpha/cartridge/scripts"
    assert entry.script == folder / "hooks/order.js"
    assert entry.module_id == "int_alpha/cartridge/scripts/hooks/order.js"
    assert (entry.hooks_file, entry.line) == (folder / "hooks.json", 3)
    assert entry.function_names == ("afterPOST",)


def test_a_numbered_point_is_looked_up_exactly_first_and_then_without_its_number(site: Cartridges):
    assert of(site, "dw.ocapi.shop.basket.beforePOST_v2")[0].function_names == ("beforePOST_v2", "beforePOST")


def test_scripts_are_found_without_ending_with_another_one_and_from_the_root_of_the_cartridge(site: Cartridges):
    names = {entry.point.rpartition(".")[2]: entry.script.name for entry in site.registrations}
    assert names["beforePOST_v2"] == "basket.js"
    assert names["authorize"] == "authorize.ds"
    assert names["alpha"] == "processor.js"


def test_comments_and_trailing_commas_are_read_as_the_platform_reads_them(site: Cartridges):
    missing = "the script ./hooks/missing.js of dw.ocapi.shop.order.validateOrder does not exist in int_alpha"
    assert [(problem.line, problem.message) for problem in site.problems] == [(16, missing)]
    assert str(site.problems[0]).endswith(f"scripts/hooks.json:16: {missing}")


def test_a_cartridge_that_is_not_on_the_path_registers_nothing():
    cartridges = read_cartridges([SITE], ["int_beta"])
    assert {entry.cartridge for entry in cartridges.registrations} == {"int_beta"}
    assert {cartridge.name for cartridge in cartridges.others} == {"int_alpha", "app_storefront_base"}


def test_a_path_that_names_an_unknown_cartridge_is_a_problem_and_the_others_are_used():
    cartridges = read_cartridges([SITE], ["int_gamma", " int_beta ", "", "int_beta"])
    assert [cartridge.name for cartridge in cartridges.path] == ["int_beta"]
    assert messages(cartridges) == [
        "the cartridge path names int_gamma, which is in none of the folders; "
        "there are app_storefront_base, int_alpha, int_beta"
    ]


def test_without_a_path_cartridges_with_hooks_come_first_and_it_is_said(tmp_path: Path):
    write(tmp_path, {"a_plain/cartridge/x.js": ""})
    one(tmp_path, '{"hooks": []}')
    cartridges = read_cartridges([tmp_path], [])
    assert [cartridge.name for cartridge in cartridges.path] == ["int_x", "a_plain"]
    assert messages(cartridges) == ["no cartridge path is set, so it is int_x:a_plain: by name, those with hooks first"]


def test_of_two_cartridges_with_one_name_the_nearest_is_taken_and_it_is_said(tmp_path: Path):
    write(tmp_path, {"a/test/mocks/int_x/cartridge/x.js": "", "src/cartridges/int_x/cartridge/x.js": ""})
    cartridges = read_cartridges([tmp_path], ["int_x"])
    assert cartridges.path[0].folder == tmp_path / "src/cartridges/int_x"
    assert messages(cartridges) == [f"a cartridge of this name is taken from {cartridges.path[0].folder} already"]


def test_a_folder_may_be_a_cartridge_itself_and_packages_of_node_are_passed_over(tmp_path: Path):
    write(tmp_path, {"int_x/cartridge/x.js": "", "node_modules/int_y/cartridge/y.js": ""})
    assert [c.name for c in read_cartridges([tmp_path / "int_x"], []).path] == ["int_x"]
    assert [c.name for c in read_cartridges([tmp_path], []).path] == ["int_x"]


def test_a_folder_that_does_not_exist_is_a_problem(tmp_path: Path):
    cartridges = read_cartridges([tmp_path / "nowhere", SITE], PATH)
    assert messages(cartridges)[0] == "this folder of cartridges does not exist"
    assert cartridges.registrations


def test_the_folders_of_shared_modules_beside_cartridges_are_found(site: Cartridges):
    assert site.modules_folders == (SITE.resolve() / "cartridges/modules",)


@pytest.mark.parametrize(
    ("hooks", "line", "message"),
    [
        ('{"hooks": [{"name": "a.b"}]}', 1, "an entry needs a name and a script, both of them texts"),
        ('{"hooks": [\n{"name": 1, "script": "x"}]}', 2, "an entry needs a name and a script, both of them texts"),
        ('{"hooks": ["a"]}', 0, "an entry needs a name and a script, both of them texts"),
        ("[]", 0, 'a hooks file is {"hooks": [{"name": …, "script": …}]}'),
        ('{"hooks": {}}', 0, 'a hooks file is {"hooks": [{"name": …, "script": …}]}'),
        (
            '{"hooks": [{"name": "a.b", "script": "../secret.js"}]}',
            1,
            "the script ../secret.js of a.b does not exist in int_x",
        ),
        (
            '{"hooks": [{"name": "a.b", "script": "/etc/passwd"}]}',
            1,
            "the script /etc/passwd of a.b does not exist in int_x",
        ),
    ],
)
def test_an_entry_that_cannot_be_used_is_said_with_its_line(tmp_path: Path, hooks: str, line: int, message: str):
    write(tmp_path, {"secret.js": ""})
    cartridges = one(tmp_path, hooks)
    assert cartridges.registrations == ()
    assert [(p.file.name, p.line, p.message) for p in cartridges.problems] == [("hooks.json", line, message)]


def test_one_bad_entry_does_not_lose_the_others(tmp_path: Path):
    hooks = """{"hooks": [
        {"name": "a.first", "script": "cartridge/scripts/order"}{"name": "a.second" "script":"cartridge/scripts/order"},
        {"name": "a.third", script: 'cartridge/scripts/order.js'},
        {"name": "a.fourth", "script": "cartridge/scripts/order"},
        {"name" "a.fifth"
    """
    cartridges = one(tmp_path, hooks)
    assert [entry.point for entry in cartridges.registrations] == ["a.first", "a.second", "a.third", "a.fourth"]
    assert [(problem.line, problem.message) for problem in cartridges.problems] == [
        (2, "a comma is missing before '{'"),
        (2, "a comma is missing before '\"'"),
        (3, "the name script needs quotation marks"),
        (5, "a colon is missing after 'name'"),
        (5, "an entry needs a name and a script, both of them texts"),
    ]


@pytest.mark.parametrize(
    ("package", "message"),
    [
        ('{"hooks": "./missing.json"}', "the hooks file ./missing.json does not exist"),
        ('{"hooks": "../../hooks.json"}', "the hooks file ../../hooks.json does not exist"),
        ('{"hooks": ["a"]}', "the property hooks has to be the path of a hooks file"),
        ("{", "the '}' is missing that ends what begins in line 1"),
    ],
)
def test_a_package_that_names_no_hooks_file_is_said(tmp_path: Path, package: str, message: str):
    write(tmp_path, {"hooks.json": "{}", "int_x/package.json": package, "int_x/cartridge/x.js": ""})
    assert messages(read_cartridges([tmp_path], ["int_x"])) == [message]


def test_a_package_without_hooks_is_in_order(tmp_path: Path):
    write(tmp_path, {"int_x/package.json": '\ufeff{"name": "x"}', "int_x/cartridge/x.js": ""})
    assert read_cartridges([tmp_path], ["int_x"]).problems == ()


def test_a_hooks_file_that_no_package_names_is_said(tmp_path: Path):
    write(tmp_path, {"int_x/hooks.json": "{}", "int_x/cartridge/x.js": ""})
    message = "is not read, for the cartridge has no package.json that names it"
    assert messages(read_cartridges([tmp_path], ["int_x"])) == [message]


def test_a_script_that_a_symbolic_link_takes_from_outside_is_not_used(tmp_path: Path):
    write(tmp_path, {"secret.js": ""})
    hooks = '{"hooks": [{"name": "a.b", "script": "cartridge/link.js"}]}'
    folder = write(tmp_path / "in/int_x", {"package.json": '{"hooks": "hooks.json"}', "hooks.json": hooks})
    (folder / "cartridge").mkdir()
    (folder / "cartridge/link.js").symlink_to(tmp_path / "secret.js")
    assert read_cartridges([tmp_path / "in"], ["int_x"]).registrations == ()


def test_a_script_that_is_spelled_with_other_capitals_is_named(tmp_path: Path):
    cartridges = one(tmp_path, '{"hooks": [{"name": "a.b", "script": "./cartridge/Scripts/Order"}]}')
    said = "the script ./cartridge/Scripts/Order of a.b does not exist in int_x, but cartridge/scripts/order.js does"
    assert messages(cartridges) == [said]
