"""Fetching a page or document from the web."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from dwibahasa import __version__
from dwibahasa.errors import InputError
from dwibahasa.reading.kinds import CONTENT_TYPES, Kind, kind_by_ending

__all__ = ["Page", "fetch"]

MAX_REDIRECTS = 5
MAX_RETRIES = 2


@dataclass(frozen=True)
class Page:
    """What a server gave: its bytes, and the kind and encoding it called them."""

    data: bytes
    kind: Kind | None
    charset: str | None


def fetch(url: str, *, max_bytes: int, timeout: float = 10.0) -> Page:
    """Fetch `url`, following up to 5 redirects and trying up to 3 times.

    `timeout`: seconds to wait for a connection, and for each piece of the answer. At most
    `max_bytes` are taken.

    Raises InputError where the server does not answer or refuses, redirects without end, or has
    something that is no document, or one over `max_bytes`.
    """
    import urllib3
    from urllib3.exceptions import HTTPError

    retries = urllib3.Retry(
        total=None,
        connect=MAX_RETRIES,
        read=MAX_RETRIES,
        redirect=MAX_REDIRECTS,
        status=0,
        backoff_factor=0.1,
    )
    try:
        with (
            urllib3.PoolManager(timeout=timeout, retries=retries) as pool,
            pool.request(
                "GET",
                url,
                preload_content=False,
                headers={"User-Agent": f"dwibahasa/{__version__}", "Accept-Encoding": "gzip"},
            ) as response,
        ):
            if response.status >= 400:
                raise InputError(
                    f"the server answers {response.status} {response.reason or ''}".strip()
                )
            kind, charset = _content_type(response.headers.get("Content-Type", ""), url)
            data = bytearray()
            for piece in response.stream(65_536):
                data += piece
                if len(data) > max_bytes:
                    raise InputError(f"is larger than {max_bytes >> 20} MiB, which no article is")
            return Page(bytes(data), kind, charset)
    except HTTPError as error:
        raise InputError(_explain(error)) from error


def _content_type(header: str, url: str) -> tuple[Kind | None, str | None]:
    from email.message import Message

    message = Message()
    message["Content-Type"] = header or "application/octet-stream"
    name = message.get_content_type()
    by_ending = kind_by_ending(urlsplit(url).path)
    if name in CONTENT_TYPES:
        kind: Kind | None = CONTENT_TYPES[name]
        # Servers call Markdown and other texts plain text.
        if kind == "text" and by_ending == "markdown":
            kind = by_ending
    elif name == "application/octet-stream":
        kind = by_ending
    else:
        raise InputError(f"is {name}, not an article (HTML, text, DOCX or PDF)")
    charset = message.get_content_charset()
    return kind, charset


def _explain(error: Exception) -> str:
    from urllib3 import exceptions

    reason = error.reason if isinstance(error, exceptions.MaxRetryError) else error
    if isinstance(reason, exceptions.ResponseError) and "redirect" in str(reason):
        return (
            f"redirects more than {MAX_REDIRECTS} times; open it in a browser to find its address"
        )
    if isinstance(reason, exceptions.NameResolutionError):
        return "the host is unknown; check the address and the network"
    if isinstance(reason, exceptions.NewConnectionError):
        return "the host cannot be reached; check the address and the network"
    if isinstance(reason, exceptions.TimeoutError):
        return "the server does not answer; try again later"
    if isinstance(reason, exceptions.SSLError):
        return f"no secure connection can be made: {reason}"
    if isinstance(reason, exceptions.LocationValueError):
        return "is no valid address"
    return "the connection broke off; try again later"
