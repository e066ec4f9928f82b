"""Tiny checkpoints with real tokenisers, made once a session: random weights, whole machinery."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dwibahasa.pretrained import quiet_transformers

ROOT = Path(__file__).resolve().parent.parent
SEED_ARTICLE = ROOT / "seeds" / "g20-lavrov-blinken.id.txt"

PLACES = ("Jakarta", "Bandung", "Surabaya", "Medan", "Makassar", "Denpasar", "Padang", "Ambon")
SUBJECTS = ("Presiden", "Menteri keuangan", "Gubernur", "Polisi", "Bank sentral", "Para petani")
VERBS = ("membuka", "menolak", "membahas", "meninjau", "mengumumkan", "menunda", "mendukung")
OBJECTS = ("rencana baru", "harga beras", "jalan tol", "anggaran daerah", "kerja sama", "pemilu")


# Of all with the configuration of BART; weights this wide spread out make outputs differ.
SHAPE = {
    "d_model": 32, "encoder_layers": 2, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64, "init_std": 0.3,
}  # fmt: skip


def sentences() -> list[str]:
    """Some hundred Indonesian sentences: the seed article's and made-up ones."""
    made = [
        f"{subject} {verb} {thing} di {PLACES[(i * 7 + j * 3 + k) % 8]} pada {2000 + i * 5 + j}."
        for i, subject in enumerate(SUBJECTS)
        for j, verb in enumerate(VERBS)
        for k, thing in enumerate(OBJECTS)
    ]
    return [line for line in SEED_ARTICLE.read_text("utf-8").splitlines() if line.strip()] + made


def train_sentencepiece(path: Path, texts: list[str], size: int, **options: Any) -> None:
    import sentencepiece

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(path.with_suffix("")),
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
        num_threads=1,
        **options,
    )
    path.with_suffix(".vocab").unlink()
    path.with_suffix(".model").rename(path)


def fill_up(model_file: Path, size: int, last: Sequence[str] = ()) -> None:
    """Add pieces that occur in no text to a SentencePiece model; `last` are the last ones."""
    from sentencepiece import sentencepiece_model_pb2

    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(model_file.read_bytes())
    for i in range(size - len(model.pieces) - len(last)):
        model.pieces.add(piece=f"\ue000{i}", score=-1000.0)
    for piece in last:
        model.pieces.add(piece=piece, score=-1000.0)
    model_file.write_bytes(model.SerializeToString())


def make_marian(
    directory: Path, *, tc_big: bool = False, vocab_size: int = 0, **shape: float
) -> Path:
    """A MarianMT in the layout of an OPUS-MT checkpoint, of 2+1 layers, 32 wide unless `shape` (of
    its configuration) says otherwise.

    tc_big: as those models are, of several targets, with ReLU and weights in float16. vocab_size:
    the vocabulary is filled up to it.
    """
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    directory.mkdir(parents=True)
    texts = sentences()
    train_sentencepiece(directory / "source.spm", texts, 400)
    train_sentencepiece(directory / "target.spm", [t[::-1] for t in texts], 400)
    pieces = ["</s>", "<unk>"]
    for name in ("source.spm", "target.spm"):
        model = sentencepiece.SentencePieceProcessor(model_file=str(directory / name))
        # As in OPUS-MT, vocab.json lacks some pieces that the SentencePiece models have.
        pieces += model.id_to_piece(list(range(3, model.get_piece_size() - 10)))
    targets = [">>deu<<", ">>eng<<"] if tc_big else []
    pieces = [*dict.fromkeys(pieces), *targets]
    pieces += [*(f"\ue000{i}" for i in range(vocab_size - len(pieces) - 1)), "<pad>"]
    (directory / "vocab.json").write_text(json.dumps({p: i for i, p in enumerate(pieces)}))
    (directory / "tokenizer_config.json").write_text(
        json.dumps(
            {
                "source_lang": "mul" if tc_big else "id",
                "target_lang": "deu+eng" if tc_big else "en",
                "model_max_length": 512,
            }
        )
    )
    pad = len(pieces) - 1
    torch.manual_seed(5)
    config = MarianConfig(
        vocab_size=len(pieces), max_position_embeddings=512, scale_embedding=True,
        activation_function="relu" if tc_big else "swish", pad_token_id=pad,
        decoder_start_token_id=pad, eos_token_id=0, bos_token_id=0, forced_eos_token_id=0,
        **(SHAPE | shape),
    )  # fmt: skip
    model = MarianMTModel(config)
    enliven(model)
    with torch.no_grad():
        model.get_input_embeddings().weight[pad] = 0
        model.final_logits_bias[0, 0] = 1.0
    with quiet_transformers():
        (model.half() if tc_big else model).save_pretrained(directory)
    return directory


def make_t5(
    directory: Path,
    kind: str = "mt5",
    *,
    tied: bool = False,
    pieces: int = 0,
    only_bin: bool = False,
    **shape: float,
) -> Path:
    """An mT5 or T5 whose output embeddings are `tied` or its own, of 2+2 layers, 32 wide unless
    `shape` (of its configuration) says otherwise.

    pieces: spiece.model is filled up to so many, sentinels last, as mT5's. only_bin: the weights
    are in pytorch_model.bin, with all their names, as those of before safetensors.
    """
    import sentencepiece
    import torch
    import transformers
    from safetensors.torch import save_file

    directory.mkdir(parents=True)
    model_file = directory / "spiece.model"
    train_sentencepiece(model_file, sentences(), 500, pad_id=0, eos_id=1, unk_id=2, bos_id=-1)
    if pieces:
        fill_up(model_file, pieces, [f"▁<extra_id_{i}>" for i in reversed(range(100))])
    spm = sentencepiece.SentencePieceProcessor(model_file=str(model_file))
    rows = spm.get_piece_size() + (12 if pieces else 112)
    prefix = {"task_specific_params": {"summarization": {"prefix": "summarize: "}}}
    names = {"mt5": "MT5", "t5": "T5"}
    torch.manual_seed(5)
    small = {"d_model": 32, "d_kv": 16, "d_ff": 64, "num_layers": 2, "num_heads": 2}
    config = getattr(transformers, f"{names[kind]}Config")(
        vocab_size=rows, feed_forward_proj="gated-gelu", tie_word_embeddings=tied,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=0,
        **(small | shape), **(prefix if kind == "t5" else {}),
    )  # fmt: skip
    model = getattr(transformers, f"{names[kind]}ForConditionalGeneration")(config)
    weights = model.state_dict()
    # transformers ties whatever the flag says; the real checkpoints do not all.
    weights["shared.weight"] *= 0.5
    if tied:
        del weights["lm_head.weight"]
    else:
        weights["lm_head.weight"] = torch.randn_like(weights["shared.weight"])
        weights["lm_head.weight"][1] *= 2.0
    config.architectures = [type(model).__name__]
    config.save_pretrained(directory)
    if only_bin:
        torch.save(weights, directory / "pytorch_model.bin")
    else:
        for side in ("encoder", "decoder"):
            del weights[f"{side}.embed_tokens.weight"]
        save_file(weights, directory / "model.safetensors", metadata={"format": "pt"})
    written = json.loads((directory / "config.json").read_text())
    written["tie_word_embeddings"] = tied
    (directory / "config.json").write_text(json.dumps(written))
    return directory


def make_m2m100(directory: Path, *, nllb: bool, pieces: int = 0, **shape: float) -> Path:
    """An M2M100 of 2+1 layers, 32 wide, with the files of NLLB-200's or M2M100's repositories.

    pieces: the SentencePiece model is filled up to so many. shape: as for Marian.
    """
    import sentencepiece
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration
    from transformers.models.m2m_100 import tokenization_m2m_100
    from transformers.models.nllb import tokenization_nllb

    directory.mkdir(parents=True)
    model_file = directory / "sentencepiece.bpe.model"
    train_sentencepiece(model_file, sentences(), 500, model_type="bpe")
    fill_up(model_file, pieces)
    spm = sentencepiece.SentencePieceProcessor(model_file=str(model_file))
    known = spm.id_to_piece(list(range(3, spm.get_piece_size())))
    if nllb:
        languages, spare = tokenization_nllb.FAIRSEQ_LANGUAGE_CODES, 3  # <mask> and two
    else:
        codes = tokenization_m2m_100.FAIRSEQ_LANGUAGE_CODES["m2m100"]
        languages, spare = [f"__{code}__" for code in codes], 8
        numbered = ["<s>", "<pad>", "</s>", "<unk>", *known]
        (directory / "vocab.json").write_text(json.dumps({p: i for i, p in enumerate(numbered)}))
    stated = {"additional_special_tokens": languages, "unk_token": "<unk>"}
    (directory / "special_tokens_map.json").write_text(json.dumps(stated))
    name = "NllbTokenizer" if nllb else "M2M100Tokenizer"
    described = {"tokenizer_class": name, "src_lang": None, "tgt_lang": None}
    (directory / "tokenizer_config.json").write_text(json.dumps(described))
    torch.manual_seed(5)
    config = M2M100Config(
        vocab_size=4 + len(known) + len(languages) + spare, max_position_embeddings=1024,
        scale_embedding=True, decoder_start_token_id=2, **(SHAPE | shape),
    )  # fmt: skip
    model = M2M100ForConditionalGeneration(config)
    enliven(model)
    with torch.no_grad():
        model.get_input_embeddings().weight[2] *= 1.5
    config.architectures = ["M2M100ForConditionalGeneration"]
    config.save_pretrained(directory)
    torch.save(model.state_dict(), directory / "pytorch_model.bin")
    return directory


def make_bart(directory: Path, kind: str = "bart") -> Path:
    """A BART or Pegasus of 2+1 layers, 32 wide, with the tokeniser of its first repositories."""
    import sentencepiece
    import torch
    import transformers
    from tokenizers import ByteLevelBPETokenizer

    directory.mkdir(parents=True)
    described: dict[str, Any]
    if kind == "bart":
        special = ["<s>", "<pad>", "</s>", "<unk>"]
        bpe = ByteLevelBPETokenizer()
        bpe.train_from_iterator(sentences(), 500, special_tokens=special, show_progress=False)
        bpe.save_model(str(directory))
        size, described = bpe.get_vocab_size(), {"forced_bos_token_id": 0}  # <mask> has no row
    else:
        train_sentencepiece(
            directory / "spiece.model", sentences(), 500,
            pad_id=0, eos_id=1, unk_id=2, bos_id=-1, user_defined_symbols=["<n>"],
        )  # fmt: skip
        model_file = str(directory / "spiece.model")
        spm = sentencepiece.SentencePieceProcessor(model_file=model_file)
        size = spm.get_piece_size() + 103
        described = {"scale_embedding": True, "activation_function": "relu"}
    names = {"bart": "Bart", "pegasus": "Pegasus"}
    torch.manual_seed(5)
    config = getattr(transformers, f"{names[kind]}Config")(
        vocab_size=size, max_position_embeddings=128, **SHAPE, **described
    )
    model = getattr(transformers, f"{names[kind]}ForConditionalGeneration")(config)
    enliven(model)
    with quiet_transformers():
        model.save_pretrained(directory)
    return directory


def enliven(model: Any) -> None:
    """Left alone, random tied weights say one token for ever, whatever the source."""
    import torch

    with torch.no_grad():
        for layer in model.model.decoder.layers:
            layer.encoder_attn.out_proj.weight *= 6
            layer.fc2.weight *= 3


@pytest.fixture(scope="session")
def tiny_bart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bart(tmp_path_factory.mktemp("checkpoints") / "bart")


@pytest.fixture(scope="session")
def tiny_pegasus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bart(tmp_path_factory.mktemp("checkpoints") / "pegasus", "pegasus")


@pytest.fixture(scope="session")
def tiny_nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_m2m100(tmp_path_factory.mktemp("checkpoints") / "nllb", nllb=True)


@pytest.fixture(scope="session")
def tiny_m2m100(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_m2m100(tmp_path_factory.mktemp("checkpoints") / "m2m100", nllb=False)


@pytest.fixture(scope="session")
def tiny_marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_marian(tmp_path_factory.mktemp("checkpoints") / "marian")


@pytest.fixture(scope="session")
def tiny_tc_big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_marian(tmp_path_factory.mktemp("checkpoints") / "tc-big", tc_big=True)


@pytest.fixture(scope="session")
def tiny_mt5(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_t5(tmp_path_factory.mktemp("checkpoints") / "mt5")


@pytest.fixture(scope="session")
def tiny_mt5_tied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_t5(tmp_path_factory.mktemp("checkpoints") / "mt5-tied", tied=True)


@pytest.fixture(scope="session")
def tiny_t5(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_t5(tmp_path_factory.mktemp("checkpoints") / "t5", "t5", tied=True)


@pytest.fixture(scope="session")
def tiny_t5_untied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_t5(tmp_path_factory.mktemp("checkpoints") / "t5-untied", "t5")
