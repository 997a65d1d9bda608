"""What the verification lets through, measured on sentences whose truth is known."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from hoidap.answering.verification.faults import FaultKind
from hoidap.answering.verification.verdict import SUPPORTED, Evidence, Verdict
from tests.answering.verification.labelled import Labelled, halves, labelled

AWARDS = (
    "Trong 5 năm, các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng 35 tập thể và 160 cá nhân "
    "tiêu biểu, xuất sắc. Hằng năm, tỷ lệ đảng viên đăng ký “làm theo” đạt 97,8%."
)
NOTICE = (
    "1. Người lao động có quyền chấm dứt hợp đồng nhưng phải báo trước cho người sử dụng lao động "
    "như sau:\na) Ít nhất 45 ngày nếu làm việc theo hợp đồng không xác định thời hạn;\n"
    "b) Ít nhất 30 ngày nếu làm việc theo hợp đồng từ 12 tháng đến 36 tháng."
)


@cache
def judged(half: int) -> tuple[tuple[Labelled, Verdict], ...]:
    """One half of the labelled sentences with their verdicts."""
    return tuple((each, Evidence([each.passage]).check(each.sentence)) for each in halves()[half])


def rates(cases: tuple[tuple[Labelled, Verdict], ...]) -> tuple[float, float]:
    """The share of false sentences caught and of true ones passed."""
    caught = [not verdict.supported for each, verdict in cases if not each.true]
    passed = [verdict.supported for each, verdict in cases if each.true]
    return sum(caught) / len(caught), sum(passed) / len(passed)


def test_the_labelled_set_is_large_and_of_every_kind() -> None:
    kinds = Counter(each.kind.split()[0] for each in labelled() if not each.true)

    assert len(labelled()) >= 400
    for kind in ("number", "numbers", "name", "negation", "quantity", "date", "agent", "agents"):
        assert kinds[kind] >= 25, kind
    assert sum(each.true for each in labelled()) >= 200


def test_wrong_sentences_are_caught_and_true_ones_pass() -> None:
    """The other half, which nothing was calibrated on."""
    caught, passed = rates(judged(1))

    assert caught >= 0.97, [e.sentence for e, v in judged(1) if v.supported and not e.true]
    assert passed >= 0.95, [(e.sentence, v.faults) for e, v in judged(1) if e.true and v.faults]


def test_no_kind_of_wrong_sentence_slips_through_more_than_others() -> None:
    for kind in {each.kind for each in labelled() if not each.true and "written" not in each.kind}:
        cases = tuple(case for half in (0, 1) for case in judged(half) if case[0].kind == kind)
        assert sum(not verdict.supported for _, verdict in cases) >= 0.9 * len(cases), kind


def test_the_threshold_is_the_best_of_the_first_half() -> None:
    """Of all thresholds, none lets more of the first half's sentences be judged rightly."""

    def right(threshold: float) -> int:
        count = 0
        for each, verdict in judged(0):
            other = any(fault.kind is not FaultKind.WORDING for fault in verdict.faults)
            count += (not other and verdict.share >= threshold) == each.true
        return count

    best = max(right(threshold / 100) for threshold in range(50, 101, 5))

    assert right(SUPPORTED) >= best - 1


@pytest.mark.parametrize(
    "claim",
    [
        "Các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng ba mươi lăm tập thể và 160 cá nhân.",
        "Các tổ chức cơ sở đảng ở huyện Hải Hà khen thưởng 35 tập thể và 160 cá nhân trong 5 năm.",
        "35 tập thể và 160 cá nhân được các tổ chức cơ sở đảng ở huyện Hải Hà khen thưởng.",
        "Hằng năm, tỉ lệ đảng viên đăng ký “làm theo” đạt 97,8 phần trăm.",
    ],
)
def test_what_says_the_same_otherwise_is_supported(claim: str) -> None:
    assert Evidence([AWARDS]).check(claim).faults == ()


def test_the_everyday_word_for_what_the_passage_says_is_supported() -> None:
    leave = "Lao động nữ được nghỉ thai sản 06 tháng và nghỉ hằng năm 12 ngày."
    assert Evidence([leave]).check("Lao động nữ được nghỉ đẻ 06 tháng.").supported
    assert Evidence([leave]).check("Lao động nữ được nghỉ phép 12 ngày.").supported
    assert not Evidence([leave]).check("Lao động nữ được nghỉ phép 06 ngày và sổ đỏ.").supported


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng 36 tập thể.", FaultKind.NUMBER),
        ("Huyện Hải Hà đã khen thưởng 160 tập thể và 35 cá nhân.", FaultKind.NUMBER),
        ("Các tổ chức cơ sở đảng ở huyện Đầm Hà đã khen thưởng 35 tập thể.", FaultKind.NAME),
        ("Tỷ lệ đảng viên đăng ký “làm theo” không đạt 97,8%.", FaultKind.NEGATION),
        ("Hầu hết các tổ chức cơ sở đảng đã khen thưởng 35 tập thể.", FaultKind.QUANTITY),
        ("Năm 2016, các tổ chức cơ sở đảng đã khen thưởng 35 tập thể.", FaultKind.DATE),
        ("Theo Chỉ thị 05-CT/TW, tỷ lệ đảng viên đăng ký đạt 97,8%.", FaultKind.DOCUMENT),
        ("Việc khen thưởng giúp kinh tế phát triển mạnh mẽ và bền vững.", FaultKind.WORDING),
        ("Và cũng là như thế.", FaultKind.NOTHING),
        ("Huyện Hải Hà.", FaultKind.NOTHING),
        ("Các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng ai?", FaultKind.NOTHING),
    ],
)
def test_what_the_passage_does_not_say_has_a_fault_that_names_it(
    claim: str, kind: FaultKind
) -> None:
    assert kind in {fault.kind for fault in Evidence([AWARDS]).check(claim).faults}


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Người lao động phải báo trước ít nhất 45 ngày.", FaultKind.CONDITION),
        (
            "Người sử dụng lao động có quyền chấm dứt hợp đồng nhưng phải báo trước cho người "
            "lao động.",
            FaultKind.AGENT,
        ),
        (
            "Người lao động phải báo trước nhiều nhất 45 ngày nếu làm việc theo hợp đồng không "
            "xác định thời hạn.",
            FaultKind.QUANTITY,
        ),
        (
            "Người lao động phải báo trước ít nhất 30 ngày nếu làm việc theo hợp đồng không xác "
            "định thời hạn.",
            FaultKind.NUMBER,
        ),
    ],
)
def test_conditions_agents_and_bounds_must_agree(claim: str, kind: FaultKind) -> None:
    assert kind in {fault.kind for fault in Evidence([NOTICE]).check(claim).faults}


def test_an_item_may_stand_behind_its_lead_in_and_both_are_its_support() -> None:
    verdict = Evidence([NOTICE]).check(
        "Người lao động phải báo trước cho người sử dụng lao động ít nhất 30 ngày nếu làm việc "
        "theo hợp đồng từ 12 tháng đến 36 tháng."
    )

    assert verdict.supported
    quotes = [NOTICE[each.start : each.end] for each in verdict.support]
    assert [quote[:2] for quote in quotes] == ["1.", "b)"]


def test_only_the_passages_that_are_cited_count() -> None:
    evidence = Evidence([AWARDS, NOTICE])
    claim = "Các tổ chức cơ sở đảng ở huyện Hải Hà đã khen thưởng 35 tập thể."

    assert evidence.check(claim, [0]).supported
    assert not evidence.check(claim, [1]).supported
    assert evidence.check(claim).support[0].passage == 0
