"""Reading campaigns. Every read of a matter takes the viewer; a wall beats every grant.

Screens, which may not touch models, name the classes of what they read from here.
"""

from touyan.campaigns.models import Batch as Batch
from touyan.campaigns.models import BatchEntry as BatchEntry
from touyan.campaigns.models import BatchQuota as BatchQuota
from touyan.campaigns.models import Campaign as Campaign
from touyan.campaigns.models import CampaignReport as CampaignReport
from touyan.campaigns.models import Candidate as Candidate
from touyan.campaigns.models import Cause as Cause
from touyan.campaigns.models import EntryMark as EntryMark
from touyan.campaigns.models import Revisit as Revisit
from touyan.campaigns.models import Scrutiny as Scrutiny
