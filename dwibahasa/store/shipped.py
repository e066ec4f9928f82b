"""The checkpoints that ship with the project."""

from __future__ import annotations

from pathlib import Path

import dwibahasa

__all__ = ["shipped"]


def shipped() -> dict[str, Path]:
    """Name the shipped checkpoints and their directories.

    They lie in the package where it was installed from a wheel, beside it in a checkout.
    """
    package = Path(dwibahasa.__file__).resolve().parent
    for models in (package / "models", package.parent / "models"):
        found = {path.parent.name: path.parent for path in sorted(models.glob("*/config.json"))}
        if found:
            return found
    return {}
