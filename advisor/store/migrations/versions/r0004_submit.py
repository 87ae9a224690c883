"""A scope more for keys: submit."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Take it among the scopes."""
    _allow("'submit', 'read', 'write', 'admin'")


def downgrade() -> None:
    """The keys that have it go."""
    op.execute("DELETE FROM keys WHERE scope = 'submit'")
    _allow("'read', 'write', 'admin'")


def _allow(scopes: str) -> None:
    condition = f"scope IN ({scopes})"
    if op.get_context().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_keys_scope"), "keys", type_="check")
        op.create_check_constraint(op.f("ck_keys_scope"), "keys", condition)
        return
    # SQLite changes no constraint: the table is made again. Dropping the old one drops the sessions that hang on it.
    op.execute("CREATE TEMPORARY TABLE sessions_before AS SELECT * FROM sessions")
    op.create_table(
        "keys_after",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("per_minute", sa.Integer),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("revoked", _TIME),
        sa.Column("last_used", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.CheckConstraint(condition, name=op.f("ck_keys_scope")),
        sa.CheckConstraint("per_minute > 0", name=op.f("ck_keys_per_minute")),
    )
    op.execute("INSERT INTO keys_after SELECT * FROM keys")
    op.drop_table("keys")
    op.rename_table("keys_after", "keys")
    op.execute("INSERT OR IGNORE INTO sessions SELECT * FROM sessions_before")
    op.execute("DROP TABLE sessions_before")
