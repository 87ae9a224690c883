"""Questions asked of an advice."""

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .options import (
    advisor_on,
    changed,
    copies_in,
    data_option,
    documents_option,
    json_option,
    language_option,
    not_given,
    output_option,
    profile_from,
    recommendation_in,
    write,
)
from .speaking import Between, Command


@click.command(
    cls=Command, epilog="advisor why examples/ghent-crm.json win-people-back\nadvisor why examples/ghent-crm.json 3"
)
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@json_option
@language_option
@documents_option
@output_option
@data_option
def why(
    profile: str,
    recommendation: str,
    form: str,
    language: Language,
    documents: str | None,
    output: str | None,
    data: Folders,
) -> None:
    """Why this recommendation: the reasoning, down to answers and passages."""
    from ..advice import to_json
    from ..insight.why import NotGivenError
    from ..insight.why import why as reason
    from ..report.reasoning import why_as_text

    advisor = advisor_on(data)
    told = profile_from(profile, advisor, language)
    recommendation = recommendation_in(recommendation, told, advisor, language)
    advice = advisor.advise(told, language)
    copies = copies_in(documents, advisor.edition, language).documents if documents else None
    try:
        reasoning = reason(advice, recommendation, advisor.edition, copies)
    except NotGivenError:
        raise not_given(recommendation, advisor, language) from None
    write(to_json(reasoning) if form == "json" else why_as_text(reasoning, advice), output)


@click.command("why-not", cls=Command, epilog="advisor why-not examples/ghent-crm.json find-growth-capital")
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@json_option
@language_option
@output_option
@data_option
def why_not(
    profile: str, recommendation: str, form: str, language: Language, output: str | None, data: Folders
) -> None:
    """What kept a recommendation away: each failed condition, with the value seen and the value needed."""
    from ..advice import to_json
    from ..insight.why_not import why_not as reason
    from ..report.reasoning import why_not_as_text

    advisor = advisor_on(data)
    told = profile_from(profile, advisor, language)
    answer = reason(told, recommendation_in(recommendation, told, advisor, language), advisor, language)
    write(to_json(answer) if form == "json" else why_not_as_text(answer, language), output)


@click.command(
    "what-if",
    cls=Command,
    epilog="advisor what-if examples/ghent-crm.json --set sector=public",
)
@click.argument("profile", metavar="PROFILE.json")
@click.option("--set", "settings", metavar="ANSWER=VALUE", multiple=True, required=True, help="option_set")
@json_option
@language_option
@output_option
@data_option
def what_if(
    profile: str, settings: tuple[str, ...], form: str, language: Language, output: str | None, data: Folders
) -> None:
    """What changes in the advice when answers change."""
    from ..advice import to_json
    from ..insight.what_if import what_if as compare
    from ..report.insight import what_if_as_text

    advisor = advisor_on(data)
    before = profile_from(profile, advisor, language)
    after = changed(before, settings, advisor, language)
    answer = compare(before, after, advisor, language)
    write(to_json(answer) if form == "json" else what_if_as_text(answer, language), output)


@click.command(cls=Command, epilog="advisor change examples/ghent-crm.json take-time-for-culture")
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@json_option
@language_option
@output_option
@data_option
def change(profile: str, recommendation: str, form: str, language: Language, output: str | None, data: Folders) -> None:
    """The fewest answers you can change that bring a recommendation in, or take it away."""
    from ..advice import to_json
    from ..insight.change import change as smallest
    from ..report.reasoning import change_as_text

    advisor = advisor_on(data)
    told = profile_from(profile, advisor, language)
    answer = smallest(told, recommendation_in(recommendation, told, advisor, language), advisor, language)
    write(to_json(answer) if form == "json" else change_as_text(answer, language), output)


@click.command(cls=Command, epilog="advisor above examples/ghent-crm.json win-people-back design-with-users")
@click.argument("profile", metavar="PROFILE.json")
@click.argument("one", metavar="RECOMMENDATION")
@click.argument("other", metavar="OTHER")
@json_option
@language_option
@output_option
@data_option
def above(profile: str, one: str, other: str, form: str, language: Language, output: str | None, data: Folders) -> None:
    """Why one of two recommendations stands above the other: the contributions, or the prerequisite that decided."""
    from ..advice import to_json
    from ..insight.above import above as compare
    from ..insight.why import NotGivenError
    from ..report.insight import above_as_text

    advisor = advisor_on(data)
    told = profile_from(profile, advisor, language)
    one, other = (recommendation_in(name, told, advisor, language) for name in (one, other))
    if one == other:
        raise click.UsageError(say("same_recommendation", language))
    try:
        answer = compare(told, one, other, advisor, language)
    except NotGivenError as error:
        raise not_given(str(error), advisor, language) from None
    write(to_json(answer) if form == "json" else above_as_text(answer, language), output)


@click.command(cls=Command, epilog="advisor stability examples/ghent-crm.json --percent 20")
@click.argument("profile", metavar="PROFILE.json")
@click.option("--percent", type=Between(0, 100), default=20, show_default=True, help="option_percent")
@json_option
@language_option
@output_option
@data_option
def stability(profile: str, percent: int, form: str, language: Language, output: str | None, data: Folders) -> None:
    """How firm the order is: the ranks each recommendation can take when weights move and questions are answered."""
    from ..advice import to_json
    from ..insight.stability import stability as bounds
    from ..report.insight import stability_as_text

    advisor = advisor_on(data)
    answer = bounds(profile_from(profile, advisor, language), advisor, language, percent=percent)
    write(to_json(answer) if form == "json" else stability_as_text(answer, percent, language), output)


@click.command(cls=Command, epilog="advisor differences examples/respondents/ghent-crm.json")
@click.argument("profile", metavar="PROFILE.json")
@json_option
@language_option
@output_option
@data_option
def differences(profile: str, form: str, language: Language, output: str | None, data: Folders) -> None:
    """Where respondents differ: which disagreements decide something, what to talk about, what is settled already."""
    from ..advice import to_json
    from ..insight.differences import differences as found_in
    from ..report.differing import differing_as_text

    advisor = advisor_on(data)
    answer = found_in(profile_from(profile, advisor, language), advisor, language)
    write(to_json(answer) if form == "json" else differing_as_text(answer, language), output)
