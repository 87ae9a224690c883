"""The knowledge as a whole: it loads, it is complete, and its hash stands for its content."""

import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition, knowledge_sha256, with_weights
from advisor.library.folders import DataNotFoundError, find_data
from advisor.library.linking import citations
from advisor.library.loading import load
from advisor.library.signatures import unfitting
from tests.conftest import CHECKOUT

# The contract with intake forms and scripts: these attributes and option codes exist. More may be added, none may go.
ONE_ANSWER = {
    "sector": "public semi_public private",
    "country": "BE NL other_EU other",
    "initiative_phase": "exploring planning selecting implementing live",
    "initiative_framing": "it_project mixed business_change",
    "starting_point": "system cost_saving staff_frustrations customer_need vision",
    "market_ambition": "local national international_later global not_applicable",
    "user_involvement": "none informed consulted co_design",
    "why_communication": "none once repeated",
    "selection_criterion": "most_features best_on_market lowest_price fit_with_new_way not_applicable",
    "process_treatment": "not_addressed copied_as_is simplified redesigned_around_customer",
    "rollout_approach": "undecided big_bang phased one_process_first",
    "shadow_tools": "none some widespread",
    "top_leadership_role": "absent approves_budget imposes leads_by_example",
    "accountable_executive": "none lukewarm committed",
    "digital_lead": "none without_mandate_or_budget with_mandate_and_budget",
    "steering_structure": "none existing_lines_only steering_group embedded_unit isolated_unit",
    "ownership_breadth": "it_only line_department_only transformation_team_only shared_across_organisation",
    "decision_speed": "days weeks months",
    "investment_process": "business_case_gate mixed effect_oriented_light",
    "innovation_budget": "none within_regular_budget separate",
    "vision_state": "none vague_or_conflicting clear_at_top_only clear_and_shared",
    "plan_concreteness": "slogans broad_plan concrete_steps_per_team",
    "need_focus": "undefined many_needs_at_once one_main_pain",
    "data_use": "none reporting service_design foundation_with_expertise_point",
}
ONCE_ONE_ANSWER = ("initiative_type",)  # a form that sends it as a text goes on working
SEVERAL_ANSWERS = {
    "initiative_type": "internal_system service_delivery digital_product organisation_wide",
    "customer_groups": "b2b b2c citizens internal_users supported_organisations",
    "work_insight": (
        "process_described work_observed frustrations_collected waste_identified habits_explored concerns_explored"
    ),
    "adoption_support": (
        "one_off_training hands_on_workshops on_the_job_help peer_ambassadors management_meetups innovation_platform"
    ),
    "culture_signals": (
        "fear_of_technology incomprehension silo_behaviour resignation status_quo_guarded "
        "lacking_entrepreneurship content_over_smart_solving jobs_felt_threatened no_job_loss_promise "
        "change_seen_as_foreign_body frontrunners_detached low_work_enjoyment more_people_more_means_reflex "
        "open_to_change"
    ),
    "vision_carriers": "visual_on_display programme_name data_evidence real_examples progress_demos celebrations",
    "customer_practices": (
        "journey_researched line_staff_lead_journey feedback_used human_contact_designed_in personalisation"
    ),
    "innovation_practices": (
        "product_management fast_market_tests prototypes learning_from_failure co_creation_with_customers "
        "user_check_per_market lab shared_lab business_model_sessions"
    ),
    "steering_indicators": "budget_spent features_delivered active_use customer_effect best_in_class_benchmark",
    "it_and_training_signals": (
        "it_investment_frozen training_budget_falling missing_functionality it_out_of_step_with_wishes "
        "unfinished_past_programme"
    ),
    "talent_practices": (
        "strategic_assets_identified future_skills_planned talent_based_deployment technical_social_mix "
        "ambition_offered empathy_purpose_offered lifelong_learning_offered networks_used"
    ),
    "scale_barriers": "growth_capital_missing digital_talent_scarce home_market_only product_too_complex",
}
NUMBERS: dict[str, tuple[str, int, int | None]] = {  # kind, lowest and highest answer; None is for the editors to bound
    "employee_count": ("whole_number", 1, None),
    "cycle_weeks": ("whole_number", 0, 104),
    "adoption_rate": ("percentage", 0, 100),
    "weeks_since_go_live": ("whole_number", 0, None),
    "people_effort_share": ("percentage", 0, 100),
    "workload_pressure": ("scale", 1, 5),
    "management_style": ("scale", 1, 5),
    "executive_changes_24m": ("whole_number", 0, None),
    "systems_per_question": ("whole_number", 0, None),
}

Rewrite = Callable[[Path, str], str]


pytestmark = pytest.mark.usefixtures("read_once")


def copied(to: Path, rewrite: Rewrite = lambda _, text: text, *, backwards: bool = False) -> Path:
    """A copy of the shipped knowledge, each file rewritten on the way."""
    files = sorted(file for folder in ("knowledge", "rules") for file in (CHECKOUT / folder).rglob("*.yaml"))
    for file in reversed(files) if backwards else files:
        name = file.relative_to(CHECKOUT)
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(rewrite(name, file.read_text(encoding="utf-8")).encode())
    return to


def replaced(file: str, old: str, new: str) -> Rewrite:
    def rewrite(name: Path, text: str) -> str:
        if name.as_posix() != file:
            return text
        assert text.count(old) == 1
        return text.replace(old, new)

    return rewrite


def test_the_shipped_knowledge_is_complete(edition: Edition) -> None:
    """The knowledge holds all that the five documents were found to say."""
    assert len(edition.sources) == 5
    assert len(edition.passages) == 195
    assert len(edition.factors) == 80
    assert len(edition.questions) >= 45
    assert len(edition.tensions) == 32
    assert len(edition.contradictions) == 25


def test_every_passage_with_advice_is_cited(edition: Edition) -> None:
    """Each of the 147 passages that carry advice is cited by a rule, a recommendation or a tension."""
    with_advice = {ref for ref, passage in edition.passages.items() if passage.not_advice is None}
    assert len(with_advice) == 147
    assert with_advice <= citations(edition).keys()
    assert citations(edition).keys() <= edition.passages.keys()


def test_every_factor_can_be_found(edition: Edition) -> None:
    """Each factor is what some rule is about, and each recommendation is called for by some rule."""
    assert {rule.about for rule in edition.rules.values()} == edition.factors.keys()
    assert all(edition.callers[rid] for rid in edition.recommendations)


@pytest.mark.parametrize("attribute", [*ONE_ANSWER, *SEVERAL_ANSWERS, *NUMBERS])
def test_the_questionnaire_keeps_its_contract(edition: Edition, attribute: str) -> None:
    """Every attribute has its name, its sort of answer, and every option code that forms rely on."""
    question = edition.questions[attribute]
    if attribute in NUMBERS:
        kind, low, high = NUMBERS[attribute]
        assert question.kind == kind
        assert question.range is not None
        assert question.range[0] == low
        assert question.range[1] == high if high is not None else question.range[1] >= 100
        return
    assert question.kind in (("choices",) if attribute in SEVERAL_ANSWERS else ("choice", "ordered_choice"))
    assert question.also_single == (attribute in ONCE_ONE_ANSWER)
    codes = (ONE_ANSWER | SEVERAL_ANSWERS)[attribute].split()
    assert set(codes) <= question.options.keys()


def test_the_contract_has_45_attributes() -> None:
    """The list above is whole: 45 attributes, each once."""
    assert len({*ONE_ANSWER, *SEVERAL_ANSWERS, *NUMBERS}) == len(ONE_ANSWER) + len(SEVERAL_ANSWERS) + len(NUMBERS) == 45


def test_the_catalogue_follows_the_manifest(edition: Edition) -> None:
    """Questions stand in the order of the themes of the manifest, each theme in one block."""
    themes = list(dict.fromkeys(edition.question_themes[attribute] for attribute in edition.questions))
    assert themes == [theme for theme in edition.manifest.questions if theme in themes]
    assert set(edition.factor_themes.values()) <= edition.manifest.factors.keys()


def test_an_edition_cannot_be_changed(edition: Edition) -> None:
    """What was loaded stays as it was read."""
    with pytest.raises((AttributeError, TypeError)):
        edition.sha256 = ""
    with pytest.raises(ValueError, match="frozen"):
        edition.factors["lead-from-the-top"].polarity = "failure"


def test_the_hash_is_that_of_this_content(edition: Edition, tmp_path: Path) -> None:
    """The same files in another place, written in another order, have the same hash and make the same edition."""
    copy = load(copied(tmp_path, backwards=True))
    assert copy.sha256 == edition.sha256
    assert len(copy.sha256) == 64
    assert list(copy.rules) == list(edition.rules)
    assert copy.questions == edition.questions


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda _, text: "# A comment in front.\n\n" + text + "\n# And one at the end.\n",
        lambda _, text: text.replace("\n", "\r\n"),
        lambda _, text: "\ufeff" + text,
        lambda _, text: text.replace("\n\n", "\n\n\n  # A remark between two entries.\n\n"),
        lambda _, text: text.rstrip("\n"),
    ],
    ids=["comments", "CRLF", "byte order mark", "blank lines", "no last line end"],
)
def test_the_hash_ignores_what_says_nothing(edition: Edition, tmp_path: Path, rewrite: Rewrite) -> None:
    """Comments, blank lines and line ends are no knowledge."""
    copy = load(copied(tmp_path, rewrite))
    assert (copy.sha256, copy.weights_sha256) == (edition.sha256, edition.weights_sha256)


def test_the_hash_ignores_how_a_value_is_written(edition: Edition, tmp_path: Path) -> None:
    """A list in brackets or in lines, a text with or without quotes: the same content, the same hash."""

    def rewrite(name: Path, text: str) -> str:
        text = text.replace("recommend: [win-people-back]\n", "recommend:\n    - win-people-back\n")
        return text.replace('edition: "', "edition: '").replace('"\nquestions', "'\nquestions")

    assert load(copied(tmp_path, rewrite)).sha256 == edition.sha256


@pytest.mark.parametrize(
    "rewrite",
    [
        replaced("rules/findings/measuring.yaml", "- adoption_rate: {below: 50}", "- adoption_rate: {below: 51}"),
        replaced("rules/findings/measuring.yaml", "- critical: {adoption_rate", "- high: {adoption_rate"),
        replaced("rules/derived.yaml", "nl: het gebruik is bewezen hoog", "nl: het gebruik is bewezen hoog."),
        replaced("rules/contradictions.yaml", "employee_count: {below: 10}", "employee_count: {below: 9}"),
        replaced("rules/priorities.yaml", "points: {reported: 5}", "points: {reported: 6}"),
        replaced("knowledge/manifest.yaml", 'edition: "20', 'edition: "21'),
        replaced("knowledge/tensions.yaml", "t01-from-the-top-or-the-floor:", "t01-from-the-top-or-the-ground:"),
        replaced("knowledge/factors/measuring.yaml", "emphasis: opinion", "emphasis: listed"),
        replaced("knowledge/questions/adoption.yaml", "range: [0, 5200]", "range: [0, 5201]"),
        replaced("knowledge/sources/geen-it-project.yaml", "publisher: Make IT So", "publisher: Make it so"),
        replaced(
            "knowledge/recommendations/measuring.yaml",
            "because: [hyperscale-microcare/p16, hyperscale-microcare/p18]",
            "because: [hyperscale-microcare/p18, hyperscale-microcare/p16]",
        ),
    ],
)  # fmt: skip
def test_the_hash_depends_on_every_file(edition: Edition, tmp_path: Path, rewrite: Rewrite) -> None:
    """One threshold, weight, word, id or order of passages changed, in any kind of file, gives another hash."""
    changed = load(copied(tmp_path, rewrite))
    assert changed.sha256 != edition.sha256


@pytest.mark.parametrize(
    ("rewrite", "content_stays", "weights_stay"),
    [
        (replaced("rules/priorities.yaml", "points: {reported: 5}", "points: {reported: 6}"), True, False),
        (replaced("rules/priorities.yaml", "\ncapacity:\n", "\n# people\ncapacity:\n"), True, True),
        (replaced("rules/findings/measuring.yaml", "- adoption_rate: {below: 50}", "- adoption_rate: {below: 51}"),
         False, True),
    ],
    ids=["a weight", "a remark", "a rule"],
)  # fmt: skip
def test_the_weights_have_a_hash_of_their_own(
    edition: Edition, tmp_path: Path, rewrite: Rewrite, content_stays: bool, weights_stay: bool
) -> None:
    """What changes in the weights changes their hash alone, anything else the other one alone; both make the whole."""
    changed = load(copied(tmp_path, rewrite))
    assert (changed.weights_sha256 == edition.weights_sha256) == weights_stay
    assert (changed.content_sha256 == edition.content_sha256) == content_stays
    assert (changed.sha256 == edition.sha256) == (content_stays and weights_stay)
    assert knowledge_sha256(edition.content_sha256, edition.weights_sha256) == edition.sha256
    assert with_weights(edition, changed).sha256 == (changed if content_stays else edition).sha256
    assert with_weights(changed, edition).content_sha256 == changed.content_sha256


@pytest.mark.long
def test_the_hash_depends_on_each_file(edition: Edition, tmp_path: Path) -> None:
    """One letter more in a file of the knowledge, in a text or else in an id, gives a hash of its own.

    Of the files of a folder the first and the last: they are read alike.
    """
    root = copied(tmp_path)
    hashes = {edition.sha256}
    folders = {path.parent for path in root.rglob("*.yaml")}
    inner = [sorted(folder.glob("*.yaml")) for folder in sorted(folders) if folder.parent.parent == root]
    files = [
        *(f for f in sorted(root.glob("*/*.yaml")) if f.name != "signatures.yaml"),
        *(file for files in inner for file in (files[0], files[-1])),
    ]
    for file in files:
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"\bnl: (?=\w)", "nl: X", text, count=1)
        changed = re.sub(r"^(?=\w)", "x-", text, count=1, flags=re.MULTILINE) if changed == text else changed
        file.write_text(changed, encoding="utf-8")
        hashes.add(load(root).sha256)
        file.write_text(text, encoding="utf-8")
    assert len(hashes) == len(files) + 1


def test_the_hash_depends_on_where_an_entry_stands(edition: Edition, tmp_path: Path) -> None:
    """A theme file under another name is another edition, for the theme is shown."""
    root = copied(tmp_path)
    (root / "rules/findings/scale.yaml").rename(root / "rules/findings/growth.yaml")
    assert load(root).sha256 != edition.sha256


def test_one_hash_gives_one_text(edition: Edition, tmp_path: Path) -> None:
    """Two editions with the same hash show the same texts, also where the order of options is shown."""
    first, second = list(edition.questions["customer_practices"].options)[:2]

    def swap(_: Path, text: str) -> str:
        lines = text.splitlines(keepends=True)
        if f"    {first}:\n" not in lines:
            return text
        a, b = lines.index(f"    {first}:\n"), lines.index(f"    {second}:\n")
        size = b - a
        return "".join([*lines[:a], *lines[b : b + size], *lines[a:b], *lines[b + size :]])

    other = load(copied(tmp_path, swap))
    assert list(other.questions["customer_practices"].options)[:2] == [second, first]
    ticked = frozenset({first, second})
    same_text = other.value("customer_practices", ticked, "nl") == edition.value("customer_practices", ticked, "nl")
    assert same_text or other.sha256 != edition.sha256


def test_no_file_is_left_out_of_the_hash(tmp_path: Path) -> None:
    """Two files that differ only in their ending both count, or the second is refused."""

    def hash_with(title: str) -> str:
        root = copied(tmp_path / title)
        factors = root / "knowledge/factors"
        factor = f"extra-factor:\n  title: {{nl: {title}, en: {title}}}\n  polarity: failure\n  emphasis: normal\n"
        with (factors / "measuring.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\n{factor}  told_by: [geen-it-project/p8]\n")
        (factors / "measuring.yml").write_text("# nothing\n")
        try:
            return load(root).sha256
        except KnowledgeError:
            return title

    assert hash_with("one") != hash_with("two")


def test_data_is_looked_for_where_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--data goes before ADVISOR_DATA, and ADVISOR_DATA before the checkout; named data is not the shipped one."""
    named, from_environment = copied(tmp_path / "named"), copied(tmp_path / "environment")
    monkeypatch.delenv("ADVISOR_DATA", raising=False)
    assert find_data() == (CHECKOUT, True)
    assert find_data(str(named)) == (named, False)
    monkeypatch.setenv("ADVISOR_DATA", str(from_environment))
    assert find_data() == (from_environment, False)
    assert find_data(str(named)) == (named, False)


@pytest.mark.parametrize("how", ["explicit", "environment"])
def test_named_data_that_is_not_there_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """A named folder without knowledge is told, with its name and what to do; nothing else is used instead."""
    monkeypatch.delenv("ADVISOR_DATA", raising=False)
    if how == "environment":
        monkeypatch.setenv("ADVISOR_DATA", str(tmp_path))
    with pytest.raises(DataNotFoundError) as caught:
        find_data(str(tmp_path) if how == "explicit" else None)
    expected = (
        f"{tmp_path}: there is no knowledge/manifest.yaml here. Name the folder that contains knowledge/ and rules/."
    )
    assert str(caught.value) == expected


def test_the_working_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other knowledge in the working directory is not looked at."""
    copied(tmp_path)
    monkeypatch.delenv("ADVISOR_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert find_data() == (CHECKOUT, True)


@pytest.mark.parametrize(
    ("data", "expected"), [("advisor/_data", "advisor/_data True"), ("", ". True"), (None, "told")]
)
def test_an_installed_package_brings_its_data(tmp_path: Path, data: str | None, expected: str) -> None:
    """Without a checkout the data inside the package is used, beside the package first; without any, that is told."""
    shutil.copytree(CHECKOUT / "advisor", tmp_path / "advisor", ignore=shutil.ignore_patterns("__pycache__"))
    if data is not None:
        copied(tmp_path / "advisor/_data")
        copied(tmp_path / data)
    program = (
        "import os, pathlib\nfrom advisor.library.folders import DataNotFoundError, find_data\n"
        "root = pathlib.Path(os.environ['PYTHONPATH']).resolve()\n"
        "try: found, shipped = find_data()\n"
        "except DataNotFoundError as error: print('told' if 'Install it again' in str(error) else error)\n"
        "else: print(found.relative_to(root).as_posix(), shipped)\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "ADVISOR_DATA"} | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True, env=environment, cwd=CHECKOUT
    )
    assert done.stdout.strip() == expected


@pytest.mark.parametrize("collecting", [True, False])
def test_reading_leaves_the_collector_as_it_was(tmp_path: Path, collecting: bool) -> None:
    """It collects no circles while it reads, and afterwards what it did before, also when the knowledge is refused."""
    (gc.enable if collecting else gc.disable)()
    try:
        load(CHECKOUT, shipped=True)
        assert gc.isenabled() == collecting
        with pytest.raises(KnowledgeError):
            load(tmp_path)
        assert gc.isenabled() == collecting
    finally:
        gc.enable()


def test_what_went_up_in_another_is_known(tmp_path: Path, edition: Edition) -> None:
    """An id that is gone leads to what replaces it; nothing that is still there does; and no signature lapses."""
    for part in ("knowledge", "rules"):
        shutil.copytree(CHECKOUT / part, tmp_path / part)
    file = tmp_path / "knowledge" / "recommendations" / "people.yaml"
    text = file.read_text(encoding="utf-8")
    first = text.partition(":")[0]
    gone = "  replaces: [call-it-a-change, no-longer-it-alone]\n"
    file.write_text(re.sub(r"\n\n", f"\n{gone}\n", text, count=1), encoding="utf-8")
    merged = load(tmp_path)
    assert merged.successors == {"call-it-a-change": first, "no-longer-it-alone": first}
    assert not merged.successors.keys() & merged.recommendations.keys()
    assert list(unfitting(merged)) == []
    assert edition.successors == {}
