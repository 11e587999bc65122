"""What is remembered of campaigns; each part in a file of its own."""

from touyan.campaigns.models.aftercare import Cause as Cause
from touyan.campaigns.models.aftercare import Revisit as Revisit
from touyan.campaigns.models.aftercare import Scrutiny as Scrutiny
from touyan.campaigns.models.batches import Batch as Batch
from touyan.campaigns.models.batches import BatchEntry as BatchEntry
from touyan.campaigns.models.batches import BatchQuota as BatchQuota
from touyan.campaigns.models.batches import EntryMark as EntryMark
from touyan.campaigns.models.campaigns import Campaign as Campaign
from touyan.campaigns.models.campaigns import Candidate as Candidate
from touyan.campaigns.models.reports import CampaignReport as CampaignReport
