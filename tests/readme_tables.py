"""Writes README's tables of settings and endpoints from the code.

``python -m tests.readme_tables`` renews them; ``test_readme`` fails when they
are out of date.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hoidap.answering.assistant import Assistant
from hoidap.api.application import create_app
from hoidap.settings import PREFIX, Settings
from tests.fakes import FakeEmbedder

README = Path(__file__).resolve().parent.parent / "README.md"


def settings_table() -> str:
    """One row a setting: name, default, meaning."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = ",".join(default) if isinstance(default, tuple) else str(default)
        rows.append(
            f"| `{PREFIX + name.upper()}` | {f'`{shown}`' if shown else ''} | {field.description} |"
        )
    return "\n".join(rows)


def endpoint_table(paths: dict[str, dict[str, Any]]) -> str:
    """One row an endpoint: method and path, what it does."""
    rows = ["| endpoint | |", "|---|---|"]
    for path, methods in paths.items():
        for method, about in methods.items():
            rows.append(f"| `{method.upper()} {path}` | {about['summary']} |")
    return "\n".join(rows)


def block(name: str, text: str) -> str:
    """A table between the marks that README finds it by."""
    return f"<!-- {name} -->\n{text}\n<!-- /{name} -->"


def rendered(readme: str, paths: dict[str, dict[str, Any]]) -> str:
    """README with its generated tables as the code says them now."""
    for name, text in (("SETTINGS", settings_table()), ("ENDPOINTS", endpoint_table(paths))):
        found = re.search(rf"<!-- {name} -->(?:.*?<!-- /{name} -->)?", readme, re.DOTALL)
        if found is not None:
            readme = readme[: found.start()] + block(name, text) + readme[found.end() :]
    return readme


def main() -> None:
    """Renew README's tables."""
    with TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        with Assistant.open(settings, FakeEmbedder()) as assistant:
            paths = create_app(assistant).openapi()["paths"]
    README.write_text(rendered(README.read_text("utf-8"), paths), encoding="utf-8")


if __name__ == "__main__":
    main()
