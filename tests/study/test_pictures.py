"""The timeline and the map: what they show, in both formats, the same in every run."""

from __future__ import annotations

import io
import itertools
import re
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image

from hoidap.answering.assistant import Assistant
from hoidap.study.drawing import Box, Drawing, Line, text_width, to_png, to_svg, wrapped
from hoidap.study.making import make_pack
from hoidap.study.pack import PackRequest, RelationKind, StudyPack
from hoidap.study.pictures import relations_picture, timeline_picture


@pytest.fixture(scope="module")
def pack(library: Assistant) -> StudyPack:
    request = PackRequest(
        documents=("chi-thi-05-ct-tw-2016", "quy-dinh-37-qd-tw-2021"), questions=0
    )
    return make_pack(library, request)


@pytest.fixture(params=["timeline", "relations"])
def drawing(request: pytest.FixtureRequest, pack: StudyPack) -> Drawing:
    drawn = timeline_picture(pack) if request.param == "timeline" else relations_picture(pack)
    assert drawn is not None
    return drawn


def test_the_svg_is_a_picture_with_a_title_and_without_scripts(drawing: Drawing) -> None:
    root = fromstring(to_svg(drawing))
    names = {re.sub(r"\{.*\}", "", element.tag) for element in root.iter()}
    assert names <= {"svg", "title", "rect", "polyline", "polygon", "text"}
    assert drawing.title in to_svg(drawing)


def test_the_png_shows_the_same_at_twice_the_size(drawing: Drawing) -> None:
    image = Image.open(io.BytesIO(to_png(drawing)))
    assert image.size == (2 * drawing.width, 2 * drawing.height)
    colours = image.convert("RGB").getcolors(1 << 20) or []
    assert len(colours) > 20


def test_nothing_lies_outside_and_no_boxes_overlap(drawing: Drawing) -> None:
    boxes = [each for each in drawing.shapes if isinstance(each, Box) and each.width > 100]
    for box in boxes:
        assert box.x >= 0 and box.x + box.width <= drawing.width
        assert box.y >= 0 and box.y + box.height <= drawing.height
    for one, other in itertools.combinations(boxes, 2):
        apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_down = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_across or apart_down


def test_every_day_and_every_document_is_shown(pack: StudyPack) -> None:
    timeline, relations = timeline_picture(pack), relations_picture(pack)
    assert timeline is not None and relations is not None
    shown = to_svg(timeline)
    for entry in pack.timeline:
        assert f"{entry.on.day}/{entry.on.month}/{entry.on.year}" in shown
    for relation in pack.relations:
        assert relation.later in to_svg(relations) and relation.earlier in to_svg(relations)
    arrows = [each for each in relations.shapes if isinstance(each, Line) and each.arrow]
    assert len(arrows) == len(pack.relations)


def test_time_runs_to_the_right(pack: StudyPack) -> None:
    relations = relations_picture(pack)
    assert relations is not None
    for line in relations.shapes:
        if isinstance(line, Line) and line.arrow:
            assert line.points[0][0] > line.points[-1][0]


def test_the_same_pack_gives_the_same_picture(pack: StudyPack) -> None:
    assert timeline_picture(pack) == timeline_picture(pack)
    assert relations_picture(pack) == relations_picture(pack)


def test_a_pack_without_days_and_relations_has_no_pictures(pack: StudyPack) -> None:
    bare = pack.model_copy(update={"timeline": (), "relations": ()})
    assert timeline_picture(bare) is None and relations_picture(bare) is None


def test_kinds_of_relations_are_told_in_words(pack: StudyPack) -> None:
    relations = relations_picture(pack)
    assert relations is not None
    kinds = {relation.kind for relation in pack.relations}
    assert {RelationKind.REPLACES, RelationKind.CONTINUES} <= kinds
    assert "thay thế" in to_svg(relations) and "tiếp nối" in to_svg(relations)


def test_lines_break_where_the_width_ends() -> None:
    lines = wrapped("Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách", 16, 150, 2)
    assert len(lines) == 2 and lines[-1].endswith("…")
    assert all(text_width(line, 16) <= 150 for line in lines)
