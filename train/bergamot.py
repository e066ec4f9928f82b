"""The weights of a Bergamot (Firefox Translations) student: model.*.intgemm.alphas.bin.

Marian's binary format, little-endian: version and number of items (u64); for each item the length
of its name, type, number of dimensions, and length of its data (u64); the names; the dimensions
(i32); the length of a gap (u64), the gap, and the data. An int8 matrix is followed by its
multiplier (float32) and lies transposed, but for the embeddings, as intgemm wants it.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dwibahasa.errors import ModelError

__all__ = ["Array", "read_bergamot"]

Array = npt.NDArray[np.float32]

FLOAT32, INT8 = 0x404, 0x4101
EMBEDDINGS = "Wemb"


def read_bergamot(path: Path) -> dict[str, Array]:
    """Give the weights by Marian's names, in float32; matrices have the shape (in, out).

    Left out are the multipliers of activations and what is no number. Raises ModelError for a file
    that is cut short or in another format.
    """
    try:
        return _read(path.read_bytes(), path)
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from None
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is no Bergamot model, or cut short ({error})") from None


def _read(data: bytes, path: Path) -> dict[str, Array]:
    version, count = struct.unpack_from("<QQ", data)
    if version != 1 or 32 * count > len(data):
        raise ModelError(f"{path} is no Bergamot model: it starts otherwise than version 1 does")
    headers = [struct.unpack_from("<4Q", data, 16 + 32 * i) for i in range(count)]
    at = 16 + 32 * count
    names, shapes = [], []
    for length, *_ in headers:
        names.append(data[at : at + length].rstrip(b"\0").decode())
        at += length
    for _, _, dimensions, _ in headers:
        shapes.append(struct.unpack_from(f"<{dimensions}i", data, at))
        at += 4 * dimensions
    at += 8 + struct.unpack_from("<Q", data, at)[0]
    weights: dict[str, Array] = {}
    for name, shape, (_, kind, _, size) in zip(names, shapes, headers, strict=True):
        if "_QuantMultA" not in name and kind in (FLOAT32, INT8):
            weights[name] = _array(name, data[at : at + size], shape, kind)
        at += size
    return weights


def _array(name: str, data: bytes, shape: tuple[int, ...], kind: int) -> Array:
    count = int(np.prod(shape))
    if kind == FLOAT32:
        return np.frombuffer(data, "<f4", count).reshape(shape).copy()
    (multiplier,) = struct.unpack_from("<f", data, count)
    values = np.frombuffer(data, np.int8, count).astype(np.float32) / np.float32(multiplier)
    return values.reshape(shape) if name == EMBEDDINGS else values.reshape(shape[::-1]).T.copy()
