"""Charts as plain lines."""
