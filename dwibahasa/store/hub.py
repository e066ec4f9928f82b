"""Fetches what a checkpoint needs from the hub, once, into huggingface_hub's own cache."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from dwibahasa.checkpoint import read_kind, read_licence, weight_files
from dwibahasa.checksum import digest
from dwibahasa.errors import MissingExtraError, ModelError, first_line
from dwibahasa.families import FAMILIES
from dwibahasa.languages import LanguageCode
from dwibahasa.store.licence import terms
from dwibahasa.store.resolve import nearest

__all__ = ["download", "fetch"]

# In the order they are preferred; a single file before its shards.
_WEIGHTS = (
    ["model.safetensors"],
    ["model.safetensors.index.json", "model-*.safetensors"],
    ["pytorch_model.bin"],
    ["pytorch_model.bin.index.json", "pytorch_model-*.bin"],
)
_MAKE_ROOM = "free some, or set HF_HOME to another disk"


def fetch(
    name: str, revision: str | None, *, offline: bool, into: LanguageCode | None = None
) -> tuple[Path, str]:
    """Give the directory of a hub model and its commit, downloading it where it is not cached.

    A cached model is used as it is, without asking the network; `download` brings it up to date.
    """
    hub = _huggingface_hub(name)
    with _explained(name, revision, hub):
        found = hub.try_to_load_from_cache(name, "config.json", revision=revision)
    if isinstance(found, str) and _is_whole(path := Path(found).parent, name):
        return path, path.name
    if offline or hub.constants.is_offline_mode():
        raise ModelError(
            f"{name} is not on this disk; run once without --offline (and HF_HUB_OFFLINE), or give "
            "the directory of a copy"
        )
    return download(name, revision, into)


def download(
    name: str, revision: str | None = None, into: LanguageCode | None = None
) -> tuple[Path, str]:
    """Download what the hub model `name` needs and is not cached; give its directory and commit.

    into: the language a translator is to write (see `read_kind`).

    What it will be is checked before its weights are downloaded, and their size and licence are
    said on stderr, with progress bars where that is a terminal; large files are checked against the
    hub's checksums. HF_ENDPOINT, HF_TOKEN and the other variables of huggingface_hub apply. Raises
    ModelError where the model does not exist, is gated, cannot be used or reached, comes damaged,
    or does not fit on the disk.
    """
    hub = _huggingface_hub(name)
    hub.utils.logging.set_verbosity_error()  # it tries again by itself; what fails is said below
    with _explained(name, revision, hub):
        info = hub.HfApi().model_info(
            name,
            revision=revision,
            files_metadata=True,
            timeout=hub.constants.HF_HUB_ETAG_TIMEOUT,  # or else it waits for ever
        )
        sizes = {file.rfilename: file.size or 0 for file in info.siblings}
        if "config.json" not in sizes:
            raise ModelError(f"{name} has no config.json, so transformers cannot read it")
        # File by file, not snapshot_download: its threads go on after Ctrl-C until all has come.
        path = Path(hub.hf_hub_download(name, "config.json", revision=revision)).parent
        for file in ("tokenizer_config.json", "generation_config.json", "README.md"):
            if file in sizes:
                hub.hf_hub_download(name, file, revision=path.name)
        family, _ = read_kind(path, name, into)
        patterns = [*FAMILIES[family].files_among(sizes), *_weights(sizes, name)]
        wanted = [file for file in sizes if any(fnmatch(file, p) for p in patterns)]
        missing = [file for file in wanted if not (path / file).exists()]
        if missing:
            size = sum(sizes[file] for file in missing)
            licence = terms(read_licence(path / "README.md"))
            print(f"Downloading {name}: {_mib(size)}, {licence}", file=sys.stderr)
            _check_room(path, size, name)
        for file in missing:
            hub.hf_hub_download(name, file, revision=path.name)
    _verify(path, {f.rfilename: f.lfs.sha256 for f in info.siblings if f.lfs}, wanted, name)
    return path, path.name


def _check_room(path: Path, size: int, name: str) -> None:
    free = shutil.disk_usage(path).free
    if free < size:
        raise ModelError(
            f"{name} cannot be downloaded: it needs {_mib(size)} and the disk of {path} has "
            f"{_mib(free)} left; {_MAKE_ROOM}"
        )


def _mib(size: int) -> str:
    return f"{max(size / 2**20, 1):,.0f} MiB"


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
    present = {file.name for file in path.iterdir()}
    family, _ = read_kind(path, name)
    return present.issuperset([*FAMILIES[family].files_among(present), *weight_files(path)])


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
    except (hub.errors.HTTPError, OSError, RuntimeError) as error:
        # RuntimeError: from hf_xet, which fetches the large files of huggingface.co.
        no_network = (hub.errors.HTTPError, ConnectionError, hub.errors.LocalEntryNotFoundError)
        full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left" in str(error):
            reason = f": no space is left on the disk; {_MAKE_ROOM}"
        elif isinstance(error, no_network):
            reason = (
                f" from {endpoint} ({first_line(error)}); check the network and run the command "
                "again, or use a model on this disk such as mini"
            )
        else:
            reason = f": {first_line(error)}; run the command again"
        raise ModelError(f"{name} cannot be downloaded{reason}") from None
