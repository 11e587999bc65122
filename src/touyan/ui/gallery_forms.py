"""Forms shown in the gallery, filled in well and badly."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.ui.fields import TypedDateField

CHANNELS = [("letter", "来信"), ("visit", "来访"), ("phone", "电话"), ("online", "12309 网上")]
KINDS = [("", "全部"), ("accusation", "控告"), ("criminal", "刑事申诉"), ("relief", "司法救助")]


class GalleryForm(forms.Form):
    """One field of each sort."""

    petitioner = forms.CharField(label=_("Petitioner"), max_length=40)
    received = TypedDateField(label=_("Received on"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Text of the petition"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the petitioner put it; do not shorten."),
    )
    secret = forms.BooleanField(
        label=_("The petitioner asks that the identity be kept secret"), required=False
    )
    attachments = forms.FileField(label=_("Attachments"), required=False)


class PersonForm(forms.Form):
    """A repeated row."""

    name = forms.CharField(label=_("Name"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False)


class GalleryFilter(forms.Form):
    """A filter bar's form."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"data-search": "", "placeholder": "编号、姓名、案由"}),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=CHANNELS, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    received = TypedDateField(label=_("Received on"), required=False)
    petitioner = forms.CharField(label=_("Petitioner"), required=False)


PersonFormSet = forms.formset_factory(PersonForm, extra=2, max_num=5, can_delete=True)
