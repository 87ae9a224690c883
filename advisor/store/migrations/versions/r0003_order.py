"""The order of advices is kept beside their time, so that a clock that was wrong changes no order."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ORDERED: tuple[list[str], ...] = ([], ["reference"], ["series"])


def upgrade() -> None:
    """Number the advices of each tenant as they were ordered until now."""
    op.add_column("advices", sa.Column("position", sa.BigInteger(), nullable=False, server_default="0"))
    connection = op.get_bind()
    wanted = sa.text("SELECT id, tenant FROM advices ORDER BY tenant, created, id")
    count: dict[str, int] = {}
    numbered = []
    for row in connection.execute(wanted):
        count[row.tenant] = count.get(row.tenant, 0) + 1
        numbered.append({"id": row.id, "position": count[row.tenant]})
    if numbered:
        connection.execute(sa.text("UPDATE advices SET position = :position WHERE id = :id"), numbered)
    _index("created", "position")


def downgrade() -> None:
    """Take the numbers away."""
    _index("position", "created")
    op.drop_column("advices", "position")


def _index(before: str, after: str) -> None:
    for between in _ORDERED:
        for column, act in ((before, op.drop_index), (after, op.create_index)):
            columns = ["tenant", *between, column] + ([] if between else ["id"])
            name = f"ix_{'_'.join(columns)}"
            if act is op.drop_index:
                op.drop_index(name, "advices")
            else:
                op.create_index(name, "advices", columns)
