"""What is remembered of typical cases; each part in a file of its own."""

from touyan.exemplars.models.calls import Call as Call
from touyan.exemplars.models.calls import Quota as Quota
from touyan.exemplars.models.editions import Citation as Citation
from touyan.exemplars.models.editions import Delivery as Delivery
from touyan.exemplars.models.editions import Edition as Edition
from touyan.exemplars.models.editions import EditionCase as EditionCase
from touyan.exemplars.models.editions import EditionStep as EditionStep
from touyan.exemplars.models.nominations import Asking as Asking
from touyan.exemplars.models.nominations import Exemplar as Exemplar
from touyan.exemplars.models.nominations import Ground as Ground
from touyan.exemplars.models.nominations import Objection as Objection
from touyan.exemplars.models.nominations import Step as Step
from touyan.exemplars.models.writing import Comment as Comment
from touyan.exemplars.models.writing import Draft as Draft
from touyan.exemplars.models.writing import Rare as Rare
from touyan.exemplars.models.writing import Replacement as Replacement
from touyan.exemplars.models.writing import Version as Version
