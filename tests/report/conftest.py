"""What the tests of reports share."""

import os

import pytest

from .reading import Made


@pytest.fixture(scope="session", autouse=True)
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give the reports of this run a folder, the same for each worker."""
    own = tmp_path_factory.getbasetemp()
    Made.folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "reports"
    Made.folder.mkdir(exist_ok=True)
