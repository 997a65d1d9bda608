"""The shipped documents: complete, honest about what they are, and nobody else's sentences."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SHARED = Path(os.environ.get("SHARED_FOLDER", ROOT.parent / "shared"))

ALLOWED_KEYS = {
    "id", "kind", "number", "type", "title", "issuer", "term", "signer", "issued_on",
    "effective_on", "expires_on", "standing", "replaced_by", "continues", "continued_by",
    "legal_basis", "source_urls", "access", "digest", "speaker", "speaker_title", "interviewer",
}  # fmt: skip

STANDINGS = {"in_force", "expired", "replaced", "continued", "unknown"}

#: What each document must say: its identification first, then its figures and names.
KEY_FACTS: dict[str, tuple[str, ...]] = {
    "chi-thi-06-ct-tw-2006": (
        "Bộ Chính trị", "07/11/2006", "03/02/2007", "03/02/2011", "11-HD/TTVH", "06/12/2006",
        "36/KH-ĐCT", "19/4/2007", "Nghị quyết Đại hội X", "ba mục đích", "03-CT/TW", "hơn 4 năm",
    ),
    "chi-thi-03-ct-tw-2011": (
        "Bộ Chính trị khoá XI", "14/5/2011", "06-CT/TW", "05-CT/TW", "1973/CT-TTg", "03-KH/TW",
        "17/8", "12/6/2012", "71-HD/BTGTW", "năm 2013", "19/5", "62 điểm cầu", "công bộc",
    ),
    "chi-thi-1973-ct-ttg-2011": (
        "Thủ tướng Chính phủ", "07/11/2011", "1590/VPCP-KGVX", "11/3/2016", "86-CV/BTGTW",
        "01/3/2016", "Nguyễn Khắc Định", "54805", "Ban Cán sự đảng Bộ Nội vụ", "03-CT/TW",
    ),
    "nghi-quyet-12-nq-tw-2012": (
        "16/01/2012", "Nguyễn Phú Trọng", "khoá XI", "ba vấn đề cấp bách", "27/02/2012", "Hà Nội",
        "04-NQ/TW", "Đại hội XII", "Nghị quyết T.Ư 4, khoá XI", "Nghị quyết TW4 khoá 11",
    ),
    "quy-dinh-101-qd-tw-2012": (
        "Ban Bí thư", "07/6/2012", "7 nội dung nêu gương", "47-QĐ/TW", "01/11/2011", "08-QĐi/TW",
        "hơn 5 năm", "đoàn kết nội bộ",
    ),
    "chi-thi-05-ct-tw-2016": (
        "Bộ Chính trị khoá XII", "15/5/2016", "Nguyễn Phú Trọng", "126 năm", "03-CT/TW",
        "01-KL/TW", "12/6/2021", "323 tập thể, cá nhân", "2016–2021", "19/5/2025", "10 năm",
        "bốn mặt",
    ),
    "nghi-quyet-04-nq-tw-2016": (
        "30/10/2016", "Nguyễn Phú Trọng", "khoá XII", "27 biểu hiện", "3 nhóm", "9 biểu hiện",
        "4 nhóm nhiệm vụ, giải pháp", "09/12/2016", "21-KL/TW", "12-NQ/TW", "tam quyền phân lập",
    ),
    "quy-dinh-55-qd-tw-2016": (
        "19/12/2016", "Đinh Thế Huynh", "Thường trực Ban Bí thư", "6 ý", "không chia thành điều",
        "tiệc tùng", "Khẩu hiệu", "Thảm", "08-QĐi/TW", "báo chí", "Điều lệ Đảng",
    ),
    "quy-dinh-08-qdi-tw-2018": (
        "25/10/2018", "Nguyễn Phú Trọng", "16 nội dung", "8 điểm phải gương mẫu",
        "8 điểm phải chống", "xin từ chức", "101-QĐ/TW", "55-QĐ/TW", "chạy chức, chạy quyền",
        "hơn 3 trang", "4 điều", "đầu năm 2018",
    ),
    "ket-luan-01-kl-tw-2021": (
        "Bộ Chính trị khoá XIII", "18/5/2021", "05-CT/TW", "12/6/2021", "tự lực, tự cường",
        "Thái Nguyên", "01-CT/TW ngày 09/3/2021",
    ),
    "ket-luan-21-kl-tw-2021": (
        "25/10/2021", "Nguyễn Phú Trọng", "khoá XIII", "hệ thống chính trị", "09/12/2021",
        "144-QĐ/TW", "4 nhóm nhiệm vụ, giải pháp", "cấp chiến lược", "04-NQ/TW",
    ),
    "quy-dinh-37-qd-tw-2021": (
        "25/10/2021", "Nguyễn Phú Trọng", "19 điều", "47-QĐ/TW", "01/11/2011",
        "Điều 3 và Điều 13", "thứ 7", "văn bằng giả", "tư duy nhiệm kỳ",
    ),
    "quy-dinh-144-qd-tw-2024": (
        "09/5/2024", "Nguyễn Phú Trọng", "6 điều với 21 điểm", "năm chuẩn mực", "21-KL/TW",
        "tình thương, trách nhiệm", "Cần, kiệm, liêm, chính, chí công vô tư", "Khoản 1 Điều 1",
    ),
    "phap-lenh-34-2007-pl-ubtvqh11": (
        "20/4/2007", "Nguyễn Phú Trọng", "bốn nhóm việc", "5 nguyên tắc", "10/2022/QH15",
        "55/1998/NQ-UBTVQH10",
    ),
    "nghi-dinh-04-2015-nd-cp": (
        "09/01/2015", "4 chương, 18 điều", "Điều 1 đến Điều 3", "9 điều", "Điều 4 đến Điều 12",
        "10/2025", "Chương III",
    ),
    "luat-10-2022-qh15": (
        "10/11/2022", "Vương Đình Huệ", "01/7/2023", "14/12/2022", "905–906",
        "6 chương, 91 điều", "35 điều", "Điều 11 đến Điều 45", "6 nguyên tắc", "14/8/2023",
        "16/8/2023", "kỳ họp thứ 4", "dân thụ hưởng", "theo quý, 6 tháng và năm",
    ),
    "quyet-dinh-93-2007-qd-ttg": (
        "22/6/2007", "15 ngày", "181/2003/QĐ-TTg", "04/9/2003", "3 điều", "09/2015/QĐ-TTg",
        "25/3/2015", "15/5/2015", "469/QĐ-UBND", "05/3/2015", "năm 2014",
    ),
    "nghi-dinh-61-2018-nd-cp": (
        "23/4/2018", "Nguyễn Xuân Phúc", "21/6/2018", "08/5/2018", "551–552", "3 năm",
        "118/2025/NĐ-CP", "09/6/2025", "03/2025/TT-VPCP", "15/9/2025", "Luật Hải quan",
    ),
    "luat-44-2013-qh13": (
        "26/11/2013", "48/2005/QH11", "29/11/2005", "110/2025/QH15", "10/12/2025",
        "Trần Thanh Mẫn", "ba lĩnh vực", "trách nhiệm liên đới", "6 chương, 36 điều", "31/5",
    ),
    "phong-van-huyen-hai-ha-2016": (
        "97,8%", "35 tập thể", "160 cá nhân", "100% tổ chức đảng", "ISO 9001:2008", "11/6/2016",
        "Báo Quảng Ninh", "Thái Cảnh", "Hội Nông dân xã Quảng Thành",
        "Hội Phụ nữ thị trấn Quảng Hà", "Đoàn thanh niên xã Quảng Minh", "Đảng bộ Quân sự huyện",
        "Xã Quảng Chính", "Chi bộ Hạt kiểm lâm", "03-CT/TW", "1973/CT-TTg", "05-CT/TW",
        "Nghị quyết Trung ương 4 (khoá XI)",
    ),
}  # fmt: skip

#: Widely repeated claims that no page confirmed: a digest must not carry them.
UNCONFIRMED = (
    "Nông Đức Mạnh", "Lê Hồng Anh", "Nguyễn Tấn Dũng", "Nguyễn Sinh Hùng", "28 điều", "80 điều",
    "19/2014/QĐ-TTg", "71/1998/NĐ-CP", "25/02/2015", "01/7/2007", "01/7/2014", "01/7/2025",
    "5 điều, 19 điểm", "19 điểm", "15-4-2011", "15/4/2011", "cờ bạc", "kê khai tài sản",
)  # fmt: skip

#: Pages that were found too weak to stand as a source (copies on unrelated hosts).
REFUSED_HOSTS = ("hodine.com", "new88w.xyz", "plo.vn", "ttbd.gov.vn", "hoathanh.tayninh.gov.vn")

#: From this many syllables in a row on, a sentence counts as copied.
COPIED_RUN = 12

#: Names that are longer than COPIED_RUN; the documents' own titles are added to them.
LONG_NAMES = (
    "học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
    "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
)

#: Longest sentence, in space-separated words, without its speaker label and title.
SENTENCE_WORDS = 40


@dataclass(frozen=True)
class Source:
    """One file of the corpus, its front matter parsed."""

    path: Path
    raw: str
    front_matter: dict[str, Any]
    body: str


@cache
def sources() -> dict[str, Source]:
    """All documents of the corpus by file stem."""
    found = {}
    for path in sorted(CORPUS.glob("*/*.md")):
        raw = path.read_text(encoding="utf-8")
        _, front_matter, body = raw.split("---\n", 2)
        found[path.stem] = Source(path, raw, yaml.safe_load(front_matter), body)
    return found


def syllables(text: str) -> list[str]:
    """Lower-case words of a text without punctuation."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def sentences(body: str) -> Iterator[str]:
    """Sentences of a body, without headings, list numbers and speaker labels."""
    for line in body.splitlines():
        if line.startswith("#"):
            continue
        plain = re.sub(r"^(?:\d+\. |\*\*[^*]+\*\* )", "", line)
        yield from re.split(r"(?<=[.?:]) ", plain)


def runs_shared_with(text: str, reference: str, names: list[str]) -> list[str]:
    """Runs of COPIED_RUN syllables of ``text`` that ``reference`` holds too."""
    words = syllables(reference)
    known = {tuple(words[i : i + COPIED_RUN]) for i in range(len(words) - COPIED_RUN + 1)}
    joined = f" {' '.join(syllables(text))} "
    for name in sorted(names, key=len, reverse=True):
        joined = joined.replace(f" {' '.join(syllables(name))} ", " § ")
    own = joined.split()
    return [
        " ".join(own[i : i + COPIED_RUN])
        for i in range(len(own) - COPIED_RUN + 1)
        if tuple(own[i : i + COPIED_RUN]) in known
    ]


@pytest.fixture(params=sorted(KEY_FACTS))
def source(request: pytest.FixtureRequest) -> Source:
    return sources()[request.param]


def test_nineteen_directives_and_one_interview_are_shipped() -> None:
    assert set(sources()) == set(KEY_FACTS)
    kinds = [found.front_matter["kind"] for found in sources().values()]
    assert (kinds.count("directive"), kinds.count("interview")) == (19, 1)


def test_front_matter_has_only_known_keys_and_the_required_ones(source: Source) -> None:
    keys = set(source.front_matter)
    required = {"id", "kind", "type", "title", "issuer", "issued_on", "digest"}
    if source.front_matter["kind"] == "directive":
        required |= {"number", "standing", "source_urls"}
    else:
        required |= {"speaker", "speaker_title", "interviewer"}
    assert keys <= ALLOWED_KEYS
    assert required <= keys
    assert source.front_matter["digest"] is True


def test_the_id_is_the_file_stem_in_ascii(source: Source) -> None:
    assert source.front_matter["id"] == source.path.stem
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source.path.stem)


def test_dates_are_iso(source: Source) -> None:
    for key in ("issued_on", "effective_on", "expires_on"):
        if key in source.front_matter:
            assert isinstance(source.front_matter[key], date), key


def test_standing_is_known_and_names_its_successor(source: Source) -> None:
    standing = source.front_matter.get("standing", "unknown")
    assert standing in STANDINGS
    assert (standing == "replaced") == ("replaced_by" in source.front_matter)
    assert (standing == "continued") == ("continued_by" in source.front_matter)


def test_continuation_is_told_from_both_sides() -> None:
    by_number = {
        found.front_matter["number"]: found.front_matter
        for found in sources().values()
        if "number" in found.front_matter
    }
    there = {
        (number, successor.split()[0])
        for number, keys in by_number.items()
        for successor in keys.get("continued_by", [])
    }
    back = {
        (predecessor.split()[0], number)
        for number, keys in by_number.items()
        for predecessor in keys.get("continues", [])
    }
    assert there == back


def test_a_related_number_with_a_date_agrees_with_that_document() -> None:
    issued = {
        found.front_matter["number"]: found.front_matter["issued_on"]
        for found in sources().values()
        if "number" in found.front_matter
    }
    for found in sources().values():
        for key in ("replaced_by", "continues", "continued_by", "legal_basis"):
            for entry in found.front_matter.get(key, []):
                match = re.fullmatch(r"(\S+) \((\d+)/(\d+)/(\d{4})\)", entry)
                assert match, f"{found.path.name}: {entry}"
                number, day, month, year = match.groups()
                if number in issued:
                    assert issued[number] == date(int(year), int(month), int(day)), entry


def test_text_is_nfc_without_invisible_characters(source: Source) -> None:
    assert unicodedata.normalize("NFC", source.raw) == source.raw
    assert not re.search(r"[\u00a0\u200b-\u200f\ufeff\t\r]| \n", source.raw)


def test_it_says_that_it_is_a_digest_before_anything_else(source: Source) -> None:
    title, first = source.body.strip().split("\n\n")[:2]
    assert title.startswith("# ")
    assert "bản tóm lược" in first
    assert re.search(r"không phải (văn bản chính thức|nguyên văn)", first)


def test_sources_are_addresses_of_accepted_pages(source: Source) -> None:
    urls = source.front_matter.get("source_urls", [])
    assert urls or source.front_matter["kind"] == "interview"
    assert len(urls) == len(set(urls))
    for url in urls:
        assert re.match(r"https?://[^\s]+$", url)
        assert not any(host in url for host in REFUSED_HOSTS), url


def test_it_carries_its_key_facts(source: Source) -> None:
    body = re.sub(r"[*#]", "", source.body)
    assert [fact for fact in KEY_FACTS[source.path.stem] if fact not in body] == []


def test_the_body_says_what_the_front_matter_says(source: Source) -> None:
    keys = source.front_matter
    issued = keys["issued_on"]
    written = {
        f"{issued.day:{width}}/{issued.month:{other}}/{issued.year}"
        for width in ("", "02")
        for other in ("", "02")
    }
    assert any(form in source.body for form in written)
    for key in ("number", "issuer", "signer", "speaker", "interviewer", "title"):
        if key in keys:
            assert keys[key] in source.body, key


def test_nothing_unconfirmed_is_claimed(source: Source) -> None:
    assert [claim for claim in UNCONFIRMED if claim.lower() in source.raw.lower()] == []


def test_sentences_are_short_enough_to_be_quoted(source: Source) -> None:
    titles = [found.front_matter["title"] for found in sources().values()]
    for sentence in sentences(source.body):
        bare = sentence
        for title in titles:
            bare = bare.replace(title, "T")
        assert len(bare.split()) <= SENTENCE_WORDS, sentence


def test_every_list_follows_a_lead_in_or_stands_under_its_article(source: Source) -> None:
    blocks = source.body.strip().split("\n\n")
    for before, block in pairwise(blocks):
        if block.startswith("1. "):
            assert before.endswith(":") or before.startswith("### Điều "), block
            numbers = [int(line.split(". ")[0]) for line in block.splitlines()]
            assert numbers == list(range(1, len(numbers) + 1))


def test_the_interview_has_three_turns_in_reported_speech() -> None:
    body = sources()["phong-van-huyen-hai-ha-2016"].body
    labels = re.findall(r"^\*\*([^*]+):\*\*", body, flags=re.MULTILINE)
    assert labels == ["Phóng viên", "Đồng chí Lưu Văn Thường (thuật lại)"] * 3
    assert not re.search(r"\b(?:tôi|chúng tôi)\b", body, flags=re.IGNORECASE)


@pytest.mark.parametrize("name", ["FACTS.md", "seed/phong-van-huyen-hai-ha.txt"])
def test_no_sentence_is_copied_from_the_material(source: Source, name: str) -> None:
    material = SHARED / name
    if not material.is_file():
        pytest.skip(f"{material} is not here, so copying cannot be checked")
    titles = [str(found.front_matter["title"]) for found in sources().values()]
    names = [*titles, *LONG_NAMES]
    assert runs_shared_with(source.body, material.read_text(encoding="utf-8"), names) == []


def test_the_copying_check_sees_a_copied_run() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười mười_một mười_hai mười_ba"
    assert len(runs_shared_with(f"Trước đó {text}", f"{text}, sau đó", [])) == 2
    assert runs_shared_with(f"Trước đó {text}", f"{text}, sau đó", ["bốn năm sáu"]) == []


def test_the_readme_explains_every_front_matter_key() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", readme, flags=re.MULTILINE))
    assert explained == ALLOWED_KEYS


def test_the_readme_lists_the_standing_of_each_document() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    for found in sources().values():
        standing = found.front_matter.get("standing")
        if standing in {"continued", "replaced", "in_force"}:
            row = re.search(rf"^\| {standing} \| (.*) \|$", readme, flags=re.MULTILINE)
            assert row
            assert found.front_matter["number"] in row[1].split(", ")
