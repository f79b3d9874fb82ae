"""Which cues to believe: what began last goes first, and what contradicts it is history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from helpers.intake.dates.evidence import EVER, Days, Evidence, hull, intersect, union

CHANGE = timedelta(14)
"""Time that terms share at most where one began as the other ended: twice a week's slack."""

_DATES = frozenset({"explicit date", "dateline"})
_TERMS = frozenset({"office", "administration"})


def weigh(found: Sequence[tuple[int, Evidence]]) -> tuple[Days, list[tuple[int, Evidence]]]:
    """Intersect the cues from the one that began last; what contradicts it is history.

    Parameters
    ----------
    found : sequence of (int, Evidence)
        Places in the text and cues.

    Returns
    -------
    tuple
        The days that are left, and all cues, with those set aside marked.

    Examples
    --------
    >>> old = Evidence("Premier Lund", "office", ((date(1971, 1, 1), date(1974, 1, 1)),), "")
    >>> new = Evidence("Premier Dahl", "office", ((date(1975, 1, 1), None),), "")
    >>> days, cues = weigh([(0, old), (9, new)])
    >>> str(days[0][0]), [cue.used for _, cue in cues]
    ('1975-01-01', [True, False])
    """
    days = EVER
    weighed = [pair for pair in found if not pair[1].used]
    voters = [pair for pair in found if pair[1].used]
    dated = any(cue.kind in _DATES for _, cue in voters)
    over = _end_of_certain([cue for _, cue in voters])

    def rank(pair: tuple[int, Evidence]) -> tuple[bool, bool, int]:
        """Put what began last first, and what two terms allow behind what is certain.

        A year in passing does not outdo a date above the text, nor a title that its holder keeps.
        Who is named in full and held an office twice did not hold it before the first time. Where
        even the first of two terms began after all that is certain was over, one of them is meant.
        """
        cue = pair[1]
        passing = dated and cue.kind == "relative"
        either = _is_either(cue) and (over is None or _begin(cue) <= over)
        return passing, either, -_begin(cue).toordinal()

    for position, cue in sorted(voters, key=rank):
        common = intersect(days, cue.intervals)
        later = _after_change(days, cue, common)
        if later is not None and later != common:
            days = union([*days, *later])
            weighed.append((position, cue))
        elif common and later is None:
            days = common
            weighed.append((position, cue))
        else:
            weighed.append((position, _contradicted(cue)))
    return days, weighed


def _is_either(cue: Evidence) -> bool:
    """Tell whether a cue leaves open which of several terms is meant."""
    return len(cue.intervals) > 1 and not _is_named_in_full(cue)


def _end_of_certain(voters: Sequence[Evidence]) -> date | None:
    """Return the last day of the cue that began last, of those that leave no term open."""
    certain = [cue for cue in voters if not _is_either(cue)]
    return max(certain, key=_begin).latest if certain else None


def _after_change(days: Days, cue: Evidence, common: Days) -> Days | None:
    """Return what is left of a term once others began who came as its holder left, else None.

    Cabinets change as a whole: who of the old one is named beside one of the new is history, and
    the day that their terms share is seldom meant.
    """
    (first, last), (begin, end) = hull(days), hull(common)
    if cue.kind not in _TERMS or first is None or begin is None or end is None:
        return None
    if end - begin > CHANGE or (last is not None and last - first <= 2 * CHANGE):
        return None
    return intersect(cue.intervals, ((first, None),))


def _begin(cue: Evidence) -> date:
    """First day that a cue allows: of two terms, or two holders, the later one is not certain."""
    return cue.intervals[0][0] or date.min


def _is_named_in_full(cue: Evidence) -> bool:
    """Tell whether a cue has the first and the last name of the one holder it tells of."""
    person = re.split(r" (?:was|has been) ", cue.note, maxsplit=1)[0]
    return person in cue.cue


def _contradicted(cue: Evidence) -> Evidence:
    contradicted = cue.kind in _DATES or cue.kind == "relative"
    reason = "contradicted by what began later" if contradicted else "named as history"
    return replace(cue, note=f"{cue.note} (set aside: {reason})", used=False)
