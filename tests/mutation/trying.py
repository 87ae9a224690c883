"""Tries a mutant: what notices it, of `advisor check`, the cases, the golden outputs and a few more tests."""

import os
import re
import resource
import shutil
import signal
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from advisor import cases
from advisor.advice import Advisor
from advisor.check import check
from advisor.library import files
from advisor.library.complaints import KnowledgeError
from advisor.library.signatures import signed_anew
from advisor.stages.inference import compile_engine
from tests import bless, test_cases

from .mutants import Mutant

NEAREST = (  # what else holds the knowledge to something
    "tests/test_essential.py",
    "tests/stages/test_order.py",
    "tests/batch/test_portfolio.py",
    "tests/insight/test_compare.py",
)
SECONDS, BYTES = 300, 4 << 30  # of one mutant, in a process of its own; bytes beside those of the process it is made of
_HASH = re.compile(r"\b[0-9a-f]{12,64}\b")  # of the knowledge: every mutant has another


def copied(root: Path, folder: Path) -> Path:
    """A copy of the knowledge in a folder, to change, without its signatures."""
    for name in files.every(root):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, folder / name)
    return folder


def tried(mutant: Mutant, root: Path) -> frozenset[str]:
    """What notices a mutant of the knowledge in a folder, which is as it was afterwards; in a process of its own.

    What takes too long, or too much memory, is noticed by the check: nobody would use such knowledge.
    """
    path = root / mutant.file
    before = path.read_bytes()
    path.write_text(mutant.content, encoding="utf-8")
    try:
        return _apart(root)
    finally:
        path.write_bytes(before)


def _apart(root: Path) -> frozenset[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            signal.alarm(SECONDS)
            most = _in_use() + BYTES
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            os.write(writing, " ".join(noticed_by(root)).encode())
            status = 0
        except BaseException as error:
            os.write(writing, repr(error).encode())
            raise
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return frozenset({"check"})
    if status:
        raise RuntimeError(said)
    return frozenset(said.split())


def _in_use() -> int:
    """The bytes of addresses that this process has: a worker that ran many tests has gigabytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def noticed_by(root: Path) -> Iterator[str]:
    """What notices that something is wrong with the knowledge in a folder, as the columns of the table have it.

    Signatures tell that something changed, not that it is wrong. The nearest tests are asked when nothing else does.
    """
    noticed = list(_noticed_by(root))
    yield from noticed
    if not noticed and _fails(root):
        yield "tests"


def _noticed_by(root: Path) -> Iterator[str]:
    checked = check(root, shipped=True)
    edition = checked.edition
    if edition is None or checked.fails(strict=True):
        yield "check"
        return
    if signed_anew(edition, (), None)[1] != (bless.ROOT / files.SIGNATURES).read_text(encoding="utf-8"):
        yield "signature"
    engine = compile_engine(edition)
    advisor = Advisor(edition, engine)
    if any(_differs(file, advisor) for file in test_cases.FILES):
        yield "cases"
    if any(
        _blank(content) != _blank((bless.ROOT / name).read_bytes()) for name, content in bless.outputs(advisor).items()
    ):
        yield "golden"
    engine.close()


def _fails(root: Path) -> bool:
    """Whether one of the nearest tests fails on the knowledge in a folder."""
    os.environ["ADVISOR_DATA"] = str(root)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        options = ("-x", "-n", "0", "-p", "no:cacheprovider", "-W", "ignore")
        return pytest.main([*(str(bless.ROOT / name) for name in NEAREST), *options]) != pytest.ExitCode.OK


def _differs(file: str, advisor: Advisor) -> bool:
    """Whether the advice for a case is another than it expects, or its profile cannot be read any more."""
    try:
        case = cases.read_case(test_cases.FOLDER / file, file, advisor.edition)
    except KnowledgeError:
        return True
    return any(cases.differences(case, advisor.advise(case.profile), advisor.edition))


def _blank(content: bytes) -> str:
    return _HASH.sub("", content.decode())
