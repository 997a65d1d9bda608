"""The options of ``hoidap keys``; see ``keys`` for what the commands do."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from hoidap.api.access.caller import Permission
from hoidap.cli.options import DataOption

app = typer.Typer(help="API keys for portals and scripts.", no_args_is_help=True)

KeyArgument = Annotated[str, typer.Argument(help="Id of the key, as `hoidap keys list` shows it.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    permission: Annotated[
        list[Permission] | None,
        typer.Option("--permission", help="What it may do [default: ask and search]."),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", help="Access label it reads beside public: internal, a group."),
    ] = None,
    expires: Annotated[
        datetime | None,
        typer.Option("--expires", formats=["%Y-%m-%d", "%d/%m/%Y"], help="Last valid until then."),
    ] = None,
    per_minute: Annotated[
        int | None, typer.Option("--per-minute", min=1, help="Requests a minute.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Create a key; it is shown once."""
    from hoidap.cli import keys  # noqa: PLC0415 (start-up)

    allowed = permission or [Permission.ASK, Permission.SEARCH]
    keys.create(data, name, allowed, label or (), expires, per_minute)


@app.command("list")
def show_all(data: DataOption = None) -> None:
    """List all keys, without their secrets."""
    from hoidap.cli import keys  # noqa: PLC0415 (start-up)

    keys.show_all(data)


@app.command()
def revoke(key_id: KeyArgument, data: DataOption = None) -> None:
    """Make a key useless at once."""
    from hoidap.cli import keys  # noqa: PLC0415 (start-up)

    keys.revoke(data, key_id)


@app.command()
def rotate(
    key_id: KeyArgument,
    overlap_hours: Annotated[
        int, typer.Option("--overlap-hours", min=0, max=720, help="The old one stays valid.")
    ] = 0,
    data: DataOption = None,
) -> None:
    """Give a key a new secret; it is shown once."""
    from hoidap.cli import keys  # noqa: PLC0415 (start-up)

    keys.rotate(data, key_id, overlap_hours)
