"""What is remembered of leaders' charges; each part in a file of its own."""

from touyan.leadership.models.acts import Deed as Deed
from touyan.leadership.models.acts import Promise as Promise
from touyan.leadership.models.acts import SignAnswer as SignAnswer
from touyan.leadership.models.charges import Absence as Absence
from touyan.leadership.models.charges import Charge as Charge
from touyan.leadership.models.charges import ChargeForm as ChargeForm
from touyan.leadership.models.charges import DutyRow as DutyRow
from touyan.leadership.models.facts import FirstResponsible as FirstResponsible
from touyan.leadership.models.facts import Inquiry as Inquiry
from touyan.leadership.models.facts import Statement as Statement
from touyan.leadership.models.hearings import Hearing as Hearing
from touyan.leadership.models.hearings import HearingOfficer as HearingOfficer
from touyan.leadership.models.hearings import HearingOpinion as HearingOpinion
from touyan.leadership.models.hearings import HearingRequest as HearingRequest
from touyan.leadership.models.hearings import HearingStep as HearingStep
from touyan.leadership.models.hearings import PanelSeat as PanelSeat
from touyan.leadership.models.help import HelpMeasure as HelpMeasure
from touyan.leadership.models.help import Relief as Relief
from touyan.leadership.models.notices import Notice as Notice
from touyan.leadership.models.reception import Booking as Booking
from touyan.leadership.models.reception import ReceptionDay as ReceptionDay
from touyan.leadership.models.reception import ReceptionRecord as ReceptionRecord
from touyan.leadership.models.rulebook import LeadershipRule as LeadershipRule
