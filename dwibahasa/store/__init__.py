"""Where models come from: those that ship, directories, the hub; and their CTranslate2 form."""

from __future__ import annotations

from dwibahasa.store.convert import convert, converted
from dwibahasa.store.resolve import resolve
from dwibahasa.store.shipped import shipped

__all__ = ["convert", "converted", "resolve", "shipped"]
