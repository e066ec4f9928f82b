"""What lies in the caches: hub models, and their CTranslate2 forms."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dwibahasa.checkpoint import Checkpoint, inspect, read_kind
from dwibahasa.errors import ModelError, UsageError
from dwibahasa.store.convert import forms
from dwibahasa.store.shipped import shipped

__all__ = ["CachedModel", "cached_models", "remove", "size_of"]


@dataclass(frozen=True)
class CachedModel:
    """A snapshot of a hub model in the cache of huggingface_hub.

    checkpoint: None where the download was interrupted. size: bytes on the disk.
    last_used: seconds since the epoch.
    """

    name: str
    revision: str
    checkpoint: Checkpoint | None
    size: int
    last_used: float


def cached_models() -> list[CachedModel]:
    """List the translators and summarizers in huggingface_hub's cache, by name.

    It is empty where huggingface_hub (of the extra 'hub') is not installed.
    """
    found = []
    for repo in _repositories():
        for revision in sorted(repo.revisions, key=lambda revision: revision.last_modified):
            path = revision.snapshot_path
            try:
                read_kind(path, repo.repo_id)
            except ModelError:
                continue  # of another kind: not ours to list
            try:
                checkpoint = inspect(path, repo.repo_id, revision.commit_hash)
            except ModelError:
                checkpoint = None
            found.append(
                CachedModel(
                    repo.repo_id,
                    revision.commit_hash,
                    checkpoint,
                    revision.size_on_disk,
                    repo.last_accessed,
                )
            )
    return sorted(found, key=lambda model: model.name.lower())


def remove(name: str) -> int:
    """Delete a hub model from the cache, all its revisions, and their CTranslate2 forms.

    Gives the bytes freed. Raises UsageError for a model that is no hub model, ModelError for one
    that is not cached.
    """
    if name in shipped() or Path(name).expanduser().is_dir():
        raise UsageError(f"{name} is no model of the hub; only those are removed from the cache")
    models = [model for model in cached_models() if model.name == name]
    if not models:
        raise ModelError(f"{name} is not in the cache; `dwibahasa models list` shows what is")
    freed = 0
    for model in models:
        for form in forms(model.checkpoint) if model.checkpoint else ():
            if model.checkpoint and not form.is_relative_to(model.checkpoint.path):
                freed += size_of(form)
                shutil.rmtree(form)
    import huggingface_hub

    strategy = huggingface_hub.scan_cache_dir().delete_revisions(*(m.revision for m in models))
    strategy.execute()
    return freed + int(strategy.expected_freed_size)


def size_of(directory: Path) -> int:
    """Count the bytes of the files in a directory."""
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())


def _repositories() -> list[Any]:
    try:
        import huggingface_hub
    except ImportError:
        return []
    try:
        repos = huggingface_hub.scan_cache_dir().repos
    except huggingface_hub.CacheNotFound:
        return []
    return [repo for repo in repos if repo.repo_type == "model"]
