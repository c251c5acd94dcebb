"""Whom to ask when the answer is no."""

from django.utils.translation import gettext_lazy as _

ASK_HUB = _("Ask the hub team of the country, or a steward of this platform.")
ASK_STEWARD = _("Ask a steward of this platform.")
ASK_SIGN_IN = _("Sign in, or make an account: it takes an e-mail address and a minute.")
