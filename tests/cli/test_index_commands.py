"""``hoidap index``: what an operator sees of the generations and does with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hoidap.cli.main import app
from hoidap.errors import CorruptIndexError, NoGenerationError, NotFoundError
from hoidap.index.generation import GenerationStore
from tests.index import samples


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three generations: one document, two, three."""
    for count in (1, 2, 3):
        samples.publish(tmp_path, *(samples.document(f"d{n}") for n in range(count)))
    return tmp_path


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["index", *arguments, "--data", str(data)])


def listed(data: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(data, "list", "--json").stdout)
    return found


def test_list_shows_every_generation_and_marks_the_current_one(data: Path) -> None:
    found = listed(data)
    assert [(each["id"], each["documents"]) for each in found] == [
        ("000001", 1),
        ("000002", 2),
        ("000003", 3),
    ]
    assert [each["id"] for each in found if each["current"]] == ["000003"]
    assert all(int(str(each["bytes"])) > 0 for each in found)


def test_rollback_goes_one_back_or_to_the_one_that_is_named(data: Path) -> None:
    assert run(data, "rollback").exit_code == 0
    assert GenerationStore(data).current_id() == "000002"
    assert "000001 is current: 1 documents" in run(data, "rollback", "000001").stdout
    assert GenerationStore(data).current_id() == "000001"
    with pytest.raises(NotFoundError, match="no earlier generation"):
        raise _error(run(data, "rollback"))
    with pytest.raises(NotFoundError, match="000001, 000002, 000003"):
        raise _error(run(data, "rollback", "000009"))


def test_verify_says_that_all_parts_agree(data: Path) -> None:
    shown = run(data, "verify")
    assert shown.exit_code == 0
    assert "agree" in shown.stdout
    assert "000003" in shown.stdout


def test_verify_names_what_disagrees(data: Path) -> None:
    folder = GenerationStore(data).layout.folder("000003")
    words = next(path for path in folder.rglob("*.term"))
    content = bytearray(words.read_bytes())
    content[len(content) // 2] ^= 0xFF
    words.write_bytes(bytes(content))
    shown = run(data, "verify", "--json")
    if shown.exception is not None and not isinstance(shown.exception, SystemExit):
        assert isinstance(shown.exception, CorruptIndexError)
        return
    assert shown.exit_code == 1
    assert any(words.name in each["what"] for each in json.loads(shown.stdout)["problems"])


def test_gc_keeps_the_newest_and_the_current_one(data: Path) -> None:
    run(data, "rollback", "000001")
    assert "000002" in run(data, "gc", "--keep", "1").stdout
    assert [each["id"] for each in listed(data)] == ["000001", "000003"]
    assert "nothing" in run(data, "gc", "--keep", "1").stdout


def test_without_an_index_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoGenerationError, match="hoidap-ingest"):
        raise _error(run(tmp_path, "verify"))


def _error(result: Result) -> BaseException:
    assert result.exception is not None
    return result.exception
