"""From bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs

from dwibahasa.errors import InputError

__all__ = ["decode"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SAMPLE = 65_536
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
MAX_CONTROL_SHARE = 0.02


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode `data`: by its byte order mark, as UTF-8, as `declared`, or as guessed.

    Raises InputError where the bytes are not text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    sample = data[:SAMPLE]
    if b"\0" in sample:
        return data.decode(_unmarked_utf16(sample), "replace")
    if len(sample) - len(sample.translate(None, CONTROL)) > MAX_CONTROL_SHARE * len(sample):
        raise InputError("is not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def _unmarked_utf16(sample: bytes) -> str:
    """Text in Latin letters has a zero in every other byte of UTF-16."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few, half = len(sample) // 100, len(sample) // 4
    if odd > half and even <= few:
        return "utf-16-le"
    if even > half and odd <= few:
        return "utf-16-be"
    raise InputError("is not text")


def _decode_other(data: bytes, declared: str | None) -> str:
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    # UTF-8 with a few broken bytes: another encoding seldom makes valid sequences by chance.
    if sum(not c.isascii() for c in damaged) > 2 * lost:
        return damaged
    if declared is not None:
        # As browsers do: what is labelled Latin-1 is Windows-1252 in practice.
        name = "cp1252" if declared.lower() in ("iso-8859-1", "latin1", "ascii") else declared
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    # The guess sees the part with the unusual bytes, and is spared a file of many megabytes.
    first = next(i for i, byte in enumerate(data) if byte > 127)
    best = from_bytes(data[max(0, first - SAMPLE // 2) : first + SAMPLE // 2]).best()
    if best is None:
        raise InputError("is not text, or in an encoding that cannot be told; save it as UTF-8")
    return data.decode(best.encoding, "replace")
