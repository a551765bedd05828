"""Addresses of referrals and of the directory."""

from django.urls import path

from referrals.views import acts, directory, own, queues, referring

app_name = "referrals"
ONE = "referrals/<uuid:referral_id>/"
urlpatterns = [
    path(
        "people/<uuid:patient_id>/referrals/refer/",
        referring.refer_person,
        name="refer_person",
    ),
    path(
        "people/<uuid:patient_id>/referrals/",
        queues.list_referrals,
        name="list_referrals",
    ),
    path("referrals/", queues.list_referrals, name="list_referrals"),
    path(ONE, referring.show_referral, name="show_referral"),
    path(f"{ONE}accept/", acts.accept_referral, name="accept_referral"),
    path(f"{ONE}decline/", acts.decline_referral, name="decline_referral"),
    path(f"{ONE}ask/", acts.ask_referrer, name="ask_referrer"),
    path(f"{ONE}answer/", acts.answer_question, name="answer_question"),
    path(f"{ONE}revoke/", acts.revoke_referral, name="revoke_referral"),
    path(f"{ONE}book/", acts.book_meeting, name="book_meeting"),
    path(f"{ONE}meeting/cancel/", acts.cancel_meeting, name="cancel_meeting"),
    path(f"{ONE}meeting/record/", acts.record_meeting, name="record_meeting"),
    path(f"{ONE}close/", acts.close_referral, name="close_referral"),
    path("my-referrals/", own.show_own_referrals, name="show_own_referrals"),
    path("directory/", directory.list_services, name="list_services"),
    path("directory/add/", directory.add_service, name="add_service"),
    path(
        "directory/<uuid:service_id>/change/",
        directory.change_service,
        name="change_service",
    ),
    path("directory/<uuid:service_id>/end/", directory.end_service, name="end_service"),
]
