"""The addresses of orders and contracts that come in from a file."""

from django.urls import path

from amends.doors.desk.views import purchases

urlpatterns = [
    path("customers/file/", purchases.files, name="purchase_files"),
    path("customers/file/read", purchases.read, name="read_purchases"),
    path("customers/file/sample/<str:kind>", purchases.sample_of, name="purchase_sample"),
    path("customers/file/<int:file_id>/", purchases.file, name="purchase_file"),
    path("customers/file/<int:file_id>/take", purchases.take, name="take_purchases"),
    path("customers/file/<int:file_id>/remove", purchases.remove, name="drop_purchases"),
    path("customers/file/<int:file_id>/refused", purchases.refused, name="refused_purchases"),
]
