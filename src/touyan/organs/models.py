"""Organs, departments, people, accounts, posts, roles and number series."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from touyan.organs.rules.roles import ADMINISTRATORS, Role


class Organ(models.Model):
    """A procuratorate. The unit code is not a division code; both are kept."""

    class Level(models.IntegerChoices):
        SUPREME = 1
        PROVINCIAL = 2
        PREFECTURAL = 3
        GRASSROOTS = 4

    code = models.TextField(unique=True)
    division_code = models.TextField(blank=True)
    name = models.TextField()
    short_name = models.TextField()
    name_en = models.TextField()
    level = models.SmallIntegerField(choices=Level.choices)
    kind = models.TextField(default="ordinary")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.TextField(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    province_code = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["path"], name="organ_by_path", opclasses=["text_pattern_ops"]),
            models.Index(fields=["name"], name="organ_by_name"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(level=1, parent__isnull=True) | Q(level__gt=1, parent__isnull=False),
                name="organ_only_the_supreme_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="organ_validity_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name

    @property
    def local_short_name(self) -> str:
        """For columns: the short name, in English the nearest place, as all else is alike."""
        if not (get_language() or "").startswith("en"):
            return self.short_name
        return self.name_en.removeprefix("People's Procuratorate of ").split(",")[0]


class Department(models.Model):
    """A department of an organ; small offices have just one."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="departments")
    name = models.TextField()
    name_en = models.TextField(blank=True)
    handles_petitions = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "name"], name="department_once_per_organ")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        english = (get_language() or "").startswith("en")
        return self.name_en if english and self.name_en else self.name


class Person(models.Model):
    """Someone who serves, or served, in an organ. Not a petitioner."""

    name = models.TextField()
    name_pinyin = models.TextField(blank=True)
    staff_number = models.TextField(unique=True, null=True)  # noqa: DJ001 - unique where known

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by username, each with its person: the name is shown on every page."""

    def get_queryset(self) -> models.QuerySet[Account]:
        return super().get_queryset().select_related("person")


class Account(AbstractBaseUser):
    """What a person signs in with."""

    username = models.CharField(max_length=64, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)
    single_keys = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username

    def get_short_name(self) -> str:
        return self.person.name


class Post(models.Model):
    """A person's place in an organ, with its dates."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="posts")
    title = models.TextField()
    title_en = models.TextField(blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="post_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.title}"

    @property
    def local_title(self) -> str:
        english = (get_language() or "").startswith("en")
        return self.title_en if english and self.title_en else self.title


_ADMIN_ROLES = [role.value for role in sorted(ADMINISTRATORS)]


class RoleGrant(models.Model):
    """A role carried by a post: asked for by one person, approved by another."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.TextField(choices=[(role.value, role.value) for role in Role])
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    shipped = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "role"],
                condition=Q(revoked_at__isnull=True),
                name="role_once_per_post",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at__isnull=True, role__in=_ADMIN_ROLES),
                name="role_three_powers_apart",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, shipped=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="role_approval_names_its_approver",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(approved_by=F("asked_by")),
                name="role_granted_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of post {self.post_id}"


class NumberSeries(models.Model):
    """The last number given in an organ's yearly series: the row is locked to take the next."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    series = models.TextField()
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organ", "series", "year"], name="one_row_per_series"),
            models.CheckConstraint(condition=Q(last__gte=0), name="series_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class OrganTreeImport(models.Model):
    """One spreadsheet of an office's own tree, with every problem found in it."""

    organ = models.ForeignKey(Organ, models.PROTECT)
    by = models.ForeignKey(Account, models.PROTECT)
    at = models.DateTimeField()
    file_name = models.TextField()
    rows = models.IntegerField()
    accepted = models.IntegerField()
    problems = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d}"
