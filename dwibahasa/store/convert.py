"""Converts checkpoints to CTranslate2, once, and keeps the result by checksum."""

from __future__ import annotations

import errno
import gc
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import platformdirs

from dwibahasa.errors import ModelError
from dwibahasa.pretrained import load_pretrained, quiet_transformers
from dwibahasa.tokenizers import EOS, PAD, UNK, load_tokenizer

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint

__all__ = ["NEVER", "VOCABULARY_MAP", "convert", "converted", "forms", "quantize"]

# How the weights of each precision are stored: int8 and int8_float32 differ in what they are
# computed with, not in what lies on the disk.
STORED_AS = {"int8": "int8", "int8_float32": "int8", "float32": "float32"}
RECORD = "conversion.json"
VOCABULARY_MAP = "vmap.txt"
MOST_INT8 = 64
NEVER = -1e4  # the output bias of what a decoder must not say


def converted(checkpoint: Checkpoint, precision: str = "int8") -> Path:
    """Give the directory of a checkpoint's CTranslate2 form, converting it where there is none.

    One that lies beside the checkpoint, as `ctranslate2-<precision>/`, is used where it was made
    from these very weights; others are kept in the user's cache directory. `precision` is "int8",
    "int8_float32" or "float32". Errors as in `convert`.
    """
    stored = STORED_AS[precision]
    for directory in forms(checkpoint):
        if directory.name.endswith(f"-{stored}"):
            return directory
    target = _cache() / f"{checkpoint.checksum}-{stored}"
    convert(checkpoint, target, precision)
    return target


def forms(checkpoint: Checkpoint) -> list[Path]:
    """List the CTranslate2 forms of these very weights: those beside them, then those cached."""
    places = [
        *(checkpoint.path / f"ctranslate2-{stored}" for stored in ("int8", "float32")),
        *(_cache() / f"{checkpoint.checksum}-{stored}" for stored in ("int8", "float32")),
    ]
    return [place for place in places if _recorded_checksum(place) == checkpoint.checksum]


def convert(checkpoint: Checkpoint, directory: Path, precision: str = "int8") -> None:
    """Convert a checkpoint to CTranslate2 into `directory`, replacing what is there.

    It is written beside its place and renamed, so that `directory` is never half there. Needs the
    extra 'hub' (MissingExtraError). Raises ModelError for a Marian model whose <pad> embedding is
    not zero, and where the disk is full or cannot be written.
    """
    import ctranslate2

    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".converting-") as scratch:
            made = Path(scratch) / "model"
            _convert(checkpoint, made, STORED_AS[precision])
            gc.collect()  # the float32 weights, before the engine loads the new ones
            record = {
                "checksum": checkpoint.checksum,
                "quantization": STORED_AS[precision],
                "ctranslate2": ctranslate2.__version__,
            }
            (made / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
            if directory.exists():
                shutil.rmtree(directory)
            made.rename(directory)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        reason = "no space is left on the disk" if full else str(error)
        raise ModelError(
            f"{checkpoint.name} cannot be converted into {directory}: {reason}; "
            "set XDG_CACHE_HOME to a place with room that can be written"
        ) from None


def _convert(checkpoint: Checkpoint, directory: Path, quantization: str) -> None:
    model = load_pretrained(checkpoint)  # float32: from float16, int8 models compute in float16
    vocabulary = load_tokenizer(checkpoint).vocabulary
    if checkpoint.family == "marian":
        _check_pad_row(checkpoint, model)
    elif checkpoint.family in ("mt5", "t5"):
        # MT5Config and T5Config say True whatever the weights are, and CTranslate2 scales the
        # decoder's output by d_model^-0.5 where it is True. Only T5 1.0 scales.
        model.config.tie_word_embeddings = getattr(model.config, "scale_decoder_outputs", False)
    elif checkpoint.family in ("bart", "pegasus"):
        # transformers computes so whatever config.json says, or where it does not say.
        model.config.normalize_before = checkpoint.family == "pegasus"
        model.config.normalize_embedding = checkpoint.family == "bart"

    from ctranslate2.converters import TransformersConverter
    from ctranslate2.specs.model_spec import visit_spec

    class Converter(TransformersConverter):  # type: ignore[misc]
        """Converts the model and the vocabulary given, instead of loading its own."""

        def load_model(self, *_: Any, **__: Any) -> Any:
            return model

        def load_tokenizer(self, *_: Any, **__: Any) -> Any:
            return _Vocabulary(vocabulary)

        def _load(self) -> Any:
            spec = super()._load()
            if quantization == "int8":
                alias = spec._alias_variables

                def alias_and_quantize() -> None:
                    alias()  # of what stands in several places, such as embeddings, first
                    visit_spec(spec, quantize)

                spec._alias_variables = alias_and_quantize
            return spec

    with quiet_transformers():
        Converter(str(checkpoint.path)).convert(str(directory))
    if checkpoint.family == "marian":
        _restrict(model.final_logits_bias[0].tolist(), vocabulary, directory / VOCABULARY_MAP)


def _restrict(bias: list[float], vocabulary: list[str], path: Path) -> None:
    """Write which pieces may be an output, where a bias of NEVER forbids others: CTranslate2 then
    never computes these. (The file may say more, by source piece; here is one line for all.)
    """
    allowed = [piece for piece, own in zip(vocabulary, bias, strict=True) if own > NEVER / 2]
    if len(allowed) < len(vocabulary) - 1:  # <pad> alone is no matter
        path.write_text("\t" + " ".join(allowed) + "\n", encoding="utf-8")


def quantize(spec: Any, name: str, value: Any) -> None:
    """Round a matrix of a CTranslate2 model to whole numbers from -64 to 64, row by row.

    CTranslate2 itself goes to 127. On CPUs with AVX2 but not VNNI, oneDNN adds up two products with
    an unsigned byte in 16 bits: 2 * 255 * 64 fits there, what is more is cut off without a word.
    """
    import numpy as np
    from ctranslate2.specs.model_spec import NumpyVariable

    name = name.rpartition("/")[2]
    if isinstance(value, str) or not hasattr(spec, f"{name}_scale"):  # an alias, or no matrix
        return
    rows = value.to("float32").numpy()
    largest = np.abs(rows).max(axis=1)
    # As CTranslate2 does: 1 for a row of zeros, and nothing that float32 cannot hold.
    largest = np.where(largest == 0, MOST_INT8, np.maximum(largest, 1e-36)).astype(np.float32)
    scale = MOST_INT8 / largest
    setattr(spec, name, NumpyVariable(np.rint(rows * scale[:, None]).astype(np.int8)))
    setattr(spec, f"{name}_scale", NumpyVariable(scale))


def _check_pad_row(checkpoint: Checkpoint, model: Any) -> None:
    """CTranslate2 starts Marian's decoder from zeros, transformers from the <pad> row."""
    row = model.get_decoder().get_input_embeddings().weight[model.config.pad_token_id]
    if row.abs().max().item() > 0:
        raise ModelError(
            f"{checkpoint.name}: its <pad> embedding is not zero, so that CTranslate2 would decode "
            "otherwise than the model was trained; use --engine transformers, or train it with "
            "that row kept at zero"
        )


class _Vocabulary:
    """What CTranslate2's loaders ask of a tokeniser."""

    bos_token, eos_token, unk_token, pad_token = "<s>", EOS, UNK, PAD
    special_tokens_map: ClassVar[dict[str, Any]] = {}  # they are among the pieces

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces

    def get_vocab(self) -> dict[str, int]:
        return {piece: i for i, piece in enumerate(self._pieces)}

    def convert_ids_to_tokens(self, index: int) -> str:
        return self._pieces[index]


def _cache() -> Path:
    return platformdirs.user_cache_path("dwibahasa") / "ctranslate2"


def _recorded_checksum(directory: Path) -> str | None:
    try:
        record = json.loads((directory / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(record.get("checksum"))
