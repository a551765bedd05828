"""Addresses of shared care."""

from django.urls import path

from agreements.views import (
    advice,
    agreements,
    offers,
    own,
    paper,
    prescribers,
    requests,
    scheme,
)

ONE = "shared-care/<uuid:agreement_id>/"
TURNS = "people/<uuid:patient_id>/prescribers/"
PRACTICE = "shared-care/practices/<slug:practice_code>/"
THREAD = "advice/<uuid:advice_id>/"

app_name = "agreements"
urlpatterns = [
    path("shared-care/", agreements.list_agreements, name="list_agreements"),
    path(
        "shared-care/waiting/<uuid:item_id>/",
        agreements.show_waiting,
        name="show_waiting",
    ),
    path("shared-care/criteria/", scheme.list_criteria, name="list_criteria"),
    path("shared-care/criteria/add/", scheme.add_criterion, name="add_criterion"),
    path(
        "shared-care/criteria/<int:criterion_id>/end/",
        scheme.end_criterion,
        name="end_criterion",
    ),
    path("shared-care/duties/change/", scheme.change_duties, name="change_duties"),
    path(
        "shared-care/duty-prescriber/set/",
        scheme.set_duty_prescriber,
        name="set_duty_prescriber",
    ),
    path("shared-care/practices/", offers.list_offers, name="list_offers"),
    path(PRACTICE, offers.show_offer, name="show_offer"),
    path(f"{PRACTICE}set/", offers.set_offer, name="set_offer"),
    path("shared-care/leaving/", offers.list_leavers, name="list_leavers"),
    path("shared-care/leaving/tell/", offers.tell_leaving, name="tell_leaving"),
    path(
        "shared-care/leaving/take-back/",
        offers.take_back_last_day,
        name="take_back_last_day",
    ),
    path("shared-care/parts/", own.list_parts, name="list_parts"),
    path("shared-care/parts/<uuid:part_id>/take/", own.take_part, name="take_part"),
    path("my-agreement/", own.show_own_agreement, name="show_own_agreement"),
    path("my-agreement/print/", paper.print_own_agreement, name="print_own_agreement"),
    path("my-agreement/agree/", own.agree_to_share, name="agree_to_share"),
    path(
        "people/<uuid:patient_id>/suitability/decide/",
        requests.decide_suitability,
        name="decide_suitability",
    ),
    path(
        "people/<uuid:patient_id>/agreements/draft/",
        requests.draft_agreement,
        name="draft_agreement",
    ),
    path(TURNS, prescribers.show_prescribers, name="show_prescribers"),
    path(
        f"{TURNS}<slug:line>/outside/",
        prescribers.record_outside,
        name="record_outside",
    ),
    path(
        f"{TURNS}<slug:line>/return/",
        prescribers.record_return,
        name="record_return",
    ),
    path(f"{TURNS}<slug:line>/cover/", prescribers.cover_lost, name="cover_lost"),
    path(ONE, agreements.show_agreement, name="show_agreement"),
    path(f"{ONE}print/", paper.print_agreement, name="print_agreement"),
    path(f"{ONE}letters/<uuid:act_id>/", paper.print_letter, name="print_letter"),
    path(f"{ONE}change/", requests.change_draft, name="change_draft"),
    path(f"{ONE}send/", agreements.send_agreement, name="send_agreement"),
    path(f"{ONE}ask/", agreements.ask_service, name="ask_service"),
    path(f"{ONE}answer/", agreements.answer_practice, name="answer_practice"),
    path(f"{ONE}accept/", agreements.accept_agreement, name="accept_agreement"),
    path(f"{ONE}decline/", agreements.decline_agreement, name="decline_agreement"),
    path(f"{ONE}withdraw/", agreements.withdraw_agreement, name="withdraw_agreement"),
    path(f"{ONE}agreed/", agreements.record_yes, name="record_yes"),
    path(f"{ONE}agreed-no-longer/", agreements.record_no, name="record_no"),
    path(f"{ONE}decide/", agreements.decide_on_exclusion, name="decide_on_exclusion"),
    path(f"{ONE}review/", agreements.review_agreement, name="review_agreement"),
    path(f"{ONE}notice/", agreements.give_notice, name="give_notice"),
    path(f"{ONE}retract/", agreements.retract_notice, name="retract_notice"),
    path(f"{ONE}take-over/", agreements.take_over_lead, name="take_over_lead"),
    path(f"{ONE}move/", agreements.move_practice, name="move_practice"),
    path(f"{ONE}follow/", requests.draft_follow_on, name="draft_follow_on"),
    path(f"{ONE}hand-back/", agreements.hand_back_today, name="hand_back_today"),
    path(f"{ONE}take-back/", agreements.take_back, name="take_back"),
    path(f"{ONE}replace/", agreements.replace_prescriber, name="replace_prescriber"),
    path(f"{ONE}end/", agreements.end_agreement, name="end_agreement"),
    path("advice/", advice.list_advice, name="list_advice"),
    path("advice/discussions/", advice.list_discussions, name="list_discussions"),
    path("advice/ask/", advice.ask_in_general, name="ask_in_general"),
    path("people/<uuid:patient_id>/advice/ask/", advice.ask_advice, name="ask_advice"),
    path(
        "advice/waiting/<uuid:item_id>/",
        advice.show_waiting_advice,
        name="show_waiting_advice",
    ),
    path(THREAD, advice.show_advice, name="show_advice"),
    path(f"{THREAD}ask/", advice.ask_again, name="ask_again"),
    path(f"{THREAD}give/", advice.give_advice, name="give_advice"),
    path(f"{THREAD}close/", advice.close_advice, name="close_advice"),
]
