"""Fetches what a checkpoint needs from the hub, once, into huggingface_hub's own cache."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from dwibahasa.checkpoint import read_family, read_licence, weight_files
from dwibahasa.checksum import digest
from dwibahasa.errors import MissingExtraError, ModelError, first_line
from dwibahasa.families import FAMILIES
from dwibahasa.store.licence import terms
from dwibahasa.store.resolve import nearest

__all__ = ["download", "fetch"]

_DESCRIPTION = ["config.json", "tokenizer_config.json", "README.md"]
# In the order they are preferred; a single file before its shards.
_WEIGHTS = (
    ["model.safetensors"],
    ["model.safetensors.index.json", "model-*.safetensors"],
    ["pytorch_model.bin"],
    ["pytorch_model.bin.index.json", "pytorch_model-*.bin"],
)


def fetch(name: str, revision: str | None, *, offline: bool) -> tuple[Path, str]:
    """Give the directory of a hub model and its commit, downloading it where it is not cached.

    A cached model is used as it is, without asking the network; `download` brings it up to date.
    """
    hub = _huggingface_hub(name)
    try:
        found = hub.snapshot_download(
            name, revision=revision, local_files_only=True, allow_patterns=["config.json"]
        )
        path = Path(found)
        if _is_whole(path, name):
            return path, path.name
    except hub.errors.LocalEntryNotFoundError:
        pass
    if offline or hub.constants.is_offline_mode():
        raise ModelError(
            f"{name} is not on this disk; run once without --offline (and HF_HUB_OFFLINE), or give "
            "the directory of a copy"
        )
    return download(name, revision)


def download(name: str, revision: str | None = None) -> tuple[Path, str]:
    """Download what the hub model `name` needs and is not cached; give its directory and commit.

    What it will be is checked before its weights are downloaded, and their size and licence are
    said on stderr; large files are checked against the hub's checksums. HF_ENDPOINT and HF_TOKEN
    apply. Raises ModelError where the model does not exist, is gated, cannot be used or reached,
    comes damaged, or does not fit on the disk.
    """
    hub = _huggingface_hub(name)
    if not sys.stderr.isatty():
        hub.utils.disable_progress_bars()
    with _explained(name, revision, hub):
        info = hub.HfApi().model_info(name, revision=revision, files_metadata=True)
        sizes = {file.rfilename: file.size or 0 for file in info.siblings}
        here = hub.snapshot_download(name, revision=revision, allow_patterns=_DESCRIPTION)
        path = Path(here)
        family = read_family(path, name)
        patterns = [*FAMILIES[family].tokenizer_files, *_weights(sizes, name)]
        wanted = [file for file in sizes if any(fnmatch(file, p) for p in patterns)]
        size = sum(sizes[file] for file in wanted) / 2**20
        licence = terms(read_licence(path / "README.md"))
        print(f"Downloading {name}: {max(size, 1):,.0f} MiB, {licence}", file=sys.stderr)
        hub.snapshot_download(name, revision=revision, allow_patterns=[*_DESCRIPTION, *patterns])
    _verify(path, {f.rfilename: f.lfs.sha256 for f in info.siblings if f.lfs}, wanted, name)
    return path, path.name


def _verify(path: Path, checksums: dict[str, str], files: list[str], name: str) -> None:
    """Compare large files with the checksums the hub states: huggingface_hub compares sizes only.

    A damaged one is deleted, so that it is downloaded anew.
    """
    for file in files:
        if file in checksums and digest(path / file) != checksums[file]:
            (path / file).resolve().unlink()
            (path / file).unlink(missing_ok=True)
            raise ModelError(
                f"{name}: {file} was damaged on its way (its checksum is not the hub's), and has "
                "been deleted; run the command again"
            )


def _weights(sizes: dict[str, int], name: str) -> list[str]:
    for patterns in _WEIGHTS:
        if patterns[0] in sizes:
            return patterns
    raise ModelError(f"{name} has no weights in safetensors or PyTorch's format; choose another")


def _is_whole(path: Path, name: str) -> bool:
    """Tell whether a cached snapshot has all files (an interrupted download lacks some)."""
    if not (path / "config.json").exists():
        return False
    needed = [*FAMILIES[read_family(path, name)].tokenizer_files, *weight_files(path)]
    return all((path / file).exists() for file in needed)


def _huggingface_hub(name: str) -> Any:
    try:
        import huggingface_hub
        import huggingface_hub.constants
        import huggingface_hub.errors
        import huggingface_hub.utils
    except ImportError:
        raise MissingExtraError(f"Downloading {name}", "hub") from None
    return huggingface_hub


@contextmanager
def _explained(name: str, revision: str | None, hub: Any) -> Iterator[None]:
    """Turn what huggingface_hub raises into one sentence."""
    endpoint = os.environ.get("HF_ENDPOINT", "https://huggingface.co")
    try:
        yield
    except hub.errors.GatedRepoError:
        raise ModelError(
            f"{name} is gated: accept its terms at {endpoint}/{name} and set HF_TOKEN"
        ) from None
    except hub.errors.RevisionNotFoundError:
        raise ModelError(f"{name} has no revision '{revision}'") from None
    except hub.errors.RepositoryNotFoundError:
        raise ModelError(
            f"the hub has no model {name}, or it is private and HF_TOKEN is not set{nearest(name)}"
        ) from None
    except hub.errors.HFValidationError as error:
        raise ModelError(f"{name} is no hub id: {error}") from None
    except (hub.errors.HTTPError, ConnectionError, hub.errors.LocalEntryNotFoundError) as error:
        raise ModelError(
            f"{name} cannot be downloaded from {endpoint} ({first_line(error)}); check the "
            "network, or use a model on this disk such as mini"
        ) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            reason = "no space is left on the disk; free some, or set HF_HOME to another disk"
        else:
            reason = f"{first_line(error)}; run the command again"
        raise ModelError(f"{name} cannot be downloaded: {reason}") from None
