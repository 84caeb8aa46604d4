"""The addresses of what teams may give."""

from django.urls import path

from amends.doors.desk.views import budgets

urlpatterns = [
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/open", budgets.open_one, name="open_budget"),
    path("budgets/export", budgets.export, name="export_budgets"),
    path("budgets/<int:budget_id>/", budgets.budget, name="budget"),
    path("budgets/<int:budget_id>/change", budgets.change, name="change_budget"),
    path("budgets/<int:budget_id>/move", budgets.move, name="move_budget"),
    path("budgets/<int:budget_id>/carry", budgets.carry, name="carry_budget"),
    path("budgets/<int:budget_id>/close", budgets.close, name="close_budget"),
]
