"""Which TMDB title a film of the library is: pure functions, no requests, nothing stored."""
