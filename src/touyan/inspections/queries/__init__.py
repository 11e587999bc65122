"""Reading inspections.

Screens, which may not touch models, name the classes of what they read from here.
"""

from touyan.inspections.models import Checklist as Checklist
from touyan.inspections.models import Circular as Circular
from touyan.inspections.models import Export as Export
from touyan.inspections.models import Finding as Finding
from touyan.inspections.models import Inspection as Inspection
from touyan.inspections.models import Run as Run
