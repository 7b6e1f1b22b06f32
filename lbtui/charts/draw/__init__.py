"""The kinds of charts, one module each: how the data become lines, and how a cursor walks through them.

A new kind is a module here with a `Drawing` of its own; a panel names it, and page, screen and shell draw it.
"""
