"""Each page beside one that says nothing: the processor time of a whole request, in the process that answers.

usage: python -m benchmarks.pages [--rounds N] [--passes N]
"""

import argparse
import json
import tempfile
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.testclient import TestClient

from advisor.advice import Advisor, open_advisor
from advisor.stages.sampling import sample_answers
from advisor.store.database import open_store
from api.app import create_app

from .measuring import Work, lowest_median, lowest_p99, table, take_turns

CHECKOUT = Path(__file__).resolve().parents[1]
EXAMPLE = CHECKOUT / "examples" / "municipality.json"
ORGANISATIONS = 100
SEED = 20261122
VIEWS = ("", "/overview", "/map", "/not", "/firm", "/next", "/what-if")
KNOWLEDGE = ("", "/sources", "/rules", "/recommendations", "/priorities", "/search?q=vertrouwen")


def works(client: TestClient, home: str) -> Mapping[str, Work]:
    """Every kind of page: of the form, of an advice, of the knowledge, of a hundred organisations."""
    first = client.get(f"/v1{home}").json()["recommendations"][0]["id"]
    profile = json.loads(EXAMPLE.read_bytes())
    fields = urlencode(_fields(profile))
    post = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://127.0.0.1"}
    addresses = ["/health", "/", "/advice", *(home + view for view in VIEWS), f"{home}/why/{first}"]
    addresses += [*(f"/knowledge{part}" for part in KNOWLEDGE), "/portfolio"]
    found: dict[str, Work] = {a.replace(home, "/advice/{id}"): partial(_read, client, a) for a in addresses}
    found["POST /intake (a step)"] = lambda: client.post("/intake", content=fields, headers=post).raise_for_status()
    return found


def _fields(profile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The profile as the form posts it."""
    fields = []
    for name, value in profile["answers"].items():
        values = value if isinstance(value, list) else [value]
        fields += [(name, str(one)) for one in values if one is not None]
    return fields


def _read(client: TestClient, address: str) -> None:
    client.get(address, headers={"Accept": "text/html"}).raise_for_status()


def _keep(client: TestClient, advisor: Advisor) -> str:
    """Keep the example and as many made-up organisations; the address of the example's page."""
    headers = {"Content-Type": "application/json"}
    for answers in sample_answers(advisor.edition, ORGANISATIONS - 1, seed=SEED, missing=1 / 3):
        plain = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in answers.items()}
        client.post("/v1/advice", json={"answers": plain}).raise_for_status()
    kept = client.post("/v1/advice", content=EXAMPLE.read_bytes(), headers=headers)
    return str(kept.headers["location"]).removeprefix("/v1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args()
    advisor = open_advisor()
    with tempfile.TemporaryDirectory() as folder, closing(open_store(f"sqlite:///{folder}/advisor.db")) as store:
        app = create_app(advisor, store)
        with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as client:
            work = works(client, _keep(client, advisor))
            series = take_turns(work, rounds=options.rounds, passes=options.passes)
    rows = []
    for name, taken in series.items():
        times = [1000 * lowest_median(taken.cpu), 1000 * lowest_p99(taken.cpu)]
        rows.append([name, *(f"{ms:.1f}" for ms in times), f"{taken.ratio_to(series['/health']):.1f}"])
    table("Processor time of a request", ["page", "median ms", "p99 ms", "x /health"], rows)


if __name__ == "__main__":
    main()
