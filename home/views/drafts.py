"""What someone is typing, kept while they type."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, requires
from core import drafts
from patients.models import Patient

LONGEST = 60_000


@require_POST
@requires(Permission.SAVE_DRAFT)
def save_draft(request, form, patient_id):
    viewer = request.viewer
    if not Patient.objects.open_to(viewer).filter(pk=patient_id).exists():
        raise Http404
    if len(request.body) > LONGEST:
        return HttpResponse(status=413)
    drafts.keep(user_id=viewer.user_id, form=form, about=patient_id, typed=request.POST)
    return HttpResponse(status=204)
