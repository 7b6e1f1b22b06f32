"""Every number that matching decides by, with the measurement behind it."""

from typing import Final

# How alike two titles are, 0 to 1. Of 4,764 true pairs 99.4 % are equal once folded.

EQUAL: Final = 1.0
ALTERNATIVE_EQUAL: Final = 0.98
"""Equal to one of TMDB's alternative titles."""
LOOSELY_EQUAL: Final = 0.97
"""Equal without leading article, blanks and script: "Spider-Man" and "Spiderman", "Visitors" and "The Visitors"."""
FIRST_PART_EQUAL: Final = 0.9
"""TMDB's goes on after a colon: "Glass Onion" is "Glass Onion: A Knives Out Mystery". Not the other way round:
"Frankenstein: The Anatomy Lesson" is not "Frankenstein"."""
BEGINS_ALIKE: Final = 0.8
"""One begins with all words of the other: "The French Dispatch of the Liberty, Kansas Evening Sun"."""
ALIKE: Final = 0.79
"""Factor on the similarity of other titles, so that they stay below every kind of equality."""

# What a difference of years, TMDB's minus Letterboxd's, takes from a score. Letterboxd counts from the first showing,
# TMDB from the cinemas, so it is one-sided.

YEAR_PENALTY: Final = {0: 0.0, 1: 0.01, -1: 0.03, 2: 0.08, -2: 0.12}
FAR_YEAR_PENALTY: Final = 0.25
UNKNOWN_YEAR_PENALTY: Final = 0.1

# Shares of true pairs, to tell how likely each of several namesakes is.

YEAR_SHARE: Final = {0: 0.945, 1: 0.048, -1: 0.002}
"""By difference of years, of 17,957 films; 0.48 % are +2 or more, which are never accepted unseen."""
UNKNOWN_YEAR_SHARE: Final = 0.001
"""A film without a date on TMDB is announced or a draft: a rival only where nothing else is near."""
UNKNOWN_SERIES_YEAR_SHARE: Final = 0.1
"""A series without a date is less odd: where nothing else fitted, the film was a series of that title in 60 of 60."""
LOOSE_SHARE: Final = 0.01
"""Films that TMDB names loosely equal, or by an alternative title (0.6 %, rounded up)."""
FIRST_PART_SHARE: Final = 0.003
"""Films whose title goes on after a colon on TMDB alone (4 of 1,298, either side)."""
UNSEEN_VOTES: Final = 5
"""Added to every vote count, so that 3 votes do not beat none."""

# When to decide.

ACCEPTED_YEARS: Final = (0, 1)
"""Differences of years that are accepted. At -1 one in eight was a namesake of a film that TMDB dates otherwise."""
CLEAR_ODDS: Final = 20.0
"""A namesake counts as out when it is this much less likely, by votes and the shares above."""
CLEAR_ODDS_WITHOUT_YEAR: Final = 30.0
"""The same for a film whose year is unknown, where nothing but votes can tell."""
SURELY_A_MOVIE: Final = 80.0
"""Votes times the share of the year from which a movie is accepted without a look at series of its name, which
Letterboxd may mean instead, or whose old movie record it is, and at better known films of the next year. Of 331 series
44 would be taken for a movie without that look, 31 at 20, 29 at 40, 27 at 60 as at 80; but at 60 a page let one of
two namesakes pass. Costs 5 requests in 100 films of a library of well-known films, 10 of one of little-known ones."""
SERIES_VOTES: Final = 50
"""What a series of equal title and year counts as a rival at least, for fewer people vote on series. Such a series
stands beside 1 in 1,230 films that are movies, and beside 7 of 18 that are series."""
FIRST_SERIES: Final = 1946
"""Year from which a film is looked for among series. Television had begun, and stopped for the war; of 331 series of
members' libraries the oldest is of 1973."""
SHORT_TITLE: Final = 2
"""Words, without an article, of the titles that films share: of the films with few votes 5 % of those with one word and
1.2 % of those with two have a better known namesake of the next year, 0.3 % of the others."""
WORTH_REVIEW: Final = 0.6
"""Likeness from which the best candidate is shown to a person at all."""
WORTH_ASKING: Final = 0.4
"""Likeness from which one of many candidates of the right year is asked for its alternative titles at once."""
MOST_ASKED: Final = 2
"""Candidates of a film asked for alternative titles. The right one's answer is needed anyway."""
FARTHEST_SHOWN: Final = 10
"""Years that a candidate of equal title may be off and still be shown: restorations are, most remakes are not."""
MOST_SHOWN: Final = 8
"""Candidates kept for review: they fit on a screen, and each has a number key."""
