"""Of a status every change is kept, with an owner, a day and a note; and a recommendation can be done."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TIME = sa.DateTime(timezone=True)
_INDEX = "ix_tenant_series_recommendation_number"
_FORWARD = """
INSERT INTO statuses (tenant, series, number, recommendation, status, note, position, changed, who)
SELECT tenant, series, row_number() OVER (PARTITION BY tenant, series ORDER BY changed, recommendation),
    recommendation, status, reason,
    coalesce((SELECT max(position) FROM advices WHERE advices.tenant = one.tenant AND advices.series = one.series
        AND advices.created <= one.changed), 0),
    changed, who
FROM statuses_before one
"""
_BACK = """
INSERT INTO statuses (tenant, series, recommendation, status, reason, changed, who)
SELECT tenant, series, recommendation, CASE status WHEN 'done' THEN 'accepted' ELSE status END, note, changed, who
FROM statuses_before one
WHERE NOT EXISTS (SELECT 1 FROM statuses_before later WHERE later.tenant = one.tenant AND later.series = one.series
    AND later.recommendation = one.recommendation AND later.number > one.number)
"""


def upgrade() -> None:
    """The status of each is its first change; its reason is the note."""
    _make_again(
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recommendation", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("owner", sa.Text),
        sa.Column("due", sa.Date),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("changed", _TIME, nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        key="number",
        allowed="'open', 'accepted', 'postponed', 'rejected', 'done'",
    )
    op.create_index(_INDEX, "statuses", ["tenant", "series", "recommendation", "number"])
    op.execute(_FORWARD)
    op.execute("DROP TABLE statuses_before")


def downgrade() -> None:
    """Only the last change stays, without its owner and day; what is done was accepted."""
    op.drop_index(_INDEX, "statuses")
    _make_again(
        sa.Column("recommendation", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("changed", _TIME, nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        key="recommendation",
        allowed="'open', 'accepted', 'postponed', 'rejected'",
    )
    op.execute(_BACK)
    op.execute("DROP TABLE statuses_before")


def _make_again(*columns: sa.Column[object], key: str, allowed: str) -> None:
    """An empty table of statuses, and what stood in the one before in ``statuses_before``."""
    op.execute("CREATE TEMPORARY TABLE statuses_before AS SELECT * FROM statuses")
    op.drop_table("statuses")
    op.create_table(
        "statuses",
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("series", sa.String(32), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("tenant", "series", key, name="pk_statuses"),
        sa.CheckConstraint(f"status IN ({allowed})", name=op.f("ck_statuses_status")),
    )
