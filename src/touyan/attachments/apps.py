from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "touyan.attachments"
    label = "attachments"
