"""What the clock does for accounts."""

from celery import shared_task

from accounts.actions.sessions import clear_what_is_over


@shared_task
def clear_sessions_and_guesses():
    """Every ten minutes. Forgets the sessions and guesses whose time is over."""
    clear_what_is_over()
