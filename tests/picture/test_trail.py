"""A picture holds what the graph holds, and is placed so that it can be read."""

from itertools import combinations
from pathlib import Path

import pytest

from advisor.advice import open_advisor
from advisor.insight.why import why
from advisor.library.wording import Language
from advisor.phrases import say
from advisor.picture.boxes import LETTERING, PAD_X, ranges
from advisor.picture.lettering import width
from advisor.picture.trail import ASIDE, DRAWN, Box, Trail, trail
from advisor.stages.explanation import Edge, Graph, part
from advisor.stages.profile import Profile

from .conftest import EXAMPLES, GHENT, NOTED, advice_of, trails

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def about(graph: Graph) -> dict[str, list[str]]:
    """The findings about each factor."""
    found: dict[str, list[str]] = {}
    for edge in graph.edges:
        if edge.relation == "about":
            found.setdefault(edge.target, []).append(edge.source)
    return found


def by_factor(edge: Edge) -> bool:
    return edge.source.startswith("factor:")


def assert_holds(drawn: Trail, graph: Graph) -> None:
    """Every node of the five kinds, every edge between those, every citation as a mark: no more and no less.

    And every cause. A factor is a box only where it comes from what is explained and no finding about it is there.
    """
    kinds = {n.id: n.kind for n in graph.nodes}
    effects = {e.target for e in graph.edges if e.relation == "causes"} - set(about(graph))
    assert [box.node for box in drawn.boxes if kinds[box.node] != box.kind] == []
    assert sorted(box.node for box in drawn.boxes) == sorted(
        n for n, kind in kinds.items() if kind in DRAWN or n in effects
    )
    shown = {(e.source, e.target, e.relation) for e in drawn.edges}
    assert len(shown) == len(drawn.edges)
    for box in drawn.boxes:
        shown |= {(box.node, f"passage:{drawn.passages[number - 1]}", "cites") for number in box.marks}
        shown |= {(f"passage:{drawn.passages[number - 1]}", box.node, "opposes") for number in box.opposed}
    for edge in graph.edges:
        in_sight = edge.relation == "causes" or {kinds[edge.source], kinds[edge.target]} <= {*DRAWN, "passage"}
        assert in_sight == (edge.relation == "causes" or not (edge.relation in ("about", "part_of") or by_factor(edge)))
        assert ((edge.source, edge.target, edge.relation) in shown) == in_sight
    assert shown <= {(e.source, e.target, e.relation) for e in graph.edges}
    numbered = {f"passage:{ref}" for ref in drawn.passages}
    assert {n for n, kind in kinds.items() if kind == "passage"} <= numbered


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_picture_holds_what_the_graph_holds(path: Path) -> None:
    """The whole map has the whole graph, one recommendation the part that explains it; numbers are those of why."""
    advice, edition = advice_of(path), open_advisor().edition
    assert_holds(trail(advice, edition), advice.graph)
    for item in advice.recommendations:
        drawn = trail(advice, edition, item.id)
        assert_holds(drawn, part(advice.graph, item.id))
        cited = [citation.passage for citation in why(advice, item.id, edition).citations]
        assert list(drawn.passages[: len(cited)]) == cited


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (beside or one.y + one.height <= other.y or other.y + other.height <= one.y)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_overlaps_or_sticks_out(path: Path, language: Language) -> None:
    """Boxes stand apart, within the picture; every line of text is in its box, as wide as it says, off the others."""
    for drawn in trails(path, language):
        assert [(a.node, b.node) for a, b in combinations(drawn.boxes, 2) if overlap(a, b)] == []
        for box in drawn.boxes:
            assert 0 < box.x < box.x + box.width < drawn.width
            assert 0 < box.y < box.y + box.height < drawn.height
            assert box.lines
            for line in box.lines:
                letters = LETTERING[line.style]
                assert line.width == pytest.approx(width(line.text, letters.size, bold=letters.bold))
                assert box.x + PAD_X <= line.x + 1e-6
                assert line.x + line.width <= box.x + box.width - PAD_X + 1e-6
                assert box.y < line.y - 0.8 * letters.size  # from the top of a capital
                assert line.y + 0.25 * letters.size < box.y + box.height  # to the foot of a g
            for a, b in combinations(box.lines, 2):
                apart = abs(a.y - b.y) >= 0.9 * min(LETTERING[a.style].size, LETTERING[b.style].size)
                assert apart or a.x + a.width < b.x or b.x + b.width < a.x, (box.node, a.text, b.text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_lines_run_from_box_to_box(path: Path) -> None:
    """Every line starts at the right side of its source; it ends at its target: left, or right within a column."""
    for drawn in trails(path):
        boxes = {box.node: box for box in drawn.boxes}
        for edge in (e for e in drawn.edges if e.relation != "causes"):
            source, target = boxes[edge.source], boxes[edge.target]
            end = target.x + (target.width if edge.relation in ASIDE else 0)
            assert edge.path[0] == pytest.approx((source.x + source.width, source.y + source.height / 2))
            assert edge.path[-1] == pytest.approx((end, target.y + target.height / 2))
            assert len(edge.path) % 3 == 1
            assert max(x for x, _ in edge.path) < drawn.width or edge.relation in ASIDE


def test_causes_run_from_finding_to_finding() -> None:
    """From a finding about the cause to one about the effect, else to its box, between rules and findings.

    Upright, what starts at one box runs together and what starts at different ones never does.
    """
    met = 0
    for path in EXAMPLES:
        advice = advice_of(path)
        for drawn in trails(path):
            graph = part(advice.graph, drawn.recommendation) if drawn.recommendation else advice.graph
            boxes, stands = {box.node: box for box in drawn.boxes}, about(graph)
            columns = {column.kind: column for column in drawn.columns}
            upright: dict[tuple[float, float], set[str]] = {}
            for edge in (e for e in drawn.edges if e.relation == "causes"):
                met += 1
                for factor, point in ((edge.source, edge.path[0]), (edge.target, edge.path[-1])):
                    ends = [boxes[name] for name in stands.get(factor, [factor])]
                    assert point in [pytest.approx((box.x, box.y + box.height / 2)) for box in ends]
                left = min(x for x, _ in edge.path)
                assert left > columns["rule"].x + columns["rule"].width
                assert max(x for x, _ in edge.path) == columns["finding"].x
                low, high = sorted((edge.path[0][1], edge.path[-1][1]))
                for (other, at), causes in upright.items():
                    assert other != left or edge.source in causes or not low <= at <= high
                for at in (low, (low + high) / 2, high):
                    upright.setdefault((left, at), set()).add(edge.source)
    assert met > 40


def test_what_comes_of_it_stands_aside_in_words() -> None:
    """A box for each symptom that the advice names, with the title of its finding and what it is, in both languages."""
    for language in LANGUAGES:
        advice, edition = advice_of(GHENT, language), open_advisor().edition
        item = max(advice.recommendations, key=lambda item: len(item.symptoms))
        drawn = trail(advice, edition, item.id)
        named = {box.node: box for box in drawn.boxes if box.kind == "factor"}
        titles = {f"factor:{symptom.factor}": symptom.title for symptom in item.symptoms}
        assert len(named) >= 5
        for node, box in named.items():
            assert box.aside
            assert box.whole == f"− {titles[node]} ({say('picture_effect', language)})"
        assert [sign.text for sign in drawn.key] == [say("key_causes", language)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_line_runs_over_a_fact(path: Path) -> None:
    """A line from an answer to a rule passes the derived facts between them."""
    for drawn in trails(path):
        facts = [box for box in drawn.boxes if box.kind == "fact"]
        for edge in drawn.edges:
            for fact in facts if edge.relation == "satisfies" and edge.source.startswith("answer:") else ():
                for step in range(0, len(edge.path) - 1, 3):
                    p0, p1, p2, p3 = edge.path[step : step + 4]
                    for n in range(41):
                        t = n / 40
                        x, y = (
                            (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * d
                            for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                        )
                        inside = fact.x < x < fact.x + fact.width and fact.y < y < fact.y + fact.height
                        assert not inside, (edge.source, edge.target)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_rule_stands_level_with_its_finding(path: Path) -> None:
    """A rule and what it establishes are two boxes of one height in one row, and so are a note and its answer."""
    for drawn in trails(path):
        boxes = {box.node: box for box in drawn.boxes}
        for edge in (e for e in drawn.edges if e.relation in ("establishes", "supports")):
            rule, finding = boxes[edge.source], boxes[edge.target]
            assert (rule.y, rule.height) == (finding.y, finding.height)


def test_a_column_for_facts_only_when_there_are_any() -> None:
    """And for notes: four columns to six; every box stands in the column of its kind, under its heading."""
    seen = set()
    for drawn in (*trails(GHENT), *trails(NOTED)):
        kinds = [column.kind for column in drawn.columns]
        present = {box.kind for box in drawn.boxes}
        assert kinds == [kind for kind in DRAWN if kind not in ("evidence", "fact") or kind in present]
        told = {("finding" if b.kind == "factor" else b.kind, b.x, b.width) for b in drawn.boxes}
        assert told <= {(c.kind, c.x, c.width) for c in drawn.columns}
        seen.add(len(kinds))
    assert seen == {4, 5, 6}


def test_signs_say_what_colours_say() -> None:
    """Each finding has its sign; a weakness says how severe it is in a picture of its own, and what differs from it."""
    for drawn in trails(GHENT):
        for box in (b for b in drawn.boxes if b.kind == "finding"):
            assert box.lines[0].text == {"weakness": "−", "strength": "+"}[box.polarity or ""]
            words = " ".join(line.text for line in box.lines)
            severe = any(word in words for word in ("ernstig", "matig", "licht", "sterk punt"))
            assert severe is (drawn.recommendation is not None)
            assert ("anders in bron" in words) is (bool(box.opposed) and drawn.recommendation is not None)


def test_passages_can_be_numbered_over_something_larger() -> None:
    """In a report the numbers are those of the report; what it does not have comes after."""
    advice, edition = advice_of(GHENT), open_advisor().edition
    rid = advice.recommendations[0].id
    usual = trail(advice, edition, rid)
    given = ["somewhere/else", *reversed(usual.passages[1:])]
    drawn = trail(advice, edition, rid, passages=given)
    assert list(drawn.passages) == [*given, usual.passages[0]]
    for one, other in zip(usual.boxes, drawn.boxes, strict=True):
        assert {usual.passages[n - 1] for n in one.marks} == {drawn.passages[n - 1] for n in other.marks}


def test_what_comes_first_stands_aside() -> None:
    """A recommendation that another needs is in its picture, marked as coming first, without grounds of its own."""
    advice, edition = advice_of(GHENT), open_advisor().edition
    needing = next(item for item in advice.recommendations if item.needs)
    drawn = trail(advice, edition, needing.id)
    aside = {box.node for box in drawn.boxes if box.aside and box.kind == "recommendation"}
    assert aside == {f"recommendation:{rid}" for rid in needing.needs}
    assert {(e.relation, e.source) for e in drawn.edges if e.target in aside} == {
        ("needs", f"recommendation:{needing.id}")
    }
    assert not any(box.aside for box in trail(advice, edition).boxes)


def test_nothing_answered_gives_an_empty_picture() -> None:
    """An advice without findings has headings and no boxes; what is not given has no picture."""
    advisor = open_advisor()
    empty = advisor.advise(Profile({}))
    drawn = trail(empty, advisor.edition)
    assert (drawn.boxes, drawn.edges, drawn.key, drawn.passages) == ((), (), (), ())
    assert drawn.height > 0
    with pytest.raises(KeyError):
        trail(empty, advisor.edition, advice_of(GHENT).recommendations[0].id)


def test_runs_of_numbers_are_told_short() -> None:
    """Three numbers and more in a row become a range, two do not."""
    assert ranges([]) == ""
    assert ranges([3]) == "3"
    assert ranges([2, 1]) == "1, 2"
    assert ranges([1, 2, 3, 5, 7, 8, 10, 11, 12, 13]) == "1–3, 5, 7, 8, 10–13"
