"""Letterboxd's files: reads any export into records, and writes a CSV that Letterboxd's importer takes.

`archive.open_export` finds the tables, `tables.parse` reads their rows, `merging.merge` makes films and viewings of
them. Nothing here touches the store, and the network only feed_client.py; all of it is for a thread.
"""
