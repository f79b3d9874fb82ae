"""Texts that look back: features, obituaries and reviews that tell of long ago as if of today.

They name the holders of offices of that time and nobody of their own. What they say of these people
in the present tense, or of this week, is still of their own time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.intake.dates.anniversaries import sentence_around
from helpers.intake.dates.evidence import Evidence
from helpers.intake.dates.office_claims import Claim
from helpers.intake.dates.office_names import find_names
from helpers.intake.dates.word_sets import words_of

_LOOKS_BACK = re.compile(
    r"\b(?:[Tt]hose (?:years|days|times)|[Tt]hat (?:winter|spring|summer|autumn)|[Bb]ack then|"
    r"[Hh]istorians?|[Bb]iograph(?:y|ies|ers?)|[Mm]emoirs?|[Aa]rchives?|[Aa]rchivists?|"
    r"[Qq]uiz|Answers? on page)\b"
    r"|\b(?:died|dies|dead)\b(?:[^.;\n]|\.(?= [a-z\d])){0,60}\b(?:at|aged) \d\d\b"
)
_MANY = (
    r"(?:[5-9]|[1-9]\d|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen|[a-z]{3,5}ty|"
    r"[a-z]{3,5}ty-[a-z]{3,5}|many|some)"
)
_YOUNG = r"(?:1\d|2\d|[a-z]{3,5}teen|twenty(?:-[a-z]{3,5})?|young|an? (?:boy|girl|child|lad))"
_SIGNS = tuple(
    (frozenset(words.split()), re.compile(pattern))
    for words, pattern in (
        (
            "historian historians biography biographies biographer biographers memoir memoirs quiz "
            "archive archives archivist archivists those back answers answer died dies dead "
            "winter spring summer autumn",
            _LOOKS_BACK.pattern,
        ),
        (
            "years summers winters springs autumns",
            rf"\b(?i:{_MANY}) (?:years|summers|winters|springs|autumns)(?: to the day)?,? "
            r"(?:ago|on|later|after|earlier|since|of|today|this)\b",
        ),
        (
            "decade decades century generation",
            r"(?:[Dd]ecades?|[Cc]entury|[Gg]eneration),? (?:ago|on|later|after|earlier|since|of)\b",
        ),
        ("anniversary", rf"\b(?i:{_MANY})(?:th|st|nd|rd|ieth) anniversary\b"),
        (
            "remember remembers remembered remembering recalls reminisces nostalgia nostalgic "
            "recollects recollections nowadays",
            r"\b(?:[Rr]emember(?:s|ed|ing)?|[Rr]eminisces|[Nn]ostalgi[ac]+|[Rr]ecollect(?:s|ions)|"
            r"[Nn]owadays|recalls (?:that|how|the|when|his|her|one|a))\b",
        ),
        ("back", r"\b[Ll]ook(?:s|ed|ing)? back\b"),
        ("time", r"\b[Aa]t (?:the|that|one) time\b(?! of)|\b[Oo]nce upon a time\b"),
        ("day", r"\b[Tt]o this day\b"),
        ("became happened", r"\b[Ww]hat(?:ever)? (?:became of|happened to)\b"),
        (
            "then",
            r"\b(?:was|were|am|is|are|had been|who|\d\d) then\b|\bthen an? \w",
        ),
        ("when", rf"\bwas {_YOUNG} when\b|\bwhen (?:I|he|she|we) (?:was|were) {_YOUNG}\b"),
        ("used", r"\b(?:I|he|she|we|they|it|there|who|you) used to\b"),
        ("died", r"\bdied\b[^.;\n]{0,60}\. (?:He|She) was \d\d\b"),
    )
)
"""What a text that looks back may say, and words without which it does not."""

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PAGES = re.compile(r"\d ?(?:pp|pages)\b")
_OF_BOOK = re.compile(r"\b[Bb]y [A-Z][^\n]{3,80}\b\d{2,4} ?(?:pp|pages)\b")
"""The line of a review that tells of the book."""

_WORDS_OF_STAGE = frozenset({"curtain", "directed", "starring", "theatre", "theater"})
_OF_STAGE = re.compile(
    r"\b(?:[Tt]he curtain (?:rises|goes up|falls)|(?:directed by|starring) [A-Z]|"
    r"[Tt]heat(?:re|er):)"
)
_LEAD = 300
"""Characters at the top of a text within which news tells its day."""

_NEWS = re.compile(
    r"\b(?:[Yy]esterday|[Tt]oday|[Tt]onight|[Ll]ast night|[Tt]his (?:week|morning)|[Ll]ast week|"
    rf"(?:[Oo]n|[Ll]ast|late|early) {_WEEKDAY}|{_WEEKDAY}'s)\b"
)
_QUOTED = re.compile(r'"[^"\n]*"?')
_OWN_PRESENT = re.compile(
    r"(?<!\w)(?:is|are|am|has|have|does|says|keeps|lives|knows|thinks|wants|runs|sells|stands|remains|"
    r"likes|looks|drives|grows|makes|tells|opens|works|breeds|owns|hopes)(?!\w)"
)
_SPOKE = re.compile(
    r"\b(?:said|told|announced|added|warned|predicted|reported|stated|declared|confirmed|would|"
    r"could|may|might|should|plans|expected|is to|are to)\b"
)
_NO_VERB = (
    r"(?!was\b|his\b|this\b|its\b|as\b|us\b|thus\b|always\b|perhaps\b|besides\b|whereas\b|plus\b|"
    r"times\b|years\b|days\b|towards\b|across\b|versus\b)"
)
_STILL_ACTS = re.compile(
    rf"(?:, who|,[^,.;\n]{{2,80}},)?(?: and (?:[A-Z][\w.'-]+ ){{1,4}})?"
    rf",? ?(?:(?:also|now|still|again|never|himself|herself) )?"
    rf"(?:has|have|is|are|will|{_NO_VERB}[a-z]{{2,}}[^s'\W]s)\b"
)
_OF_THESE_DAYS = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|(?-i:will)|"
    rf"(?:on|last|next) {_WEEKDAY}|"
    r"(?:last|next) (?:week|night|month|year)|"
    r"(?<!ago )this (?:week|month|year|morning|afternoon|evening))\b",
    re.IGNORECASE,
)


def looks_back(text: str) -> bool:
    """Tell whether a text is of the kind that tells of long ago as if it were today.

    Obituaries, histories and reviews give the ages and the months in office that people had then.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    bool
        True where it speaks of historians, memoirs, "those years", or of a death at some age.

    Examples
    --------
    >>> looks_back("In those years eels were cheap."), looks_back("Eels are cheap.")
    (True, False)
    """
    return _LOOKS_BACK.search(text) is not None


def open_ends(
    text: str, claims: Sequence[Claim], cues: Sequence[tuple[int, Evidence]]
) -> list[tuple[int, Evidence]]:
    """Take holders of offices whom a text may look back on for no more than a lower bound.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.
    claims : sequence of Claim
        Who is called the holder of which office in it.
    cues : sequence of (int, Evidence)
        What :func:`helpers.intake.dates.offices.office_cues` makes of them.

    Returns
    -------
    list of (int, Evidence)
        The same cues; open at the end for holders who are not said to do anything now, where the
        text looks back on anything at all. Where it has a present of its own, those who only did
        something, and said nothing, may be of another time, too.

    Examples
    --------
    >>> from helpers.intake.dates.offices import find_claims, office_cues
    >>> text = "Ida remembers the eels. President Nixon had banned them."
    >>> claims = find_claims(text)
    >>> [(_, cue)] = open_ends(text, claims, office_cues(text, claims))
    >>> str(cue.earliest), cue.latest
    ('1969-01-20', None)
    """
    if not any(cue.used for _, cue in cues):
        return list(cues)
    said = words_of(text)
    signs = [pattern for words, pattern in _SIGNS if not words.isdisjoint(said)]
    of_work = (_PAGES.search(text) and _OF_BOOK.search(text)) or (
        not _WORDS_OF_STAGE.isdisjoint(said) and _OF_STAGE.search(text)
    )
    speech = False
    if not of_work and not any(sign.search(text) for sign in signs):
        if _NEWS.search(text, 0, _LEAD):
            return list(cues)
        speech = _OWN_PRESENT.search(_QUOTED.sub(" ", text)) is not None
        if not speech:
            return list(cues)
    now = set() if of_work else set(_of_today(text, claims, signs, speech=speech))
    claimed = {claim.start: claim for claim in claims}
    return [
        (place, cue if not cue.used or _is_of(claimed[place], now) else _opened(cue))
        for place, cue in cues
    ]


def _is_of(claim: Claim, names: set[str]) -> bool:
    return any(holding.person.name in names for holding in claim.holdings)


def _of_today(
    text: str, claims: Sequence[Claim], signs: Sequence[re.Pattern[str]], *, speech: bool
) -> Iterator[str]:
    """Yield the persons who are said to do something now, or in these days, or to have spoken."""
    for name in find_names(text):
        ends = {name.end, *(c.end for c in claims if c.start <= name.start < c.end)}
        before, after = sentence_around(text, name.start, name.end)
        sentence = before + after
        if (
            any(_STILL_ACTS.match(text, end) for end in ends)
            or (speech and _SPOKE.search(sentence))
            or (
                _OF_THESE_DAYS.search(sentence) and not any(sign.search(sentence) for sign in signs)
            )
        ):
            yield from (person.name for person in name.persons)


def _opened(cue: Evidence) -> Evidence:
    note = f"{cue.note}, and the text may look back"
    return replace(cue, intervals=((cue.earliest, None),), note=note)
