"""Options that take several values: --hypothesis A B is --hypothesis A --hypothesis B."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from typer.core import TyperCommand, TyperOption

__all__ = ["SeveralValues"]


class SeveralValues(TyperCommand):
    """A command whose repeatable options also take their values in a row, up to the next option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Repeat an option before each of its values, then parse as usual."""
        repeatable = {
            name
            for parameter in self.params
            if isinstance(parameter, TyperOption) and parameter.multiple
            for name in parameter.opts
        }
        return super().parse_args(ctx, list(_repeat(args, repeatable)))


def _repeat(arguments: Iterable[str], repeatable: set[str]) -> Iterator[str]:
    option = None
    values = 0
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            option, values = (argument if argument in repeatable else None), 0
        elif option is not None:
            values += 1
            if values > 1:
                yield option
        yield argument
