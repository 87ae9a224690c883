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


class Together:
    """Some rows of a file, by column: cells as arrays of numbers, or as distinct texts and where each stands."""

    def __init__(self, batch: Any, first: int) -> None:
        self._batch = batch
        self.first = first  # the number of the first row, from 1
        self.rows: int = batch.num_rows

    def row(self, at: int) -> dict[str, Any]:
        """The cells of one row, as `cells` gives them; ``at``: its place among these, from 0."""
        (row,) = self._batch.slice(at, 1).to_pylist()
        found: dict[str, Any] = row
        return found

    def numbers(self, column: str) -> Any:
        """The cells as an array of float64, NaN where there is none; None for a column of anything but numbers."""
        import pyarrow
        from pyarrow import types

        found = self._batch.column(column)
        if not types.is_integer(found.type) and not types.is_floating(found.type):
            return None
        return found.cast(pyarrow.float64(), safe=False).to_numpy(zero_copy_only=False)

    def distinct(self, column: str) -> tuple[list[Any], Any] | None:
        """The distinct cells, and an array that says which of them stands in each row; after the last: there is none.

        None for a column that was not asked for as such, or that holds no texts.
        """
        from pyarrow import types

        found = self._batch.column(column)
        if not types.is_dictionary(found.type):
            return None
        values = found.dictionary.to_pylist()
        return values, found.indices.cast("int32").fill_null(len(values)).to_numpy(zero_copy_only=False)

    def empty(self, column: str) -> Any:
        """In which rows there is no cell, as an array of truths."""
        return self._batch.column(column).is_null().to_numpy(zero_copy_only=False)

    def short(self, column: str, most: int) -> Any:
        """In which rows there is no cell, a number, or a text of at most ``most`` characters without a null."""
        from pyarrow import compute, types

        found = self._batch.column(column)
        if types.is_integer(found.type) or types.is_floating(found.type):
            return found.is_valid().to_numpy(zero_copy_only=False) | self.empty(column)
        if not types.is_string(found.type) and not types.is_large_string(found.type):
            return self.empty(column)
        long = compute.or_(compute.greater(compute.utf8_length(found), most), compute.match_substring(found, "\0"))
        return ~long.fill_null(False).to_numpy(zero_copy_only=False)


def together(path: Path, distinct: Collection[str], rows: int, language: Language) -> Iterator[Together]:
    """The rows of a file by column, at most ``rows`` together; texts in the ``distinct`` columns are told apart.

    Raises IntakeError, OSError.
    """
    demand(language)
    from pyarrow import types
    from pyarrow.parquet import ParquetFile

    with _opened(path, language) as file:
        texts = [f.name for f in file.schema_arrow if types.is_string(f.type) and f.name in distinct]
    with path.open("rb") as raw, ParquetFile(raw, read_dictionary=texts) as file:
        first = 1
        for batch in file.iter_batches(batch_size=rows, use_threads=False):
            yield Together(batch, first)
            first += batch.num_rows


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
