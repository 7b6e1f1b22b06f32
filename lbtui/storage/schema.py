"""The tables, and the steps that bring an older database up to date.

Every step is one transaction that ends by raising `PRAGMA user_version`; a step that has landed is
never edited. Days are ISO texts, instants ISO texts in UTC, flags 0 or 1, unknown is NULL.
"""

import sqlite3

FIRST = """
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One reading of one export. `counts` is the JSON of the import summary.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    source TEXT NOT NULL,
    path TEXT,
    digest TEXT,
    as_of TEXT,
    counts TEXT NOT NULL DEFAULT '{}',
    reason TEXT NOT NULL DEFAULT '',
    trace TEXT NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    ended_at TEXT,
    expires_at TEXT
) STRICT;

CREATE TABLE session_change (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL REFERENCES session(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_change_session ON session_change(session);

-- A film of the member's library, as the exports tell it, with its match.
CREATE TABLE film (
    id INTEGER PRIMARY KEY,
    letterboxd_id INTEGER UNIQUE,
    slug TEXT UNIQUE,
    uri TEXT,
    name TEXT NOT NULL,
    year INTEGER,
    rating REAL,
    liked INTEGER NOT NULL DEFAULT 0,
    watched INTEGER NOT NULL DEFAULT 0,
    watchlist INTEGER NOT NULL DEFAULT 0,
    logged_on TEXT,
    listed_on TEXT,
    orphaned INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'pending',
    reason TEXT NOT NULL DEFAULT '',
    kind TEXT,
    tmdb_id INTEGER,
    match_score REAL,
    match_reason TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX film_unfinished ON film(status) WHERE status IN ('pending', 'matched', 'failed');
CREATE INDEX film_tmdb ON film(kind, tmdb_id);

CREATE TABLE viewing (
    id INTEGER PRIMARY KEY,
    film INTEGER NOT NULL REFERENCES film(id) ON DELETE CASCADE,
    log_id INTEGER UNIQUE,
    uri TEXT,
    watched_on TEXT NOT NULL,
    logged_on TEXT,
    rating REAL,
    rewatch INTEGER NOT NULL DEFAULT 0,
    orphaned INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX viewing_film ON viewing(film);

CREATE TABLE viewing_tag (
    viewing INTEGER NOT NULL REFERENCES viewing(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (viewing, tag)
) STRICT, WITHOUT ROWID;

-- A review of a viewing, or, without one, a note on the film. `text` is Letterboxd's HTML.
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    film INTEGER NOT NULL REFERENCES film(id) ON DELETE CASCADE,
    viewing INTEGER UNIQUE REFERENCES viewing(id) ON DELETE CASCADE,
    log_id INTEGER,
    uri TEXT,
    logged_on TEXT,
    rating REAL,
    tags TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL
) STRICT;
CREATE INDEX review_film ON review(film);

CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    list_id INTEGER UNIQUE,
    uri TEXT,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    created_on TEXT
) STRICT;

CREATE TABLE list_entry (
    list INTEGER NOT NULL REFERENCES list(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    film INTEGER NOT NULL REFERENCES film(id) ON DELETE CASCADE,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (list, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_entry_film ON list_entry(film);

-- Possible matches of a film that needs review, best first.
CREATE TABLE candidate (
    film INTEGER NOT NULL REFERENCES film(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,
    tmdb_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    original_title TEXT NOT NULL DEFAULT '',
    release_date TEXT,
    original_language TEXT NOT NULL DEFAULT '',
    overview TEXT NOT NULL DEFAULT '',
    poster_path TEXT,
    vote_average REAL,
    vote_count INTEGER NOT NULL DEFAULT 0,
    popularity REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (film, position)
) STRICT, WITHOUT ROWID;

-- What TMDB says of one film or series. `detailed` is 0 while only a page row is known.
CREATE TABLE metadata (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    tmdb_id INTEGER NOT NULL,
    detailed INTEGER NOT NULL DEFAULT 0,
    fetched_at TEXT NOT NULL,
    imdb_id TEXT,
    title TEXT NOT NULL,
    original_title TEXT NOT NULL DEFAULT '',
    original_language TEXT NOT NULL DEFAULT '',
    release_date TEXT,
    overview TEXT NOT NULL DEFAULT '',
    tagline TEXT NOT NULL DEFAULT '',
    runtime INTEGER,
    episodes INTEGER,
    seasons INTEGER,
    vote_average REAL,
    vote_count INTEGER NOT NULL DEFAULT 0,
    popularity REAL NOT NULL DEFAULT 0,
    budget INTEGER,
    revenue INTEGER,
    poster_path TEXT,
    backdrop_path TEXT,
    homepage TEXT NOT NULL DEFAULT '',
    collection INTEGER REFERENCES collection(id),
    UNIQUE (kind, tmdb_id)
) STRICT;

CREATE TABLE collection (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE genre (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE country (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE language (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE keyword (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE company (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, profile_path TEXT) STRICT;

CREATE TABLE metadata_genre (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    genre INTEGER NOT NULL REFERENCES genre(id),
    PRIMARY KEY (metadata, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE metadata_country (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    country TEXT NOT NULL REFERENCES country(code),
    PRIMARY KEY (metadata, position)
) STRICT, WITHOUT ROWID;
-- Spoken languages; the original one is metadata.original_language.
CREATE TABLE metadata_language (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    language TEXT NOT NULL REFERENCES language(code),
    PRIMARY KEY (metadata, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE metadata_keyword (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    keyword INTEGER NOT NULL REFERENCES keyword(id),
    PRIMARY KEY (metadata, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE metadata_company (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    company INTEGER NOT NULL REFERENCES company(id),
    PRIMARY KEY (metadata, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE alternative_title (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (metadata, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE credit (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person(id),
    job TEXT NOT NULL DEFAULT '',
    character TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (metadata, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_person ON credit(person);
"""

TABLES = """
-- Which of watched, ratings, likes and watchlist hold the film, by commas: what is in none of them, in no viewing,
-- note or list, the member no longer has.
ALTER TABLE film ADD COLUMN tables TEXT NOT NULL DEFAULT '';
UPDATE film SET tables = rtrim(
    iif(liked, 'likes,', '') || iif(rating IS NOT NULL, 'ratings,', '')
    || iif(watched AND NOT orphaned, 'watched,', '') || iif(watchlist, 'watchlist,', ''), ','
) WHERE removed = 0;
"""

# What an older lbtui fetched is version 0, and so is what lacks a part: both are fetched again.
DETAILS_VERSION = "ALTER TABLE metadata ADD COLUMN details_version INTEGER NOT NULL DEFAULT 0;"

# Who offers a title in one region, the member's. `offers_at` is when TMDB told so; `streams_at` when it was looked at
# last whether the member's own services stream it, which pages of a service tell too.
OFFERS = """
CREATE TABLE service (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE offer (
    metadata INTEGER NOT NULL REFERENCES metadata(id) ON DELETE CASCADE,
    way TEXT NOT NULL,
    position INTEGER NOT NULL,
    service INTEGER NOT NULL REFERENCES service(id),
    PRIMARY KEY (metadata, way, position)
) STRICT, WITHOUT ROWID;
ALTER TABLE metadata ADD COLUMN region TEXT;
ALTER TABLE metadata ADD COLUMN offers_at TEXT;
ALTER TABLE metadata ADD COLUMN streams_at TEXT;
"""

STEPS: tuple[str, ...] = (FIRST, TABLES, DETAILS_VERSION, OFFERS)
"""Step n brings a database from version n to version n + 1."""

VERSION = len(STEPS)


def statements(script: str) -> list[str]:
    """The single statements of a script, so that they run inside one transaction (`executescript` commits first)."""
    found: list[str] = []
    text = ""
    for line in script.splitlines(keepends=True):
        text += line
        if sqlite3.complete_statement(text):
            found.append(text.strip())
            text = ""
    return found
