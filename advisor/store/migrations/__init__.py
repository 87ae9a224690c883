"""Makes the tables of a store and changes them, one numbered step after another.

Each step stands in ``versions``, written by hand: the generator leaves out triggers. ``env`` is what Alembic asks for.
"""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_one_at_a_time = threading.Lock()  # Alembic keeps what it is doing in variables of a module


def known() -> frozenset[str]:
    """The revisions that this software knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(connection: Connection) -> None:
    """Every step that was not done yet, in the transaction of the connection."""
    with _one_at_a_time:
        command.upgrade(_config(connection), "head")


def downgrade(connection: Connection, to: str = "base") -> None:
    """Every step back to a revision, by default to a database without our tables: what those steps made is lost."""
    with _one_at_a_time:
        command.downgrade(_config(connection), to)


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
