from django.apps import AppConfig


class Readings(AppConfig):
    name = "amends.casework.readings"
    label = "readings"

    def ready(self) -> None:
        from amends.casework.readings.queries import house_folder
        from amends.understanding import house

        house.use(house_folder())
