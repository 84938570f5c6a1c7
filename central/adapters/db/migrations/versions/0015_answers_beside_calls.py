"""The log of OCPP messages keeps an answer in the row of its call."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

SPLIT = """
INSERT INTO ocpp_messages
  (charge_point_id, at, direction, kind, action, message_id, payload, size_bytes)
SELECT charge_point_id, answered_at, CASE direction WHEN 'in' THEN 'out' ELSE 'in' END,
  answer_kind, action, message_id, answer, answer_bytes
FROM ocpp_messages WHERE answer_kind IS NOT NULL ORDER BY id
"""


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("ocpp_messages", sa.Column("answered_at", sa.DateTime(timezone=True)))
    op.add_column("ocpp_messages", sa.Column("answer_kind", sa.String(length=6)))
    op.add_column("ocpp_messages", sa.Column("answer", sa.Text()))
    op.add_column("ocpp_messages", sa.Column("answer_bytes", sa.Integer()))


def downgrade() -> None:
    """Go back: an answer gets a row of its own again."""
    op.execute(SPLIT)
    for name in ("answer_bytes", "answer", "answer_kind", "answered_at"):
        op.drop_column("ocpp_messages", name)
