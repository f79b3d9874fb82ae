"""Errors whose message is meant for the person at the keyboard."""


class DatelinesError(Exception):
    """Something the user can put right; the message says what is wrong and what to do.

    Examples
    --------
    >>> raise DatelinesError("no clippings in 'empty': put .txt files there")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: no clippings in 'empty': put .txt files there
    """


class TooSmallError(DatelinesError):
    """The folder is too small for the question: no fault, and for a report an answer.

    Examples
    --------
    >>> raise TooSmallError("topics take two articles: add some to the folder")
    Traceback (most recent call last):
    helpers.errors.TooSmallError: topics take two articles: add some to the folder
    """
