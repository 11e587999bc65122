"""What is counted, and what was said of it."""

from touyan.statistics.models.bulletins import Bulletin as Bulletin
from touyan.statistics.models.bulletins import BulletinVersion as BulletinVersion
from touyan.statistics.models.facts import Fact as Fact
from touyan.statistics.models.facts import Followed as Followed
from touyan.statistics.models.facts import Spread as Spread
from touyan.statistics.models.facts import Total as Total
from touyan.statistics.models.facts import Touched as Touched
from touyan.statistics.models.frozen import FrozenFigure as FrozenFigure
from touyan.statistics.models.own import OwnMeasure as OwnMeasure
from touyan.statistics.models.queries import SavedQuery as SavedQuery
from touyan.statistics.models.reports import ReportAnswer as ReportAnswer
from touyan.statistics.models.reports import ReportPlan as ReportPlan
from touyan.statistics.models.reports import StatisticalReport as StatisticalReport
