"""The IR: frozen nodes with their places, what a legal program is, and a text dump."""
