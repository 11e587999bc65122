"""Questions put together and kept under a name."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedQuery(models.Model):
    """A question by its address: for oneself, or shared with the office it was put in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+")
    name = models.TextField()
    address = models.TextField()
    shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organ"], name="saved_query_shared", condition=Q(shared=True))
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="saved_query_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_query_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
