"""Columns of text out of data files: plain lines, JSONL, TSV, CSV and Parquet, strictly UTF-8."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dwibahasa.errors import InputError, MissingExtraError

__all__ = [
    "TABLES",
    "lines_of",
    "read_bytes",
    "read_jsonl",
    "read_lines",
    "read_rows",
    "text_columns",
]

TABLES = (".jsonl", ".tsv", ".csv", ".parquet")


def read_lines(source: str) -> list[str]:
    """Read a file, or standard input for "-": a text a line, without line ends.

    Raises InputError where it cannot be read, holds nothing but white space or is not UTF-8.
    """
    return lines_of(source, read_bytes(source))


def read_rows(path: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Read a file whose ending is among TABLES: what its rows hold, by column.

    A TSV or CSV without a header row and with just as many columns as are named is read in order.
    Raises InputError, also where there are no rows.
    """
    rows = list(_rows(path, columns))
    if not rows:
        raise InputError(f"{path}: there are no rows in it")
    return rows


def text_columns(
    path: str, rows: Sequence[dict[str, Any]], columns: Sequence[str]
) -> dict[str, list[str]]:
    """Take columns of text out of rows; raise InputError where one is missing or is not text."""
    for number, row in enumerate(rows, start=1):
        for column in columns:
            if column not in row:
                raise InputError(
                    f"{path}: row {number} has no column '{column}', only {', '.join(row)}"
                )
            if not isinstance(row[column], str):
                raise InputError(f"{path}: column '{column}' of row {number} is not text")
    return {column: [row[column] for row in rows] for column in columns}


def read_jsonl(source: str, lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Parse JSON Lines; raise InputError for a line that is no JSON object."""
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{source}: line {number} is not JSON: {error.msg}") from error
        if not isinstance(row, dict):
            raise InputError(f"{source}: line {number} is JSON, but not an object with fields")
        yield row


def lines_of(source: str, data: bytes) -> list[str]:
    r"""Decode and cut at \n or \r\n alone: Unicode has other line ends, and texts hold them."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{source}: not UTF-8 (byte {error.start + 1}): convert it, for example with iconv"
        ) from error
    if "\0" in text:
        raise InputError(f"{source}: not a text file (it holds zero bytes)")
    if not text.strip():
        raise InputError(f"{source}: the file is empty")
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def read_bytes(source: str) -> bytes:
    """Read a file, or standard input for "-"; raise InputError where that fails."""
    try:
        return sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{source}: there is no such file") from error
    except OSError as error:
        raise InputError(f"{source}: cannot read it: {error.strerror}") from error


def _rows(path: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    ending = Path(path).suffix.lower()
    if ending == ".parquet":
        yield from _parquet(path, columns)
    elif ending == ".jsonl":
        yield from read_jsonl(path, read_lines(path))
    else:
        lines = io.StringIO("\n".join(read_lines(path)), newline="")
        rows = (
            csv.reader(lines)
            if ending == ".csv"
            else csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
        header = next(rows)
        if len(header) == len(columns) and not set(columns) & set(header):
            yield dict(zip(columns, header, strict=True))
            header = list(columns)
        for row in rows:
            if len(row) != len(header):
                raise InputError(
                    f"{path}: line {rows.line_num} has {len(row)} columns instead of {len(header)}"
                )
            yield dict(zip(header, row, strict=True))


def _parquet(path: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading Parquet", "eval") from error
    data = pyarrow.BufferReader(read_bytes(path))
    try:
        table = pyarrow.parquet.read_table(data)
    except pyarrow.ArrowException as error:
        raise InputError(f"{path}: not a Parquet file") from error
    held = [column for column in columns if column in table.column_names]
    if len(held) < len(columns):
        held = table.column_names  # an error names them, and they may be those of a summary set
    rows: list[dict[str, Any]] = table.select(held).to_pylist()
    return rows
