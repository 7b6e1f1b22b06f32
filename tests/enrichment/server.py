"""The TMDB of tests/tmdb, with what only enrichment asks for."""

from lbtui.model.enums import Kind
from tests.tmdb import server
from tests.tmdb.catalogue import Json
from tests.tmdb.server import Trouble

__all__ = ["FakeTmdb", "Trouble"]


class FakeTmdb(server.FakeTmdb):
    """Knows alternative titles and genres by id, and, where `changed` is set, which movies have changed."""

    alternatives: dict[int, list[str]]
    genres: dict[int, str]
    changed: list[int] | None = None

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.alternatives, self.genres = {}, {}

    def asked(self, beginning: str) -> int:
        """Answers 200 to paths that begin so, in whole parts."""
        paths = ((f"{path.split('?')[0]}/", number) for path, number in self.answered.items())
        return sum(number for path, number in paths if path.startswith(f"{beginning}/"))

    def twice(self) -> int:
        """Answers that were given more than once."""
        return sum(number - 1 for number in self.answered.values())

    def _answer(self, path: str, params: dict[str, str], allowed: bool) -> tuple[int, Json]:
        if path.startswith("/genre"):
            return 200, {"genres": [{"id": i, "name": name} for i, name in self.genres.items()]}
        if path.endswith("/changes"):
            if self.changed is None:
                return 404, {"success": False, "status_code": 34, "status_message": "No."}
            changed = self.changed if path == f"/{Kind.MOVIE}/changes" else []
            return 200, {"page": 1, "total_pages": 1, "results": [{"id": i, "adult": False} for i in changed]}
        status, value = super()._answer(path, params, allowed)
        if titles := self.alternatives.get(int(path.rsplit("/", 1)[-1]) if path[-1:].isdigit() else 0):
            value["alternative_titles"] = {"titles": [{"title": title, "iso_3166_1": "US"} for title in titles]}
        return status, value
