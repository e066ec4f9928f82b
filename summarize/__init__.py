"""Articles into summaries of exactly N sentences, each grounded in the article.

from dwibahasa.reading import read_article
from summarize import Summarizer

summary = Summarizer().summarize(read_article("article.txt"), sentences=3)
for sentence in summary.sentences:
    print(sentence.text, [source.index for source in sentence.support])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarize.result import Change, Replacement, SourceSentence, Summary, SummarySentence

if TYPE_CHECKING:
    from summarize.summarizer import Summarizer

__all__ = ["Change", "Replacement", "SourceSentence", "Summarizer", "Summary", "SummarySentence"]


def __getattr__(name: str) -> Any:
    """Import the summarizer, and with it the segmenter, only when it is asked for."""
    if name == "Summarizer":
        from summarize.summarizer import Summarizer

        return Summarizer
    raise AttributeError(f"module 'summarize' has no attribute {name!r}")
