"""The TMDB of these tests, with what it tells of streaming."""

from collections.abc import Iterable

from tests.enrichment import server
from tests.tmdb.catalogue import Film, Json, row

MUBI, NETFLIX = 11, 8
NAMES = {MUBI: "MUBI", NETFLIX: "Netflix"}
REGIONS = {"DE": "Germany", "FR": "France", "US": "United States of America"}


class FakeTmdb(server.FakeTmdb):
    """Tells which films (TMDB ids) each service streams in Germany: with details, alone, and by pages."""

    def __init__(self, films: Iterable[Film], streams: dict[int, set[int]]) -> None:
        super().__init__(films)
        self.streams = streams

    def _answer(self, path: str, params: dict[str, str], allowed: bool) -> tuple[int, Json]:
        services = [{"provider_id": n, "provider_name": name, "display_priority": n} for n, name in NAMES.items()]
        if path == "/watch/providers/regions":
            return 200, {"results": [{"iso_3166_1": code, "english_name": name} for code, name in REGIONS.items()]}
        if path == "/watch/providers/movie":
            return 200, {"results": services}
        if service := params.get("with_watch_providers"):
            found = [f for f in self.films.values() if f.tmdb_id in self.streams.get(int(service), ())]
            found.sort(key=lambda film: -film.votes)
            page = int(params["page"])
            rows = [row(film) for film in found[20 * page - 20 : 20 * page]]
            return 200, {"page": page, "total_pages": -(-len(found) // 20), "results": rows}
        if path.endswith("/watch/providers"):
            return 200, self._offers(int(path.split("/")[2]), services)
        status, value = super()._answer(path, params, allowed)
        if "watch/providers" in params.get("append_to_response", "") and "watch/providers" not in self.lacking:
            value["watch/providers"] = self._offers(int(path.split("/")[2]), services)
        return status, value

    def _offers(self, film: int, services: list[Json]) -> Json:
        ours = [one for one in services if film in self.streams.get(int(str(one["provider_id"])), ())]
        rent = [{"provider_id": 2, "provider_name": "Apple TV"}]
        return {"results": {"DE": {"flatrate": ours, "rent": rent}}}
