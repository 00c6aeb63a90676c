"""Names of departments' files: readable, and the same file on every system and in the cloud.

What Windows, macOS, SharePoint and OneDrive each refuse is left out everywhere. A name depends on
its own unit alone, so that a new unit does not rename the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from okrsheet.plan.model import key
from okrsheet.sheets.values import is_usable_id

ENDING = ".xlsx"
LONGEST = 100  # characters, the ending among them: SharePoint takes 400 with all folders
LONGEST_BYTES = 240  # of 255 on most disks, so that a lock file beside it has a name too
FORBIDDEN = '"*:<>?/\\|#%~'
# Devices of Windows, whatever follows behind a dot, and what SharePoint keeps for itself.
RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³]|forms|desktop) *(\..*)?",
    re.IGNORECASE,
)
SHAREPOINTS_OWN = re.compile(r"_(?=vti_)", re.IGNORECASE)
# Control signs, signs that nobody sees, halves of signs, signs of nobody's.
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def file_names(
    units: Sequence[tuple[str, str]], kept: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """The file name of each unit, given as its ID and its name.

    No two are one to a system that knows no case, or takes two forms of a letter for the same.
    IDs are distinct, as `key` gives them. A unit that has a name in `kept`, by its ID as `key`
    gives it, keeps that: it may be called otherwise now, and yet has one file.
    """
    taken = {compared(name) for name in kept.values()}
    names = []
    for id, name in units:
        file = kept.get(key(id) or "")
        if file is None:
            file = _free(id, name, taken)
            taken.add(compared(file))
        names.append(file)
    return names


def compared(name: str) -> str:
    """A file name as the system compares it that tells the fewest names apart."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded).casefold()


def _free(id: str, name: str, taken: Collection[str]) -> str:
    stem, turn = _stem(id, name), 1
    while compared(stem + ENDING) in taken:
        turn += 1
        stem = _marked(_stem(id, name), f"{turn}")
    return stem + ENDING


def _stem(id: str, name: str) -> str:
    """`IT - Information technology`; with a mark where the ID cannot stand as it is."""
    told, title = _safe(id), _safe(name)
    says_more = title and compared(title) != compared(told)
    stem = f"{told} - {title}" if told and says_more else told or title
    is_own = told == id and is_usable_id(id) and compared(id) == key(id)
    if is_own and not RESERVED.fullmatch(stem):
        return _cut(stem, LONGEST - len(ENDING), LONGEST_BYTES - len(ENDING))
    return _marked(stem, sha256((key(id) or "").encode("utf-8", "replace")).hexdigest()[:8])


def _marked(stem: str, mark: str) -> str:
    """A stem with something behind it that tells it apart, whatever is cut off."""
    end = f" ({mark})"
    rest = len(end) + len(ENDING)
    cut = _cut(stem, LONGEST - rest, LONGEST_BYTES - rest)
    return f"Unit{end}" if RESERVED.fullmatch(cut) or not cut else cut + end


def _safe(text: str) -> str:
    """Text without what any of the systems refuses in a name."""
    seen = "".join(
        sign for sign in " ".join(text.split()) if unicodedata.category(sign) not in UNSEEN
    )
    plain = unicodedata.normalize("NFC", seen).strip(FORBIDDEN + " .")
    plain = re.sub(f"[{re.escape(FORBIDDEN)}]", "-", plain)
    return unicodedata.normalize("NFC", SHAREPOINTS_OWN.sub("-", plain))


def _cut(text: str, characters: int, size: int) -> str:
    """The beginning of a text: so many characters, as Windows counts them, and bytes of UTF-8.

    A letter and the marks upon it stay together.
    """
    end = len(text)
    while len(text[:end].encode("utf-16-le")) > 2 * characters or len(text[:end].encode()) > size:
        end -= 1
    while 0 < end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end -= 1
    return text[:end].rstrip(" .")
