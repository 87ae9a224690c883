"""Questions asked of an advice."""

import click

from ..library.wording import Language
from ..phrases import say
from .options import (
    Refusal,
    advisor_on,
    changed,
    check_recommendation,
    data_option,
    documents_in,
    documents_option,
    json_option,
    language_option,
    output_option,
    profile_from,
    write,
)


@click.command()
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@language_option
@documents_option
@output_option
@data_option
def why(
    profile: str, recommendation: str, language: Language, documents: str | None, output: str | None, data: str | None
) -> None:
    """Why this recommendation: the reasoning, down to answers and passages.

    \b
    Example:
      advisor why examples/ghent-crm.json win-people-back
    """
    from ..insight.why import NotGivenError
    from ..insight.why import why as reason
    from ..report.reasoning import why_as_text

    advisor = advisor_on(data)
    check_recommendation(recommendation, advisor, language)
    advice = advisor.advise(profile_from(profile, advisor, language), language)
    copies = documents_in(documents, advisor)[0] if documents else None
    try:
        reasoning = reason(advice, recommendation, advisor.edition, copies)
    except NotGivenError:
        raise Refusal([f"{recommendation}: {say('not_given', language)}"]) from None
    write(why_as_text(reasoning, advice), output)


@click.command("why-not")
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@json_option
@language_option
@output_option
@data_option
def why_not(
    profile: str, recommendation: str, form: str, language: Language, output: str | None, data: str | None
) -> None:
    """What kept a recommendation away: each failed condition, with the value seen and the value needed.

    \b
    Example:
      advisor why-not examples/ghent-crm.json find-growth-capital
    """
    from ..insight.why_not import to_json
    from ..insight.why_not import why_not as reason
    from ..report.reasoning import why_not_as_text

    advisor = advisor_on(data)
    check_recommendation(recommendation, advisor, language)
    answer = reason(profile_from(profile, advisor, language), recommendation, advisor, language)
    write(to_json(answer) if form == "json" else why_not_as_text(answer, language), output)


@click.command("what-if")
@click.argument("profile", metavar="PROFILE.json")
@click.option("--set", "settings", metavar="ANSWER=VALUE", multiple=True, required=True, help="An answer to change.")
@json_option
@language_option
@output_option
@data_option
def what_if(
    profile: str, settings: tuple[str, ...], form: str, language: Language, output: str | None, data: str | None
) -> None:
    """What changes in the advice when answers change.

    Several options stand with commas between them; nothing behind the = takes the answer away ([] means: none).

    \b
    Example:
      advisor what-if examples/ghent-crm.json --set adoption_rate=95 --set shadow_tools=none
    """
    from ..insight.what_if import to_json
    from ..insight.what_if import what_if as compare
    from ..report.exploring import what_if_as_text

    advisor = advisor_on(data)
    before = profile_from(profile, advisor, language)
    after = changed(before, settings, advisor, language)
    answer = compare(before, after, advisor, language)
    write(to_json(answer) if form == "json" else what_if_as_text(answer, language), output)


@click.command()
@click.argument("profile", metavar="PROFILE.json")
@click.argument("recommendation")
@json_option
@language_option
@output_option
@data_option
def change(
    profile: str, recommendation: str, form: str, language: Language, output: str | None, data: str | None
) -> None:
    """The fewest answers you can change that bring a recommendation in, or take it away.

    \b
    Example:
      advisor change examples/ghent-crm.json win-people-back
    """
    from ..insight.change import change as smallest
    from ..insight.change import to_json
    from ..report.reasoning import change_as_text

    advisor = advisor_on(data)
    check_recommendation(recommendation, advisor, language)
    answer = smallest(profile_from(profile, advisor, language), recommendation, advisor, language)
    write(to_json(answer) if form == "json" else change_as_text(answer, language), output)
