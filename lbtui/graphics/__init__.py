"""Pictures in the terminal: what it can show, how it is told, and where the pictures stand on the screen."""
