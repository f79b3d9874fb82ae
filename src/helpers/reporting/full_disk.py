"""A disk without room: told apart from other trouble, and in one sentence."""

from __future__ import annotations

import errno

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No room left, none left of a user's share, and a file larger than the system lets it be."""

MAKE_ROOM = "the disk is full: make room and run this again"


def is_full(error: BaseException | None) -> bool:
    """Tell whether an error says that nothing more can be written.

    Parameters
    ----------
    error : BaseException or None
        Any.

    Returns
    -------
    bool
        Whether the disk, or what the user may take of it, is full.

    Examples
    --------
    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(OSError(2, "No file"))
    (True, False)
    """
    return isinstance(error, OSError) and error.errno in FULL
