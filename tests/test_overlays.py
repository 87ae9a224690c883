"""Knowledge of one's own, on every face: who uses it sees that and why, who does not sees nothing of it."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient
from lxml import html

from advisor.advice import Advisor, load_advisor, to_json
from advisor.cli import main
from advisor.insight.compare import compare
from advisor.insight.earlier import read_earlier
from advisor.insight.replay import replay
from advisor.library.edition import Edition
from advisor.library.folders import Folders
from advisor.library.shapes import Title
from advisor.stages.engine import Pool
from advisor.stages.profile import Profile, parse_json, read_profile
from advisor.store import keys
from advisor.store.database import open_store
from api.app import create_app
from api.server.reload import Declared, Snapshots
from tests.commands import inner
from tests.conftest import CHECKOUT
from tests.report.conftest import _made_once  # noqa: F401 - a fixture
from tests.report.reading import pdf_pages

HOUSE = CHECKOUT / "examples" / "overlays" / "house-weights"
GHENT = CHECKOUT / "examples" / "ghent-crm.json"
TOWN = CHECKOUT / "examples" / "municipality.json"
USED = "Over de kennis van Advisor ligt “Onze eigen accenten”, van Adviesbureau Voorbeeld."
REASONS = ("bleek bij onze klanten vaker de echte oorzaak.", "Wij vragen het liever aan de mensen.")
HEADERS = {"Content-Type": "application/json"}
SHIPPED = sorted(path.name for path in HOUSE.parent.iterdir() if path.is_dir())
CHECKED_TOO = ("from-practice",)  # by the test of what rests on practice


pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def laid() -> Advisor:
    """The advisor with the house's own weights over it."""
    return load_advisor(CHECKOUT, True, [HOUSE])


@pytest.fixture(scope="module")
def plain(edition: Edition, engine: Pool) -> Advisor:
    """The advisor without."""
    return Advisor(edition, engine)


def town(advisor: Advisor) -> Profile:
    """A profile that is advised otherwise with the weights of the house."""
    return read_profile(TOWN.read_bytes(), advisor.edition)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="advisor")


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in inner(group).items():
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


def test_every_command_that_reads_knowledge_takes_overlays() -> None:
    """Where --data is, --overlay is; and it is on most commands."""
    options = {path: {parameter.name for parameter in command.params} for path, command in commands(main)}
    assert [path for path, names in options.items() if "data" in names and "overlays" not in names] == []
    assert sum("overlays" in names for names in options.values()) > 15


@pytest.mark.parametrize("form", ["text", "full", "markdown", "html", "docx", "pdf", "json"])
def test_every_form_says_what_deviates_and_why(tmp_path: Path, form: str) -> None:
    """The overlay by name and author, and each deviation that counts here with its reason; without it: nothing."""
    few = tmp_path / "few.json"  # answers, so that there is less to read back
    answers = json.loads(GHENT.read_bytes())["answers"]
    few.write_text(json.dumps({"answers": dict(list(answers.items())[:8])}), encoding="utf-8")
    for options, there in ((("--overlay", str(HOUSE)), True), ((), False)):
        file = tmp_path / f"advice-{there}"
        asked = ("--full",) if form == "full" else ("--format", form)
        assert run("advise", str(few), *asked, "-o", str(file), *options).exit_code == 0
        raw = file.read_bytes()
        if form == "docx":
            text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(raw)).paragraphs)
        elif form == "pdf":
            text = "\n".join(pdf_pages(raw))
        elif form == "html":
            text = html.fromstring(raw).text_content()
        else:
            text = raw.decode()
        if form == "text":  # fits a mail: the name, and how much
            assert ("Onze eigen accenten (2 verschillen" in words(text)) == there
        elif form == "json":
            assert ("Onze eigen accenten" in text) == there
            assert [r in text for r in REASONS] == [there, there]
        else:
            assert [part in words(text) for part in (USED, *REASONS)] == [there] * 3


@pytest.mark.long
def test_a_page_says_it_to_the_tenant_that_has_it(laid: Advisor, plain: Advisor, tmp_path: Path) -> None:
    """Two tenants of one server: one has its own knowledge, in answers and on pages, the other has the base."""
    with closing(open_store(f"sqlite:///{tmp_path}/advisor.db")) as store:
        app = create_app(plain, store, of_tenants={"acme": laid})
        with TestClient(app, base_url="https://advisor.example", client=("192.0.2.7", 1)) as client:
            for tenant, there in (("acme", True), ("other", False)):
                key = {"Authorization": f"Bearer {keys.add(store, tenant, 'test', 'admin')[1]}"}
                answer = client.post("/v1/advice", content=GHENT.read_bytes(), headers={**HEADERS, **key})
                assert answer.status_code == 201
                used = [overlay["id"] for overlay in answer.json()["receipt"]["overlays"]]
                assert used == (["house-weights"] if there else [])
                page = client.get(
                    answer.headers["location"].removeprefix("/v1"), headers={**key, "Accept": "text/html"}
                )
                assert page.status_code == 200
                assert (USED in words(html.fromstring(page.content).text_content())) == there
                report = client.get(f"{answer.headers['location'].removeprefix('/v1')}/report.md", headers=key)
                assert report.status_code == 200
                assert (USED in words(report.text)) == there


@pytest.mark.long
def test_the_pages_of_the_knowledge_mark_it(laid: Advisor, plain: Advisor) -> None:
    """The overview lists all that deviates; the page of an entry that does says so."""
    title = {"nl": "Dit is van ons", "en": "This is ours"}
    rid, replaced = (
        "win-people-back",
        laid.edition.recommendations["win-people-back"].model_copy(update={"title": Title.model_validate(title)}),
    )
    deviation = replace(laid.edition.deviations["weight", "reported"], how="replaced")
    edition = replace(
        laid.edition,
        recommendations={**laid.edition.recommendations, rid: replaced},
        deviations={**laid.edition.deviations, ("recommendation", rid): deviation},
    )
    for advisor, there in ((Advisor(edition, laid.engine), True), (plain, False)):
        with TestClient(create_app(advisor), base_url="http://127.0.0.1", client=("127.0.0.1", 1)) as client:
            start = words(html.fromstring(client.get("/knowledge").content).text_content())
            assert [part in start for part in (USED, *REASONS)] == [there] * 3
            page = words(html.fromstring(client.get(f"/knowledge/recommendations/{rid}").content).text_content())
            assert ("“Dit is van ons” is vervangen door “Onze eigen accenten”." in page) == there


@pytest.mark.long
def test_a_copy_for_workers_has_the_overlays_too(laid: Advisor, plain: Advisor, tmp_path: Path) -> None:
    """What all workers read anew: the overlays of all and those of a tenant, as they were when they were found good."""
    own = tmp_path / "own"
    own.mkdir()
    declared = Declared(Folders(None, ()), {"acme": (str(HOUSE),)})
    snapshots = Snapshots(declared, own)
    snapshots.take()
    of_all, of_tenants = snapshots.where().load(accountable=False)
    assert of_all.edition.fingerprint == plain.edition.fingerprint
    assert {tenant: a.edition.fingerprint for tenant, a in of_tenants.items()} == {"acme": laid.edition.fingerprint}


def test_compare_and_replay_tell_an_overlay_from_the_base(laid: Advisor, plain: Advisor) -> None:
    """The same answers, with the overlay and without: only the overlay changed, and it explains what differs."""
    before, after = plain.advise(town(plain)), laid.advise(town(laid))
    assert [r.id for r in before.recommendations] != [r.id for r in after.recommendations]
    earlier = read_earlier(parse_json(to_json(before), "nl"), "nl")
    for one in (earlier, town(plain)):
        found = compare(one, town(laid), laid, advisor_before=plain)
        changed = {part.part: part.changed for part in found.parts}
        assert changed == {"answers": False, "knowledge": False, "weights": False, "overlays": True, "software": False}
        assert found.recommendations
        assert {tuple(moved.causes) for moved in found.recommendations} == {("overlays",)}
    again = replay(to_json(after), laid)
    assert again.same
    other = replay(to_json(after), plain)
    assert [difference.part for difference in other.differences] == ["overlays"]


def test_the_command_compares_with_the_base(tmp_path: Path) -> None:
    """Advice from before there was an overlay is compared on the base; --base-before does so for a profile."""
    advice = tmp_path / "before.json"
    assert run("advise", str(TOWN), "--format", "json", "-o", str(advice)).exit_code == 0
    for before, options in ((str(advice), ()), (str(TOWN), ("--base-before",))):
        done = run("compare", before, str(TOWN), "--overlay", str(HOUSE), "--format", "json", *options)
        assert done.exit_code == 0, done.stderr
        parts = {part["part"]: part for part in json.loads(done.stdout)["parts"]}
        assert parts["overlays"]["changed"]
        assert parts["overlays"]["recommendations"]
        assert not parts["knowledge"]["changed"]


@pytest.mark.long
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in CHECKED_TOO else name for name in SHIPPED]
)
def test_the_shipped_overlays_are_clean(name: str) -> None:
    """Each shipped overlay passes the strict check, alone."""
    done = run("check", "--strict", "--overlay", str(HOUSE.parent / name))
    assert done.exit_code == 0, done.stdout + done.stderr


def test_the_differences_are_listed(laid: Advisor) -> None:
    """Each with its kind, title, reason, and which fields are not as they were."""
    done = run("overlay", "diff", "--overlay", str(HOUSE), "--format", "json")
    found = json.loads(done.stdout)["differences"]
    listed = [one["deviation"] for one in found]
    assert {(one["kind"], one["id"], one["how"]) for one in listed} == {
        (kind, entry, deviation.how) for (kind, entry), deviation in laid.edition.deviations.items()
    }
    assert [one["fields"] for one in found if one["deviation"]["how"] == "replaced"] == [["why", "points"]]
    text = words(run("overlay", "diff", "--overlay", str(HOUSE)).stdout)
    assert all(reason in text for reason in REASONS)
    assert run("overlay", "diff").exit_code == 2


@pytest.mark.long
def test_experience_without_a_document_is_unchecked_wherever_it_is_shown(tmp_path: Path) -> None:
    """What rests on a source of kind practice says so in a report and in the reasoning; a check counts its passages."""
    practice = ("--overlay", str(HOUSE.parent / "from-practice"))
    profile = tmp_path / "own.json"
    profile.write_text('{"answers": {"helper_time": "none", "employee_count": 9}}', encoding="utf-8")
    gist = "Met een vaste halve dag per week blijven die mensen helpen."
    for asked in (("advise", str(profile), "--format", "markdown"), ("why", str(profile), "give-helpers-time")):
        told = words(run(*asked, *practice).stdout)
        assert told.count(gist) == told.count(f"Niet nagekeken: {gist}") > 0
    checked = run("check", "--strict", *practice)
    assert checked.exit_code == 0
    assert "2 passages zijn niet nagekeken" in checked.stdout


def test_a_rule_that_is_switched_off_is_told_and_finds_nothing(tmp_path: Path, plain: Advisor) -> None:
    """Whoever had its finding has it no longer, and reads which rule was switched off and why."""
    without = HOUSE.parent / "without-a-rule"
    profile = tmp_path / "own.json"
    profile.write_text('{"answers": {"initiative_phase": "implementing", "cycle_weeks": 0}}', encoding="utf-8")
    title = plain.edition.rules["rounds-too-long-or-absent"].title.nl
    before, after = (
        run("advise", str(profile), "--full"),
        run("advise", str(profile), "--full", "--overlay", str(without)),
    )
    assert title in words(before.stdout)
    assert f"“{title}” is uitgeschakeld door “Lange rondes mogen”." in words(after.stdout)
    assert words(after.stdout).count(title) == 1
