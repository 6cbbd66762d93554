"""Text to program: the only part that knows LibCST; comments and docstrings become remarks."""
