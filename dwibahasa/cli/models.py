"""dwibahasa models: what ships, what is cached, what is worth downloading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dwibahasa.cli.options import Offline, Precision, Revision

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint

__all__ = ["models"]

models = typer.Typer(
    name="models",
    help="What ships, what is cached, what is worth downloading.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Shipped name, hub id or directory.")]
HubName = Annotated[str, typer.Argument(metavar="NAME", help="Hub id, as owner/name.")]


@models.command("list")
def list_() -> None:
    """List the models that ship, those in the cache, and good choices for Indonesian news."""
    from datetime import datetime, timezone

    from dwibahasa.checkpoint import inspect
    from dwibahasa.store import shipped
    from dwibahasa.store.curated import CURATED
    from dwibahasa.store.inventory import cached_models, size_of
    from dwibahasa.store.licence import terms

    typer.echo("Shipped")
    for name, path in shipped().items():
        checkpoint = inspect(path, name)
        typer.echo(
            f"  {name}  {checkpoint.task}, {_mib(size_of(path))}, CTranslate2: {_forms(checkpoint)}"
        )
    typer.echo("\nCached")
    cached = cached_models()
    for model in cached:
        day = datetime.fromtimestamp(model.last_used, tz=timezone.utc).date()
        what = (
            f"{model.checkpoint.task}, {_mib(model.size)}, CTranslate2: {_forms(model.checkpoint)}"
            if model.checkpoint
            else f"{_mib(model.size)}, incomplete: pull it again"
        )
        typer.echo(f"  {model.name}  {what}, revision {model.revision[:8]}, last used {day}")
    if not cached:
        typer.echo("  none")
    typer.echo("\nGood choices for Indonesian news (scores as published, none measured here)")
    for choice in CURATED:
        typer.echo(f"  {choice.name}  {choice.task}, {choice.download}, {terms(choice.licence)}")
        typer.echo(f"    {choice.scores} ({choice.source})")


@models.command()
def info(name: Name, revision: Revision = None) -> None:
    """Say what a model on this disk is."""
    from dwibahasa.families import FAMILIES
    from dwibahasa.store import resolve
    from dwibahasa.store.licence import terms

    checkpoint = resolve(name, offline=True, revision=revision)
    languages = (checkpoint.source_language, checkpoint.target_language)
    facts = {
        "name": checkpoint.name,
        "task": checkpoint.task,
        "family": f"{checkpoint.family} ({FAMILIES[checkpoint.family].model_class})",
        "languages": " to ".join(filter(None, languages)) or "as the family has them",
        "terms": terms(checkpoint.licence),
        "revision": checkpoint.revision or "none: a directory",
        "checksum": checkpoint.checksum,
        "directory": str(checkpoint.path),
        "CTranslate2": _forms(checkpoint),
    }
    for fact, value in facts.items():
        typer.echo(f"{fact:12} {value}")


@models.command()
def pull(name: HubName, revision: Revision = None) -> None:
    """Download a model of the hub, or bring the cached one up to date."""
    from dwibahasa.checkpoint import inspect
    from dwibahasa.errors import UsageError
    from dwibahasa.store.hub import download
    from dwibahasa.store.resolve import is_hub_id

    if not is_hub_id(name):
        raise UsageError(f"{name} is no hub id (owner/name); there is nothing to download")
    path, commit = download(name, revision)
    inspect(path, name, commit)
    typer.echo(path)


@models.command()
def remove(name: HubName) -> None:
    """Delete a model of the hub from the cache, with its CTranslate2 forms."""
    from dwibahasa.store.inventory import remove as remove_model

    typer.echo(f"removed {name}: {_mib(remove_model(name))} freed")


@models.command()
def convert(
    name: Name,
    precision: Precision = "int8",
    offline: Offline = False,
    revision: Revision = None,
) -> None:
    """Convert a model to CTranslate2 now, instead of when it is first used."""
    from dwibahasa.store import converted, resolve

    typer.echo(converted(resolve(name, offline=offline, revision=revision), precision))


def _mib(size: float) -> str:
    return f"{max(size / 2**20, 0.1):,.1f} MiB"


def _forms(checkpoint: Checkpoint) -> str:
    from dwibahasa.store.convert import forms

    names = sorted({form.name.rsplit("-", 1)[1] for form in forms(checkpoint)})
    return " and ".join(names) or "not converted"
