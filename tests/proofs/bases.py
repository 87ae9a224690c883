"""Small bases made up at random, and what is true of them by trying every profile: the judge of the proofs."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from advisor.library.conditions import Value, evaluate, parse
from advisor.library.edition import Edition
from advisor.library.model import Question, Recommendation, Rule
from advisor.stages.verdicts import OF_RULE, Verdict

TEXT = {"nl": "Zo is het.", "en": "So it is."}
TITLE = {"nl": "Zo", "en": "So"}
CLAUSE = {"nl": "zo is het", "en": "so it is"}
OPTIONS = ("a", "b", "c")
PASSAGE = "geen-it-project/p8"
DOCUMENT_OF = ("question", "sector")  # where every made-up entry is said to stand


def question(kind: str, options: Sequence[str] = (), range: Sequence[int] = (), **more: Any) -> Question:
    """A question of a kind; without more a choice of three, several of two, or a scale from 0 to 3."""
    fields: dict[str, Any] = {"text": TEXT, "help": TEXT, "kind": kind, "need": "optional", "changeable": True}
    if kind in ("scale", "percentage"):
        fields["range"] = list(range or (0, 3))
    else:
        codes = options or (OPTIONS if kind == "choice" else OPTIONS[:2])
        fields["options"] = {option: {"nl": option, "en": option} for option in codes}
    if kind == "scale":
        fields["ends"] = {"low": {"nl": "a", "en": "a"}, "high": {"nl": "b", "en": "b"}}
    if kind == "choices":
        fields["none_label"] = {"nl": "geen", "en": "none"}
    return Question.model_validate(fields | more)


def rule(when: Any, unless: Any = None, *, polarity: str = "weakness", about: str = "f", **more: Any) -> Rule:
    """A rule with a condition, an exception, and what else is said of it."""
    fields: dict[str, Any] = {"title": TITLE, "clause": CLAUSE, "about": about, "polarity": polarity, "when": when}
    if unless is not None:
        fields |= {"unless": unless}
    if polarity == "weakness":
        fields |= {"severity": [{"high": "otherwise"}], "recommend": ["r"]}
    fields |= {"because": [PASSAGE], "examples": [{"given": {}, "result": "unknown"}] * 2}
    return Rule.model_validate(fields | more)


def recommendation(**more: Any) -> Recommendation:
    """A recommendation of one step."""
    step = {**TEXT, "inference": True}
    fields: dict[str, Any] = {"title": TITLE, "summary": TEXT, "steps": [step], "who": CLAUSE, "sign": TEXT}
    return Recommendation.model_validate(fields | {"effort": {"weeks": [1, 2], "days": [1, 2]}} | more)


def base(edition: Edition, questions: Mapping[str, Question], rules: Mapping[str, Rule], **more: Any) -> Edition:
    """An edition of these questions and rules, and ``more`` by kind; each stands where a shipped question does."""
    kinds = ("derived", "bundles", "tensions", "contradictions", "silences", "words", "confined")
    parts: dict[str, Any] = {kind: {} for kind in kinds}
    parts |= {"recommendations": {"r": recommendation()}, "questions": questions, "rules": rules} | more
    parts["factors"] = {rule.about: edition.factors["use-sme-advantages"] for rule in rules.values()}
    priorities = edition.priorities.model_copy(
        update={
            "capacity": edition.priorities.capacity.model_copy(
                update={"overloaded": parse({next(iter(questions)): {"known": True}})}
            ),
            "at_the_start": edition.priorities.at_the_start.model_copy(update={"recommendations": {}}),
            "plan": edition.priorities.plan.model_copy(update={"instead": []}),
        }
    )
    made = [(kind.removesuffix("s"), name) for kind, entries in parts.items() for name in entries]
    homes = {**edition.homes, **dict.fromkeys(made, edition.homes[DOCUMENT_OF])}
    return replace(edition, **parts, priorities=priorities, homes=homes)


def random_base(edition: Edition, seed: int) -> Edition:
    """Four questions, of which some wait for others, and five rules, of which some have an exception."""
    chance = random.Random(f"base {seed}")
    questions: dict[str, Question] = {}
    for number in range(4):
        kind = chance.choice(("choice", "choices", "scale"))
        waits = condition(questions, chance, 1) if questions and chance.random() < 0.3 else None
        questions[f"q{number}"] = question(kind, **({"ask_when": waits} if waits else {}))
    rules = {}
    for number in range(5):
        unless = condition(questions, chance, 1) if chance.random() < 0.3 else None
        polarity = chance.choice(("weakness", "weakness", "strength"))
        about = f"f{number % 2}"
        rules[f"r{number}"] = rule(condition(questions, chance, 2), unless, polarity=polarity, about=about)
    return base(edition, questions, rules)


def condition(questions: Mapping[str, Question], chance: random.Random, depth: int) -> dict[str, Any]:
    """A condition on some questions, groups in groups at most so deep."""
    if depth and chance.random() < 0.75:
        parts = [condition(questions, chance, depth - 1) for _ in range(chance.choice((2, 2, 3)))]
        return {chance.choice(("all", "all", "any", "none")): parts}
    name = chance.choice(list(questions))
    asked = questions[name]
    if asked.range is not None:
        line = chance.randint(asked.range[0], min(asked.range[1], asked.range[0] + 100))
        return {name: {chance.choice(("at_least", "at_most", "above", "below")): line}}
    if asked.kind == "choices":
        if chance.random() < 0.2:
            return {name: {"empty": True}}
        word = chance.choice(("includes_any", "includes_all", "includes_none"))
        return {name: {word: chance.sample(list(asked.options), chance.randint(1, 2))}}
    some = chance.sample(list(asked.options), chance.randint(1, 2))
    return {name: {"one_of": some}} if len(some) > 1 else {name: some[0]}


def profiles(edition: Edition, *, asked: bool = True) -> list[dict[str, Value]]:
    """Every profile, the smallest first; where ``asked``, those that the questionnaire allows."""
    found = []
    for chosen in product(*([None, *_answers(q)] for q in edition.questions.values())):
        answers = {n: v for n, v in zip(edition.questions, chosen, strict=True) if v is not None}
        if not asked or all(
            (w := edition.questions[n].ask_when) is None or evaluate(w, answers) is True for n in answers
        ):
            found.append(answers)
    return sorted(found, key=len)


def _answers(asked: Question) -> Iterator[Value]:
    if asked.range is not None:
        yield from range(asked.range[0], asked.range[1] + 1)
    elif asked.kind == "choices":
        for ticks in product((False, True), repeat=len(asked.options)):
            yield frozenset(option for option, ticked in zip(asked.options, ticks, strict=True) if ticked)
    else:
        yield from asked.options


def verdict(made: Rule, answers: Mapping[str, Value]) -> Verdict:
    """What a rule says of some answers, by its conditions alone."""
    exception = False if made.unless is None else evaluate(made.unless, answers)
    return OF_RULE[evaluate(made.when, answers), exception]
