"""Enrichment: from names in an export to films with all that TMDB tells, whatever happens on the way."""
