"""Measurements, run by hand: `python -m tests.benchmarks.table --films 100000`."""
