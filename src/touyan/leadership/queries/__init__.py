"""Reading leaders' charges. Every read of a matter's takes the viewer; a wall beats every grant.

Screens, which may not touch models, name the classes of what they read from here.
"""

from touyan.leadership.models import Absence as Absence
from touyan.leadership.models import Booking as Booking
from touyan.leadership.models import Charge as Charge
from touyan.leadership.models import ChargeForm as ChargeForm
from touyan.leadership.models import Deed as Deed
from touyan.leadership.models import Hearing as Hearing
from touyan.leadership.models import HearingOfficer as HearingOfficer
from touyan.leadership.models import HearingOpinion as HearingOpinion
from touyan.leadership.models import HearingRequest as HearingRequest
from touyan.leadership.models import HearingStep as HearingStep
from touyan.leadership.models import HelpMeasure as HelpMeasure
from touyan.leadership.models import LeadershipRule as LeadershipRule
from touyan.leadership.models import Notice as Notice
from touyan.leadership.models import PanelSeat as PanelSeat
from touyan.leadership.models import Promise as Promise
from touyan.leadership.models import ReceptionDay as ReceptionDay
from touyan.leadership.models import ReceptionRecord as ReceptionRecord
from touyan.leadership.models import Relief as Relief
