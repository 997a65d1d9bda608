"""Study packs: made in the background, kept in versions, edited, copied and exported."""

from __future__ import annotations

from typing import Annotated, Any, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from hoidap.api.description import errors
from hoidap.api.paging import Limit, Offset, link_next
from hoidap.api.routes.dependencies import AssistantDependency
from hoidap.api.study import browser
from hoidap.api.study.desk import Desk, Study
from hoidap.api.study.schemas import (
    EditsWanted,
    PackOut,
    PacksOut,
    PackSummaryOut,
    PackWanted,
    VersionOut,
    VersionsOut,
)
from hoidap.api.study.store import SavedPack
from hoidap.api.working import WorkState
from hoidap.errors import NotFoundError
from hoidap.study.exports.formats import ExportFormat, export, media_type
from hoidap.study.exports.pictures import PictureName, picture_svg

router = APIRouter(prefix="/v1/study-packs", tags=["study packs"])

PackId = Annotated[str, Path(pattern=r"^[0-9a-f]{24}$", examples=["0123456789abcdef01234567"])]
VersionNumber = Annotated[
    int | None, Query(ge=1, le=2**31 - 1, description="An older version; the latest without it.")
]

_ID = "$response.body#/id"

#: How a client goes on from a pack that was asked for: OpenAPI's links.
_ORDERED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "The pack was queued.",
        "headers": {"Location": {"description": "The pack.", "schema": {"type": "string"}}},
        "links": {"pack": {"operationId": "get_pack", "parameters": {"pack_id": _ID}}},
    }
}
_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            media_type(each): {"schema": {"type": "string", "format": "binary"}}
            for each in ExportFormat
        },
    }
}

_SVG = "image/svg+xml"
_DRAWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture.", "content": {_SVG: {"schema": {"type": "string"}}}}
}


def _desk(request: Request, assistant: AssistantDependency) -> Desk:
    owner = browser.owner_of(request, assistant.caller)
    return Desk(cast(Study, request.app.state.study), assistant, owner)


def _ordering_desk(request: Request, response: Response, assistant: AssistantDependency) -> Desk:
    owner = browser.new_owner(request, response, assistant.caller)
    return Desk(cast(Study, request.app.state.study), assistant, owner)


DeskDependency = Annotated[Desk, Depends(_desk)]
OrderingDeskDependency = Annotated[Desk, Depends(_ordering_desk)]


@router.post("", status_code=202, summary="Make a study pack", responses=_ORDERED | errors(409))
def create_pack(
    wanted: PackWanted, response: Response, desk: OrderingDeskDependency
) -> PackSummaryOut:
    """Queue the making of a pack; ask for it until its state is `done`."""
    saved = desk.order(wanted.request())
    response.headers["Location"] = f"/v1/study-packs/{saved.id}"
    return PackSummaryOut.of(saved)


@router.get("", summary="List your study packs")
def list_packs(
    request: Request,
    response: Response,
    desk: DeskDependency,
    offset: Offset = 0,
    limit: Limit = 50,
) -> PacksOut:
    """One page of packs, the last changed first."""
    saved = desk.packs()
    link_next(request, response, offset + limit, len(saved))
    page = [PackSummaryOut.of(each) for each in saved[offset : offset + limit]]
    return PacksOut(packs=page, total=len(saved), offset=offset, limit=limit)


@router.get("/{pack_id}", summary="One study pack")
def get_pack(pack_id: PackId, desk: DeskDependency, version: VersionNumber = None) -> PackOut:
    """The pack, or how far its making is."""
    return _out(desk, desk.get(pack_id), version)


@router.patch("/{pack_id}", summary="Edit a study pack", responses=errors(409))
def edit_pack(pack_id: PackId, wanted: EditsWanted, desk: DeskDependency) -> PackOut:
    """Add a version; what was reworded is checked against its source and flagged if need be."""
    return _out(desk, desk.edit(desk.get(pack_id), wanted), None)


@router.delete("/{pack_id}", status_code=204, summary="Delete a study pack")
def delete_pack(pack_id: PackId, desk: DeskDependency) -> None:
    """Delete a pack with all its versions."""
    desk.delete(desk.get(pack_id))


@router.post(
    "/{pack_id}/duplicate", status_code=201, summary="Copy a study pack", responses=errors(409)
)
def duplicate_pack(pack_id: PackId, response: Response, desk: DeskDependency) -> PackSummaryOut:
    """A copy of the latest version, with a history of its own."""
    copied = desk.duplicate(desk.get(pack_id))
    response.headers["Location"] = f"/v1/study-packs/{copied.id}"
    return PackSummaryOut.of(copied)


@router.get("/{pack_id}/versions", summary="The versions of a study pack")
def list_versions(pack_id: PackId, desk: DeskDependency) -> VersionsOut:
    """Newest first; the oldest are forgotten after fifty."""
    return VersionsOut(versions=[VersionOut.of(each) for each in desk.versions(desk.get(pack_id))])


@router.get(
    "/{pack_id}/export",
    summary="A study pack as a file",
    response_class=Response,
    responses=_EXPORTED | errors(409),
)
def export_pack(
    request: Request,
    pack_id: PackId,
    desk: DeskDependency,
    format: Annotated[ExportFormat, Query(description="What kind of file.")],
    version: VersionNumber = None,
) -> Response:
    """Papers, slides, or the quiz for a learning platform."""
    pack = desk.content(desk.get(pack_id), version)
    made = export(pack, format, site_of(request))
    disposition = f"attachment; filename=\"{made.plain_name}\"; filename*=UTF-8''{quote(made.name)}"
    return Response(
        made.content, media_type=made.media_type, headers={"Content-Disposition": disposition}
    )


@router.get(
    "/{pack_id}/pictures/{name}",
    summary="A picture of a study pack",
    response_class=Response,
    responses=_DRAWN | errors(409),
)
def get_picture(
    pack_id: PackId, name: PictureName, desk: DeskDependency, version: VersionNumber = None
) -> Response:
    """The timeline or the relations map as SVG."""
    svg = picture_svg(desk.content(desk.get(pack_id), version), name)
    if svg is None:
        raise NotFoundError(f"The pack has nothing to show in the picture {name.value!r}.")
    return Response(svg, media_type=_SVG)


def site_of(request: Request) -> str:
    """The address that readers reach this server at, without a slash at its end."""
    public: str = request.app.state.assistant.settings.public_url
    return public or str(request.base_url).rstrip("/")


def _out(desk: Desk, saved: SavedPack, version: int | None) -> PackOut:
    pack = desk.content(saved, version) if saved.state is WorkState.DONE else None
    return PackOut(
        **PackSummaryOut.of(saved).model_dump(),
        stale=list(desk.stale(pack)) if pack else [],
        pack=pack,
    )
