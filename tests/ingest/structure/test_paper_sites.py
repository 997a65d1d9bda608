"""Papers that an article names only by their sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoidap.index.generation import GenerationStore
from hoidap.settings import Settings
from ingest.pipeline import ingest
from ingest.progress import Silent
from ingest.structure.paper_sites import among, find_site, spelt_in
from tests.fakes import FakeEmbedder

ARTICLE = """{head}
Giữ nghề dệt ở bản Nà Mo
03/04/2022 09:10
{sapo}
- Thưa bà, vì sao bà giữ nghề dệt?
Vì mẹ tôi dạy tôi từ năm tám tuổi, bỏ thì tiếc lắm.
- Bà dạy được bao nhiêu người rồi?
Được bốn mươi người, có mười người nay bán được vải.
- Xin cảm ơn bà!
Mai Hoa (thực hiện)
{end}
"""
SAPO = "Chúng tôi gặp bà Hà Thị Nọi, Tổ trưởng tổ dệt, tỉnh Hạ Giang, để nghe chuyện khung cửi."


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("baohagiang.vn | Kinh tế", "baohagiang"),
        ("Thư gửi về bandoc@baohagiang.vn.", "baohagiang"),
        ("https://www.baohagiang.vn/kinh-te/det-lua-12.html", "baohagiang"),
        ("tapchicaumay / Văn hóa", "tapchicaumay"),
        ("baohagiangonline.vn", "baohagiang"),
        ("Báo cáo về bảo hiểm", None),
        ("https://vidu.vn/bao-hiem-xa-hoi", None),
    ],
)
def test_a_site_is_found_in_its_forms(text: str, site: str | None) -> None:
    assert find_site(text) == site


def test_its_name_is_spelt_as_the_text_spells_it_most_often() -> None:
    assert spelt_in("baohagiang", "Ở Hạ Giang, TỈNH HẠ GIANG, Ha Giang, Hạ Giang") == "Báo Hạ Giang"
    assert spelt_in("baohagiang", "Ở Hạ Long và An Giang") is None
    assert among("baohagiang", ["Báo Hạ Long", "Báo Hạ Giang"]) == "Báo Hạ Giang"


@pytest.mark.parametrize(
    ("head", "end"), [("baohagiang.vn | Kinh tế", ""), ("", "Link gốc: https://baohagiang.vn/a-1")]
)
def test_an_article_names_its_paper_by_its_site(head: str, end: str, tmp_path: Path) -> None:
    assert issuers(tmp_path, ARTICLE.format(head=head, sapo=SAPO, end=end)) == {"Báo Hạ Giang"}


def test_another_article_spells_the_paper(tmp_path: Path) -> None:
    sapo = SAPO.replace("Hạ Giang", "miền núi")
    named = "Phóng viên Báo Hạ Giang trao đổi với bà Hà Thị Nọi, Tổ trưởng tổ dệt, về nghề cũ."
    articles = [
        ARTICLE.format(head="baohagiang / Văn hóa", sapo=sapo, end=""),
        ARTICLE.format(head="", sapo=named, end="").replace("Nà Mo", "Pá Lau").replace("bốn", "ba"),
    ]
    assert issuers(tmp_path, articles[0]) == {"baohagiang"}
    assert issuers(tmp_path, *articles) == {"Báo Hạ Giang"}


def issuers(folder: Path, *articles: str) -> set[str | None]:
    """The papers of the articles, ingested together into an index of their own."""
    written = folder / f"bai-{len(articles)}"
    written.mkdir()
    for number, article in enumerate(articles):
        (written / f"{number}.txt").write_text(article, encoding="utf-8")
    data = folder / f"data-{len(articles)}"
    ingest([written], Settings(data=data), FakeEmbedder(), Silent())
    with GenerationStore(data).catalogue() as catalogue:
        return {each.metadata.issuer for each in catalogue.documents()}
