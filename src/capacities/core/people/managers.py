"""How people are made and found by e-mail. Addresses are kept in lower case, so case never tells two people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager

if TYPE_CHECKING:
    from capacities.core.people.models import Person


class PersonManager(BaseUserManager["Person"]):
    """Makes people from an e-mail address; the password is optional because a code by e-mail is enough."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Create a person. Raises ValueError without an e-mail address."""
        if not email:
            raise ValueError("a person needs an e-mail address")
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Create a person and make them steward of the installation (Django's ``createsuperuser`` calls this)."""
        from allauth.account.models import EmailAddress

        from capacities.core.people.models import Grant

        person = self.create_user(email, password, **fields)
        # Not verified yet: the first code that is mailed there proves it.
        EmailAddress.objects.create(user=person, email=person.email, primary=True)
        Grant.objects.create(person=person, role="steward", scope="all")
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with this e-mail address in any case."""
        return self.get(email=(username or "").lower())
