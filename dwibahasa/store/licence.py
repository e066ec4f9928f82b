"""What a licence that a model card states allows, in a few words."""

from __future__ import annotations

__all__ = ["terms"]


def terms(identifier: str | None) -> str:
    """Say what the hub's identifier of a licence ("cc-by-nc-4.0") means to a user."""
    if identifier is None:
        return "its model card states no licence"
    if not identifier.startswith("cc-"):
        return f"licence {identifier}"
    *conditions, version = identifier.upper().split("-")[1:]
    free = "" if "NC" not in conditions else ": not for commercial use"
    return f"licence CC {'-'.join(conditions)} {version}{free}"
