"""Reading an article: from a file, a URL or standard input to clean paragraphs."""

from dwibahasa.reading.reader import read_article

__all__ = ["read_article"]
