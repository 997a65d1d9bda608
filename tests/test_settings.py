"""Settings: unknown ones stop the program, wrong values are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.errors import SettingsError
from hoidap.settings import Settings, load


def test_defaults_need_no_environment() -> None:
    assert load({}) == Settings()


def test_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_PORT", "9000")
    monkeypatch.setenv("HOIDAP_DATA", "/somewhere")
    assert load(port=9100).port == 9100
    assert load().port == 9000
    assert load().data == Path("/somewhere")


def test_an_unknown_setting_stops_the_program_and_lists_the_valid_ones() -> None:
    with pytest.raises(SettingsError, match=r"HOIDAP_PROT.*HOIDAP_PORT"):
        load({"HOIDAP_PROT": "1"})


def test_a_wrong_value_names_setting_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_PORT", "eighty")
    with pytest.raises(SettingsError, match=r"HOIDAP_PORT.*'eighty'"):
        load()


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())
