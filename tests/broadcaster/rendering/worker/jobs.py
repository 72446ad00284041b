"""What waits for the renderer: bulletins, short and long, their jobs, and somebody who looks on while one is made."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from broadcaster.bulletin import Bulletin
from broadcaster.people import Person
from broadcaster.rendering.worker import Renderer
from broadcaster.store import JobState, Store
from tests.builders import script

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LONG = "\n\n".join(
    f"Câu thứ {number}. Bà con ở tổ dân phố số {number} tuyệt đối không đọc mã xác thực cho bất kỳ ai."
    for number in range(40)
)


def submitted(store: Store, lan: Person, text: str = "Kính thưa bà con. Hãy cảnh giác.") -> Bulletin:
    """A bulletin of Lan's that waits for its sound."""
    draft = store.add_bulletin(script(text=text), lan, NOW)
    return store.submit(draft.id, draft.version, lan, NOW)


def job_of(store: Store, bulletin: Bulletin) -> UUID:
    """The job that makes its sound."""
    job = store.render_state(bulletin.id)
    assert job is not None
    return job.id


def state_of(store: Store, bulletin: Bulletin) -> JobState:
    """How far that job has come."""
    job = store.render_state(bulletin.id)
    assert job is not None
    return job.state


class Watching(Renderer):
    """A renderer that calls `seen` with every job whose progress it reports."""

    seen: Callable[["Watching"], None]

    def _wanted(self, job: Any, step: Any) -> bool:
        self.seen(self)
        return super()._wanted(job, step)
