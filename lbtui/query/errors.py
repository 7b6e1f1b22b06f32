"""What is wrong with a filter, and where."""

from difflib import get_close_matches


class QueryError(ValueError):
    """A filter that cannot be read: a sentence for the person who typed it, and the piece of text it is about."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def nearest(word: str, known: list[str]) -> str:
    """` Did you mean …?` with the known word most like `word`, or nothing where none is."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""
