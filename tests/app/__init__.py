"""The whole app: import, enrichment, resuming, ending, driven by keys against a server of its own."""
