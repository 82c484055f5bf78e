"""Clients that trust the local authority as the pages say: curl, Node and Python, over real TLS."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from tests.nodejs import node
from tests.project import PROJECT
from tests.servers import ServerProcess

SHOWN = "https://localhost:8080"
TRUSTING = {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    folder = tmp_path_factory.mktemp("https")
    running = ServerProcess(str(folder / "shop.db"), "--tls")
    yield running
    running.stop()


def blocks(page: str, language: str) -> list[str]:
    """The code of a page that speaks https."""
    text = (PROJECT / page).read_text(encoding="utf-8")
    return [code for code in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) if "https://localhost" in code]


def run(server: ServerProcess, *command: str) -> str:
    """Run a client in the folder of the store, where nothing but the page says whom to trust; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name not in TRUSTING}
    environment["PATH"] = f"{node().parent}{os.pathsep}{environment['PATH']}"
    shown = [part.replace(SHOWN, server.origin.replace("127.0.0.1", "localhost")) for part in command]
    environment["no_proxy"] = "*"
    done = subprocess.run(shown, cwd=server.folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shell(server: ServerProcess, lines: str) -> str:
    """Run lines in a shell; skip the test where there is no curl."""
    if "curl" in lines and shutil.which("curl") is None:
        pytest.skip("needs curl")
    return run(server, "sh", "-ec", lines.replace("python3 ", f"{sys.executable} "))


def test_the_lines_of_the_readme_trust_the_authority(server: ServerProcess) -> None:
    (lines,) = blocks("README.md", "sh")
    assert shell(server, lines).count('"name":"Stoneware Mug"') == 3


@pytest.mark.parametrize("number", [0, 1], ids=["curl", "node"])
def test_each_command_of_the_page_trusts_the_authority(server: ServerProcess, number: int) -> None:
    assert "Stoneware Mug" in shell(server, blocks("docs/how-to/serve-https.md", "sh")[number])


def test_the_python_of_the_page_trusts_the_authority(server: ServerProcess) -> None:
    (code,) = blocks("docs/how-to/serve-https.md", "python")
    assert "Stoneware Mug" in run(server, sys.executable, "-c", code)


def test_the_line_printed_at_the_start_is_enough_for_each(server: ServerProcess) -> None:
    line = next(line.strip() for line in server.said if "NODE_EXTRA_CA_CERTS" in line)
    page = "docs/how-to/serve-https.md"
    curl = blocks(page, "sh")[0].replace("--cacert counterfoil-tls/ca.pem ", "")
    call_of_node = blocks(page, "sh")[1].partition("\n")[2]
    python = "from urllib.request import urlopen; urlopen('https://localhost:8080/').read()"
    python = f'python3 -c "{python}" 2>&1 | grep -q "HTTP Error 404"'
    assert shell(server, f"{line}\n{curl}\n{call_of_node}\n{python}").count("Stoneware Mug") == 2


def test_a_client_that_was_told_nothing_trusts_nobody(server: ServerProcess) -> None:
    refused = "python3 -c 'from urllib.request import urlopen; urlopen(\"https://localhost:8080/\")' 2>&1 || true"
    assert "CERTIFICATE_VERIFY_FAILED" in shell(server, refused)
