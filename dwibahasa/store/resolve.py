"""From the name of a model to a checkpoint on this disk."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from dwibahasa.checkpoint import Checkpoint, inspect
from dwibahasa.errors import ModelError, UsageError
from dwibahasa.languages import LanguageCode
from dwibahasa.store.curated import CURATED
from dwibahasa.store.shipped import shipped

__all__ = ["is_hub_id", "nearest", "resolve"]

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def resolve(
    name: str,
    *,
    offline: bool = False,
    revision: str | None = None,
    into: LanguageCode | None = None,
) -> Checkpoint:
    """Find the model `name`: one that ships, a directory, or a hub id, which is downloaded once.

    offline: use only what is on this disk. revision: commit, tag or branch of a hub model.
    into: the language a translator is to write; None takes what it can, English rather than
    Indonesian.

    Raises ModelError where there is no such model, or where it cannot be used or reached;
    UsageError where a revision is asked of a model that has none.
    """
    directory = shipped().get(name) or Path(name).expanduser()
    if directory.is_dir():
        if revision:
            raise UsageError(f"--revision is for hub models; {name} is a directory on this disk")
        return inspect(directory, name, into=into)
    if directory.exists():
        raise ModelError(f"{name} is a file; give the directory of a model")
    if is_hub_id(name):
        from dwibahasa.store.hub import fetch

        path, commit = fetch(name, revision, offline=offline, into=into)
        return inspect(path, name, commit, into=into)
    if "/" in name or "\\" in name:
        raise ModelError(f"there is no directory {name}, and it is no hub id (owner/name)")
    raise ModelError(
        f"there is no model '{name}'{nearest(name)}; shipped: {', '.join(shipped()) or 'none'}; "
        f"or give a directory or a hub id such as {CURATED[0].name}"
    )


def is_hub_id(name: str) -> bool:
    """Tell whether a name is written as the hub's are, owner/name."""
    return bool(_HUB_ID.fullmatch(name))


def nearest(name: str) -> str:
    """Say which known names are like `name`; nothing where none is."""
    known = {known.lower(): known for known in (*shipped(), *(choice.name for choice in CURATED))}
    known |= {full.split("/")[-1]: known[full] for full in list(known)}
    near = get_close_matches(name.lower(), known, n=3, cutoff=0.6)
    found = dict.fromkeys(known[key] for key in near)
    return f", did you mean {' or '.join(found)}?" if found else ""
