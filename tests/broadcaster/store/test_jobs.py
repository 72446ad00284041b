"""Sounds waiting to be made."""

from datetime import timedelta

from broadcaster.store import JobState, Store
from tests.broadcaster.store.steps import MINUTE, SECOND
from tests.builders import LAN, NOW, script


def test_a_job_goes_from_queued_to_done(store: Store) -> None:
    id = store.add_bulletin(script(), LAN, NOW).id
    job = store.queue_render(id, 1, NOW)
    claimed = store.claim_render(job, "renderer-1", NOW)
    assert claimed is not None
    assert (claimed.bulletin, claimed.version, claimed.state, claimed.tries) == (id, 1, JobState.RUNNING, 1)
    assert store.render_progress(job, 2, 7, "voice", NOW + SECOND)
    seen = store.render_state(id)
    assert seen is not None and (seen.done, seen.total, seen.step, seen.updated) == (2, 7, "voice", NOW + SECOND)
    store.finish_render(job, NOW + MINUTE)
    seen = store.render_state(id)
    assert seen is not None and seen.state is JobState.DONE
    assert store.waiting_renders(NOW + timedelta(days=1), SECOND) == []


def test_exactly_one_worker_gets_a_job(store: Store) -> None:
    job = store.queue_render(store.add_bulletin(script(), LAN, NOW).id, 1, NOW)
    assert [store.claim_render(job, worker, NOW) is not None for worker in ("one", "two")] == [True, False]


def test_asking_again_while_it_is_on_its_way_gives_the_same_job(store: Store) -> None:
    id = store.add_bulletin(script(), LAN, NOW).id
    job = store.queue_render(id, 1, NOW)
    assert store.queue_render(id, 1, NOW, urgent=True) == job
    assert store.waiting_renders(NOW, SECOND)[0].urgent
    store.claim_render(job, "one", NOW)
    store.fail_render(job, "no voice", NOW)
    assert store.queue_render(id, 1, NOW) != job


def test_the_newest_job_is_the_state_even_within_one_instant(store: Store) -> None:
    id = store.add_bulletin(script(), LAN, NOW).id
    for _ in range(3):
        last = store.queue_render(id, 1, NOW)
        store.cancel_render(id, NOW)
    state = store.render_state(id)
    assert state is not None and state.id == last


def test_what_a_crash_lost_is_found_and_waits_again(store: Store) -> None:
    job = store.queue_render(store.add_bulletin(script(), LAN, NOW).id, 1, NOW)
    store.claim_render(job, "killed", NOW)
    assert store.waiting_renders(NOW + MINUTE, MINUTE) == []
    assert [one.id for one in store.waiting_renders(NOW + MINUTE + SECOND, MINUTE)] == [job]
    store.requeue_render(job, NOW + MINUTE)
    again = store.claim_render(job, "next", NOW + MINUTE)
    assert again is not None and again.tries == 2


def test_urgent_jobs_go_first_then_the_older(store: Store) -> None:
    ids = [store.add_bulletin(script(title), LAN, NOW).id for title in ("Một", "Hai", "Ba")]
    jobs = [store.queue_render(id, 1, NOW + number * SECOND, number == 2) for number, id in enumerate(ids)]
    assert [one.id for one in store.waiting_renders(NOW, MINUTE)] == [jobs[2], jobs[0], jobs[1]]


def test_a_cancelled_job_tells_its_worker_and_stays_cancelled(store: Store) -> None:
    id = store.add_bulletin(script(), LAN, NOW).id
    job = store.queue_render(id, 1, NOW)
    store.claim_render(job, "one", NOW)
    store.cancel_render(id, NOW)
    assert not store.render_progress(job, 1, 2, "voice", NOW)
    store.finish_render(job, NOW)
    store.fail_render(job, "late", NOW)
    store.requeue_render(job, NOW)
    state = store.render_state(id)
    assert state is not None and state.state is JobState.CANCELLED


def test_a_failed_job_says_why(store: Store) -> None:
    id = store.add_bulletin(script(), LAN, NOW).id
    job = store.queue_render(id, 1, NOW)
    store.claim_render(job, "one", NOW)
    store.fail_render(job, "gtts: timed out", NOW)
    state = store.render_state(id)
    assert state is not None and (state.state, state.error) == (JobState.FAILED, "gtts: timed out")
    assert store.render_state(store.add_bulletin(script(), LAN, NOW).id) is None
