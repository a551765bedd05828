"""What the GPs of the demo's scheme have discussed: about nobody, and answered."""

from agreements.actions import advice as actions
from agreements.models import AdviceMessage
from patients.actions import work

ASKER, COLLEAGUE, SPECIALIST = "gp6", "gp1", "spec1"
ASKED_AGO, REPLIED_AGO, ANSWERED_AGO, READ_AGO = 6, 5, 4, 3
ASKS = (
    "How do you keep the second and third dose of the hepatitis B vaccine from being"
    " forgotten, where people come for their review only every twelve weeks?"
)
REPLIES = "Our nurse books both before they leave, and the pharmacy reminds them."
ADVISES = (
    "Book them as Dr Yusuf's practice does. Keyworkers of ours go along to a dose where"
    " somebody asks for it: put it down as a task. A late dose is given, and the course"
    " goes on from there; it need not begin again."
)


def discuss(stage) -> None:
    """One question opened to GPs, a colleague's reply, the specialist's answer. The
    asker has read them, so nothing waits."""
    thread = actions.ask_advice(
        patient=None,
        specialist=stage.members[SPECIALIST],
        text=ASKS,
        is_discussion=True,
        by=stage.viewer(ASKER, ASKED_AGO),
    )
    for username, ago, text in (
        (COLLEAGUE, REPLIED_AGO, REPLIES),
        (SPECIALIST, ANSWERED_AGO, ADVISES),
    ):
        actions.give_advice(thread=thread, text=text, by=stage.viewer(username, ago))
    asker = stage.viewer(ASKER, READ_AGO)
    said = AdviceMessage.objects.filter(thread=thread).values_list("pk", flat=True)
    work.finish_sources(sources=said, by=asker)
