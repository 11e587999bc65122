"""What is remembered of inspections; each part in a file of its own."""

from touyan.inspections.models.exports import Export as Export
from touyan.inspections.models.outcomes import Outcome as Outcome
from touyan.inspections.models.plans import Checklist as Checklist
from touyan.inspections.models.plans import Entry as Entry
from touyan.inspections.models.plans import Inspection as Inspection
from touyan.inspections.models.plans import Member as Member
from touyan.inspections.models.plans import Pick as Pick
from touyan.inspections.models.reviews import Circular as Circular
from touyan.inspections.models.reviews import Finding as Finding
from touyan.inspections.models.reviews import FindingStep as FindingStep
from touyan.inspections.models.reviews import Review as Review
from touyan.inspections.models.runs import Run as Run
