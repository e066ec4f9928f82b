"""Indonesian into English.

from translate import Translator

for translation in Translator("mini").translate(["Harga beras naik 2,5 persen."]):
    print(translation.text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translate.result import ArticleTranslation, Provenance, Segment, Translation

if TYPE_CHECKING:
    from translate.translator import Translator

__all__ = ["ArticleTranslation", "Provenance", "Segment", "Translation", "Translator"]


def __getattr__(name: str) -> Any:
    """Import the translator, and with it the engines, only when it is asked for."""
    if name == "Translator":
        from translate.translator import Translator

        return Translator
    raise AttributeError(f"module 'translate' has no attribute {name!r}")
