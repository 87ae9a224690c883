"""The commands that keep advices and keys, as a user meets them, on both databases."""

import json
import re
from datetime import datetime

import pytest
from click.testing import CliRunner, Result

from advisor.advice import Advice, to_json
from advisor.cli import main
from advisor.store import advices, audit, erasing, keys
from advisor.store.callers import LOCAL, Caller
from advisor.store.database import Store
from advisor.store.errors import KeyRefusedError
from tests.conftest import CHECKOUT

GHENT = str(CHECKOUT / "examples" / "ghent-crm.json")


def run(*arguments: str) -> Result:
    """A command in this process, with everything it says."""
    return CliRunner().invoke(main, arguments, prog_name="advisor")


def said(result: Result) -> str:
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def test_an_advice_through_its_life(store: Store, url: str, advice: Advice) -> None:
    """Kept, listed, shown to the byte, and deleted: by the id that the first command says."""
    at = ("--database-url", url, "--lang", "en")
    kept = re.fullmatch(
        r"Saved as (\w{32})\.\n", said(run("store", "keep", GHENT, "--database-url", url, "--lang", "en"))
    )
    assert kept
    line = said(run("store", "list", *at))
    assert re.fullmatch(
        rf"{kept[1]}  \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d  [\d.]+  en  intake-2026-014  Dienstverlener in Gent\n", line
    )
    raw = run("store", "show", kept[1], "--format", "json", *at).stdout_bytes
    assert raw == advices.read(store, LOCAL, kept[1]).raw
    assert json.loads(raw)["receipt"]["language"] == "en"
    assert said(run("store", "show", kept[1], *at)) == said(run("advise", GHENT, "--lang", "en"))
    assert said(run("store", "delete", kept[1], *at)) == f"Advice {kept[1]} was deleted for good.\n"
    assert said(run("store", "list", *at)) == f"Nothing has been saved yet in {store.name}.\n"
    gone = run("store", "show", kept[1], *at)
    assert (gone.exit_code, gone.stdout, gone.stderr) == (1, "", f"There is no advice “{kept[1]}”.\n")


def test_a_list_goes_on(store: Store, url: str, advice: Advice) -> None:
    """The last line of a page gives the option for the next; --tenant and --reference choose."""
    ids = [advices.keep(store, LOCAL, advice).kept.id for _ in range(3)]
    advices.keep(store, Caller("city"), advice)
    *first, more = said(run("store", "list", "--limit", "2", "--database-url", url)).splitlines()
    rest = said(run("store", "list", *more.removeprefix("Meer: ").split(), "--database-url", url)).splitlines()
    assert [line.split()[0] for line in (*first, *rest)] == ids[::-1]
    assert len(said(run("store", "list", "--tenant", "city", "--database-url", url)).splitlines()) == 1
    nothing = said(run("store", "list", "--reference", "x", "--database-url", url))
    assert nothing == f"Met kenmerk “x” is niets bewaard in {store.name}.\n"


def test_a_key_through_its_life(store: Store, url: str) -> None:
    """Made and shown once, listed without its secret, refused after it is revoked."""
    token, line = said(
        run("keys", "add", "form", "--tenant", "city", "--scope", "write", "--per-minute", "9", "--database-url", url)
    ).splitlines()
    caller = keys.identify(store, token)
    assert (caller.tenant, caller.scope, caller.per_minute) == ("city", "write", 9)
    assert caller.who in line
    listing = said(run("keys", "list", "--database-url", url, "--lang", "en"))
    assert listing.startswith(f"{caller.who}  city  write  form  created 2")
    assert "9 per minute" in listing
    assert "used 2" in listing
    assert token.rpartition("_")[2] not in listing
    said(run("keys", "revoke", caller.who, "--database-url", url))
    with pytest.raises(KeyRefusedError):
        keys.identify(store, token)
    assert "ingetrokken 2" in said(run("keys", "list", "--database-url", url))
    assert [entry.who for entry in audit.entries(store, Caller("city"))] == ["local", "local"]


def test_verify_says_what_is_wrong(store: Store, url: str, advice: Advice) -> None:
    """Everything intact: status 0 and the end of the log. A damaged advice or a changed log: status 1, named."""
    kept = [advices.keep(store, LOCAL, advice).kept.id for _ in range(2)]
    head = audit.verify(store)
    assert f"2 regels, einde {head.hash}" in said(run("store", "verify", "--database-url", url))
    with store.writing() as connection:
        connection.exec_driver_sql(f"UPDATE advices SET body_sha256 = 'x' WHERE id = '{kept[0]}'")
    result = run("store", "verify", "--database-url", url)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert kept[0] in line
    erasing.erase(store, LOCAL, kept[0])
    said(run("store", "verify", "--database-url", url))
    with store.writing() as connection:
        if store.sqlite:
            connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        else:
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE audit SET who = 'x' WHERE number = 2")
    result = run("store", "verify", "--database-url", url, "--lang", "en")
    assert (result.exit_code, result.stderr) == (
        1,
        "The audit log was changed: entry 2 is not as it was written.\n",
    )


def test_a_name_cannot_make_a_line(store: Store, url: str, advice: Advice) -> None:
    """Line ends and control characters in what is kept never make a second line in a list."""
    from dataclasses import replace

    nasty = replace(advice, profile=replace(advice.profile, name="a\nb\x1b[31m", reference="c\u2028d"))
    advices.keep(store, LOCAL, nasty)
    (line,) = said(run("store", "list", "--database-url", url)).removesuffix("\n").split("\n")
    assert line.isprintable()


def test_the_store_has_its_own_clock(store: Store, url: str, advice: Advice) -> None:
    """Without a clock of the tests' the time is that of now, in UTC, and stands nowhere in the advice."""
    said(run("store", "keep", GHENT, "--database-url", url))
    kept = advices.page(store, LOCAL).items[0]
    assert abs((kept.created - datetime.now(kept.created.tzinfo)).total_seconds()) < 60
    assert advices.read(store, LOCAL, kept.id).raw == to_json(advice)


def test_a_status_through_its_life(store: Store, url: str, advice: Advice) -> None:
    """Set, listed with what waits for it, changed, and the history; mistakes are told all at once."""
    at = ("--database-url", url, "--lang", "en")
    kept = advices.keep(store, LOCAL, advice).kept.id
    one = next(item for item in advice.given if item.needs)
    needed = one.needs[0]
    wanted = ("accepted", "--owner", "Ann", "--due", "2026-09-30")
    told = said(run("status", "set", kept, needed, *wanted, *at))
    assert "accepted · Ann sees to it · by 30 September 2026 · since " in told
    said(run("status", "set", kept, needed, "rejected", "--note", "Too\ndear.", *at))
    listing = said(run("status", "list", kept, *at))
    assert [line.split("[")[1].rstrip("]") for line in listing.splitlines() if line.endswith("]")] == [
        item.id for item in advice.given
    ]
    assert "rejected · Ann sees to it · by 30 September 2026 · since " in listing
    assert "“Too dear.”" in listing
    title = next(item.title for item in advice.given if item.id == needed)
    assert f"Needs something first that was rejected: “{title}”." in listing
    items = json.loads(said(run("status", "list", kept, "--format", "json", *at)))
    assert next(item for item in items if item["recommendation"] == one.id)["needs_rejected"] == [needed]
    lines = said(run("status", "history", kept, needed, *at)).splitlines()
    assert [line.split("  ")[1:] for line in lines if not line.startswith(" ")] == [
        ["local", "rejected · Ann sees to it · by 30 September 2026"],
        ["local", "accepted · Ann sees to it · by 30 September 2026"],
    ]
    assert said(run("status", "history", kept, one.id, *at)) == "It has not been changed yet.\n"
    refused = run("status", "set", kept, needed, "rejected", "--due", "tomorrow", "--owner", "x" * 201, *at)
    assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (1, "", 3)
    assert run("status", "set", kept, needed, "gedaan", *at).exit_code == 2
    near = run("status", "set", kept, f"{needed}x", "done", *at)
    assert near.stderr.endswith(f"Did you mean “{needed}”?\n")


def test_an_organisation_is_deleted_by_any_of_its_advice(store: Store, url: str, advice: Advice) -> None:
    """All of it at once, and how much there was."""
    ids = [advices.keep(store, LOCAL, advice).kept.id for _ in range(3)]
    told = said(run("store", "delete", ids[1], "--organisation", "--database-url", url, "--lang", "en"))
    assert told == "Everything about this organisation was deleted for good: 3 pieces of advice.\n"
    assert advices.page(store, LOCAL).items == []
