"""What the screens and the shell commands both do: import, connect, look at the library, take out."""
