"""The commands, one to a file, each imported only when it is given."""
