"""The shell commands, a module each; `parser` reads the arguments, `running` runs a command and tells its errors."""
