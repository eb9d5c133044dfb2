"""Which names are common English words too, by how often their forms stand in English text."""

from kg.text.folding import fold

_FREQUENT = -14.5  # natural log of the frequency: about one word in two million
_MARGIN = 1.5  # the small-letter form may be this much rarer than the capitalised one


class Words:
    """Frequencies of English word forms, letter case kept."""

    def __init__(self, frequencies: dict[str, float]) -> None:
        self._small = {word: value for word, value in frequencies.items() if value >= _FREQUENT and word.islower()}
        self._capital: dict[str, float] = {}
        for word, value in frequencies.items():
            if word.istitle():
                self._capital[fold(word)] = max(value, self._capital.get(fold(word), value))

    def common(self, name: str) -> bool:
        """Whether the folded name is a word that is written with a small letter about as often, or more."""
        small = self._small.get(name)
        return small is not None and small + _MARGIN >= self._capital.get(name, _FREQUENT)
