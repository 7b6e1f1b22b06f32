"""The shell commands, one module each; `parser` reads the arguments, `running` runs a command and tells its errors."""
