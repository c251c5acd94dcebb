"""Settings of signing in and of mail. Nothing here is about what a person may do: that is `core.permissions`."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from capacities.config.database import data_dir
from capacities.config.environment import env, envbool, envint

_SMTP_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}
_PROVIDER_KEYS = {"id", "name", "client_id", "secret", "server_url"}


def email_settings(url: str) -> dict[str, Any]:
    """Turn ``EMAIL_URL`` into Django's settings of mail; without one, mails become files in the data folder.

    ``smtp+tls://user:password@host:587`` (STARTTLS), ``smtps://…`` (TLS from the start) or ``smtp://host:25``
    (neither). Raises ImproperlyConfigured for any other scheme or a missing host.
    """
    if not url:
        folder = data_dir() / "mail"
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    parts = urlsplit(url)
    if parts.scheme not in _SMTP_SCHEMES or not parts.hostname:
        raise ImproperlyConfigured(f"EMAIL_URL must be {', '.join(_SMTP_SCHEMES)} with ://host, not {parts.scheme!r}")
    port, starttls, tls = _SMTP_SCHEMES[parts.scheme]
    options = dict(parse_qsl(parts.query))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": starttls,
        "EMAIL_USE_SSL": tls,
        "EMAIL_TIMEOUT": int(options.get("timeout", "20")),
    }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _oidc_app(entry: object, number: int) -> dict[str, Any]:
    """Check one entry of ``OIDC_PROVIDERS`` and return it as allauth wants it."""
    where = f"OIDC_PROVIDERS, entry {number}"
    if not isinstance(entry, dict):
        raise ImproperlyConfigured(f"{where}: must be an object with {', '.join(sorted(_PROVIDER_KEYS))}")
    missing = sorted(key for key in _PROVIDER_KEYS if not entry.get(key))
    if missing:
        raise ImproperlyConfigured(f"{where}: {', '.join(missing)} missing")
    if not re.fullmatch(r"[a-z0-9-]+", str(entry["id"])):
        raise ImproperlyConfigured(f"{where}: id may hold small letters, digits and hyphens, not {entry['id']!r}")
    trusted = bool(entry.get("trusts_email", False))
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": {
            "server_url": entry["server_url"],
            "oauth_pkce_enabled": bool(entry.get("pkce", True)),
            "origins": [_origin(entry["server_url"]), *map(_origin, entry.get("origins", []))],
            "email_authentication": trusted,
            "verified_email": trusted,
            **({"scope": entry["scope"]} if "scope" in entry else {}),
            **({"token_auth_method": entry["token_auth_method"]} if "token_auth_method" in entry else {}),
        },
    }


def oidc_apps(text: str) -> list[dict[str, Any]]:
    """Read ``OIDC_PROVIDERS``, a JSON list of providers. Raises ImproperlyConfigured naming entry and key."""
    if not text:
        return []
    try:
        entries = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"OIDC_PROVIDERS is not JSON: {error}") from error
    if not isinstance(entries, list):
        raise ImproperlyConfigured("OIDC_PROVIDERS must be a JSON list")
    apps = [_oidc_app(entry, number) for number, entry in enumerate(entries, start=1)]
    ids = [app["provider_id"] for app in apps]
    if len(set(ids)) < len(ids):
        raise ImproperlyConfigured("OIDC_PROVIDERS: two entries have the same id")
    return apps


def account_settings(site_root: str) -> dict[str, Any]:
    """Return the settings of people, sign-in, sessions and mail."""
    return {
        "AUTH_USER_MODEL": "people.Person",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": _password_validators(),
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/account/",
        "LOGOUT_REDIRECT_URL": "/",
        "SESSION_COOKIE_AGE": 14 * 24 * 3600,
        # Who needs it: people who manage the installation's mail, to know the sender that their server allows.
        "DEFAULT_FROM_EMAIL": env("MAIL_FROM", "Capacities <no-reply@localhost>"),
        **email_settings(env("EMAIL_URL")),
        **_allauth(),
        **_second_factors(site_root),
        **_other_providers(),
    }


def _password_validators() -> list[dict[str, Any]]:
    package = "django.contrib.auth.password_validation"
    return [
        {
            "NAME": f"{package}.UserAttributeSimilarityValidator",
            "OPTIONS": {"user_attributes": ("name", "email")},
        },
        {"NAME": f"{package}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": f"{package}.CommonPasswordValidator"},
        {"NAME": f"{package}.NumericPasswordValidator"},
    ]


def _allauth() -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "capacities.core.people.adapters.AccountAdapter",
        "ACCOUNT_FORMS": {"signup": "capacities.core.people.forms.SignUpForm"},
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_USER_DISPLAY": str,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        # A password can be set later; without it in this list the sign-in page would not take any.
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1"],
        "ACCOUNT_UNIQUE_EMAIL": True,
        "ACCOUNT_MAX_EMAIL_ADDRESSES": 5,
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
        "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
        "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE": True,
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
        "ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND": True,
        # Mail servers of town halls often hold back a first message for minutes.
        "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 15 * 60,
        "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        # Who needs it: servers behind a balancer; how many proxies of ours add to X-Forwarded-For.
        "ALLAUTH_TRUSTED_PROXY_COUNT": envint("TRUSTED_PROXIES", 0),
        # Who needs it: installations that test under load; the limits on attempts stay on everywhere else.
        **({} if envbool("SIGN_IN_LIMITS", True) else {"ACCOUNT_RATE_LIMITS": False, "MFA_RATE_LIMITS": False}),
    }


def _second_factors(site_root: str) -> dict[str, Any]:
    return {
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Capacities",
        # A clock that is half a minute off should not lock anyone out.
        "MFA_TOTP_TOLERANCE": 1,
        # Browsers allow passkeys without https on localhost only.
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": site_root.startswith("http://localhost"),
    }


def _other_providers() -> dict[str, Any]:
    apps = oidc_apps(env("OIDC_PROVIDERS"))
    return {
        "SIGN_IN_ORIGINS": sorted({origin for app in apps for origin in app["settings"]["origins"]}),
        # Who needs it: whoever lets people sign in with EU Login or a national identity; see docs/accounts.md.
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": apps}},
        "SOCIALACCOUNT_ADAPTER": "capacities.core.people.adapters.ProviderAdapter",
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
    }
