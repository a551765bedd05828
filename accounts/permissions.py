"""The whole policy on one page: who may do what, and how far each role sees."""

from enum import StrEnum
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from audit import actions as audit
from core import drafts
from core.policy import open_to_all as open_to_all
from core.reach import Reach
from core.vocabulary import Vocabulary


class Role(Vocabulary):
    """What a person is at work, under one membership of one organisation."""

    GP = "gp"
    NURSE = "nurse"
    SPECIALIST = "specialist"
    KEYWORKER = "keyworker"
    TEAM_LEAD = "team_lead"
    OUTREACH = "outreach"
    RECEPTIONIST = "receptionist"
    MENTOR = "mentor"
    PHARMACIST = "pharmacist"
    PARTNER = "partner"
    COORDINATOR = "coordinator"
    COMMISSIONER = "commissioner"
    PRIVACY_OFFICER = "privacy_officer"
    SERVICE_USER = "service_user"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def noun(self) -> str:
        """The label within a sentence: 'practice nurse', but 'GP'."""
        return self.label if self.label.isupper() else self.label.lower()


LABELS = {
    Role.GP: "GP",
    Role.NURSE: "Practice nurse",
    Role.SPECIALIST: "Specialist prescriber",
    Role.KEYWORKER: "Keyworker",
    Role.TEAM_LEAD: "Team lead",
    Role.OUTREACH: "Outreach worker",
    Role.RECEPTIONIST: "Receptionist",
    Role.MENTOR: "Peer mentor",
    Role.PHARMACIST: "Pharmacist",
    Role.PARTNER: "Partner professional",
    Role.COORDINATOR: "Scheme coordinator",
    Role.COMMISSIONER: "Commissioner",
    Role.PRIVACY_OFFICER: "Privacy officer",
    Role.SERVICE_USER: "Service user",
    Role.ADMINISTRATOR: "System administrator",
    Role.SYSTEM: "The system",
}

# How far a role sees among the people of its own organisation. Everyone else sees
# by grant, or no person at all. The database holds the same table in ctx.reach_of().
REACH = {
    Role.GP: Reach.RECORD,
    Role.NURSE: Reach.RECORD,
    Role.SPECIALIST: Reach.RECORD,
    Role.KEYWORKER: Reach.RECORD,
    Role.TEAM_LEAD: Reach.RECORD,
    Role.OUTREACH: Reach.RECORD,
    Role.PHARMACIST: Reach.MEDICINE,
    Role.RECEPTIONIST: Reach.NAME,
}
# A grant shows these a name and nothing more.
NAME_ONLY = frozenset({Role.MENTOR})
# These see nobody of their own, and answer what their organisation is asked.
PARTNERS = frozenset({Role.PARTNER})
# Those whose involvement has a level.
HAS_LEVEL = frozenset({Role.GP})
# On whose home stands what waits for anybody's people, not for their own alone: the
# lead's, and the practice nurse's, who gives doses to and reviews every GP's.
OVERSEES = frozenset({Role.TEAM_LEAD, Role.NURSE})
LEADS = frozenset({Role.TEAM_LEAD})
# No grant ever shows these a person.
NO_PERSON = frozenset({Role.COMMISSIONER, Role.ADMINISTRATOR})


class Permission(StrEnum):
    """What can be done, each with its sentence."""

    def __new__(cls, value, sentence):
        word = str.__new__(cls, value)
        word._value_ = value
        word.sentence = sentence
        return word

    SHOW_HOME = "show_home", "See one's own home page and what waits there"
    ACKNOWLEDGE_ITEM = "acknowledge_item", "Say that one has seen a piece of work"
    FINISH_ITEM = "finish_item", "Say that a piece of work is done"
    LIST_CASELOAD = "list_caseload", "List the people of one's organisation"
    LIST_CLINIC = "list_clinic", "List the people of a clinic in a practice"
    SHOW_PRACTICE = "show_practice", "See the practice's shared care on one page"
    ARRANGE_COVER = "arrange_cover", "Name a colleague who covers one's people"
    END_COVER = "end_cover", "End a cover before its last day"
    SEARCH_PEOPLE = "search_people", "Search among the people one may see"
    SHOW_CASE = "show_case", "Open a person's case page"
    LIST_TIMELINE = "list_timeline", "Read a person's timeline"
    ADD_PERSON = "add_person", "Make a record for a person"
    CORRECT_PERSON = "correct_person", "Correct who a person is and how to reach them"
    OPEN_EPISODE = "open_episode", "Open an episode of treatment"
    CLOSE_EPISODE = "close_episode", "Close an episode of treatment"
    ANSWER_CLOSING = "answer_closing", "Agree or refuse to end somebody's care"
    RECORD_CORE_FACTS = "record_core_facts", "Record the national return's core facts"
    LIST_PERMISSIONS = "list_permissions", "See with whom a person shares what"
    PERMIT_SHARING = "permit_sharing", "Record a person's permission to share"
    WITHDRAW_PERMISSION = "withdraw_permission", "Record that a permission ends"
    ADD_TEAM_MEMBER = "add_team_member", "Add somebody to a person's care team"
    END_TEAM_MEMBER = "end_team_member", "Take somebody off a person's care team"
    SEPARATE_PEOPLE = "separate_people", "Record that two people must not meet"
    RECORD_DEATH = "record_death", "Record that a person has died"
    UNDO_DEATH = "undo_death", "Undo a death recorded in error"
    LOG_CONSULTATION = "log_consultation", "Log a consultation"
    SHOW_NEXT_DOSE = "show_next_dose", "See when the next dose of a vaccine is due"
    ANSWER_VACCINE = (
        "answer_vaccine",
        "Record that a vaccine dose was given elsewhere or declined",
    )
    SCORE_AUDIT_C = "score_audit_c", "Have the answers of a screen added up"
    SHOW_CONSULTATION = "show_consultation", "Read a consultation or contact note"
    AMEND_CONSULTATION = "amend_consultation", "Amend an entry, keeping the old one"
    MOVE_CONSULTATION = "move_consultation", "Move an entry made on the wrong person"
    LOG_CONTACT = "log_contact", "Log a contact or a non-attendance"
    SHOW_SUBSTANCES = "show_substances", "See substances and medicine over time"
    SET_AIM = "set_aim", "Set what a person wants now and in the long term"
    TELL_MEDICINE = "tell_medicine", "Record a medicine as it was told"
    LIST_ARRIVALS = "list_arrivals", "See who is expected and who has arrived"
    BOOK_APPOINTMENT = "book_appointment", "Book an appointment"
    PRINT_APPOINTMENT = "print_appointment", "Print the letter of an appointment"
    RECORD_ARRIVAL = "record_arrival", "Record that somebody has arrived"
    REQUEST_EMERGENCY_ACCESS = (
        "request_emergency_access",
        "Open a record in an emergency, with a reason",
    )
    END_EMERGENCY_ACCESS = (
        "end_emergency_access",
        "End one's own emergency access before its time",
    )
    LIST_ALERTS = "list_alerts", "Read emergency accesses and refusals"
    REVIEW_EMERGENCY_ACCESS = (
        "review_emergency_access",
        "Say what came of an emergency access",
    )
    LIST_ACCESSES = "list_accesses", "Read who looked at what"
    HOLD_LINE = "hold_line", "Hold back a line of who looked from the person"
    REVIEW_HELD_LINE = "review_held_line", "Review a line that is held back"
    EXCLUDE_STAFF = "exclude_staff", "Keep a member of staff from a person's record"
    END_EXCLUSION = "end_exclusion", "End an exclusion"
    SHOW_OWN_RECORD = "show_own_record", "See one's own record and who has looked"
    LIST_COLLECTIONS = "list_collections", "See medicine of those who collect here"
    SHOW_SUPPLY = "show_supply", "See what safe supply to a person needs"
    REFER_PERSON = "refer_person", "Refer a person to another service"
    LIST_REFERRALS = "list_referrals", "See referrals that came in or were sent out"
    SHOW_REFERRAL = "show_referral", "Read a referral"
    SHOW_OWN_REFERRALS = "show_own_referrals", "Read the referrals of oneself"
    ACCEPT_REFERRAL = "accept_referral", "Accept a referral"
    DECLINE_REFERRAL = "decline_referral", "Decline a referral, with a reason"
    ASK_REFERRER = "ask_referrer", "Ask whoever referred a question"
    ANSWER_QUESTION = "answer_question", "Answer the question of a service"
    REVOKE_REFERRAL = "revoke_referral", "Take a referral back"
    BOOK_MEETING = "book_meeting", "Book the first meeting of a referral"
    CANCEL_MEETING = "cancel_meeting", "Take the day of a first meeting back"
    RECORD_MEETING = "record_meeting", "Record that somebody referred was seen"
    CLOSE_REFERRAL = "close_referral", "Close a referral with what came of it"
    LIST_SERVICES = "list_services", "Read the directory of services"
    ADD_SERVICE = "add_service", "Add a service to the directory"
    CHANGE_SERVICE = "change_service", "Change a service of the directory"
    END_SERVICE = "end_service", "Offer a service of the directory no longer"
    LIST_MATCHES = (
        "list_matches",
        "See the people one supports, beyond one's own organisation's",
    )
    LIST_AGREEMENTS = "list_agreements", "List the care that is shared, or asked for"
    SHOW_AGREEMENT = "show_agreement", "Read an agreement to share care"
    PRINT_AGREEMENT = "print_agreement", "Print an agreement in plain words"
    PRINT_LETTER = "print_letter", "Print the letter of an act upon an agreement"
    DECIDE_SUITABILITY = "decide_suitability", "Decide where a person's care suits"
    DRAFT_AGREEMENT = "draft_agreement", "Draft a request to share care"
    CHANGE_DRAFT = "change_draft", "Change a request before it is sent"
    SEND_AGREEMENT = "send_agreement", "Send a request to share care"
    ASK_SERVICE = "ask_service", "Ask the service about its request"
    ANSWER_PRACTICE = "answer_practice", "Answer a practice's question"
    ACCEPT_AGREEMENT = "accept_agreement", "Accept to share care"
    DECLINE_AGREEMENT = "decline_agreement", "Decline to share care"
    WITHDRAW_AGREEMENT = "withdraw_agreement", "Take a request to share care back"
    RECORD_YES = "record_yes", "Record that the person agrees to share care"
    RECORD_NO = "record_no", "Record that the person no longer agrees"
    DECIDE_ON_EXCLUSION = (
        "decide_on_exclusion",
        "Decide what follows of an exclusion that came true",
    )
    REVIEW_AGREEMENT = "review_agreement", "Record a three-way review"
    GIVE_NOTICE = "give_notice", "Give notice of shared care"
    HAND_BACK_TODAY = "hand_back_today", "Hand care back the same day"
    TAKE_BACK = "take_back", "Take care back from a practice"
    REPLACE_PRESCRIBER = "replace_prescriber", "Replace a prescriber lost today"
    END_AGREEMENT = "end_agreement", "End shared care"
    SHOW_PRESCRIBERS = "show_prescribers", "See who prescribes and who did"
    RECORD_OUTSIDE = "record_outside", "Record that somebody outside prescribes"
    RECORD_RETURN = "record_return", "Record that a person is back from elsewhere"
    COVER_LOST = "cover_lost", "Let the duty prescriber follow one who is lost"
    SET_DUTY_PRESCRIBER = "set_duty_prescriber", "Say who takes over for the service"
    LIST_CRITERIA = "list_criteria", "Read what the scheme asks of shared care"
    ADD_CRITERION = "add_criterion", "Add a criterion of suitability"
    END_CRITERION = "end_criterion", "End a criterion of suitability"
    CHANGE_DUTIES = "change_duties", "Say anew who does what in shared care"
    LIST_OFFERS = "list_offers", "See how far each practice takes part"
    SHOW_OFFER = "show_offer", "Read what a practice offers, and its history"
    SET_OFFER = "set_offer", "Say what a practice offers, from a day on"
    TELL_LEAVING = "tell_leaving", "Say that one, or one's practice, leaves"
    TAKE_BACK_LAST_DAY = "take_back_last_day", "Take one's own last day back"
    LIST_LEAVERS = "list_leavers", "See whose prescriber leaves, and who follows"
    TAKE_OVER_LEAD = "take_over_lead", "Take the lead of shared care in one's practice"
    MOVE_PRACTICE = "move_practice", "Record that a person moves to another practice"
    RETRACT_NOTICE = "retract_notice", "Take a notice of shared care back"
    DRAFT_FOLLOW_ON = "draft_follow_on", "Draft a request to whoever is to follow"
    LIST_PARTS = "list_parts", "See the pharmacy's part in shared care"
    TAKE_PART = "take_part", "Accept the pharmacy's part in shared care"
    SHOW_OWN_AGREEMENT = "show_own_agreement", "Read the agreement about oneself"
    PRINT_OWN_AGREEMENT = (
        "print_own_agreement",
        "Print the agreement about oneself",
    )
    AGREE_TO_SHARE = "agree_to_share", "Agree, or not, that one's care is shared"
    LIST_ADVICE = "list_advice", "List the questions that one asked or was asked"
    LIST_DISCUSSIONS = (
        "list_discussions",
        "Read what GPs of the scheme discuss, without names",
    )
    ASK_ADVICE = "ask_advice", "Ask a named specialist for advice"
    SHOW_ADVICE = "show_advice", "Read a question and the advice on it"
    ASK_AGAIN = "ask_again", "Ask a further question of the same specialist"
    GIVE_ADVICE = "give_advice", "Give advice, or reply in a discussion"
    CLOSE_ADVICE = "close_advice", "Close one's own question"
    SHOW_SCHEME = "show_scheme", "See the scheme's organisations and settings"
    CHANGE_SETTING = "change_setting", "Change a setting of the scheme from a day on"
    CHANGE_PLACE = "change_place", "Add an organisation to the scheme, or end its place"
    LIST_MEMBERS = "list_members", "List those who sign in"
    INVITE_MEMBER = "invite_member", "Invite somebody to sign in"
    END_MEMBERSHIP = "end_membership", "End somebody's membership"
    RESET_SIGN_IN = "reset_sign_in", "Let somebody set a new password and second factor"
    MOVE_DAY = "move_day", "In the demo: let days go by"
    RESET_DEMO = "reset_demo", "In the demo: have it made anew"
    CHANGE_LEVEL = "change_level", "Set how far a GP is involved"
    SAVE_DRAFT = "save_draft", "Keep what one is typing"
    SWITCH_MEMBERSHIP = "switch_membership", "Work under another of one's memberships"
    SHOW_ACCOUNT = "show_account", "See one's own account"
    LIST_SESSIONS = "list_sessions", "See where one is signed in"
    END_SESSION = "end_session", "End a sign-in of one's own"
    CHANGE_PASSWORD = "change_password", "Change one's own password"  # noqa: S105


P = Permission
OWN_SIGN_IN = {
    P.SWITCH_MEMBERSHIP,
    P.SHOW_ACCOUNT,
    P.LIST_SESSIONS,
    P.END_SESSION,
    P.CHANGE_PASSWORD,
}
IN_DEMO = {P.MOVE_DAY, P.RESET_DEMO}
EVERYONE = {P.SHOW_HOME, P.SAVE_DRAFT} | OWN_SIGN_IN | IN_DEMO
WORK = {P.ACKNOWLEDGE_ITEM, P.FINISH_ITEM}
READ_RECORD = {
    P.SEARCH_PEOPLE,
    P.SHOW_CASE,
    P.LIST_TIMELINE,
    P.SHOW_CONSULTATION,
    P.SHOW_SUBSTANCES,
    P.LIST_CASELOAD,
    P.LIST_PERMISSIONS,
}
WRITE_RECORD = {
    P.ADD_PERSON,
    P.CORRECT_PERSON,
    P.LOG_CONSULTATION,
    P.SHOW_NEXT_DOSE,
    P.SCORE_AUDIT_C,
    P.ANSWER_VACCINE,
    P.AMEND_CONSULTATION,
    P.MOVE_CONSULTATION,
    P.LOG_CONTACT,
    P.SET_AIM,
    P.TELL_MEDICINE,
    P.BOOK_APPOINTMENT,
    P.PRINT_APPOINTMENT,
    P.PERMIT_SHARING,
    P.RECORD_DEATH,
}
ANSWER_REFERRALS = {
    P.LIST_REFERRALS,
    P.SHOW_REFERRAL,
    P.ACCEPT_REFERRAL,
    P.DECLINE_REFERRAL,
    P.ASK_REFERRER,
    P.BOOK_MEETING,
    P.CANCEL_MEETING,
    P.RECORD_MEETING,
    P.CLOSE_REFERRAL,
}
REFER = ANSWER_REFERRALS | {
    P.REFER_PERSON,
    P.ANSWER_QUESTION,
    P.REVOKE_REFERRAL,
    P.LIST_SERVICES,
}
KEEP_DIRECTORY = {P.LIST_SERVICES, P.ADD_SERVICE, P.CHANGE_SERVICE, P.END_SERVICE}
OUTREACH = EVERYONE | WORK | READ_RECORD | WRITE_RECORD
CLINICAL = OUTREACH | REFER | {P.REQUEST_EMERGENCY_ACCESS, P.END_EMERGENCY_ACCESS}
HOLD_CASE = {
    P.LIST_CLINIC,
    P.OPEN_EPISODE,
    P.CLOSE_EPISODE,
    P.ANSWER_CLOSING,
    P.RECORD_CORE_FACTS,
    P.WITHDRAW_PERMISSION,
    P.ADD_TEAM_MEMBER,
    P.END_TEAM_MEMBER,
    P.SEPARATE_PEOPLE,
    P.LIST_ARRIVALS,
    P.RECORD_ARRIVAL,
}
SHARED = {
    P.LIST_AGREEMENTS,
    P.SHOW_AGREEMENT,
    P.PRINT_AGREEMENT,
    P.PRINT_LETTER,
    P.RECORD_YES,
    P.RECORD_NO,
    P.REVIEW_AGREEMENT,
    P.SHOW_PRESCRIBERS,
    P.RECORD_OUTSIDE,
    P.RECORD_RETURN,
    P.LIST_LEAVERS,
}
ASKS_TO_SHARE = {
    P.DECIDE_SUITABILITY,
    P.DRAFT_AGREEMENT,
    P.CHANGE_DRAFT,
    P.SEND_AGREEMENT,
    P.ANSWER_PRACTICE,
    P.WITHDRAW_AGREEMENT,
    P.TAKE_BACK,
    P.END_AGREEMENT,
    P.DECIDE_ON_EXCLUSION,
    P.REPLACE_PRESCRIBER,
    P.COVER_LOST,
    P.SET_DUTY_PRESCRIBER,
    P.MOVE_PRACTICE,
    P.DRAFT_FOLLOW_ON,
}
IS_ASKED_TO_SHARE = {
    P.DECIDE_SUITABILITY,
    P.ASK_SERVICE,
    P.ACCEPT_AGREEMENT,
    P.DECLINE_AGREEMENT,
    P.GIVE_NOTICE,
    P.HAND_BACK_TODAY,
    P.REPLACE_PRESCRIBER,
    P.COVER_LOST,
    P.TAKE_OVER_LEAD,
    P.MOVE_PRACTICE,
    P.RETRACT_NOTICE,
    P.TELL_LEAVING,
    P.TAKE_BACK_LAST_DAY,
}
SEES_OFFERS = {P.LIST_OFFERS, P.SHOW_OFFER}
READS_ADVICE = {P.LIST_ADVICE, P.SHOW_ADVICE}
ASKS_ADVICE = READS_ADVICE | {P.ASK_ADVICE, P.ASK_AGAIN, P.CLOSE_ADVICE}
GIVES_ADVICE = READS_ADVICE | {P.GIVE_ADVICE, P.LIST_DISCUSSIONS}
IN_PRACTICE = {P.SHOW_PRACTICE, P.ARRANGE_COVER, P.END_COVER}
COVERED = {P.ARRANGE_COVER, P.END_COVER}

ROLE_PERMISSIONS = {
    Role.GP: CLINICAL
    | IN_PRACTICE
    | SHARED
    | IS_ASKED_TO_SHARE
    | ASKS_ADVICE
    | GIVES_ADVICE,
    Role.NURSE: CLINICAL | IN_PRACTICE | SHARED | ASKS_ADVICE | {P.LIST_DISCUSSIONS},
    Role.SPECIALIST: CLINICAL
    | HOLD_CASE
    | COVERED
    | SHARED
    | ASKS_TO_SHARE
    | GIVES_ADVICE
    | {P.UNDO_DEATH},
    Role.KEYWORKER: CLINICAL | HOLD_CASE | COVERED | SHARED | ASKS_ADVICE,
    Role.TEAM_LEAD: CLINICAL
    | HOLD_CASE
    | COVERED
    | SHARED
    | ASKS_ADVICE
    | {P.REPLACE_PRESCRIBER, P.COVER_LOST, P.SET_DUTY_PRESCRIBER, P.UNDO_DEATH},
    Role.OUTREACH: OUTREACH | COVERED,
    Role.RECEPTIONIST: EVERYONE
    | WORK
    | {P.LIST_ARRIVALS, P.RECORD_ARRIVAL, P.SEARCH_PEOPLE}
    | {P.BOOK_APPOINTMENT, P.PRINT_APPOINTMENT},
    Role.MENTOR: EVERYONE | {P.LIST_MATCHES},
    Role.PHARMACIST: EVERYONE
    | WORK
    | {P.LIST_COLLECTIONS, P.SHOW_SUPPLY, P.LIST_PARTS, P.TAKE_PART},
    Role.PARTNER: EVERYONE | WORK | ANSWER_REFERRALS | {P.SHOW_CASE, P.LIST_MATCHES},
    Role.COORDINATOR: EVERYONE
    | WORK
    | KEEP_DIRECTORY
    | {P.SHOW_SCHEME, P.CHANGE_SETTING, P.CHANGE_PLACE, P.LIST_MEMBERS, P.CHANGE_LEVEL}
    | {P.LIST_CRITERIA, P.ADD_CRITERION, P.END_CRITERION, P.CHANGE_DUTIES}
    | SEES_OFFERS
    | {P.SET_OFFER, P.LIST_LEAVERS},
    Role.COMMISSIONER: EVERYONE | SEES_OFFERS,
    Role.PRIVACY_OFFICER: EVERYONE
    | WORK
    | {
        P.LIST_ALERTS,
        P.REVIEW_EMERGENCY_ACCESS,
        P.LIST_ACCESSES,
        P.HOLD_LINE,
        P.REVIEW_HELD_LINE,
        P.EXCLUDE_STAFF,
        P.END_EXCLUSION,
    },
    Role.SERVICE_USER: EVERYONE
    | {P.SHOW_OWN_RECORD, P.SHOW_OWN_AGREEMENT, P.PRINT_OWN_AGREEMENT}
    | {P.AGREE_TO_SHARE, P.SHOW_OWN_REFERRALS},
    Role.ADMINISTRATOR: EVERYONE
    | {
        P.LIST_MEMBERS,
        P.INVITE_MEMBER,
        P.END_MEMBERSHIP,
        P.RESET_SIGN_IN,
        P.SHOW_SCHEME,
    },
    Role.SYSTEM: set(),
}


def requires(permission):
    """Let only those in whose role ``permission`` stands; a refusal is written down.

    Signed out: to the sign-in page. Locked: to unlock, and back to the same address.
    Another role: 403. Not theirs to see: 404, so that existence is not told.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            viewer = request.viewer
            if viewer is None:
                _keep_what_was_typed(request, permission, kwargs.get("patient_id"))
                return _to_sign_in(request)
            if not viewer.may(permission):
                audit.refuse(permission, by=viewer, asked=kwargs)
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except Http404:
                audit.refuse(permission, by=viewer, asked=kwargs)
                raise

        guarded.policy = permission
        return guarded

    return decorate


def _keep_what_was_typed(request, form, patient_id):
    """A form about a person that is sent from a locked page waits as a draft."""
    is_sent = request.is_locked and request.method == "POST"
    if is_sent and patient_id and drafts.keeps(form):
        drafts.keep(
            user_id=request.user.pk, form=form, about=patient_id, typed=request.POST
        )


def _to_sign_in(request):
    if request.is_locked:
        page = "accounts:unlock"
    elif request.user.is_authenticated:
        page = "accounts:choose_membership"
    else:
        page = "account_login"
    return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
