"""The only reasons that suspend handling and stop its clocks."""

from __future__ import annotations

from touyan.kernel.messages import N_

PAUSE_REASONS = {
    "appraisal": N_("Forensic appraisal"),
    "file_retrieval": N_("Retrieval of the file from another body"),
    "court": N_("A court has taken the case"),
}
"""Appraisal, retrieval: excluded by the supervision rules; court: Criminal Procedure Rules, 384."""
