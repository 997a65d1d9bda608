from __future__ import annotations

import pytest

from hoidap.answering.generative.drafts import Draft, drafts


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Có 35 tập thể [1].", [Draft("Có 35 tập thể.", (1,))]),
        ("Có 35 tập thể. [1] Có 160 cá nhân. [2]", [
            Draft("Có 35 tập thể.", (1,)),
            Draft("Có 160 cá nhân.", (2,)),
        ]),
        ("Có 35 tập thể [1][2] và 160 cá nhân [đoạn 3].", [
            Draft("Có 35 tập thể và 160 cá nhân.", (1, 2, 3))
        ]),
        ("Có 35 tập thể [1, 2].", [Draft("Có 35 tập thể.", (1, 2))]),
        ("- **Có 35 tập thể** [1]\n- Có 160 cá nhân [2]\n", [
            Draft("Có 35 tập thể", (1,)),
            Draft("Có 160 cá nhân", (2,)),
        ]),
        ("<think>Để xem. Có 99 tập thể.</think>Có 35 tập thể [1].", [
            Draft("Có 35 tập thể.", (1,))
        ]),
        ("Có [35 tập thể](http://x.vn) [1].", [Draft("Có 35 tập thể.", (1,))]),
        ("Ban hành ngày 15.5. 2016 tại TP. Hà Nội [1].", [
            Draft("Ban hành ngày 15.5. 2016 tại TP. Hà Nội.", (1,))
        ]),
        ("Có 35 tập thể [1]. Có 160 cá", [Draft("Có 35 tập thể.", (1,))]),
        ("[1] [2]", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_sentences_come_out_whole_however_the_text_comes(
    said: str, expected: list[Draft], size: int
) -> None:
    pieces = [said[at : at + size] for at in range(0, len(said), size)]

    assert list(drafts(pieces)) == expected


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    taken: list[str] = []

    def pieces() -> list[str]:
        return ["Có 35 tập thể [1]. ", "Có ", "160 cá nhân [2]."]

    def watched() -> object:
        for piece in pieces():
            taken.append(piece)
            yield piece

    first = next(iter(drafts(watched())))  # type: ignore[arg-type]

    assert first.text == "Có 35 tập thể."
    assert len(taken) < 3
