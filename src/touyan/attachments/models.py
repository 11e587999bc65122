"""A file as received: never altered, sealed by its digest, owned by a thing named in words."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

models.BinaryField.register_lookup(Length)


class StoredFile(models.Model):
    """One file of one owner. Owners are above this package, so they are named, not linked."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the virus check")
        CLEAN = "clean", _("Checked for viruses")
        UNSCANNED = "unscanned", _("Not checked for viruses: no scanner is connected")
        REFUSED = "refused", _("Closed: the virus check found something")

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF document")
        WORD = "word", _("Text document")
        SHEET = "sheet", _("Spreadsheet")
        OFD = "ofd", _("OFD document")
        TEXT = "text", _("Plain text")
        IMAGE = "image", _("Picture")
        SOUND = "sound", _("Sound recording")
        VIDEO = "video", _("Video")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner_type = models.TextField()
    owner_id = models.BigIntegerField()
    name = models.TextField()
    media_type = models.TextField()
    kind = models.TextField(choices=Kind.choices)
    size = models.BigIntegerField()
    sha256 = models.BinaryField()
    storage_path = models.TextField(unique=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    state = models.TextField(choices=State.choices)
    reason = models.TextField(blank=True)
    scanned_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["owner_type", "owner_id"], name="stored_file_by_owner"),
            models.Index(
                fields=["id"],
                name="stored_file_not_scanned",
                condition=Q(state__in=["waiting", "unscanned"]),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id", "sha256", "name"],
                name="stored_file_once_per_owner",
            ),
            models.CheckConstraint(
                condition=~Q(owner_type="") & ~Q(name=""), name="stored_file_is_named_and_owned"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__length=32), name="stored_file_digest_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "unscanned"], scanned_at__isnull=True, reason="")
                | Q(state="clean", scanned_at__isnull=False, reason="")
                | (Q(state="refused", scanned_at__isnull=False) & ~Q(reason="")),
                name="stored_file_state_is_explained",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def can_be_opened(self) -> bool:
        """Only what was found clean, or what nothing here can check (and the screen says so)."""
        return self.state in {self.State.CLEAN, self.State.UNSCANNED}

    @property
    def has_preview(self) -> bool:
        """A picture can be shown redrawn; anything else is download only."""
        return self.kind == self.Kind.IMAGE and self.can_be_opened
