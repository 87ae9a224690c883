"""The knowledge over HTTP, from an edition, in one language."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from advisor.library.conditions import names
from advisor.library.edition import Edition
from advisor.library.linking import citations
from advisor.library.model import Ground, Passage, Recommendation, Rule, Source, Tension
from advisor.library.passages import link, told
from advisor.library.shapes import Fitted
from advisor.library.wording import Language, rule_sentence

from .ask_when import ask_when
from .shapes import (
    CitingKind,
    FactorView,
    PassageView,
    QuestionView,
    RecommendationView,
    Reference,
    RuleView,
    SourceView,
    TensionView,
    View,
)

ViewT = TypeVar("ViewT", bound=View)


def _view(shape: type[ViewT], entry_id: str, entry: BaseModel, shown: tuple[Edition, Language], **more: Any) -> ViewT:
    """A view of an entry: its fields are taken from ``more``, else from the entry. Raises pydantic.ValidationError."""
    return shape.model_validate({**dict(entry), "id": entry_id, **more}, context=shown)


def sources(edition: Edition, language: Language) -> list[SourceView]:
    """Every source, with its passages and what cites them."""
    titles: Mapping[str, Mapping[str, Rule | Recommendation | Tension]] = {
        "rule": edition.rules,
        "recommendation": edition.recommendations,
        "tension": edition.tensions,
    }
    cited = {
        passage: [
            Reference(kind=cast(CitingKind, kind), id=i, title=titles[kind][i].title[language]) for kind, i in users
        ]
        for passage, users in citations(edition).items()
    }

    def passage_view(ref: str, source: Source, passage: Passage) -> PassageView:
        return _view(
            PassageView,
            ref,
            passage,
            (edition, language),
            repeats=passage.repeats and f"{ref.partition('/')[0]}/{passage.repeats}",
            gist=told(passage, language) or None,
            unchecked=passage.unchecked,
            link=link(source, passage),
            cited_by=cited.get(ref, []),
        )

    return [
        _view(
            SourceView,
            source_id,
            source,
            (edition, language),
            url=source.address,
            passages=[
                passage_view(f"{source_id}/{name}", source, passage) for name, passage in source.passages.items()
            ],
        )
        for source_id, source in edition.sources.items()
    ]


def factors(edition: Edition, language: Language) -> list[FactorView]:
    """Every factor, with the rules about it and the recommendations they call for."""
    shown = []
    for factor_id, factor in edition.factors.items():
        about = {rule_id: rule for rule_id, rule in edition.rules.items() if rule.about == factor_id}
        theme = edition.factor_themes[factor_id]
        named = edition.manifest.factors.get(theme)
        shown.append(
            _view(
                FactorView,
                factor_id,
                factor,
                (edition, language),
                theme=theme,
                theme_title=named.title if named else theme,
                rules=list(about),
                recommendations=list(dict.fromkeys(rid for rule in about.values() for rid in rule.recommend)),
            )
        )
    return shown


def questions(edition: Edition, language: Language) -> list[QuestionView]:
    """Every question, in the order of asking, with the rules that read its answer."""
    read = {rule_id: attributes(rule, edition) for rule_id, rule in edition.rules.items()}
    return [
        _view(
            QuestionView,
            attribute,
            question,
            (edition, language),
            theme=edition.question_themes[attribute],
            theme_title=edition.manifest.questions[edition.question_themes[attribute]].title,
            options=[{"code": code, "label": label} for code, label in question.options.items()],
            ask_when=ask_when(question, edition, language),
            rules=[rule_id for rule_id, asked in read.items() if attribute in asked],
        )
        for attribute, question in edition.questions.items()
    ]


def attributes(rule: Rule, edition: Edition) -> list[str]:
    """The attributes that a rule reads, directly or through derived facts."""
    conditions = [rule.when, rule.unless, *(line.when for line in rule.severity)]
    read = [name for condition in conditions if condition is not None for name in names(condition)]
    behind = (names(edition.derived[name].when) if name in edition.derived else [name] for name in read)
    return list(dict.fromkeys(attribute for found in behind for attribute in found))


def rules(edition: Edition, language: Language) -> list[RuleView]:
    """Every rule, with its sentence."""
    return [
        _view(
            RuleView,
            rule_id,
            rule,
            (edition, language),
            sentence=rule_sentence(rule.when, rule.unless, rule.title[language], edition, language),
            limits=_grounds(rule.limits, language),
            attributes=attributes(rule, edition),
            editorial=rule.editorial[language] if rule.editorial else [],
        )
        for rule_id, rule in edition.rules.items()
    ]


def _forms(text: Fitted) -> list[dict[str, Any]]:
    return [{"text": form, "when": form.when} for form in text.instead]


def _grounds(grounds: Mapping[str, Ground], language: Language) -> list[dict[str, Any]]:
    return [
        {"name": name, "because": ground.because, "reason": ground.reason(language)} for name, ground in grounds.items()
    ]


def recommendations(edition: Edition, language: Language) -> list[RecommendationView]:
    """Every recommendation, with the rules that call for it and the strengths that help it."""
    return [
        _view(
            RecommendationView,
            rid,
            recommendation,
            (edition, language),
            steps=[
                {**dict(step), "text": step, "instead": _forms(step), "factors": step.for_}
                for step in recommendation.steps
            ],
            effort=[*map(dict, recommendation.effort.instead), dict(recommendation.effort)],
            needs=list(recommendation.needs),
            needs_because=_grounds(recommendation.needs, language),
            called_for_by=list(edition.callers[rid]),
            helped_by=[rule_id for rule_id, rule in edition.rules.items() if rid in rule.helps],
        )
        for rid, recommendation in edition.recommendations.items()
    ]


def tensions(edition: Edition, language: Language) -> list[TensionView]:
    """Every tension, with both its claims."""
    return [_view(TensionView, name, tension, (edition, language)) for name, tension in edition.tensions.items()]
