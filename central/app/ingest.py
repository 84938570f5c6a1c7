"""Role ingest: from the broker into the database, and out again when it is old."""

from datetime import timedelta
from functools import partial

from central.adapters.mqtt.ingest import Ingest
from central.adapters.mqtt.receipts import Receipts
from central.app.parts import App
from central.services.retention import Kept, run_retention


def start_ingest(app: App) -> None:
    """Role ingest: from the broker into the database, and out again when it is old."""
    receipts = Receipts(app.link)
    kept = Kept(
        readings=timedelta(days=app.settings.readings_kept_days),
        commands=timedelta(days=app.settings.commands_kept_days),
        messages=timedelta(days=app.settings.message_log_days),
    )
    ingest = Ingest(app.units, app.clock, app.counters, receipts)
    ingest.subscribe(app.link)
    app.keep_running(receipts.run, "receipts")
    app.keep_running(ingest.run, "ingest")
    app.keep_running(partial(run_retention, app.units, app.clock, kept), "retention")
