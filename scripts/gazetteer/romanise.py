"""Latin letters for given names that the sources hold in Cyrillic and Georgian."""

_CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэіґј", "abvgdeziyklmnoprstufyeigj", strict=True)) | {
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ї": "yi",
    "є": "ye",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "ђ": "dj",
    "џ": "dz",
    "ѓ": "gj",
    "ќ": "kj",
}
_GEORGIAN = dict(zip("აბგდევზთიკლმნოპრსტუფქყჯჰ", "abgdevztiklmnoprstupkqjh", strict=True)) | {
    "ჟ": "zh",
    "ღ": "gh",
    "შ": "sh",
    "ჩ": "ch",
    "ც": "ts",
    "ძ": "dz",
    "წ": "ts",
    "ჭ": "ch",
    "ხ": "kh",
}
_LETTERS = _CYRILLIC | _GEORGIAN


def romanise(name: str) -> str:
    """The name in Latin letters, as English-language news would spell it; other scripts come back unchanged."""
    return "".join(_LETTERS.get(letter, letter) for letter in name.lower()).title()
