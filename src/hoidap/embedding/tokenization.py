"""The bundled model's tokenizer, rebuilt for the ``tokenizers`` library.

XLM-RoBERTa's SentencePiece unigram: characters are normalised (Nmt drops
control characters and turns every kind of blank into a space, NFKC composes
and folds compatibility forms), runs of spaces shrink to one, each word gets a
leading ``▁``, and the most probable split into pieces wins.  ``<s>`` and
``</s>`` enclose the result.

Nmt + NFKC agrees with the normalisation table of the model's own file on all
characters of Unicode but two (U+FF5E and U+1F23B), neither of them Vietnamese.
"""

from __future__ import annotations

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from hoidap.embedding.weights import Vocabulary


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """A tokenizer with neither truncation nor padding set; ids are those of the model."""
    tokenizer = Tokenizer(
        models.Unigram(
            list(zip(vocabulary.pieces, vocabulary.scores, strict=True)),
            unk_id=vocabulary.unk,
            byte_fallback=False,
        )
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    return tokenizer
