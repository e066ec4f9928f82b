"""What translation, summarisation and evaluation share: reading, segmenting, models and engines."""

__all__ = ["__version__"]

__version__ = "0.1.0"
