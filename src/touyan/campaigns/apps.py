from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "touyan.campaigns"
    label = "campaigns"
