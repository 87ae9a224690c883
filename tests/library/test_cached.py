"""The cache of editions: what it gives is what the files say, and it is read only where nobody else can write."""

import hashlib
import os
import pickle
import shutil
from pathlib import Path

import pytest

from advisor.advice import Advisor, to_json
from advisor.library import cached, files
from advisor.library.cached import VARIABLE
from advisor.library.complaints import KnowledgeError
from advisor.library.edition import Edition
from advisor.stages.engine import Pool
from advisor.stages.profile import read_profile
from tests.conftest import CHECKOUT

EXAMPLES = sorted((CHECKOUT / "examples").glob("*.json"))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache, not there yet."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache" / "advisor"))
    return tmp_path / "cache" / "advisor"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the knowledge."""
    for folder in files.ROOTS:
        shutil.copytree(CHECKOUT / folder, tmp_path / "data" / folder)
    return tmp_path / "data"


def key(root: Path, *over: Path, shipped: bool = False) -> str:
    return cached._key(root, over, shipped)


def put(folder: Path, name: str, edition: Edition) -> Path:
    cached._keep(folder / name, edition)
    return folder / name


# --- the same ---


@pytest.mark.long
def test_an_edition_from_the_cache_gives_the_same_bytes(cache: Path, edition: Edition, engine: Pool) -> None:
    """Every example in both languages, and the file and line of every entry."""
    kept = cached._read(put(cache, "k", edition))
    assert kept is not None
    assert kept is not edition
    for path in EXAMPLES:
        for language in ("nl", "en"):
            made = [
                to_json(Advisor(one, engine).advise(read_profile(path.read_bytes(), one, language), language))
                for one in (edition, kept)
            ]
            assert made[0] == made[1], path.name
    assert list(kept.homes) == list(edition.homes)
    assert all(kept.where(*entry) == edition.where(*entry) for entry in edition.homes)
    assert (kept.fingerprint, kept.root, kept.shipped) == (edition.fingerprint, edition.root, edition.shipped)


@pytest.mark.usefixtures("read_once")
def test_the_second_time_no_file_is_parsed(cache: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading is left out, and what comes is what was read."""
    first = cached.edition(root)
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr("advisor.library.loading.read", None)
    assert cached.edition(root).fingerprint == first.fingerprint


@pytest.mark.long
@pytest.mark.usefixtures("read_once")
def test_mistakes_are_told_each_time_and_a_change_at_once(cache: Path, root: Path) -> None:
    """A mistake leaves nothing in the cache; mended and changed, the knowledge is what it says now."""
    manifest = root / "knowledge" / "manifest.yaml"
    before = manifest.read_bytes()
    manifest.write_bytes(before + b"unknown: x\n")
    for _ in range(2):
        with pytest.raises(KnowledgeError):
            cached.edition(root)
    assert not cache.exists()
    manifest.write_bytes(before)
    number = cached.edition(root).number
    manifest.write_bytes(before.replace(number.encode(), b"2099.1"))
    assert cached.edition(root).number == "2099.1"


# --- never out of date ---


def test_every_file_counts(root: Path) -> None:
    """One byte more in any file, one file less, one more that would be overlooked, another place: another edition."""
    seen = {key(root)}
    names = files.every(root)
    for name in names:
        content = (root / name).read_bytes()
        (root / name).write_bytes(content + b"\n")
        seen.add(key(root))
        (root / name).write_bytes(content)
    assert key(root) in seen
    (root / "rules" / "overlooked.yml").write_bytes(b"")
    seen.add(key(root))
    (root / "rules" / "overlooked.yml").unlink()
    (root / names[-1]).unlink()
    seen.add(key(root))
    seen |= {key(CHECKOUT), key(CHECKOUT, shipped=True), key(CHECKOUT, root), key(CHECKOUT, root, root)}
    assert len(seen) == 1 + len(names) + 2 + 4


def test_an_overlay_counts_with_what_says_what_it_is(root: Path) -> None:
    """The file of an overlay itself is part of what an edition hangs on."""
    before = key(CHECKOUT, root)
    (root / "overlay.yaml").write_bytes(b"")
    with_it = key(CHECKOUT, root)
    (root / "overlay.yaml").write_bytes(b"#")
    assert len({before, with_it, key(CHECKOUT, root)}) == 3


def test_the_software_counts(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code that reads, another Python, another Pydantic or another parser: another edition."""
    code = tmp_path / "code"
    shutil.copytree(cached._SOFTWARE, code, ignore=shutil.ignore_patterns("__pycache__"))
    seen = {key(root)}
    monkeypatch.setattr(cached, "_SOFTWARE", code)
    assert key(root) in seen
    for name in cached._modules():
        content = (code / name).read_bytes()
        (code / name).write_bytes(content + b"#")
        seen.add(key(root))
        (code / name).write_bytes(content)
    for place in ("sys.version", "pydantic.VERSION", "advisor.library.cached.PARSER"):
        with monkeypatch.context() as patched:
            patched.setattr(place, "another")
            seen.add(key(root))
    assert len(seen) == 1 + len(cached._modules()) + 3


@pytest.mark.usefixtures("read_once")
def test_what_changes_while_it_is_read_is_not_kept(cache: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash was that of the files before: what was read then may be either."""
    read = cached.load

    def meanwhile(root: Path, over: tuple[Path, ...], *, shipped: bool) -> Edition:
        made = read(root, over, shipped=shipped)
        with (root / "knowledge" / "manifest.yaml").open("a") as file:
            file.write("# written meanwhile\n")
        return made

    monkeypatch.setattr(cached, "load", meanwhile)
    cached.edition(root)
    assert not cache.exists()


# --- nobody else's ---


class Bomb:
    """Pickled, it makes a file when it is loaded."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.place),)


@pytest.fixture
def bomb(cache: Path, tmp_path: Path) -> Path:
    """A file in the cache as another could write it; it went off when `went_off` is there."""
    cache.mkdir(mode=0o700, parents=True)
    pickled = pickle.dumps(Bomb(tmp_path / "went_off"))
    (cache / "k").write_bytes(hashlib.sha256(pickled).digest() + pickled)
    (cache / "k").chmod(0o600)
    return cache / "k"


def test_a_bomb_of_our_own_goes_off(bomb: Path, tmp_path: Path) -> None:
    """So that the next test tests something."""
    cached._read(bomb)
    assert (tmp_path / "went_off").exists()


@pytest.mark.parametrize("laid", ["folder", "group", "file", "owner", "link", "hash"])
def test_nothing_is_loaded_that_others_could_have_written(
    bomb: Path, laid: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not from a folder or a file that others may write to or own, not through a link, not with another hash."""
    if laid in ("folder", "group"):
        bomb.parent.chmod(0o707 if laid == "folder" else 0o770)
    elif laid == "file":
        bomb.chmod(0o602)
    elif laid == "owner":
        monkeypatch.setattr(os, "geteuid", lambda: bomb.stat().st_uid + 1)
    elif laid == "link":
        bomb.rename(tmp_path / "elsewhere")
        bomb.symlink_to(tmp_path / "elsewhere")
    else:
        bomb.write_bytes(bytes(32) + bomb.read_bytes()[32:])
    if laid == "link":
        with pytest.raises(OSError, match="symbolic link"):
            cached._read(bomb)
    else:
        assert cached._read(bomb) is None
    assert not (tmp_path / "went_off").exists()


# --- whatever is wrong with it ---


@pytest.mark.long
@pytest.mark.usefixtures("read_once")
def test_what_is_damaged_is_read_and_written_anew(cache: Path, root: Path) -> None:
    """Cut short or overwritten, a file in the cache is worth nothing, and harms nothing."""
    sha256 = cached.edition(root).fingerprint
    (place,) = cache.iterdir()
    whole = place.read_bytes()
    for damaged in (b"", whole[:40], whole[:-1], whole.replace(b"a", b"b")):
        place.write_bytes(damaged)
        assert cached.edition(root).fingerprint == sha256
        assert place.read_bytes()[:32] == hashlib.sha256(place.read_bytes()[32:]).digest()


@pytest.mark.usefixtures("read_once")
def test_it_can_be_turned_off_and_missed(cache: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set to nothing, the variable turns it off; a folder that cannot be made is done without."""
    sha256 = cached.edition(root).fingerprint
    shutil.rmtree(cache)
    cache.touch()
    assert cached.edition(root).fingerprint == sha256
    monkeypatch.setenv(VARIABLE, "")
    assert cached._folder() is None
    assert cached.edition(root).fingerprint == sha256
    assert cache.read_bytes() == b""


def test_it_stands_where_caches_of_a_user_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder that the desktop names for caches, else in that of the home."""
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cached._folder() == Path("/somewhere/advisor")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/someone")
    assert cached._folder() == Path("/home/someone/.cache/advisor")


@pytest.mark.long
def test_it_does_not_grow(cache: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more editions than it holds the one that was read longest ago goes, and what is too large is not kept."""
    for number in range(cached.MOST):
        os.utime(put(cache, str(number), edition), (number, number))
    assert cached._read(cache / "0") is not None
    put(cache, "new", edition)
    assert {path.name for path in cache.iterdir()} == {"0", "2", "3", "new"}
    assert cache.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in cache.iterdir()} == {0o600}
    monkeypatch.setattr(cached, "MAX_BYTES", 1000)
    put(cache, "large", edition)
    assert not (cache / "large").exists()
    assert cached._read(cache / "new") is None
