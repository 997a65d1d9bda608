"""The files for operators say what the code does."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest
from pydantic import SecretStr

from hoidap.api.access.tokens import PortalTokens
from hoidap.errors import SettingsError
from hoidap.settings import ENV_FILE, PREFIX, Settings, example, load

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / ".env.example"
KNOWN = {PREFIX + name.upper() for name in Settings.model_fields} | {ENV_FILE}


def test_the_example_holds_every_setting_with_its_meaning_and_default() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert text == example(), "make it anew: python -m hoidap.settings > .env.example"
    for name, field in Settings.model_fields.items():
        assert f"# {field.description}\n#{PREFIX}{name.upper()}=" in text


def test_the_example_without_its_marks_is_the_defaults(tmp_path: Path) -> None:
    text = re.sub(r"^#(?=HOIDAP_)", "", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    file = tmp_path / "hoidap.env"
    file.write_text(text, encoding="utf-8")
    assert load({ENV_FILE: str(file)}) == Settings()


def test_a_settings_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "hoidap.env"
    file.write_text("HOIDAP_PORT=9001\nHOIDAP_HOST='0.0.0.0'\nOTHER=x\nHOIDAP_DATA=\n")
    read = load({ENV_FILE: str(file), "HOIDAP_PORT": "9002"}, host="127.0.0.2")
    assert (read.port, read.host, read.data) == (9002, "127.0.0.2", Settings().data)


def test_the_default_file_stands_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("HOIDAP_PORT=9003\n")
    monkeypatch.chdir(tmp_path)
    assert load().port == 9003


def test_misspelt_names_and_missing_files_stop_the_program(tmp_path: Path) -> None:
    file = tmp_path / "hoidap.env"
    file.write_text("HOIDAP_PROT=1\n")
    with pytest.raises(SettingsError, match="HOIDAP_PROT"):
        load({ENV_FILE: str(file)})
    with pytest.raises(SettingsError, match="nowhere"):
        load({ENV_FILE: str(tmp_path / "nowhere")})


def test_a_wrong_secret_is_not_shown() -> None:
    with pytest.raises(SettingsError) as refusal:
        load({"HOIDAP_PORTAL_SECRET": "tooshort"})
    assert "tooshort" not in str(refusal.value)
    assert "HOIDAP_PORTAL_SECRET" in str(refusal.value)
    assert "tooshort" not in repr(Settings(portal_secret=SecretStr("t" * 32)))


def test_a_token_signed_as_the_example_shows_is_accepted() -> None:
    sign = runpy.run_path(str(ROOT / "deploy" / "portal_token.py"))["sign"]
    secret = "0123456789abcdef0123456789abcdef"
    settings = Settings(portal_issuer="https://portal.example.vn", portal_secret=SecretStr(secret))
    caller = PortalTokens(settings).caller(sign("an", ["ban-to-chuc"], secret))
    assert (caller.id, caller.labels[-1]) == ("user:an", "ban-to-chuc")


@pytest.mark.parametrize("name", ["hoidap.service", "Dockerfile", "nginx.conf", "portal_token.py"])
def test_deployment_files_name_settings_that_exist(name: str) -> None:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    assert set(re.findall(r"HOIDAP_[A-Z_]+", text)) <= KNOWN


def test_the_unit_is_one_that_systemd_accepts(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    unit = (ROOT / "deploy" / "hoidap.service").read_text(encoding="utf-8")
    here = tmp_path / "hoidap.service"
    here.write_text(re.sub(r"/opt/hoidap/bin/\w+", "/bin/true", unit))
    checked = subprocess.run(
        ["systemd-analyze", "verify", here], capture_output=True, text=True, check=False
    )
    assert "hoidap.service" not in checked.stderr, checked.stderr
