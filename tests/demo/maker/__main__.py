"""Writes the demo's data, `lbtui/demo/data`, from the films, the member and the rules of this package.

python -m tests.demo.maker
"""

import gzip
import json
from importlib.resources import files
from pathlib import Path

from lbtui.demo.catalogue import BASE_URL
from tests.demo.maker import shapes
from tests.demo.maker.export import export_zip
from tests.demo.maker.films import DemoFilm, films
from tests.demo.maker.names import IMAGE_SIZES, MOVIE_GENRES, REGIONS, TV_GENRES

PARTS = ("credits", "aggregate_credits", "keywords", "external_ids", "alternative_titles", "watch/providers")


def answers() -> str:
    """A line of answers by path, then two lines a title: what it is found by, and its details with all parts."""
    images = BASE_URL.removesuffix("/3") + "/t/p/"
    fixed = {
        "/authentication": {"success": True, "status_code": 1, "status_message": "Success."},
        "/configuration": {
            "images": {"base_url": images, "secure_base_url": images, **IMAGE_SIZES},
            "change_keys": ["title", "overview"],
        },
        "/genre/movie/list": _genres(MOVIE_GENRES),
        "/genre/tv/list": _genres(TV_GENRES),
        "/watch/providers/movie": {"results": shapes.providers()},
        "/watch/providers/regions": {
            "results": [
                {"iso_3166_1": code, "english_name": name, "native_name": name} for code, name in REGIONS.items()
            ]
        },
    }
    lines = [fixed]
    for film in films():
        lines += [_head(film), shapes.details(film, PARTS)]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)


def _head(film: DemoFilm) -> dict[str, object]:
    titles = list(dict.fromkeys([film.title, film.original or film.title, *film.also]))
    return {"kind": film.kind, "row": shapes.summary(film), "titles": titles, "shown": str(film.letterboxd_year)}


def _genres(genres: dict[str, int]) -> dict[str, object]:
    return {"genres": [{"id": number, "name": name} for name, number in genres.items()]}


def write(folder: Path) -> None:
    """Write both files; the same bytes each time."""
    export_zip(folder)
    (folder / "answers.jsonl.gz").write_bytes(gzip.compress(answers().encode(), 9, mtime=0))


if __name__ == "__main__":
    write(Path(str(files("lbtui.demo").joinpath("data"))))
