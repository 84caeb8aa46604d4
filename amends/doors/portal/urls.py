from django.urls import path

from amends.doors.portal import early_views, gift_views, help_views, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("complain/", views.complain, name="complain"),
    path("complain/answers/", early_views.answers, name="answers"),
    path("complain/answers/<slug:code>/", early_views.answered, name="answered"),
    path("follow/", views.follow, name="follow"),
    path("help/", help_views.help_centre, name="help"),
    path("help/questions/missing", help_views.missing, name="help_missing"),
    path("help/pictures/<int:picture_id>", help_views.picture, name="help_picture"),
    path("help/<slug:code>/", help_views.article, name="help_article"),
    path("help/<slug:code>/feedback/", help_views.feedback, name="help_feedback"),
    path("gift/<str:token>/", gift_views.gift, name="gift"),
    path("gift/<str:token>/decline/", gift_views.decline, name="gift_decline"),
    path("gift/<str:token>/again/", gift_views.again, name="gift_again"),
    path("c/<str:token>/", views.case, name="case"),
    path("c/<str:token>/received/", views.received, name="received"),
    path("c/<str:token>/message/", views.message, name="message"),
    path("c/<str:token>/proposals/<int:proposal_id>/", views.decide, name="decide"),
    path("c/<str:token>/confirm/", views.confirm, name="confirm"),
    path("c/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("c/<str:token>/dispute/", views.dispute, name="dispute"),
    path("c/<str:token>/rate/", views.rate, name="rate"),
    path("c/<str:token>/letters/<int:message_id>.<str:form>", views.letter, name="letter"),
    path("c/<str:token>/vouchers/<int:voucher_id>.pdf", views.voucher_paper, name="voucher_paper"),
    path("c/<str:token>/files/<int:attachment_id>/", views.attachment, name="attachment"),
]
