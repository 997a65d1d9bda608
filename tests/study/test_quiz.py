"""Five hundred quiz items, every one looked at: answers, wrong options, wording, giveaways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from hoidap.answering.assistant import Assistant
from hoidap.study.making import make_pack, regenerate_item
from hoidap.study.pack import Difficulty, ItemKind, PackRequest, QuizItem, StudyPack
from tests.study import checker
from tests.study.conftest import LABOUR_CODE

LEAST_ITEMS = 500
WORKING_HOURS = 555  # Chương VII
#: Requests whose items are checked: directives, an interview, a code and a chapter of it.
REQUESTS = (
    *(
        PackRequest(documents=(document,), questions=25, seed=seed)
        for document in (
            *("chi-thi-05-ct-tw-2016", "chi-thi-03-ct-tw-2011", "quy-dinh-08-qdi-tw-2018"),
            *("nghi-quyet-04-nq-tw-2016", "luat-10-2022-qh15", "phong-van-huyen-hai-ha-2016"),
            "quy-dinh-37-qd-tw-2021",
        )
        for seed in (1, 2)
    ),
    *(
        PackRequest(
            documents=(LABOUR_CODE,),
            sections={LABOUR_CODE: (WORKING_HOURS,)},
            questions=30,
            seed=seed,
        )
        for seed in (1, 2)
    ),
    *(
        PackRequest(documents=(LABOUR_CODE,), questions=100, seed=seed, difficulty=difficulty)
        for seed, difficulty in enumerate(Difficulty, start=1)
    ),
)


@pytest.fixture(scope="module")
def packs(library: Assistant) -> list[StudyPack]:
    return [make_pack(library, request) for request in REQUESTS]


@pytest.fixture(scope="module")
def items(packs: list[StudyPack]) -> list[QuizItem]:
    return [item for pack in packs for item in pack.quiz]


@pytest.fixture(scope="module")
def corpus(library: Assistant) -> checker.Corpus:
    with library.reading() as reading:
        ids = [each.id for each in reading.documents().documents]
        return checker.Corpus({each: reading.document(each).text for each in ids})


def test_there_are_five_hundred_items_of_every_kind(items: list[QuizItem]) -> None:
    assert len(items) >= LEAST_ITEMS
    assert set(Counter(item.kind for item in items)) == set(ItemKind)


def test_every_quote_is_the_text_at_its_place(
    items: list[QuizItem], corpus: checker.Corpus
) -> None:
    assert all(checker.real_sources(item, corpus) for item in items)


def test_every_answer_is_supported_by_its_citation(items: list[QuizItem]) -> None:
    assert not [item for item in items if not checker.is_supported(item)]


def test_the_checker_sees_a_wrong_key(items: list[QuizItem], corpus: checker.Corpus) -> None:
    """The check would be worth nothing if it passed every key."""
    choices = [item for item in items if item.kind is ItemKind.CHOICE]
    turned = [item.model_copy(update={"correct": ((item.correct[0] + 1) % 4,)}) for item in choices]
    unseen = [item for item in turned if checker.is_supported(item)]
    assert len(unseen) <= 0.02 * len(turned), [item.prompt for item in unseen]
    claims = [item for item in items if item.kind is ItemKind.TRUE_FALSE]
    assert not [
        item
        for item in claims
        if checker.is_supported(item.model_copy(update={"correct": (1 - item.correct[0],)}))
    ]
    assert [item for item in turned if not checker.wrong_is_false(item, corpus)]


def test_every_wrong_option_is_contradicted_or_absent(
    items: list[QuizItem], corpus: checker.Corpus
) -> None:
    assert not [item for item in items if not checker.wrong_is_false(item, corpus)]


def test_no_item_has_two_right_options(items: list[QuizItem]) -> None:
    assert not [item for item in items if not checker.has_one_answer(item)]


def test_ninety_eight_of_a_hundred_items_are_well_formed(items: list[QuizItem]) -> None:
    bad = [(checker.malformed(item), item.prompt) for item in items if checker.malformed(item)]
    assert len(bad) <= 0.02 * len(items), bad


def test_no_two_items_of_a_quiz_ask_the_same(packs: list[StudyPack]) -> None:
    for pack in packs:
        asked = [(item.prompt, item.options, item.left) for item in pack.quiz]
        assert len(set(asked)) == len(asked)
        places = [
            (each.document_id, each.start)
            for item in pack.quiz
            if item.kind not in (ItemKind.MATCH, ItemKind.ORDER)
            for each in item.sources[-1:]
        ]
        assert len(set(places)) == len(places)


def right_by(rule: str, choices: Sequence[QuizItem]) -> float:
    """Share of the choices that a rule of thumb gets right, ties broken by lot."""
    found = 0.0
    for item in choices:
        lengths = [len(option) for option in item.options]
        middle = sum(lengths) / len(lengths)
        scores: dict[str, list[float]] = {
            "longest": [float(length) for length in lengths],
            "shortest": [-float(length) for length in lengths],
            "most average": [-abs(length - middle) for length in lengths],
        }
        score = scores[rule]
        best = [at for at, value in enumerate(score) if value == max(score)]
        found += (item.correct[0] in best) / len(best)
    return found / len(choices)


def test_choices_are_not_answered_by_length(items: list[QuizItem]) -> None:
    choices = [item for item in items if item.kind is ItemKind.CHOICE]
    for rule in ("longest", "shortest", "most average"):
        assert right_by(rule, choices) == pytest.approx(0.25, abs=0.05), rule


def test_choices_are_not_answered_by_position(items: list[QuizItem]) -> None:
    choices = [item for item in items if item.kind is ItemKind.CHOICE]
    places = Counter(item.correct[0] for item in choices)
    for place in range(4):
        assert places[place] / len(choices) == pytest.approx(0.25, abs=0.05)


def test_claims_are_as_often_true_as_false(items: list[QuizItem]) -> None:
    claims = [item for item in items if item.kind is ItemKind.TRUE_FALSE]
    true = sum(item.correct == (0,) for item in claims)
    assert true / len(claims) == pytest.approx(0.5, abs=0.05)
    lengths = sorted(len(item.prompt) for item in claims)
    median = lengths[len(lengths) // 2]
    by_length = sum((len(item.prompt) > median) == (item.correct == (0,)) for item in claims)
    assert by_length / len(claims) == pytest.approx(0.5, abs=0.1)


def test_the_same_seed_gives_the_same_quiz_and_another_seed_another(library: Assistant) -> None:
    request = REQUESTS[0]
    again = make_pack(library, request).quiz
    assert again == make_pack(library, request).quiz
    other = make_pack(library, request.model_copy(update={"seed": 77})).quiz
    assert [item.prompt for item in other] != [item.prompt for item in again]
    assert len(other) == len(again)


def test_one_item_is_made_again_without_asking_what_others_ask(
    library: Assistant, packs: list[StudyPack]
) -> None:
    pack = packs[-4]
    old = pack.quiz[0]
    new = regenerate_item(library, pack, old.id, seed=5)
    assert new.id == old.id
    assert new.prompt not in {item.prompt for item in pack.quiz}
    assert new == regenerate_item(library, pack, old.id, seed=5)
