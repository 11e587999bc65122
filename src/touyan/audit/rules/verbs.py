"""What each verb of the audit log means, in a sentence for the auditor."""

from __future__ import annotations

from touyan.kernel.messages import N_, Message

GROUPS: dict[str, str] = {
    "account": N_("Accounts and sign-in"),
    "staff": N_("Posts and roles"),
    "organ": N_("Offices and departments"),
    "petition": N_("Petitions"),
    "matter": N_("Matters"),
    "paper": N_("Papers"),
    "file": N_("Attachments"),
    "view": N_("Saved views"),
    "import": N_("Imports"),
    "calendar": N_("Calendar"),
    "clock_rule": N_("Time-limit rules"),
    "audit": N_("The audit log itself"),
}
"""Verbs by what stands before their first dot or underscore, in the order auditors look."""

VERBS: dict[str, str] = {
    "account.sign_in": N_("Signed in"),
    "account.password": N_("Changed their own password"),
    "account.reset_password": N_("Reset a password"),
    "account.deactivate": N_("Closed an account"),
    "account.reactivate": N_("Opened an account again"),
    "staff.appoint": N_("Appointed a person"),
    "staff.add_post": N_("Gave a further post"),
    "staff.end_post": N_("Ended a post"),
    "staff.ask_role": N_("Asked for a role"),
    "staff.approve_role": N_("Approved a role"),
    "staff.revoke_role": N_("Withdrew or refused a role"),
    "organ.add_department": N_("Added a department"),
    "organ.close_department": N_("Closed a department"),
    "organ.import_tree": N_("Imported an office's tree"),
    "directory.load": N_("Loaded the shipped directory"),
    "petition.register": N_("Registered a petition"),
    "petition.read": N_("Read a petition"),
    "petition.search": N_("Searched the register"),
    "petition.export": N_("Exported petitions"),
    "petition.disclose": N_("Disclosed a person's details"),
    "petition.decide": N_("Decided where a petition belongs"),
    "petition.import": N_("Imported a register"),
    "matter.read": N_("Read a matter"),
    "matter.search": N_("Searched matters"),
    "matter.export": N_("Exported matters"),
    "matter.note": N_("Wrote an internal note"),
    "matter.open": N_("Opened a matter"),
    "matter.join": N_("Joined a petition to a matter"),
    "matter.sign": N_("Signed a paper of a matter"),
    "matter.receive": N_("Received a matter"),
    "matter.register": N_("Registered a matter"),
    "matter.triage": N_("Triaged a matter"),
    "matter.request_supplement": N_("Asked for missing papers"),
    "matter.complete_supplement": N_("Found the papers complete"),
    "matter.transfer": N_("Transferred a matter"),
    "matter.inform_elsewhere": N_("Informed the petitioner where to turn"),
    "matter.decline": N_("Did not accept a matter"),
    "matter.accept": N_("Accepted a matter"),
    "matter.assign": N_("Assigned a matter"),
    "matter.hand_over": N_("Handed a matter over"),
    "matter.start_handling": N_("Started handling a matter"),
    "matter.pause": N_("Paused a matter"),
    "matter.resume": N_("Resumed a matter"),
    "matter.extend": N_("Extended a time limit"),
    "matter.decide": N_("Decided a matter"),
    "matter.serve": N_("Served a paper"),
    "matter.reply_procedural": N_("Served the procedural reply"),
    "matter.report_progress": N_("Reported progress to the petitioner"),
    "matter.serve_answer": N_("Served the answer"),
    "matter.close": N_("Closed a matter"),
    "matter.watch": N_("Kept watch on a matter"),
    "matter.terminate": N_("Terminated a matter"),
    "matter.reopen": N_("Reopened a matter"),
    "matter.resolve": N_("Recorded a resolution"),
    "matter.contest": N_("Entered a petitioner's objection"),
    "paper.draft": N_("Drafted a paper"),
    "paper.read": N_("Read a paper"),
    "paper.download": N_("Downloaded a paper"),
    "paper.edit": N_("Changed a draft paper"),
    "paper.submit": N_("Sent a paper for signature"),
    "paper.return": N_("Returned a paper"),
    "paper.sign": N_("Signed a paper"),
    "paper.issue": N_("Issued a paper"),
    "paper.serve": N_("Served a paper"),
    "paper.withdraw": N_("Withdrew a paper"),
    "file_kept": N_("Kept an attachment"),
    "file_opened": N_("Opened an attachment"),
    "file_scanned": N_("Scanned an attachment"),
    "view.save": N_("Saved a view"),
    "view.drop": N_("Dropped a saved view"),
    "deadlines.load_shipped": N_("Loaded the shipped calendar and rules"),
    "calendar.add_year": N_("Added a year to the calendar"),
    "calendar.edit_day": N_("Changed a day of the calendar"),
    "clock_rule.propose": N_("Proposed a time-limit rule"),
    "clock_rule.approve": N_("Approved a time-limit rule"),
    "audit.read": N_("Read the audit log"),
    "audit.verify": N_("Proved the audit log"),
}


def verb_label(verb: str) -> Message | str:
    """The sentence for a verb; one without a sentence is shown as it is written."""
    return Message(VERBS[verb]) if verb in VERBS else verb


def group_of(verb: str) -> str:
    """The group a verb belongs to; empty when it has none."""
    return next((name for name in GROUPS if verb.startswith((f"{name}.", f"{name}_"))), "")
