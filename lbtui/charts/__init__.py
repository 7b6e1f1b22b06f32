"""Charts as lines of plain text, for the screens to colour and the shell to print. Nothing here knows of Textual."""
