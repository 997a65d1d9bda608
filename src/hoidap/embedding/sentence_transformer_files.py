"""The bundled model as a standard sentence-transformers folder.

BERT encoder without pooler (``model.safetensors``, float32), tokenizer, mean
pooling, L2 normalisation, and the two prompts the model was trained with.
Anything that loads sentence-transformers models loads it.  Written without
torch, so that preparing needs neither torch nor time to import it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file

from hoidap.embedding.prepared_files import PROMPTS
from hoidap.embedding.tokenization import build_tokenizer
from hoidap.embedding.weights import Architecture, Floats, PackedModel, Vocabulary

#: What sentence-transformers' own ``encode_document`` looks for first.
_DOCUMENT = {"document": PROMPTS["passage"]}

#: Tensor names of the packed file -> names of transformers' BertModel.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write(packed: PackedModel, folder: Path) -> None:
    """Write the whole folder; ``folder`` exists and is empty."""
    weights = folder / "model.safetensors"
    save_file(state(packed), weights, metadata={"format": "pt"})
    weights.chmod(0o644)  # written private, unlike the rest; a service may run as another user
    # Compact, not pretty: half the bytes to read at every start.
    build_tokenizer(packed.vocabulary).save(str(folder / "tokenizer.json"), pretty=False)
    architecture, vocabulary = packed.architecture, packed.vocabulary
    files: dict[str, Any] = {
        "config.json": _bert_config(architecture, vocabulary),
        "tokenizer_config.json": _tokenizer_config(architecture, vocabulary),
        "sentence_bert_config.json": {
            "max_seq_length": architecture.positions,
            "do_lower_case": False,
            "model_kwargs": {"add_pooling_layer": False},
        },
        "config_sentence_transformers.json": {
            "prompts": PROMPTS | _DOCUMENT,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            _module(0, "", "Transformer"),
            _module(1, "1_Pooling", "Pooling"),
            _module(2, "2_Normalize", "Normalize"),
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": architecture.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
        },
        "2_Normalize/config.json": {},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def state(packed: PackedModel) -> dict[str, Floats]:
    """The encoder's tensors in float32 under transformers' names, linear weights (out, in)."""
    hidden = packed.architecture.hidden
    tensors = {}
    for source, target in _EMBEDDINGS.items():
        values = packed.floats(source)
        tensors[target] = values if ".ln." in source else values.reshape(-1, hidden)
    for layer in range(packed.architecture.layers):
        for source, target in _LAYER.items():
            prefix = f"encoder.layer.{layer}.{target}"
            bias = packed.floats(f"l{layer}.{source}.b")
            weight = packed.floats(f"l{layer}.{source}.w")
            if "LayerNorm" not in target:
                weight = weight.reshape(len(bias), -1)
            tensors[f"{prefix}.weight"], tensors[f"{prefix}.bias"] = weight, bias
    return tensors


def _bert_config(architecture: Architecture, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": architecture.hidden,
        "num_hidden_layers": architecture.layers,
        "num_attention_heads": architecture.heads,
        "intermediate_size": architecture.feed_forward,
        "vocab_size": architecture.vocabulary,
        "max_position_embeddings": architecture.positions,
        "type_vocab_size": architecture.token_types,
        "layer_norm_eps": 1e-12,  # the file's value before its rounding to float32
        "hidden_act": "gelu",
        "pad_token_id": vocabulary.pad,
        "dtype": "float32",
    }


def _tokenizer_config(architecture: Architecture, vocabulary: Vocabulary) -> dict[str, Any]:
    pieces = vocabulary.pieces
    return {
        # The generic class takes tokenizer.json as it is; BertTokenizer would not.
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": architecture.positions,
        "bos_token": pieces[vocabulary.bos],
        "cls_token": pieces[vocabulary.bos],
        "eos_token": pieces[vocabulary.eos],
        "sep_token": pieces[vocabulary.eos],
        "pad_token": pieces[vocabulary.pad],
        "unk_token": pieces[vocabulary.unk],
        "clean_up_tokenization_spaces": False,
    }


def _module(index: int, path: str, name: str) -> dict[str, Any]:
    # The long-standing names, understood by every version of sentence-transformers.
    kind = f"sentence_transformers.models.{name}"
    return {"idx": index, "name": str(index), "path": path, "type": kind}
