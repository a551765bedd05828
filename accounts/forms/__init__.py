"""Forms of accounts: what people type to sign in, and about those who do."""

from accounts.forms.covers import ArrangeCoverForm
from accounts.forms.members import (
    ChangeLevelForm,
    ChangePasswordForm,
    EndMembershipForm,
    FindMembersForm,
    InviteMemberForm,
    ResetSignInForm,
    SetPasswordForm,
)
from accounts.forms.proof import (
    CodeForm,
    ConfirmCodeForm,
    ConfirmPasskeyForm,
    PasskeyForm,
    PasskeySignInForm,
    PasswordForm,
)
from accounts.forms.scheme import AddPlaceForm, ChangePlaceForm, ChangeSettingForm
from accounts.forms.second_factors import AddCodeAppForm, AddPasskeyForm
from accounts.forms.sign_in import SignInForm

__all__ = [
    "AddCodeAppForm",
    "AddPasskeyForm",
    "AddPlaceForm",
    "ArrangeCoverForm",
    "ChangeLevelForm",
    "ChangePasswordForm",
    "ChangePlaceForm",
    "ChangeSettingForm",
    "CodeForm",
    "ConfirmCodeForm",
    "ConfirmPasskeyForm",
    "EndMembershipForm",
    "FindMembersForm",
    "InviteMemberForm",
    "PasskeyForm",
    "PasskeySignInForm",
    "PasswordForm",
    "ResetSignInForm",
    "SetPasswordForm",
    "SignInForm",
]
