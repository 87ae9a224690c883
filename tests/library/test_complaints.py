"""Thousands of mistakes: as many are told as a person reads, and what that costs is bounded."""

import itertools
from pathlib import Path

import pytest
from pydantic import ValidationError

from advisor.intake.mapping import Form
from advisor.library.complaints import MAX_COMPLAINTS, Complaint, KnowledgeError
from advisor.library.loading import load
from advisor.library.nearest import BUDGET, Hints, Meant
from advisor.library.shapes import Shape
from advisor.phrases import PHRASES, message
from tests.test_broken import copied


def refused(root: Path) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as caught:
        load(root)
    return caught.value


def test_thousands_of_unknown_passages(tmp_path: Path) -> None:
    """5,000 unknown passages: the first 500 are told, the rest is counted, and what cannot be hinted at is told too."""
    file = copied(tmp_path) / "rules" / "findings" / "finance.yaml"
    wrong = ", ".join(f"geen-it-projekt/p{i}x" for i in range(5_000))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("because: [", f"because: [{wrong}, ", 1), encoding="utf-8")
    error = refused(tmp_path)
    assert len(error.complaints) == MAX_COMPLAINTS
    assert error.more == 5_000 - MAX_COMPLAINTS
    assert error.lines("en")[-1] == "… and 4500 more: mend these first."
    assert str(error).count("\n") == MAX_COMPLAINTS
    remedies = [str(c.remedy) for c in error.complaints]
    assert "name one that exists." in remedies
    assert sum(remedy.startswith("did you mean “geen-it-project/p") for remedy in remedies) > 20


def test_only_what_is_told_is_looked_up() -> None:
    """No hint is looked for that nobody reads: the budget is spent on the first mistakes in the order of the files."""
    what, otherwise = message("wrong_key"), message("mend_key")
    meant = [Meant(f"passag{i}", ("passage",), otherwise) for i in range(5_000)]
    error = KnowledgeError(Complaint(f"{i:04}.yaml", 1, what, otherwise, near) for i, near in enumerate(meant))
    assert {c.remedy for c in error.complaints} == {message("mend_nearest", name="passage")}
    hints = Hints()
    assert [m.remedy(hints) for m in meant[:MAX_COMPLAINTS]] == [c.remedy for c in error.complaints]
    assert hints.left > BUDGET * 0.9


def test_a_file_that_cannot_be_read_is_one_mistake(tmp_path: Path) -> None:
    """What rests on the names in it is not told: they may well be right."""
    file = copied(tmp_path) / "knowledge" / "factors" / "people.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "x: [\n", encoding="utf-8")
    (only,) = refused(tmp_path).complaints
    assert only.what == message("wrong_yaml_bracket")


def test_the_mistakes_of_one_file_beyond_what_is_told_are_counted(tmp_path: Path) -> None:
    """A file with a thousand empty values, beside one other mistake."""
    root = copied(tmp_path)
    (root / "knowledge" / "factors" / "added.yaml").write_text("".join(f"f{i}:\n" for i in range(1_000)))
    (root / "rules" / "derived.yaml").unlink()
    error = refused(root)
    assert (len(error.complaints), error.more) == (MAX_COMPLAINTS, 501)


def test_every_value_that_does_not_fit_has_words() -> None:
    """Whatever stands in whatever field of whatever shape, the type of Pydantic's error has a phrase of ours."""
    values = [None, True, 0, 1, -1, 99, 1.5, float("inf"), "", "x", "long enough", [], ["x"] * 9, {}, {"x": "y"}]
    shapes: list[type[Shape]] = [Shape]
    for shape in shapes:
        shapes += shape.__subclasses__()
    assert Form in shapes
    met = set()
    for shape in shapes:
        for name, value in itertools.product((f.alias or n for n, f in shape.model_fields.items()), values):
            try:
                shape.model_validate({name: value})
            except ValidationError as error:
                met |= {fault["type"] for fault in error.errors() if fault["loc"][:1] == (name,)}
    handled = {"extra_forbidden", "missing", "literal_error", "value_error"}
    assert len(met) > 12
    assert met - handled <= {key.removeprefix("shape_") for key in PHRASES if key.startswith("shape_")}
