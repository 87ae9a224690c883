"""Parquet, in and out: the one place that knows pyarrow, which is an extra and only loaded when it is asked for."""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ..library.wording import Language
from ..phrases import say

AT_ONCE = 256  # rows that are read together
IN_A_GROUP = 5_000  # rows that are written together


class IntakeError(Exception):
    """A file that cannot be read as a whole. ``lines`` says all that is wrong with it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def demand(language: Language) -> None:
    """Raises IntakeError when pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise IntakeError([say("no_pyarrow", language)]) from None


def count(path: Path, language: Language) -> int:
    """How many rows there are. Raises IntakeError, OSError."""
    with _opened(path, language) as file:
        rows: int = file.metadata.num_rows
    return rows


def columns(path: Path, language: Language) -> list[str]:
    """The names of the columns. Raises IntakeError, OSError."""
    with _opened(path, language) as file:
        names: list[str] = file.schema_arrow.names
    return names


def cells(path: Path, language: Language) -> Iterator[dict[str, Any]]:
    """The cells of each row by column. Raises IntakeError, OSError."""
    with _opened(path, language) as file:
        for batch in file.iter_batches(batch_size=AT_ONCE):
            yield from batch.to_pylist()


@contextlib.contextmanager
def _opened(path: Path, language: Language) -> Iterator[Any]:
    demand(language)
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    with path.open("rb") as raw:
        try:
            file = ParquetFile(raw)
        except ArrowException:
            raise IntakeError([say("not_parquet", language, name=path.name)]) from None
        with file:
            yield file


def write(path: Path, names: Sequence[str], numbers: Collection[str], rows: Iterator[Sequence[Any]]) -> None:
    """Write rows of texts, and of whole numbers where a column is one of ``numbers``. Raises OSError."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = pyarrow.schema([(name, pyarrow.int64() if name in numbers else pyarrow.string()) for name in names])
    with ParquetWriter(path, schema) as writer:
        while block := list(islice(rows, IN_A_GROUP)):
            arrays = [pyarrow.array(c, f.type) for c, f in zip(zip(*block, strict=True), schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
