"""Documents: the texts, tables, formulas and code blocks of Markdown, reStructuredText and notebooks."""
