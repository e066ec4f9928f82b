"""A checkpoint in the very shape of opus-mt-id-en, with the words of `mini`, in both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate import Translator

SENTENCES = (
    "Presiden Joko Widodo membuka pameran otomotif di Jakarta pada Kamis.",
    "Pemerintah kota akan menggelar pasar murah pekan depan.",
)


@pytest.mark.slow
def test_the_widened_model_says_what_mini_says(tmp_path: Path, mini: Translator) -> None:
    from widened import widen  # imports torch

    said = [each.text for each in mini.translate(SENTENCES)]
    widened = str(widen(tmp_path / "widened"))
    for engine in ("transformers", "ctranslate2"):
        translator = Translator(widened, engine=engine, threads=1)
        assert [each.text for each in translator.translate(SENTENCES)] == said
