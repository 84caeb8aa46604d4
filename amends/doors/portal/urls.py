from django.urls import path

from amends.doors.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("complain/", views.complain, name="complain"),
    path("follow/", views.follow, name="follow"),
    path("c/<str:token>/", views.case, name="case"),
    path("c/<str:token>/received/", views.received, name="received"),
    path("c/<str:token>/message/", views.message, name="message"),
    path("c/<str:token>/proposals/<int:proposal_id>/", views.decide, name="decide"),
    path("c/<str:token>/confirm/", views.confirm, name="confirm"),
    path("c/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("c/<str:token>/dispute/", views.dispute, name="dispute"),
    path("c/<str:token>/rate/", views.rate, name="rate"),
    path("c/<str:token>/files/<int:attachment_id>/", views.attachment, name="attachment"),
]
