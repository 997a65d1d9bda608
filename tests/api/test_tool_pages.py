"""The administrators' page and the API's reference: pages of this server alone."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import MakeClient


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


@pytest.mark.parametrize("path", ["/docs", "/quan-tri"])
def test_a_page_loads_nothing_from_elsewhere_and_holds_no_data(
    client: TestClient, path: str
) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "<script>" not in page.text
    loaded = re.findall(r'(?:src|href)="(static/[^"]+)"', page.text)
    assert loaded
    for file in loaded:
        assert client.get(f"/{file}").status_code == 200, file
    for module in re.findall(r'from "\./([^"]+)"', client.get(f"/{loaded[-1]}").text):
        assert client.get(f"/static/{module}").status_code == 200, module


def test_fastapis_own_pages_that_load_from_elsewhere_are_off(client: TestClient) -> None:
    assert "cdn" not in client.get("/docs").text
    assert client.get("/redoc").status_code == 404
