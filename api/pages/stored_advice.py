"""An advice that is kept, as a page shows it: in the language of the page where that can be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from pydantic import ValidationError

from advisor import __version__
from advisor.advice import Advice, Advisor, from_json
from advisor.library.wording import Language
from advisor.stages.profile import Profile, understand
from advisor.store import advices
from advisor.store.advices import Record

from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.page_requests import PageLanguage
from ..http.parameters import AdviceId
from ..views.stored import outdated


@dataclass(frozen=True, slots=True)
class Shown:
    """An advice that is kept, its profile and what the store knows of it.

    ``live``: the knowledge and the software that made it are those that serve now, so that it is shown in the language
    of the page and everything can be asked of it; else it is what was kept, in the language in which it was made.
    """

    advice: Advice
    profile: Profile
    record: Record
    live: bool

    @property
    def language(self) -> Language:
        """The language of the advice."""
        return self.advice.receipt.language


def shown(record: Record, advisor: Advisor, language: Language) -> Shown:
    """An advice that is kept, in a language when it can be made again, else as it was kept.

    Raises ProblemError (409) for one of other software that cannot be read here.
    """
    if record.kept.knowledge_sha256 == advisor.edition.sha256 and record.kept.software == __version__:
        profile = understand(json.loads(record.profile), advisor.edition, language)
        return Shown(advisor.advise(profile, language), profile, record, live=True)
    try:
        advice = from_json(record.raw)
    except ValidationError:
        raise outdated(language) from None
    return Shown(advice, _told(json.loads(record.profile)), record, live=False)


def _told(plain: Mapping[str, Any]) -> Profile:
    """A profile as it was normalised when it was kept, without asking whether today's knowledge knows its answers."""
    answers = {a: frozenset(v) if isinstance(v, list) else v for a, v in plain["answers"].items()}
    return Profile(answers, plain["name"], plain["reference"])


def _shown(
    advice_id: AdviceId, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage
) -> Shown:
    """The advice of that id. Raises AdviceNotFoundError, also for one of another tenant."""
    return shown(advices.read(store, caller, advice_id), advisor, language)


TheShown = Annotated[Shown, Depends(_shown)]
