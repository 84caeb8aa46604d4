from django.urls import path

from amends.doors.desk.views import case, house, lists, live, replies, steps

app_name = "desk"
urlpatterns = [
    path("", lists.start, name="start"),
    path("pulse", live.pulse, name="pulse"),
    path("presence", house.presence, name="presence"),
    path("cases/", lists.case_list, name="list"),
    path("attachments/<int:attachment_id>/", case.attachment, name="attachment"),
    path("reports/", house.reports, name="reports"),
    path("trail/", house.trail, name="audit"),
    path("people/", house.people, name="people"),
    path("people/<slug:username>/", house.person, name="person"),
    path("jobs/", house.jobs, name="jobs"),
    path("jobs/<int:job_id>/retry", house.retry_job, name="retry_job"),
    path("components/", house.components, name="components"),
    path("cases/<str:number>/", case.show, name="case"),
    path("cases/<str:number>/trail/", case.trail, name="case_audit"),
    path("cases/<str:number>/draft", replies.draft, name="draft"),
    path("cases/<str:number>/check", replies.check, name="check"),
    path("cases/<str:number>/suggest", replies.suggest, name="suggest"),
    path("cases/<str:number>/note", replies.note, name="note"),
    path("cases/<str:number>/reply", replies.reply, name="reply"),
    path("cases/<str:number>/replies/<int:reply_id>/undo", replies.undo, name="undo"),
    path("cases/<str:number>/replies/<int:reply_id>/approve", replies.approve, name="approve"),
    path("cases/<str:number>/replies/<int:reply_id>/return", replies.give_back, name="return"),
    path("cases/<str:number>/assign", steps.assign, name="assign"),
    path("cases/<str:number>/record", steps.write_record, name="record"),
    path("cases/<str:number>/advance", steps.advance, name="advance"),
    path("cases/<str:number>/propose", steps.propose, name="propose"),
    path("cases/<str:number>/solved", steps.solved, name="solved"),
    path("cases/<str:number>/followed-up", steps.followed_up, name="followed_up"),
    path("cases/<str:number>/cause", steps.cause, name="cause"),
    path("cases/<str:number>/close", steps.close, name="close"),
    path("cases/<str:number>/reopen", steps.reopen, name="reopen"),
    path("cases/<str:number>/correct", steps.correct, name="correct"),
]
