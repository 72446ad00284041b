"""Figures for a monitor, in Prometheus' own form, on a port of their own that only this computer reaches."""

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from broadcaster import __version__
from broadcaster.clock import SystemClock
from broadcaster.errors import BroadcasterError
from broadcaster.settings import Settings
from broadcaster.settings.backup import MARK
from broadcaster.store import Store, open_store

if TYPE_CHECKING:
    from prometheus_client.core import Metric
    from prometheus_client.registry import CollectorRegistry

log = logging.getLogger(__name__)


class Figures:
    """What is told; asked anew each time. No figure names a person, a bulletin or a text."""

    def __init__(self, settings: Settings, store: Store, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._store = store
        self._now = now

    def collect(self) -> "Iterator[Metric]":
        """Every figure; a database that does not answer leaves only what is known without it."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        yield InfoMetricFamily("loaphuong", "The program", {"version": __version__})
        free = GaugeMetricFamily("loaphuong_disk_free_bytes", "Room on the disk of the data")
        free.add_metric([], shutil.disk_usage(self._settings.data).free)
        yield free
        answers = GaugeMetricFamily("loaphuong_database_up", "1 when the database answers")
        try:
            told = list(self._of_the_store())
        except (BroadcasterError, OSError):
            answers.add_metric([], 0)
            yield answers
            return
        answers.add_metric([], 1)
        yield answers
        yield from told

    def _of_the_store(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily

        now = self._now()
        age = GaugeMetricFamily("loaphuong_part_age_seconds", "Since the part's last sign of life", labels=["part"])
        for part, beat in self._store.beats().items():
            age.add_metric([part], (now - beat.at).total_seconds())
        yield age
        fault = GaugeMetricFamily("loaphuong_fault", "1 for each fault that is up", labels=["code"])
        for one in self._store.faults():
            fault.add_metric([one.code], 1)
        yield fault
        sounding = GaugeMetricFamily("loaphuong_zones_on_air", "Zones in which something sounds")
        sounding.add_metric([], len(self._store.on_air()))
        yield sounding
        entries = GaugeMetricFamily("loaphuong_log_entries", "The number of the newest entry of the play log")
        entries.add_metric([], self._store.head()[0])
        yield entries
        if made := self._store.mark(MARK):
            backup = GaugeMetricFamily("loaphuong_backup_age_seconds", "Since the last backup that was proved")
            backup.add_metric([], (now - datetime.fromisoformat(made)).total_seconds())
            yield backup


def registry(settings: Settings, store: Store, now: Callable[[], datetime]) -> "CollectorRegistry":
    """A registry with the station's figures and nothing else."""
    from prometheus_client import CollectorRegistry

    made = CollectorRegistry()
    made.register(Figures(settings, store, now))
    return made


def open_metrics(settings: Settings) -> bool:
    """Serve the figures in a thread, where the settings name a port; a port that is taken stops nothing else."""
    if not settings.office.metrics:
        return False
    from prometheus_client import start_http_server

    store = open_store(settings.database, settings.station.id)
    try:
        start_http_server(settings.office.metrics, "127.0.0.1", registry(settings, store, SystemClock().now))
    except OSError as why:
        log.error("no figures on port %d: %s", settings.office.metrics, why)
        return False
    return True
