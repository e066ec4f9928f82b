"""A made-up article of eight sentences for several tests."""

from __future__ import annotations

from summarize.result import SourceSentence

SENTENCES = [
    "A fire destroyed 15 market stalls in Surabaya early on Tuesday, the fire service said.",
    "Nobody was hurt, but traders lost goods worth 1.5 billion rupiah, by their own estimate.",
    "Fire chief Dedik Irianto said a short circuit was the likely cause of the night's fire.",
    "The city will let seven traders use a car park until the market hall is rebuilt.",
    "Traders who had no insurance asked the city for help with new stock for their stalls.",
    "The mayor visited the burnt market and promised that the hall would open again in June.",
    "Insurance companies said that only four of the stalls had been insured against fire.",
    "It was the third fire at the market since the hall was built in the nineteen eighties.",
]
SOURCES = [SourceSentence(text, place, place) for place, text in enumerate(SENTENCES)]
