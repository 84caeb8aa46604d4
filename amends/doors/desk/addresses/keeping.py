"""The addresses of holds, of how long things are kept, and of what goes once its time is over."""

from django.urls import path

from amends.doors.desk.views import evidence, keeping_terms

urlpatterns = [
    path("keeping/", evidence.keeping, name="keeping"),
    path("keeping/terms/", keeping_terms.show, name="keeping_terms"),
    path("keeping/terms/enter", keeping_terms.enter, name="enter_keeping_term"),
    path("keeping/terms/<int:waiting>/decide", keeping_terms.decide, name="decide_keeping_term"),
    path("keeping/list", evidence.list_over, name="list_disposal"),
    path("keeping/lists/<int:disposal_id>", evidence.decide, name="decide_disposal"),
]
