"""The key that opens TMDB, in both of its forms, guarded against being shown."""

import re
from enum import StrEnum


class KeyForm(StrEnum):
    """How TMDB wants a key: a v3 API key as a query parameter, a v4 read access token as a Bearer header."""

    V3 = "API key"
    V4 = "read access token"


_ADVICE = "TMDB's settings page shows it as “API Key” or as “API Read Access Token”."
_ASSIGNED = re.compile(r"\bapi_key=([0-9a-f]{32})\b", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+", re.IGNORECASE)
# token68 of RFC 7235: all that an Authorization header may carry. Checked here because an HTTP library
# that meets a bad header value quotes it in its error.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{10,2000}=*")


class Key:
    """A TMDB key whose repr and str never show it; only the client and the key's file call for `reveal`."""

    __slots__ = ("_secret", "form")

    def __init__(self, secret: str, form: KeyForm) -> None:
        self._secret = secret
        self.form = form

    @classmethod
    def parse(cls, text: str) -> "Key":
        """The key in pasted text, freed of blanks, quotes, `Bearer` and an address around it.

        Raises ValueError with a sentence, which does not quote the text, where there is none.
        """
        if found := _ASSIGNED.search(text):
            return cls(found[1], KeyForm.V3)
        text = text.strip(" \t\r\n\"'“”‘’`<>,;")
        text = re.sub(r"^(authorization:\s*)?(bearer(\s+|$))?", "", text, flags=re.IGNORECASE).strip(" \t\"'")
        if not text:
            raise ValueError(f"The TMDB key is empty. {_ADVICE}")
        if _HEX.fullmatch(text):
            if len(text) == 32:
                return cls(text, KeyForm.V3)
            raise ValueError(f"A TMDB API key has 32 characters, this one has {len(text)}. {_ADVICE}")
        if not _TOKEN.fullmatch(text):
            raise ValueError(f"This is not a TMDB key. {_ADVICE}")
        return cls(text, KeyForm.V4)

    def reveal(self) -> str:
        """The secret itself, for the request that needs it."""
        return self._secret

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other._secret == self._secret

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        return f"<TMDB {self.form}>"
