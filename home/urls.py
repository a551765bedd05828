"""Addresses of the pages that look across apps."""

from django.urls import path

from home.views import demo, drafts, people, work

app_name = "home"
urlpatterns = [
    path("", work.show_home, name="show_home"),
    path(
        "work/<uuid:item_id>/acknowledge/",
        work.acknowledge_item,
        name="acknowledge_item",
    ),
    path("work/<uuid:item_id>/finish/", work.finish_item, name="finish_item"),
    path("caseload/", people.list_caseload, name="list_caseload"),
    path("clinics/", people.list_clinic, name="list_clinic"),
    path("practice/", people.show_practice, name="show_practice"),
    path("search/", people.search_people, name="search_people"),
    path("people/<uuid:patient_id>/", people.show_case, name="show_case"),
    path(
        "people/<uuid:patient_id>/timeline/",
        people.list_timeline,
        name="list_timeline",
    ),
    path("drafts/<slug:form>/<uuid:patient_id>/", drafts.save_draft, name="save_draft"),
    path("demo/next-day/", demo.move_day, name="move_day"),
    path("demo/reset/", demo.reset_demo, name="reset_demo"),
    path("demo/reset/wait/", demo.await_reset, name="await_reset"),
]
