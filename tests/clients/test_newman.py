"""The Postman collection of the examples, run by newman: the article's three calls and the payment after them."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.clients.started import Started, read_order
from tests.nodejs import PACKAGES, run_node
from tests.project import PROJECT

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD

COLLECTION = PROJECT / "examples/agent-order.postman_collection.json"
ENVIRONMENT = PROJECT / "examples/agent-order.postman_environment.json"
NAMES_OF_THE_ARTICLE = {
    "SandboxURL",
    "siteID",
    "bmUsername",
    "bmUserAccessKey",
    "ocapiClientID",
    "ocapiClientPassword",
    "customerEmail",
    "customerNo",
    "product_id",
}


class Run(NamedTuple):
    """What newman reported, and the variables as the collection left them."""

    report: dict[str, Any]
    variables: dict[str, Any]


def variables_of(file: Path) -> dict[str, Any]:
    """The variables of a Postman environment."""
    return {entry["key"]: entry["value"] for entry in json.loads(file.read_text(encoding="utf-8"))["values"]}


@pytest.fixture(scope="module")
def run(server: Started, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The collection, run once against the server."""
    folder = tmp_path_factory.mktemp("newman")
    report, variables = folder / "report.json", folder / "environment.json"
    done = run_node(
        PACKAGES / "newman/bin/newman.js",
        *("run", COLLECTION, "--environment", ENVIRONMENT),
        *("--env-var", "SandboxURL=" + server.origin.removeprefix("http://")),
        *("--reporters", "cli,json", "--reporter-json-export", report, "--export-environment", variables),
        *("--disable-unicode", "--color", "off"),
        NO_PROXY="127.0.0.1",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Run(json.loads(report.read_text())["run"], variables_of(variables))


def test_newman_finds_no_failure(run: Run) -> None:
    counts = {name: (entry["total"], entry["failed"]) for name, entry in run.report["stats"].items()}
    assert run.report["failures"] == []
    assert counts["requests"] == (4, 0)
    assert counts["assertions"][0] >= 4


def test_every_call_is_answered_by_200(run: Run) -> None:
    assert [execution["response"]["code"] for execution in run.report["executions"]] == [200] * 4


def test_the_order_exists_and_is_placed(run: Run, server: Started) -> None:
    order = read_order(server, run.variables["order_no"])
    assert order["status"] == "new"
    assert order["customer_info"]["customer_no"] == run.variables["customerNo"]
    assert [item["product_id"] for item in order["product_items"]] == [run.variables["product_id"]]


def test_the_environment_has_the_names_of_the_article_and_the_accounts_of_the_demo() -> None:
    variables = variables_of(ENVIRONMENT)
    assert set(variables) == NAMES_OF_THE_ARTICLE | {"baseURL"}
    names = ("bmUsername", "bmUserAccessKey", "ocapiClientID", "ocapiClientPassword")
    assert [variables[name] for name in names] == [AGENT, ACCESS_KEY, CLIENT_ID, CLIENT_PASSWORD]


def test_the_collection_alone_speaks_https_to_a_sandbox() -> None:
    collection = json.loads(COLLECTION.read_text(encoding="utf-8"))
    assert collection["variable"] == [{"key": "baseURL", "value": "https://{{SandboxURL}}"}]
    assert all(item["request"]["url"]["raw"].startswith("{{baseURL}}/") for item in collection["item"])
