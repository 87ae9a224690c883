"""Rounds, in which several people answer for one organisation: who is invited, and what they answered."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_TIME = sa.DateTime(timezone=True)
_INDEXES = (
    ("ix_rounds_tenant_created", "rounds", ["tenant", "created", "id"]),
    ("ix_rounds_tenant_reference", "rounds", ["tenant", "reference"]),
    ("ix_invitations_round", "invitations", ["round"]),
    ("ix_responses_round", "responses", ["round"]),
    ("ix_responses_invitation", "responses", ["invitation"]),
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("reference", sa.Text),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("closed", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
    )
    op.create_table(
        "invitations",
        sa.Column("secret_sha256", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("round", sa.String(32), nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("revoked", _TIME),
        sa.PrimaryKeyConstraint("secret_sha256", name="pk_invitations"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_invitations_round", ondelete="CASCADE"),
    )
    op.create_table(
        "responses",
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(63), nullable=False),
        sa.Column("round", sa.String(32), nullable=False),
        sa.Column("invitation", sa.String(64), nullable=False),
        sa.Column("answers", sa.Text),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_responses"),
        sa.ForeignKeyConstraint(["round"], ["rounds.id"], name="fk_responses_round", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["invitation"], ["invitations.secret_sha256"], name="fk_responses_invitation", ondelete="CASCADE"
        ),
    )
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    """Take them away."""
    for table in ("responses", "invitations", "rounds"):
        op.drop_table(table)
