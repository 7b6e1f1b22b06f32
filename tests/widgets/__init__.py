"""Widgets, driven by keys and read as text."""
