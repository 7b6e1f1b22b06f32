"""Figures over the library: pure functions from frames to records, one file a screen. The only room with pandas."""
