"""Rounds: several people answer for one organisation, and nobody is told who said what."""

from dataclasses import replace

import click

from ..library.folders import Folders
from ..phrases import Language, say
from .keeping import tenant_option
from .options import (
    advisor_on,
    data_option,
    database_option,
    language_option,
    mistakes_in,
    output_option,
    printable,
    profile_from,
    store_at,
    write,
)
from .speaking import Group, said_in

_ID = "7c1e5b0a94d2483f8a6e3d0b5f2c9e17"
_ADDRESS = "http://127.0.0.1:8000"  # where `advisor serve` listens
id_argument = click.argument("round_id", metavar="ID")
group_option = click.option("--group", required=True, metavar="NAME", help="option_round_group")
address_option = click.option("--address", metavar="URL", default=_ADDRESS, show_default=True, help="option_address")


@click.group("round", cls=Group, epilog="advisor round list")
@said_in
def round_() -> None:
    """Rounds, in which several people answer for one organisation."""


@round_.command("open", epilog="advisor round open intake-2026 --group management --group floor")
@click.argument("name")
@click.option("--group", "groups", required=True, multiple=True, metavar="NAME", help="option_round_groups")
@click.option("--profile", metavar="AGREED.json", help="option_agreed")
@click.option("--reference", metavar="TEXT", help="option_round_reference")
@address_option
@tenant_option
@language_option
@data_option
@database_option
def open_(
    name: str,
    groups: tuple[str, ...],
    profile: str | None,
    reference: str | None,
    address: str,
    tenant: str,
    language: Language,
    data: Folders,
    url: str | None,
) -> None:
    """Open a round and show the link of each group, once."""
    from ..stages.profile import Profile, understand
    from ..store import rounds
    from ..store.callers import Caller

    advisor = advisor_on(data)
    agreed = profile_from(profile, advisor, language) if profile else Profile({})
    with mistakes_in("", language):
        named = understand(
            {"name": name, "reference": reference or agreed.reference, "answers": {}}, advisor.edition, language
        )
    agreed = replace(agreed, name=named.name, reference=named.reference)
    with store_at(url, language) as opened:
        made, secrets = rounds.open_(opened, Caller(tenant), agreed, groups)
    for group, secret in secrets.items():
        _say_link(group, address, secret)
    click.echo(say("round_opened", language, id=made.id))


@round_.command("list", epilog="advisor round list")
@tenant_option
@language_option
@database_option
def list_(tenant: str, language: Language, url: str | None) -> None:
    """The rounds, newest first: id, time (UTC), open or closed, how many answered, name."""
    from ..store import rounds
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        found = rounds.listed(opened, Caller(tenant))
    for one in found:
        state = say("round_is_closed" if one.closed else "round_is_open", language)
        answered = say("round_answered", language, count=one.answered)
        cells = [one.id, f"{one.created:%Y-%m-%d %H:%M:%S}", state, answered, one.name or ""]
        click.echo(printable("  ".join(cells).rstrip()))
    if not found:
        click.echo(say("round_none", language))


@round_.command(epilog=f"advisor round show {_ID}")
@id_argument
@tenant_option
@language_option
@database_option
def show(round_id: str, tenant: str, language: Language, url: str | None) -> None:
    """How many of each group answered, and nothing of what."""
    from ..store import rounds
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        found = rounds.show(opened, Caller(tenant), round_id)
    state = say("round_is_closed" if found.closed else "round_is_open", language)
    click.echo(printable(f"{found.name or say('round_nameless', language)}: {state}"))
    for group in found.groups:
        answered = say("round_answered", language, count=group.answered)
        revoked = "" if group.invited or found.closed else f" ({say('round_is_revoked', language)})"
        click.echo(printable(f"  {group.name}: {answered}{revoked}"))


@round_.command(epilog=f"advisor round invite {_ID} --group floor")
@id_argument
@group_option
@address_option
@tenant_option
@language_option
@database_option
def invite(round_id: str, group: str, address: str, tenant: str, language: Language, url: str | None) -> None:
    """Invite one more group, or give a group another link; the one before is worthless then."""
    from ..store import rounds
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        secret = rounds.invite(opened, Caller(tenant), round_id, group)
    _say_link(group.strip(), address, secret)
    click.echo(say("round_invited", language))


@round_.command(epilog=f"advisor round revoke {_ID} --group floor")
@id_argument
@group_option
@tenant_option
@language_option
@database_option
def revoke(round_id: str, group: str, tenant: str, language: Language, url: str | None) -> None:
    """Make the link of a group worthless; what was answered through it counts."""
    from ..store import rounds
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        rounds.revoke(opened, Caller(tenant), round_id, group)
    click.echo(printable(say("round_revoked", language, name=group.strip())))


@round_.command(epilog=f"advisor round close {_ID} -o profile.json")
@id_argument
@tenant_option
@language_option
@output_option
@data_option
@database_option
def close(round_id: str, tenant: str, language: Language, output: str | None, data: Folders, url: str | None) -> None:
    """Close a round and write the profile that was answered together, without who said what."""
    from ..store import rounds
    from ..store.callers import Caller

    edition = advisor_on(data).edition
    with store_at(url, language) as opened:
        profile = rounds.close(opened, Caller(tenant), round_id, edition)
    write(profile + "\n", output)


@round_.command(epilog=f"advisor round delete {_ID}")
@id_argument
@tenant_option
@language_option
@database_option
def delete(round_id: str, tenant: str, language: Language, url: str | None) -> None:
    """Delete a round for good, with all that was answered in it."""
    from ..store import rounds
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        rounds.erase(opened, Caller(tenant), round_id)
    click.echo(say("round_deleted", language, id=round_id))


def _say_link(group: str, address: str, secret: str) -> None:
    click.echo(printable(f"{group}  {address.rstrip('/')}/answer/{secret}"))
