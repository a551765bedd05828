"""Addresses of pages about a person."""

from django.urls import path

from patients.views import consultations, contacts

app_name = "patients"
urlpatterns = [
    path(
        "people/<uuid:patient_id>/consultations/log/",
        consultations.log_consultation,
        name="log_consultation",
    ),
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
    path(
        "people/<uuid:patient_id>/contacts/log/",
        contacts.log_contact,
        name="log_contact",
    ),
]
