"""What a text of the knowledge looks like, by what it is: a label, a clause, a title, whole sentences, a web address.

A label may stand in the middle of a sentence. A clause is joined with others in one: it is short, begins with a small
letter and has no mark that would end or join it. A title begins with a capital and has no full stop, for it is put into
sentences of ours. Whole sentences begin with a capital and end with a full stop: a text that does not is half of one.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from ..phrases import Message, message
from .nearest import LONGEST

CLAUSE_WORDS = 9  # in a clause, at most: three of them make one sentence that can be read

Fault = tuple[tuple[str | int, ...], Message, Message]  # place within the value, what, remedy

_OPENING = "“‘„«‹\"'([¿¡"
_BEGIN = (  # ’s, ’t and ’n stay small before a capital
    re.compile(rf"[{re.escape(_OPENING)}]*(.)"),
    re.compile(rf"[{re.escape(_OPENING)}]*['’‘][nst] (.)"),
)
_END = re.compile(r"[.?!][”’»›\"')\]]*\Z")
_JOINTS = ".,;:?!…()"  # what joins clauses, or ends them
NAMED = re.compile(r"\{([A-Za-z][a-z0-9_]*)\}")  # what is filled in
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_MEANT = "\u00ad\u200c\u200d"  # soft hyphen, non-joiner and joiner: unseen, but meant
_REPLACEMENT = "\ufffd"  # stands where a character was lost


def label(text: str) -> list[Fault]:
    """What is wrong with any text at all; the first that is."""
    if not any(unicodedata.category(c)[0] in "LNPS" and c != _REPLACEMENT for c in text):
        return [((), message("wrong_text_blank"), message("mend_text_blank"))]
    if "\n" in text:
        return [((), message("wrong_text_lines", text=_head(text)), message("mend_text_lines"))]
    for c in () if text.isprintable() and _REPLACEMENT not in text else text:  # nearly every text is: passed over
        if c == _REPLACEMENT or (unicodedata.category(c) in _INVISIBLE and c not in _MEANT):
            what = message("wrong_text_unseen", text=_head(text), character=f"U+{ord(c):04X}")
            return [((), what, message("mend_text_unseen"))]
    if "{" in text or "}" in text:
        return [((), message("wrong_text_braces", text=_head(text)), message("mend_text_braces"))]
    if text != text.strip():
        return [((), message("wrong_text_spaces", text=_head(text)), message("mend_text_spaces"))]
    return []


def title(text: str) -> list[Fault]:
    """What is wrong with a title."""
    if faults := label(text):
        return faults
    if not _begins(text):
        faults.append(((), message("wrong_title_begin", text=_head(text)), message("mend_begin")))
    if text.endswith("."):
        faults.append(((), message("wrong_title_end", text=_head(text)), message("mend_title_end")))
    return faults


def clause(text: str) -> list[Fault]:
    """What is wrong with a main clause that is joined with others."""
    if faults := label(text):
        return faults
    first, *_ = words = text.split()
    if not (first[0].islower() or (first.isupper() and len(first) > 1)):
        faults.append(((), message("wrong_clause_begin", text=_head(text)), message("mend_clause_begin")))
    if mark := next((c for c in text if c in _JOINTS), ""):
        what = message("wrong_clause_mark", text=_head(text), mark=mark)
        faults.append(((), what, message("mend_clause_mark")))
    if len(words) > CLAUSE_WORDS:
        what = message("wrong_clause_long", text=_head(text), count=len(words), most=CLAUSE_WORDS)
        faults.append(((), what, message("mend_clause_long")))
    return faults


def prose(text: str) -> list[Fault]:
    """What is wrong with one or more whole sentences."""
    if faults := label(text):
        return faults
    if not _begins(text):
        faults.append(((), message("wrong_sentence_begin", text=_head(text)), message("mend_begin")))
    if not _ends(text):
        faults.append(((), message("wrong_sentence_end", text=_tail(text)), message("mend_sentence_end")))
    return faults


def fitted(text: str) -> list[Fault]:
    """What is wrong with whole sentences that may name words and answers: `{customers}`."""
    return prose(_filled(text))


def fitted_label(text: str) -> list[Fault]:
    """What is wrong with a label that may name words and answers."""
    return label(_filled(text))


def named(text: str) -> list[str]:
    """The words and answers that a text names, each once, in order; a capital asks for a word that begins with one."""
    return list(dict.fromkeys(name.lower() for name in NAMED.findall(text)))


def _filled(text: str) -> str:
    """A text as it could be read: a capital where one is asked for, else a digit, for an answer can be a number."""
    return NAMED.sub(lambda match: "X" if match[1][0].isupper() else "1", text)


def notes(texts: list[str]) -> list[Fault]:
    """What is wrong with several texts of whole sentences; a sentence cut in pieces is one mistake."""
    faults: list[Fault] = []
    cut = False
    for i, text in enumerate(texts):
        goes_on = i + 1 < len(texts) and not label(texts[i + 1]) and not _begins(texts[i + 1])
        if goes_on and not label(text) and not _ends(text):
            if not cut:
                what = message("wrong_sentence_cut", one=_tail(text), other=_head(texts[i + 1]))
                faults.append(((i,), what, message("mend_sentence_cut")))
            cut = True
        else:
            faults += [] if cut else [((i,), what, remedy) for _, what, remedy in prose(text)]
            cut = False
    return faults


def address(text: str) -> list[Fault]:
    """What is wrong with an address on the web that a reader is to open."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        fits = False
    if fits and text.isprintable() and not re.search(r"[\s<>\"\\]", text):
        return []
    return [((), message("wrong_address", text=_head(text)), message("mend_address"))]


def number_of_edition(text: str) -> list[Fault]:
    """What is wrong with the number of an edition."""
    if re.fullmatch(r"[0-9]{4}\.[1-9][0-9]{0,5}", text):
        return []
    return [((), message("wrong_edition", text=_head(text)), message("mend_edition"))]


def _begins(text: str) -> bool:
    firsts = [found[1] for pattern in _BEGIN if (found := pattern.match(text))]
    return any(first.isupper() or first in "0123456789€$£" for first in firsts)


def _ends(text: str) -> bool:
    return _END.search(text) is not None


def _head(text: str) -> str:
    return _clean(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _tail(text: str) -> str:
    return _clean(text if len(text) <= LONGEST else "…" + text[1 - LONGEST :])


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else _REPLACEMENT for c in " ".join(text.split()))
