"""The knowledge as it is shown over HTTP, made from an edition in one language."""

from collections.abc import Mapping
from typing import cast

from advisor.library.conditions import Condition, names
from advisor.library.edition import Edition
from advisor.library.linking import citations
from advisor.library.model import (
    Example,
    Ground,
    Passage,
    Question,
    Recommendation,
    Rule,
    Source,
    Tension,
)
from advisor.library.passages import link
from advisor.library.wording import Language, rule_sentence, sentence

from .ask_when import ask_when
from .shapes import (
    CitingKind,
    EndsView,
    ExampleView,
    FactorView,
    GroundView,
    OptionView,
    PassageView,
    QuestionView,
    RecommendationView,
    Reference,
    RuleView,
    SeverityView,
    SideView,
    SourceView,
    StepView,
    TensionView,
)


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
    return [
        SourceView(
            id=source_id,
            title=source.title,
            author=source.author,
            publisher=source.publisher,
            date=source.date,
            url=source.address,
            kind=source.kind[language],
            speaks_to=source.speaks_to,
            stance=source.stance[language],
            passages=[
                _passage(f"{source_id}/{passage_id}", source, passage, cited, language)
                for passage_id, passage in source.passages.items()
            ],
        )
        for source_id, source in edition.sources.items()
    ]


def _passage(
    ref: str, source: Source, passage: Passage, cited: Mapping[str, list[Reference]], language: Language
) -> PassageView:
    return PassageView(
        id=ref,
        section=passage.section,
        paragraph=passage.paragraph,
        length=passage.length,
        sha256=passage.sha256,
        fragment=passage.fragment,
        repeats=passage.repeats and f"{ref.partition('/')[0]}/{passage.repeats}",
        gist=passage.gist[language] if passage.gist else None,
        link=link(source, passage),
        cited_by=cited.get(ref, []),
        not_advice=passage.not_advice[language] if passage.not_advice else None,
    )


def factors(edition: Edition, language: Language) -> list[FactorView]:
    """Every factor, with the rules about it and the recommendations that those call for."""
    shown = []
    for factor_id, factor in edition.factors.items():
        about = {rule_id: rule for rule_id, rule in edition.rules.items() if rule.about == factor_id}
        theme = edition.factor_themes[factor_id]
        named = edition.manifest.factors.get(theme)
        shown.append(
            FactorView(
                id=factor_id,
                title=factor.title[language],
                theme=theme,
                theme_title=named.title[language] if named else theme,
                polarity=factor.polarity,
                emphasis=factor.emphasis,
                told_by=factor.told_by,
                rules=list(about),
                recommendations=list(dict.fromkeys(rid for rule in about.values() for rid in rule.recommend)),
            )
        )
    return shown


def questions(edition: Edition, language: Language) -> list[QuestionView]:
    """Every question, in the order in which they are asked, with the rules that read its answer."""
    read = {rule_id: attributes(rule, edition) for rule_id, rule in edition.rules.items()}
    return [
        _question(a, q, [rule_id for rule_id, asked in read.items() if a in asked], edition, language)
        for a, q in edition.questions.items()
    ]


def _question(
    attribute: str, question: Question, rules: list[str], edition: Edition, language: Language
) -> QuestionView:
    theme = edition.question_themes[attribute]
    ends = question.ends
    return QuestionView(
        id=attribute,
        text=question.text[language],
        help=question.help[language],
        theme=theme,
        theme_title=edition.manifest.questions[theme].title[language],
        kind=question.kind,
        range=(question.range[0], question.range[1]) if question.range else None,
        unit=question.unit[language] if question.unit else None,
        ends=EndsView(low=ends.low[language], high=ends.high[language]) if ends else None,
        options=[OptionView(code=code, label=label[language]) for code, label in question.options.items()],
        none_label=question.none_label[language] if question.none_label else None,
        need=question.need,
        changeable=question.changeable,
        ask_when=ask_when(question, edition, language),
        rules=rules,
    )


def attributes(rule: Rule, edition: Edition) -> list[str]:
    """The attributes that a rule reads, itself or through derived facts."""
    conditions = [rule.when, rule.unless, *(line.when for line in rule.severity)]
    read = [name for condition in conditions if condition is not None for name in names(condition)]
    behind = (names(edition.derived[name].when) if name in edition.derived else [name] for name in read)
    return list(dict.fromkeys(attribute for found in behind for attribute in found))


def rules(edition: Edition, language: Language) -> list[RuleView]:
    """Every rule, read back as a sentence."""
    return [
        RuleView(
            id=rule_id,
            title=rule.title[language],
            sentence=rule_sentence(rule.when, rule.unless, rule.title[language], edition, language),
            about=rule.about,
            polarity=rule.polarity,
            severity=[
                SeverityView(level=line.level, when=_said(line.when, edition, language)) for line in rule.severity
            ],
            severity_because=rule.severity_because,
            limits=_grounds(rule.limits, language),
            attributes=attributes(rule, edition),
            recommend=rule.recommend,
            helps=rule.helps,
            because=rule.because,
            editorial=rule.editorial[language] if rule.editorial else [],
            examples=_examples(rule.examples),
        )
        for rule_id, rule in edition.rules.items()
    ]


def _grounds(grounds: Mapping[str, Ground], language: Language) -> list[GroundView]:
    return [
        GroundView(name=name, because=ground.because, reason=ground.reason(language))
        for name, ground in grounds.items()
    ]


def recommendations(edition: Edition, language: Language) -> list[RecommendationView]:
    """Every recommendation, with the rules that call for it and the strengths that help it."""
    return [
        RecommendationView(
            id=rid,
            title=recommendation.title[language],
            summary=recommendation.summary[language],
            steps=[
                StepView(text=step[language], factors=step.for_, because=step.because, inference=step.inference)
                for step in recommendation.steps
            ],
            needs=list(recommendation.needs),
            needs_because=_grounds(recommendation.needs, language),
            unless=_said(recommendation.unless, edition, language),
            caveats=[caveat[language] for caveat in recommendation.caveats],
            called_for_by=list(edition.callers[rid]),
            helped_by=[rule_id for rule_id, rule in edition.rules.items() if rid in rule.helps],
        )
        for rid, recommendation in edition.recommendations.items()
    ]


def tensions(edition: Edition, language: Language) -> list[TensionView]:
    """Every tension, with both its claims."""
    return [
        TensionView(
            id=tension_id,
            title=tension.title[language],
            sides=[
                SideView(claim=side.claim[language], because=side.because, factors=side.factors)
                for side in tension.sides
            ],
            resolution=tension.resolution[language],
            decided_by=tension.decided_by,
            when=sentence(tension.when, edition, language),
            examples=_examples(tension.examples),
        )
        for tension_id, tension in edition.tensions.items()
    ]


def _said(condition: Condition | None, edition: Edition, language: Language) -> str | None:
    return None if condition is None else sentence(condition, edition, language)


def _examples(examples: list[Example]) -> list[ExampleView]:
    return [ExampleView(given=e.given, result=e.result, missing=e.missing) for e in examples]
