"""Matters and everything that happens to them; each part in a file of its own."""

from touyan.matters.models.core import Act as Act
from touyan.matters.models.core import Assignment as Assignment
from touyan.matters.models.core import Belonging as Belonging
from touyan.matters.models.core import ClockRow as ClockRow
from touyan.matters.models.core import Document as Document
from touyan.matters.models.core import Matter as Matter
from touyan.matters.models.core import Note as Note
from touyan.matters.models.core import SavedView as SavedView
from touyan.matters.models.outcomes import Closing as Closing
from touyan.matters.models.outcomes import Resolution as Resolution
from touyan.matters.models.outcomes import Termination as Termination
