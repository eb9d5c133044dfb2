"""The same texts under names of the world: each person's name becomes one of another culture, everywhere alike.

No family name is in the actor dictionaries, with whose names training renames people.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.corpora.gum import gum
from evaluation.corpora.meantime import meantime
from evaluation.corpora.tagged import crossner, uner
from evaluation.gold import Document
from kg.evaluate.spans import Name
from kg.model import Span
from kg.text import names

# Given names of men, of women, family names; some cultures put the family first, which newspapers mostly turn round.
CULTURES = {
    "Azerbaijani": (
        "Elçin Rauf Ceyhun Samir",
        "Aygün Günel Sevinc Lalə",
        "Quliyeva Abbaszadə Mirzəyev Səfərli",
    ),
    "Arabic": (
        "Tariq Yasser Bilal Samer",
        "Rania Hanan Layla Noura",
        "al-Khatib Abu-Zahra el-Masri Haddadin",
    ),
    "Chinese": (
        "Haoran Zhiwei Jianguo Bowen",
        "Xiaoling Meihui Yutong Ruoxi",
        "Zhuge Xue Qiu Xiahou",
    ),
    "Nigerian": (
        "Chukwuemeka Babatunde Ikenna Olumide",
        "Ngozi Folasade Amarachi Titilayo",
        "Okonkwo Adeyemi Onyekachi Balogun",
    ),
    "Spanish": (
        "Joaquín Íñigo Rodrigo Esteban",
        "Begoña Itziar Pilar Rocío",
        "Etxeberria Zubizarreta Arruabarrena Cifuentes",
    ),
    "Indian": (
        "Raghav Ananth Harpreet Debashish",
        "Lakshmi Sunita Kavitha Anjali",
        "Krishnaswamy Chattopadhyay Deshpande Iyengar",
    ),
    "Turkish": (
        "Oğuzhan Barış Cengiz Tolga",
        "Gülşen Zeynep Ebru Nilüfer",
        "Karadağ Özdemir Yıldırım Şimşek",
    ),
    "Russian": (
        "Vyacheslav Gennady Timofei Arkady",
        "Lyudmila Zinaida Kseniya Galina",
        "Tchaikin Ovechkov Zhuravlyov Shcherbin",
    ),
    "Korean": (
        "Min-jun Seung-ho Tae-hyun Jae-won",
        "Soo-jin Eun-ji Hye-rin Ji-woo",
        "Ryoo Namgung Jegal Dokgo",
    ),
    "Vietnamese": (
        "Quang Đức Tuấn Hùng",
        "Thảo Hương Ngọc Lan",
        "Phạm Vũ Đặng Huỳnh",
    ),
    "Persian": (
        "Behrouz Kamran Siavash Farhad",
        "Shirin Nasrin Mahnaz Parisa",
        "Rahimpour Ghorbani Esfandiari Mousazadeh",
    ),
    "Ethiopian": (
        "Tesfaye Dawit Getachew Yohannes",
        "Tigist Almaz Selamawit Hirut",
        "Gebremariam Teklehaimanot Woldemichael Bekele",
    ),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the old text, and what stands there now."""

    start: int
    end: int
    text: str


def world(data: Path) -> Iterator[Document]:
    """Documents of four corpora, in the parts that they are in anyway."""
    yield from map(renamed, uner(data / "uner_ewt/en_ewt-ud-dev.iob2"))
    yield from map(renamed, gum(data / "gum"))
    yield from map(renamed, crossner(data / "crossner/politics/dev.txt"))
    yield from map(renamed, meantime(data / "meantime"))


def renamed(document: Document) -> Document:
    """The document with its people under other names; only names are marked in it."""
    known: dict[str, str] = {}
    edits: list[Edit] = []
    for name in sorted(document.names, key=lambda name: (name.start, -name.end)):
        if name.classes[0] == "Person" and (not edits or name.start >= edits[-1].end):
            words = document.text[name.start : name.end].split()
            edits.append(Edit(name.start, name.end, " ".join(_words(words, document.id, known))))
    move = _mover(edits)
    return Document(
        document.id,
        _applied(document.text, edits),
        tuple(_moved(name, move) for name in document.names),
        tuple((move(start), move(end)) for start, end in document.ignored),
    )


def _words(words: Sequence[str], salt: str, known: dict[str, str]) -> list[str]:
    """Given and family name instead of first and last word, the same for the same; what lies between goes."""
    keys = [word.casefold() for word in dict.fromkeys((words[0], words[-1]))]
    if len(keys) == 1:
        known.setdefault(keys[0], _drawn(salt, keys[0], words[0])[1])
    elif keys[-1] in known:
        known.setdefault(keys[0], _drawn(salt, keys[-1], words[0])[0])
    else:
        given, family = _drawn(salt, keys[-1], words[0])
        known.setdefault(keys[0], given)
        known[keys[-1]] = family
    return [known[key] for key in keys]


def _drawn(salt: str, key: str, given: str) -> tuple[str, str]:
    """A given name of the same gender, where it is known, and a family name of the same culture."""
    number = int.from_bytes(hashlib.sha256(f"{salt} {key}".encode()).digest()[:8], "big")
    men, women, families = (part.split() for part in list(CULTURES.values())[number % len(CULTURES)])
    women_too = names.gender(given) == "f" or (names.gender(given) is None and number % 2)
    pool = women if women_too else men
    return pool[number // 64 % len(pool)], families[number // 4096 % len(families)]


def _mover(edits: Sequence[Edit]) -> Callable[[int], int]:
    ends = [edit.end for edit in edits]
    shifts = [0]
    for edit in edits:
        shifts.append(shifts[-1] + len(edit.text) - (edit.end - edit.start))

    def move(at: int) -> int:
        done = bisect_right(ends, at)
        if done < len(edits) and edits[done].start < at:  # within a name: its end
            return edits[done].start + shifts[done] + len(edits[done].text)
        return at + shifts[done]

    return move


def _moved(name: Name, move: Callable[[int], int]) -> Name:
    span: Span = (move(name.start), move(name.end))
    return replace(name, start=span[0], end=span[1])


def _applied(text: str, edits: Sequence[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
