"""How far a job is, by what its charger reports."""

import pytest

from central.core.jobs import DONE, FAILED, JobState, state_after


@pytest.mark.parametrize("status", sorted(DONE))
def test_job_is_done_with_its_last_good_word(status: str) -> None:
    assert state_after(JobState.RUNNING, status) == JobState.DONE


@pytest.mark.parametrize("status", sorted(FAILED))
def test_job_fails_with_a_bad_word(status: str) -> None:
    assert state_after(JobState.ASKED, status) == JobState.FAILED


@pytest.mark.parametrize("status", ["Downloading", "Installing", "Uploading", "anything"])
def test_other_words_mean_that_it_runs(status: str) -> None:
    assert state_after(JobState.ASKED, status) == JobState.RUNNING


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.REFUSED])
def test_what_has_ended_stays_as_it_is(state: str) -> None:
    assert state_after(state, "Installed") == state


def test_idle_says_nothing_about_a_job() -> None:
    assert state_after(JobState.ASKED, "Idle") == JobState.ASKED
