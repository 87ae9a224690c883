"""Saved advice as a page shows it: in the language of the page where possible."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from pydantic import ValidationError

from advisor import __version__
from advisor.advice import Advice, Advisor, from_json
from advisor.library.wording import Language
from advisor.stages.notes import Note
from advisor.stages.profile import Profile, normalised, understand
from advisor.store import advices
from advisor.store.advices import Record

from ..http.dependencies import TheAdvisor, TheCaller, TheStore
from ..http.page_requests import PageLanguage
from ..http.parameters import AdviceId
from ..views.stored import outdated


@dataclass(frozen=True, slots=True)
class Shown:
    """Saved advice, its profile and what the store knows of it.

    ``live``: it was made with the current knowledge and software, so it is shown in the language of the page and all
    questions can be asked about it; otherwise it is shown as saved, in the language in which it was made.
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
    """Saved advice, in a language if it can be made again, else as saved.

    Raises ProblemError (409) when it was made with other software and cannot be read here.
    """
    if record.kept.knowledge_sha256 == advisor.edition.fingerprint and record.kept.software == __version__:
        profile = understand(json.loads(record.profile), advisor.edition, language)
        return Shown(advisor.advise(profile, language), profile, record, live=True)
    try:
        advice = from_json(record.raw)
    except ValidationError:
        raise outdated(language) from None
    return Shown(advice, _told(json.loads(record.profile)), record, live=False)


def _told(plain: Mapping[str, Any]) -> Profile:
    """A profile as normalised when it was saved, whether or not the current knowledge has its questions."""
    notes = {attribute: Note(**note) for attribute, note in plain.get("notes", {}).items()}
    return normalised(plain["name"], plain["reference"], plain["answers"], plain.get("disputed", {}), notes)


def _shown(
    advice_id: AdviceId, advisor: TheAdvisor, store: TheStore, caller: TheCaller, language: PageLanguage
) -> Shown:
    """The advice of that id. Raises AdviceNotFoundError, also for another tenant's."""
    return shown(advices.read(store, caller, advice_id), advisor, language)


TheShown = Annotated[Shown, Depends(_shown)]
