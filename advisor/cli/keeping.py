"""Keeping advices, and the keys of those who may ask for them."""

from datetime import datetime

import click

from ..library.folders import Folders
from ..phrases import Language, say
from ..store.callers import SCOPES
from .options import (
    Refusal,
    advisor_on,
    check_full,
    data_option,
    database_option,
    full_option,
    language_option,
    output_option,
    profile_from,
    store_at,
    text_of,
    write,
)
from .speaking import Between, Group, OneOf, said_in

tenant_option = click.option("--tenant", default="local", show_default=True, help="option_tenant")


@click.group(cls=Group, epilog="advisor store list")
@said_in
def store() -> None:
    """Advices that are kept."""


@store.command(epilog="advisor store upgrade")
@language_option
@database_option
def upgrade(language: Language, url: str | None) -> None:
    """Make the tables in a PostgreSQL database, or bring them up to date; an SQLite file does that by itself."""
    with store_at(url, language) as opened:
        changed = opened.upgrade()
    click.echo(say("store_upgraded" if changed else "store_up_to_date", language))


@store.command(epilog="advisor store keep examples/ghent-crm.json")
@click.argument("profile", metavar="PROFILE.json")
@tenant_option
@language_option
@data_option
@database_option
def keep(profile: str, tenant: str, language: Language, data: Folders, url: str | None) -> None:
    """Make the advice for a profile and keep it."""
    from ..store import advices
    from ..store.callers import Caller

    advisor = advisor_on(data)
    advice = advisor.advise(profile_from(profile, advisor, language), language)
    with store_at(url, language) as opened:
        opened.inspect()  # nothing is added to a file that is damaged elsewhere
        record = advices.keep(opened, Caller(tenant), advice)
    click.echo(say("store_kept", language, id=record.kept.id))


@store.command("list", epilog="advisor store list --reference intake-2026-014")
@click.option("--reference", metavar="TEXT", help="option_reference")
@click.option("--cursor", metavar="CURSOR", help="option_cursor")
@click.option("--limit", type=Between(1, 100), default=20, show_default=True)
@tenant_option
@language_option
@database_option
def list_(
    reference: str | None, cursor: str | None, limit: int, tenant: str, language: Language, url: str | None
) -> None:
    """The advices that are kept, newest first: id, time (UTC), edition, language, reference, name."""
    from ..store import advices
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        page = advices.page(opened, Caller(tenant), reference=reference, cursor=cursor, limit=limit)
    for kept in page.items:
        named = [text for text in (kept.reference, kept.name) if text]
        _line([kept.id, _time(kept.created), kept.edition, kept.language, *named])
    if page.next:
        click.echo(say("store_more", language, cursor=page.next))
    if not page.items:
        nothing = "store_nothing_kept" if reference is None else "store_nothing_with"
        click.echo(say(nothing, language, store=opened.name, reference=reference))


@store.command(epilog="advisor store show 5d0c1a6de2b94b0c8f3a1e7b9c2d4f60")
@click.argument("advice_id", metavar="ID")
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", show_default=True)
@full_option
@tenant_option
@language_option
@output_option
@database_option
@data_option
def show(
    advice_id: str,
    form: str,
    full: bool,
    tenant: str,
    language: Language,
    output: str | None,
    url: str | None,
    data: Folders,
) -> None:
    """An advice as it was kept, in the language it was made in, with what became of it; as JSON to the byte."""
    from ..advice import from_json
    from ..store import advices, statuses
    from ..store.callers import Caller

    check_full(full, form, language)
    caller = Caller(tenant)
    with store_at(url, language) as opened:
        raw = advices.read(opened, caller, advice_id).raw
        if form == "json":
            write(raw, output)
            return
        advisor = advisor_on(data)
        standings = statuses.standings(opened, caller, advice_id, successors=advisor.edition.successors)
    write(text_of(from_json(raw), advisor, full, standings), output)


@store.command(epilog="advisor store delete 5d0c1a6de2b94b0c8f3a1e7b9c2d4f60")
@click.argument("advice_id", metavar="ID")
@click.option("--organisation", is_flag=True, help="option_organisation")
@tenant_option
@language_option
@database_option
def delete(advice_id: str, organisation: bool, tenant: str, language: Language, url: str | None) -> None:
    """Delete an advice for good, with its profile, or all that is kept of its organisation."""
    from ..store import erasing
    from ..store.callers import Caller

    with store_at(url, language) as opened:
        if organisation:
            count = erasing.erase_organisation(opened, Caller(tenant), advice_id)
            told = say("store_deleted_all", language, count=count)
        else:
            erasing.erase(opened, Caller(tenant), advice_id)
            told = say("store_deleted", language, id=advice_id)
    click.echo(told)


@store.command(epilog="advisor store verify")
@language_option
@database_option
def verify(language: Language, url: str | None) -> None:
    """Check every advice and the audit log, past what is damaged: exit status 1 when anything is not as written."""
    from ..store.damage import survey
    from ..store.errors import AdviceDamagedError, AuditBrokenError, StoreDamagedError

    with store_at(url, language) as opened:
        found = survey(opened)
        errors = [StoreDamagedError(opened.name, "")] if found.file else []
        wrong = [error.sentence(language) for error in errors]
        wrong += [AdviceDamagedError(id=advice_id).sentence(language) for advice_id in found.lost]
        if found.broken is not None:
            wrong.append(AuditBrokenError(found.broken).sentence(language))
    if wrong or found.head is None:
        raise Refusal(wrong)
    click.echo(say("store_whole", language, count=found.head.number, hash=found.head.hash))


@click.group(cls=Group, epilog="advisor keys list")
@said_in
def keys() -> None:
    """The keys of those who may ask a server: each is of one tenant."""


@keys.command(epilog="advisor keys add intake-form --tenant city --scope submit --per-minute 60")
@click.argument("name")
@click.option("--tenant", required=True, help="option_key_tenant")
@click.option("--scope", type=OneOf(SCOPES), required=True, help="option_scope")
@click.option("--per-minute", type=Between(1, 1_000_000), help="option_per_minute")
@language_option
@database_option
def add(name: str, tenant: str, scope: str, per_minute: int | None, language: Language, url: str | None) -> None:
    """Make a key and show it, once; from then on a server on this database asks for a key."""
    from ..store import keys as kept

    with store_at(url, language) as opened:
        key, token = kept.add(opened, tenant, name, scope, per_minute=per_minute)
    click.echo(token)
    click.echo(say("store_key_added", language, id=key.id, tenant=key.tenant))


@keys.command("list", epilog="advisor keys list")
@language_option
@database_option
def list_keys(language: Language, url: str | None) -> None:
    """Every key with its tenant, scope, limit and name; never its secret."""
    from ..store import keys as kept

    with store_at(url, language) as opened:
        found = kept.listed(opened)
    for key in found:
        told = [key.id, key.tenant, key.scope, key.name, say("store_key_made", language, time=_time(key.created))]
        if key.per_minute is not None:
            told.append(say("store_per_minute", language, count=key.per_minute))
        used = say("store_key_used", language, time=_time(key.last_used)) if key.last_used else None
        told.append(used or say("store_key_unused", language))
        if key.revoked is not None:
            told.append(say("store_key_revoked", language, time=_time(key.revoked)))
        _line(told)
    if not found:
        click.echo(say("store_no_keys", language))


@keys.command(epilog="advisor keys revoke 3f9a0c6d21b7")
@click.argument("key_id", metavar="ID")
@language_option
@database_option
def revoke(key_id: str, language: Language, url: str | None) -> None:
    """Make a key worthless from now on."""
    from ..store import keys as kept

    with store_at(url, language) as opened:
        kept.revoke(opened, key_id)
    click.echo(say("store_key_gone", language, id=key_id))


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _line(cells: list[str]) -> None:
    """One line, whatever a user put in a name."""
    click.echo("".join(c if c.isprintable() else "\ufffd" for c in "  ".join(cells)))
