"""The two languages, one of which is translated into the other."""

from __future__ import annotations

from typing import Literal

__all__ = ["NAMES", "OTHER", "LanguageCode"]

LanguageCode = Literal["en", "id"]

NAMES: dict[LanguageCode, str] = {"en": "English", "id": "Indonesian"}
OTHER: dict[LanguageCode, LanguageCode] = {"en": "id", "id": "en"}
