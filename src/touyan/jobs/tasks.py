"""What the worker does, and when. Every task may run twice: a job is delivered at least once.

Each therefore finds its own place again: an import by the states of its rows, the others by
doing nothing where there is nothing to do.
"""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted

from touyan.attachments.actions import scan_waiting, sweep_orphans
from touyan.audit.actions import write_anchor
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.jobs.campaigns import enter_campaign as enter_campaign
from touyan.jobs.figures import draft_statistical_reports as draft_statistical_reports
from touyan.jobs.figures import follow_figures as follow_figures
from touyan.jobs.findings import remind_findings as remind_findings
from touyan.jobs.inspections import run_inspection as run_inspection
from touyan.jobs.reassessing import reassess as reassess
from touyan.jobs.reporting import draft_reports as draft_reports
from touyan.jobs.reprojecting import reproject as reproject
from touyan.leadership.actions.charges import release_gone
from touyan.leadership.actions.notices import make_notices
from touyan.workflows.import_register.beginning import JOB, QUEUE
from touyan.workflows.import_register.queries import ImportRun
from touyan.workflows.import_register.running import carry_on
from touyan.workflows.import_register.staging import WorkerStops
from touyan.workflows.petition_files import expire_drafts
from touyan.workflows.reproject_clocks import Place, defer

STALLED_SECONDS = 60
KEEP_HOURS = 24 * 30
CATCH_UP_DAYS = 7
MAINTENANCE = "maintenance"


@app.task(
    name=JOB,
    queue=QUEUE,
    retry=RetryStrategy(max_attempts=8, exponential_wait=3),
    pass_context=True,
)
def import_register(context: JobContext, run: str) -> None:
    """Carry an import on to its end, or to the end of the worker's day."""

    def tell(_run: ImportRun) -> None:
        if context.should_abort():
            raise WorkerStops

    try:
        carry_on(uuid.UUID(run), clock=timezone.now, tell=tell)
    except WorkerStops:
        raise JobAborted from None  # tried again by the next worker, and goes on from here


@app.periodic(cron="7 * * * *")
@app.task(name="touyan.anchor_audit", queue=MAINTENANCE, queueing_lock="touyan.anchor_audit")
def anchor_audit(timestamp: int) -> None:
    """Note the head of the audit chain outside the database, hourly."""
    write_anchor(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="touyan.scan_files", queue=MAINTENANCE, queueing_lock="touyan.scan_files")
def scan_files(timestamp: int) -> None:
    """Check files no virus scanner has seen yet."""
    scan_waiting(now=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="touyan.sweep_files", queue=MAINTENANCE, queueing_lock="touyan.sweep_files")
def sweep_files(timestamp: int) -> None:
    """Delete stored bytes whose transaction failed."""
    sweep_orphans(now=timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="touyan.expire_drafts", queue=MAINTENANCE, queueing_lock="touyan.expire_drafts")
def clear_drafts(timestamp: int) -> None:
    """Discard drafts that were left lying, with their files."""
    expire_drafts(now=timezone.now())


@app.periodic(cron="5 */6 * * *")
@app.task(name="touyan.day_passed", queue=MAINTENANCE, queueing_lock="touyan.day_passed")
def day_passed(timestamp: int) -> None:
    """Begin the periods that begin because another ended, and give back the charges of leaders
    who are no longer in post. Four times a day: whichever run comes first after midnight in
    Beijing does the work, and a worker that slept for some days catches up."""
    now = timezone.now()
    since = legal_day(now) - timedelta(days=CATCH_UP_DAYS)
    defer(Place(ended_since=since), reason="a day passed", by=None)
    release_gone(now=now)


@app.periodic(cron="11 5 * * *")
@app.task(name="touyan.make_notices", queue=MAINTENANCE, queueing_lock="touyan.make_notices")
def notice_limits(timestamp: int) -> None:
    """Tell leaders, and the office above, of time limits that end soon or have passed."""
    make_notices(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="touyan.retry_stalled", queue=MAINTENANCE, queueing_lock="touyan.retry_stalled",
          pass_context=True)  # fmt: skip
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give jobs of dead workers to a living one. The queue does not do this by itself; a lock on
    this task would let a stalled run of it block its own recovery."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="23 4 * * *")
@app.task(name="touyan.forget_jobs", queue=MAINTENANCE, queueing_lock="touyan.forget_jobs",
          pass_context=True)  # fmt: skip
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs after a month; failed ones stay to be looked at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_HOURS)
