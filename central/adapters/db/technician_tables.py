"""Tables of technicians and their vans; they belong to the same metadata as `tables`."""

from sqlalchemy import JSON, Boolean, Column, Float, Integer, String, Table

from central.adapters.db.column_types import Instant
from central.adapters.db.tables import metadata

technicians = (
    Table(  # what is known of a user of role technician; no foreign key: users come and go
        "technicians",
        metadata,
        Column("name", String(60), primary_key=True),  # of the user
        Column("skills", JSON, nullable=False),
        Column("time_zone", String(60), nullable=False),
        Column("shifts", JSON, nullable=False),  # central.core.technicians.Shift
        Column("base", JSON(none_as_null=True)),  # central.core.technicians.Spot
        Column("is_active", Boolean, nullable=False),
        # where he or she was last: written by the phone
        Column("latitude_deg", Float),
        Column("longitude_deg", Float),
        Column("located_at", Instant),
    )
)

van_stock = Table(
    "van_stock",
    metadata,
    Column("technician", String(60), primary_key=True),
    Column("part", String(40), primary_key=True),
    Column("quantity", Integer, nullable=False),
)
