"""How much a term says about what is asked: question words and particles say little.

The weights are multiplied with a term's retrieval weight.  They only lower
words whose rarity in official texts would overrate them (``gì``, ``bao
nhiêu``, ``nhỉ`` are rare in documents and common in questions) and the
commonest function words; anything else keeps 1.  A pair of syllables that is
not listed itself has the product of its parts' weights, so ``là_gì`` counts
for nothing and ``của_huyện`` for a little.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from hoidap.vietnamese.folding import fold_composed
from hoidap.vietnamese.tokens import PAIR

#: weight -> terms; syllables in match form, pairs joined by "_".
_TABLE: Final[dict[float, str]] = {
    # Question words and politeness: never in the answer.
    0.05: (
        "gì nào đâu sao nhỉ nhé ạ à ư hả vậy thế mấy ai xin hỏi giúp biết thưa dạ chăng hở "
        "bao_nhiêu bao_lâu bao_giờ thế_nào ra_sao tại_sao vì_sao là_gì là_ai những_ai khi_nào "
        "như_nào đâu_là xin_hỏi cho_biết cho_hỏi hãy_cho xin_cho hay_không có_không phải_không "
        "đúng_không được_không làm_sao"
    ),
    # Function words: in every text.
    0.3: (
        "là của và các những được cho với về trong ở tại có này đó kia thì mà bị bởi do từ đến "
        "một như khi nếu vào ra lên xuống đã đang sẽ cũng còn vẫn rất hay hoặc theo để không phải "
        "rằng việc cái con nhiêu tôi em anh chị mình bạn hãy nêu"
    ),
}


def _weights() -> dict[str, float]:
    return {term: weight for weight, terms in _TABLE.items() for term in terms.split()}


def _folded_weights() -> dict[str, float]:
    """Weights of folded terms: when two terms fold alike, the more telling one decides."""
    folded: dict[str, float] = {}
    for term, weight in _weights().items():
        key = fold_composed(term)
        folded[key] = max(weight, folded.get(key, 0.0))
    return folded


_WEIGHTS: Final = _weights()
_FOLDED_WEIGHTS: Final = _folded_weights()


def is_question_word(term: str) -> bool:
    """Whether a term in match form only asks (``bao_nhiêu``, ``gì``)."""
    return _WEIGHTS.get(term, 1.0) <= min(_TABLE)


@lru_cache(maxsize=16_384)
def term_weight(term: str) -> float:
    """Weight of a term of ``index_terms``, 0 to 1."""
    return _lookup(term, _WEIGHTS)


@lru_cache(maxsize=16_384)
def folded_term_weight(term: str) -> float:
    """Weight of a term of ``folded_terms``, 0 to 1."""
    return _lookup(term, _FOLDED_WEIGHTS)


def _lookup(term: str, weights: dict[str, float]) -> float:
    known = weights.get(term)
    if known is not None or PAIR not in term:
        return 1.0 if known is None else known
    product = 1.0
    for part in term.split(PAIR):
        product *= weights.get(part, 1.0)
    return product
