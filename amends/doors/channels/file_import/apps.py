from django.apps import AppConfig


class FileImport(AppConfig):
    name = "amends.doors.channels.file_import"
    label = "file_import"
