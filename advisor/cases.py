"""Cases: organisations, each with the advice that it must get; `advisor check` holds them to it.

They stand under ``cases/``, beside ``knowledge/`` and ``rules/``, in a base or in an overlay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from .advice import Advice, Advisor
from .library import files
from .library.cases import EXACT, GIVEN, NONE_OF, Case
from .library.complaints import Complaint, KnowledgeError, complaint
from .library.edition import Edition
from .library.fields import paragraph
from .library.nearest import Meant
from .library.shapes import Text
from .library.shaping import shaped
from .library.strict_yaml import Document, Place, read
from .phrases import LANGUAGES, Message, message
from .stages.mistakes import ProfileError
from .stages.openness import applies
from .stages.profile import Profile, understand
from .stages.recommendations import Recommended
from .stages.verdicts import VERDICTS

MOST = 1_000  # cases in a folder
FIRST = 5  # of which a case may say the order

_KINDS = {  # what each list holds; the others hold recommendations
    "findings": ("rule", "rules"),
    "strengths": ("factor", "factors"),
    "tensions": ("tension", "tensions"),
    "contradictions": ("contradiction", "contradictions"),
    "ask": ("attribute", "questions"),
    "not_asked": ("attribute", "questions"),
}


@dataclass(frozen=True)
class CaseRead:
    """A case as it was read: where it stands, what it says, and its profile as understood."""

    document: Document
    case: Case
    profile: Profile


def read_case(path: Path, name: str, edition: Edition) -> CaseRead:
    """The case in a file, which complaints call ``name``. Raises KnowledgeError with every mistake."""
    document, case, complaints = _shaped(path, name)
    profile, wrong = _profile(document, edition)
    found = [*complaints, *wrong, *(_misnamed(document, case, edition) if case is not None else ())]
    if found or case is None or profile is None:
        raise KnowledgeError(found)
    return CaseRead(document, case, profile)


def misshapen(root: Path, called: str) -> Iterator[Complaint]:
    """What is wrong with the cases in a folder by themselves, whatever the knowledge is.

    ``called`` is how complaints begin the name of each file.
    """
    for name in files.cases(root)[:MOST]:
        try:
            yield from _shaped(root / name, f"{called}{name}")[2]
        except KnowledgeError as error:
            yield from error.complaints


def mistakes(root: Path, called: str, advisor: Advisor) -> Iterator[Complaint]:
    """What is wrong with the cases in a folder, or with the advice that they get; ``called``: see `misshapen`.

    Within a budget: raises as `budget.check`.
    """
    names = files.cases(root)
    if len(names) > MOST:
        yield Complaint(
            f"{called}{files.CASES}", 1, message("wrong_folder_full", most=MOST), message("mend_cases_many")
        )
    for name in names[:MOST]:
        try:
            one = read_case(root / name, f"{called}{name}", advisor.edition)
        except KnowledgeError as error:
            yield from error.complaints
            continue
        yield from differences(one, advisor.advise(one.profile), advisor.edition)


def differences(one: CaseRead, advice: Advice, edition: Edition) -> Iterator[Complaint]:
    """Where an advice for a case is not as it expects: a complaint for each id and for each place in the order."""
    seen, expect, at = seen_in(advice, one.profile, edition), one.case.expect, one.document.at
    verdicts = {rid: verdict for verdict in VERDICTS for rid in seen[verdict]}
    for name, ids in expect.lists.items():
        lacking = [] if name in NONE_OF else [i for i in ids if i not in seen[name]]
        surplus = sorted(seen[name] - set(ids)) if name in EXACT else []
        surplus += [i for i in ids if i in seen[name]] if name in NONE_OF else []
        for item in lacking:
            what = message("wrong_expected_lacks", list=name, name=item)
            if name in VERDICTS and item in verdicts:
                verdict = message(f"verdict_{verdicts[item]}")
                what = message("wrong_expected_verdict", list=name, name=item, verdict=verdict)
            yield Complaint(*at((*_place(name), ids.index(item))), what, message("mend_case"))
        for item in surplus:
            yield Complaint(
                *at(_place(name)), message("wrong_expected_surplus", list=name, name=item), message("mend_case")
            )
    if expect.order is not None:
        pairs = zip_longest(expect.order.items(), order_of(advice, edition).items(), fillvalue=None)
        for number, (wanted, found) in enumerate(pairs, 1):
            if wanted != found:
                what = message("wrong_expected_order", number=number, wanted=_ordered(wanted), found=_ordered(found))
                yield Complaint(*at(("expect", "order", *(wanted or ())[:1])), what, message("mend_case"))


def seen_in(advice: Advice, profile: Profile, edition: Edition) -> Mapping[str, set[str]]:
    """What an advice for a profile says, under the names that a case uses."""
    given = {r.id: r for r in advice.given}
    undecided = {u.id for u in advice.undecided}
    first = {rid for rid, r in given.items() if r.phase == "first"}
    return {
        "findings": {f.id for f in advice.findings},
        "recommended": {rid for rid, r in given.items() if r.verdict == "recommended"},
        "provisional": {rid for rid, r in given.items() if r.verdict == "provisional"},
        "not_indicated": set(edition.recommendations) - set(given) - undecided,
        "undecided": undecided,
        "strengths": {f.factor for f in advice.findings if f.polarity == "strength"},
        "tensions": {t.id for t in advice.tensions},
        "contradictions": {c.id for c in advice.contradictions},
        "ask": {q.attribute for q in advice.open_questions},
        "not_asked": {a for a, question in edition.questions.items() if not applies(question, profile.answers)},
        "first": first,
        "not_first": first & {r.id for r in advice.recommendations},  # what is folded is not put first itself
    }


def order_of(advice: Advice, edition: Edition) -> Mapping[str, str]:
    """The first five that are shown, in order, each with what puts it there, as a case writes it down."""
    shown = [one.id for one in advice.recommendations]
    return {one.id: "; ".join(_reasons(one, shown, edition)) for one in advice.recommendations[:FIRST]}


def _reasons(one: Recommended, shown: Sequence[str], edition: Edition) -> Iterator[str]:
    """The points of each contribution; what else decides: the start, who needs it, an exception, a tie."""
    yield ", ".join(f"{part.name} {part.value}" for part in one.contributions)
    if one.at_the_start:
        yield "at_the_start"
    needing = [other for other in shown if one.id in edition.recommendations[other].needs]
    if needing:
        yield f"before {', '.join(sorted(needing))}"
    if one.behind:
        yield "behind"
    if one.tied:
        yield f"tied, {one.documents} document{'s' * (one.documents != 1)}"


def _shaped(path: Path, name: str) -> tuple[Document, Case | None, list[Complaint]]:
    document = read(path, name)
    return document, *shaped(document, (), document.data, Case)


def _ordered(pair: tuple[str, str] | None) -> Message:
    return message("case_place", name=pair[0], reason=pair[1]) if pair else message("case_no_place")


def _place(name: str) -> Place:
    return ("expect", "recommendations", name) if name in GIVEN else ("expect", name)


def _profile(document: Document, edition: Edition) -> tuple[Profile | None, list[Complaint]]:
    """The profile of a case, and what is wrong with it."""
    answers = document.data.get("profile")
    if not isinstance(answers, dict):
        return None, []  # its shape is told
    told = []
    for language in LANGUAGES:
        try:
            profile = understand({"answers": answers}, edition, language)
        except ProfileError as error:
            told.append(error.mistakes)
    if not told:
        return profile, []
    found = []
    for dutch, english in zip(*told, strict=True):
        what = message("wrong_case_answer", what=Text(nl=dutch.what, en=english.what))
        remedy = message("mend_see", manual=paragraph(Case))
        if dutch.nearest or dutch.expected:
            expected = Text(nl=dutch.expected, en=english.expected)
            near = message("mend_nearest", name=dutch.nearest)
            remedy = near if dutch.nearest else message("mend_case_answer", expected=expected)
        attribute = dutch.pointer.removeprefix("/answers/").split("/")[0]
        found.append(Complaint(*document.at(("profile", attribute)), what, remedy))
    return None, found


def _misnamed(document: Document, case: Case, edition: Edition) -> Iterator[Complaint]:
    """The ids in a case that lead nowhere, or stand twice in one list."""
    named: Iterable[tuple[str, Sequence[str]]] = case.expect.lists.items()
    for name, ids in (*named, ("order", tuple(case.expect.order or ()))):
        kind, held = _KINDS.get(name, ("recommendation", "recommendations"))
        known = getattr(edition, held)
        for i, item in enumerate(ids):
            at = document.at((*_place(name), item if name == "order" else i))
            if item not in known:
                remedy = Meant(item, known, message("mend_name_one"))
                yield complaint(*at, message(f"unknown_{kind}", name=item), remedy)
            elif item in ids[:i]:
                yield Complaint(*at, message("wrong_named_twice", name=item), message("mend_name_once"))
