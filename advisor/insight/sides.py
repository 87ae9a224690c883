"""The sides of a comparison: the answers of each, the knowledge it was made with, and its outcome."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from ..advice import Advisor
from ..library.edition import with_weights
from ..library.wording import Language
from ..phrases import say
from ..stages.mistakes import Mistake, ProfileError
from ..stages.profile import Profile, fitting
from .causes import Outcome, outcome
from .comparison import Made
from .earlier import EarlierAdvice, EarlierReceipt


@dataclass(frozen=True)
class Side:
    """One side: its answers, its knowledge if available, and its outcome if it was made earlier."""

    profile: Profile
    advisor: Advisor | None
    receipt: EarlierReceipt
    stored: Outcome | None
    titles: Mapping[str, str]  # from advice made earlier

    @property
    def made(self) -> Made:
        """What it was made with."""
        r = self.receipt
        return Made(r.edition, r.knowledge_sha256, r.weights_sha256, r.software, r.engine, self.stored is not None)


def demand_knowledge(advice: EarlierAdvice, advisor: Advisor, language: Language = "nl") -> None:
    """Raises ProfileError when advice was made with other knowledge than that of the advisor."""
    receipt, edition = advice.receipt, advisor.edition
    if receipt.fingerprint != edition.fingerprint:
        then, now = version_of(receipt.edition, receipt.fingerprint), version_of(edition.number, edition.fingerprint)
        what = say("other_knowledge", language, then=then, now=now)
        raise ProfileError([Mistake("/receipt/knowledge_sha256", what, say("expected_knowledge", language))])


def side_of(told: Profile | EarlierAdvice, at_hand: list[Advisor]) -> Side:
    """One side, with the first of the advisors at hand that has its knowledge."""
    if isinstance(told, Profile):
        receipt = EarlierReceipt.model_validate(asdict(at_hand[0].receipt(told, "nl")))
        return Side(told, at_hand[0], receipt, None, {})
    receipt_then = told.receipt
    own = next((a for a in at_hand if a.edition.fingerprint == receipt_then.fingerprint), None)
    if own is not None:  # so the weights are known, even if the receipt lacks them
        receipt_then = receipt_then.model_copy(update={"weights_sha256": own.edition.weights_sha256})
    stored = Outcome(
        places={r.id: (r.rank, r.phase) for r in told.given},
        findings={f.id: (f.polarity, f.severity) for f in told.findings},
        tensions=tuple(sorted(t.id for t in told.tensions)),
        contradictions=tuple(sorted(c.id for c in told.contradictions)),
    )
    titles = {r.id: r.title for r in told.given}
    titles |= {f.id: f.title for f in told.findings} | {t.id: t.title for t in told.tensions}
    titles |= {c.id: c.message for c in told.contradictions}
    return Side(told.told, own, receipt_then, stored, titles)


def run(profile: Profile, advisor: Advisor) -> Outcome:
    """The outcome of a profile, as far as the knowledge has its questions."""
    return outcome(advisor.conclude(fitting(profile, advisor.edition).answers), advisor.edition)


def mixed_from(knowledge: Advisor, weights: Advisor) -> Advisor:
    """The knowledge of one advisor with the weights of another. The engine does not use weights."""
    return Advisor(with_weights(knowledge.edition, weights.edition), knowledge.engine)


def version_of(edition: str, sha256: str) -> str:
    """An edition with the start of its hash."""
    return f"{edition} ({sha256[:12]})"
