"""Every error a user can cause or meet, in one tree.

    DwibahasaError            exit code 1: the work failed
    ├── UsageError            exit code 2: the command or call was wrong (option value, n = 0, ...)
    ├── InputError            an article or a data file cannot be read or used
    ├── OutputError           a result cannot be written
    ├── ModelError            a model is unknown, broken, of the wrong kind, or out of reach
    │   └── MissingExtraError a package of an optional extra is needed and not installed
    ├── DecodingError         a model's output cannot be used
    └── EvaluationError       references, hypotheses or scores do not fit together

A message is one sentence (or two) that says what is wrong and what to do next; the command line
prints it as it is, after the name of the input it concerns.
"""

__all__ = [
    "DecodingError",
    "DwibahasaError",
    "EvaluationError",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "UsageError",
    "first_line",
]


class DwibahasaError(Exception):
    """Base of all errors this project raises on purpose; `exit_code` is the command's status."""

    exit_code = 1


class UsageError(DwibahasaError):
    """The command or call itself was wrong."""

    exit_code = 2


class InputError(DwibahasaError):
    """An article or a data file cannot be read or used."""


class OutputError(DwibahasaError):
    """A result cannot be written."""


class ModelError(DwibahasaError):
    """A model is unknown, broken, of the wrong kind, or out of reach."""


class MissingExtraError(ModelError):
    """A package of the optional extra `extra` is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs the extra '{extra}': pip install 'dwibahasa[{extra}]'")
        self.extra = extra


class DecodingError(DwibahasaError):
    """A model's output cannot be used."""


class EvaluationError(DwibahasaError):
    """References, hypotheses or scores do not fit together."""


def first_line(error: BaseException) -> str:
    """Give the first line of another library's error, for a sentence of ours; its kind if empty."""
    return str(error).strip().split("\n")[0] or type(error).__name__
