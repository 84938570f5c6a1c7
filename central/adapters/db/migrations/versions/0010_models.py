"""Model bundles, and how far each edge is with the one that it is offered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "models",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("feature_set", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("signer", sa.String(length=80), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_models"),
    )
    op.add_column("edges", sa.Column("delivery", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("edges", "delivery")
    op.drop_table("models")
