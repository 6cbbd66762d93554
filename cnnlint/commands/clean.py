"""`cnnlint clean`."""

from __future__ import annotations

import click

from ..cache_folder import NotOurs, remove_cache
from .output import complain, say


@click.command(epilog="Example: cnnlint clean")
def command() -> int:
    """Remove the results kept from earlier runs.

    They lie in $CNNLINT_CACHE_DIR, else in the user's own cache folder.
    """
    try:
        removed = remove_cache()
    except NotOurs as error:
        complain(f"cnnlint: {error} was not made by cnnlint; remove it by hand if nothing else needs it")
        return 2
    except OSError as error:
        complain(f"cnnlint: the cache could not be removed: {error}")
        return 2
    say(f"Removed {removed}." if removed else "There is no cache to remove.")
    return 0
