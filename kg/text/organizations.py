"""Names of organizations: what two spellings have in common, and their acronyms."""

import re
from functools import lru_cache

from kg.text.folding import key
from kg.text.lexicon import words

_LEGAL = words("legal_form")
_SMALL = words("small_word")
_COMPANY = _LEGAL | words("body_kind")
_SHORT = 4  # letters
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organization",
    "defence": "defense",
    "labour": "labor",
    "centre": "center",
    "programme": "program",
    "dept": "department",
    "univ": "university",
    "intl": "international",
    "govt": "government",
    "cooperation": "co operation",
}
_COUNTRIES = {"us": "united state", "usa": "united state", "uk": "united kingdom", "un": "united nation"}
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`´]s?\Z")


def without_possessive(name: str) -> str:
    """The name without a trailing 's or apostrophe: `TURAN's` is `TURAN`."""
    return _POSSESSIVE.sub("", name.strip())


@lru_cache(maxsize=1 << 16)
def organization_key(name: str) -> str:
    """What two spellings of an organization's name have in common.

    Legal forms at the end, the possessive, plurals and British spelling do not count, and "U.S." opens a name as
    "United States" does: "the Baku Court of Appeals" is the "Baku Court of Appeal", "Acme Corp." is "Acme".
    """
    parts = [
        _singular(_SPELLINGS.get(part, part)) for part in key(without_possessive(name).replace("&", " and ")).split()
    ]
    while len(parts) > 1 and parts[-1] in _LEGAL:
        parts.pop()
    if len(parts) > 1:
        parts[0] = _COUNTRIES.get(parts[0], parts[0])
    return " ".join(parts)


def _singular(word: str) -> str:
    plural = len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def short_form(name: str) -> str:
    """The name without what says which kind of body it is: `Huaneng Group` is `Huaneng`; else the name itself."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].strip(".,").casefold() in _COMPANY:
        parts.pop()
    return " ".join(parts)


def legal(word: str) -> bool:
    """Whether a word is a short legal form: `Corp.`, `GmbH`; "Corporation" is as often part of a longer name."""
    short = word.strip(".,").casefold()
    return short in _LEGAL and len(short) <= _SHORT


def acronym(name: str) -> str:
    """The first letters of the words that count: `Organization for Security and Co-operation in Europe` is `OSCE`."""
    parts = [part.strip("()\"'.,") for part in without_possessive(name).split()]
    return "".join(word[0].upper() for word in parts if word[:1].isalpha() and word.casefold() not in _SMALL)


def abbreviates(short: str, name: str) -> bool:
    """Whether the short name is an acronym of the long one, with or without its small words."""
    letters = without_possessive(short).replace(".", "")
    if not 2 <= len(letters) <= 8 or not letters.isupper() or not letters.isalpha() or len(name.split()) < 2:
        return False
    whole = "".join(word[0].upper() for word in re.split(r"[\s-]+", name) if word[:1].isalpha())
    return letters in (acronym(name), whole)
