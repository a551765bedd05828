"""Addresses of pages about a person."""

from django.urls import path

from patients.views import (
    aims,
    answers,
    appointments,
    consultations,
    contacts,
    emergency,
    episodes,
    looks,
    medicines,
    narrow,
    people,
    privacy,
    sharing,
    supply,
    vaccines,
)

app_name = "patients"
urlpatterns = [
    path("people/add/", people.add_person, name="add_person"),
    path(
        "people/<uuid:patient_id>/correct/",
        people.correct_person,
        name="correct_person",
    ),
    path(
        "people/<uuid:patient_id>/death/record/",
        people.record_death,
        name="record_death",
    ),
    path("people/<uuid:patient_id>/death/undo/", people.undo_death, name="undo_death"),
    path(
        "people/<uuid:patient_id>/consultations/log/",
        consultations.log_consultation,
        name="log_consultation",
    ),
    path(
        "people/<uuid:patient_id>/next-dose/",
        answers.show_next_dose,
        name="show_next_dose",
    ),
    path("screens/audit-c/score/", answers.score_audit_c, name="score_audit_c"),
    path(
        "consultations/<uuid:consultation_id>/",
        consultations.show_consultation,
        name="show_consultation",
    ),
    path(
        "consultations/<uuid:consultation_id>/amend/",
        consultations.amend_consultation,
        name="amend_consultation",
    ),
    path(
        "consultations/<uuid:consultation_id>/move/",
        consultations.move_consultation,
        name="move_consultation",
    ),
    path("people/<uuid:patient_id>/aim/set/", aims.set_aim, name="set_aim"),
    path(
        "people/<uuid:patient_id>/contacts/log/",
        contacts.log_contact,
        name="log_contact",
    ),
    path(
        "people/<uuid:patient_id>/permissions/",
        sharing.list_permissions,
        name="list_permissions",
    ),
    path(
        "people/<uuid:patient_id>/permissions/permit/",
        sharing.permit_sharing,
        name="permit_sharing",
    ),
    path(
        "permissions/<uuid:consent_id>/withdraw/",
        sharing.withdraw_permission,
        name="withdraw_permission",
    ),
    path(
        "people/<uuid:patient_id>/team/add/",
        sharing.add_team_member,
        name="add_team_member",
    ),
    path("team/<uuid:grant_id>/end/", sharing.end_team_member, name="end_team_member"),
    path(
        "people/<uuid:patient_id>/apart/",
        sharing.separate_people,
        name="separate_people",
    ),
    path(
        "people/<uuid:patient_id>/episodes/open/",
        episodes.open_episode,
        name="open_episode",
    ),
    path(
        "episodes/<uuid:episode_id>/core-facts/",
        episodes.record_core_facts,
        name="record_core_facts",
    ),
    path(
        "episodes/<uuid:episode_id>/close/",
        episodes.close_episode,
        name="close_episode",
    ),
    path(
        "people/<uuid:patient_id>/closing/answer/",
        episodes.answer_closing,
        name="answer_closing",
    ),
    path("arrivals/", appointments.list_arrivals, name="list_arrivals"),
    path(
        "appointments/<uuid:appointment_id>/move/",
        appointments.record_arrival,
        name="record_arrival",
    ),
    path(
        "appointments/<uuid:appointment_id>/print/",
        appointments.print_appointment,
        name="print_appointment",
    ),
    path(
        "people/<uuid:patient_id>/appointments/book/",
        appointments.book_appointment,
        name="book_appointment",
    ),
    path(
        "people/<uuid:patient_id>/medicine/tell/",
        medicines.tell_medicine,
        name="tell_medicine",
    ),
    path(
        "people/<uuid:patient_id>/substances/",
        medicines.show_substances,
        name="show_substances",
    ),
    path(
        "people/<uuid:patient_id>/vaccines/answer/",
        vaccines.answer_vaccine,
        name="answer_vaccine",
    ),
    path("alerts/", privacy.list_alerts, name="list_alerts"),
    path(
        "alerts/<uuid:item_id>/review/",
        privacy.review_emergency_access,
        name="review_emergency_access",
    ),
    path("accesses/", privacy.list_accesses, name="list_accesses"),
    path("accesses/<int:access_id>/hold/", looks.hold_line, name="hold_line"),
    path(
        "held-lines/<int:held_id>/review/",
        looks.review_held_line,
        name="review_held_line",
    ),
    path("exclusions/", privacy.exclude_staff, name="exclude_staff"),
    path(
        "exclusions/<uuid:exclusion_id>/end/",
        privacy.end_exclusion,
        name="end_exclusion",
    ),
    path("my-record/", narrow.show_own_record, name="show_own_record"),
    path("collections/", narrow.list_collections, name="list_collections"),
    path("people/<uuid:patient_id>/supply/", supply.show_supply, name="show_supply"),
    path("matches/", narrow.list_matches, name="list_matches"),
    path(
        "emergency/",
        emergency.request_emergency_access,
        name="request_emergency_access",
    ),
    path(
        "people/<uuid:patient_id>/emergency/end/",
        emergency.end_emergency_access,
        name="end_emergency_access",
    ),
]
