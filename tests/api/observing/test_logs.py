"""Logs: structured, without questions and secrets, and impossible to forge."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from hoidap.api.access.caller import READING, Permission
from hoidap.api.observing import logs
from hoidap.settings import Settings
from tests.api.conftest import MakeClient, bearer, key, token
from tests.api.planted import QUESTION


def record(message: str, **fields: Any) -> logging.LogRecord:
    made = logging.LogRecord("hoidap.test", logging.INFO, "", 0, message, None, None)
    made.fields = fields
    return made


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What the JSON formatter writes of everything that is logged."""
    written: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(logs.JsonLines().format(record))

    collect = Collect()
    logging.getLogger().addHandler(collect)
    caplog.set_level(logging.DEBUG, "hoidap")
    caplog.set_level(logging.INFO, logs.ACCESS.name)
    yield written
    logging.getLogger().removeHandler(collect)


def everything(client: TestClient, data: Path) -> list[str]:
    """Requests of all kinds with credentials; gives the secrets."""
    text = key(data, *READING, Permission.INGEST)
    secrets = [text, token("an"), "hoidap_aaaaaaaaaa_" + "b" * 43, "eyJhbGciOiJub25lIn0.eyJ9.x"]
    for each in secrets:
        for headers in (bearer(each), {"X-API-Key": each}, {"X-Request-ID": each}):
            client.post("/v1/ask", json={"question": QUESTION}, headers=headers)
            client.get(f"/v1/documents/{each}", headers=headers | bearer(text))
            client.get("/v1/search", params={"q": QUESTION, "key": each}, headers=headers)
    return secrets


def test_neither_questions_nor_secrets_are_logged(
    make_client: MakeClient, data: Path, lines: list[str]
) -> None:
    secrets = everything(make_client(), data)
    logged = "\n".join(lines)
    assert logged
    assert "kiểm kê" not in logged
    assert not any(secret in logged for secret in secrets)


def test_a_request_is_one_line_with_what_an_operator_needs(
    make_client: MakeClient, data: Path, lines: list[str]
) -> None:
    headers = bearer(key(data, *READING)) | {"X-Request-ID": "portal-1"}
    make_client().get("/v1/documents/none", headers=headers)
    line = json.loads(lines[-1])
    assert line["request_id"] == "portal-1"
    assert (line["method"], line["route"], line["status"]) == (
        "GET",
        "/v1/documents/{document_id}",
        404,
    )
    assert line["caller"].startswith("key:")
    assert line["ms"] >= 0


def test_questions_are_logged_only_when_that_is_switched_on(
    make_client: MakeClient, data: Path, lines: list[str]
) -> None:
    headers = bearer(key(data, *READING))
    make_client(log_questions=True).post("/v1/ask", json={"question": QUESTION}, headers=headers)
    assert any(json.loads(line).get("question") == QUESTION for line in lines)


@pytest.mark.parametrize(
    "secret",
    [
        "hoidap_abcdefghij_" + "A1_-" * 10 + "xyz",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbiJ9.abc-_",
        "Bearer abcdef",
    ],
)
def test_what_looks_like_a_credential_is_blotted_out(secret: str) -> None:
    for formatter in (logs.JsonLines(), logs.PlainLines()):
        written = formatter.format(record(f"got {secret} here", header=secret))
        assert secret not in written
        assert "[hidden]" in written


def test_a_message_cannot_forge_a_line() -> None:
    forged = 'x\n{"level": "info", "message": "all is well"}\r\x1b[31m'
    for formatter in (logs.JsonLines(), logs.PlainLines()):
        written = formatter.format(record(forged, path=forged))
        assert len(written.splitlines()) == 1
        assert "\x1b" not in written


def test_text_is_for_people_and_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    root, level = logging.getLogger(), logging.getLogger("hoidap").level
    before = (root.handlers, root.level, logs.ACCESS.level)
    try:
        logs.configure(Settings(log_format="json"))
        logging.getLogger("hoidap.x").warning("careful")
        assert json.loads(capsys.readouterr().err)["message"] == "careful"
        logs.configure(Settings())
        logging.getLogger("hoidap.x").warning("careful")
        logs.ACCESS.info("request")
        assert capsys.readouterr().err.endswith("warning hoidap.x: careful\n")
    finally:
        root.handlers = before[0]
        root.setLevel(before[1])
        logs.ACCESS.setLevel(before[2])
        logging.getLogger("hoidap").setLevel(level)
