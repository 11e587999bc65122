"""How full the buckets of the public look-up are. No address and no code is kept readable."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Throttle(models.Model):
    """One bucket of tries: when it will be full again. A bucket full by now may be forgotten."""

    key = models.BinaryField(primary_key=True)
    full_at = models.DateTimeField()

    class Meta:
        app_label = "intake"
        indexes: ClassVar = [models.Index(fields=["full_at"], name="throttle_by_fullness")]

    def __str__(self) -> str:
        return str(self.full_at)
