"""Which database a model lives in: keys in the key store, everything else in the main database."""

from typing import Any

from django.db.models import Model

KEY_STORE = "keystore"
_IN_KEY_STORE = {"storedkey"}


class KeyStoreRouter:
    """Keeps StoredKey, and nothing else, in the key store."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Return the database that `model` is read from."""
        return KEY_STORE if _is_key(model) else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """Return the database that `model` is written to."""
        return KEY_STORE if _is_key(model) else None

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        """Forbid relations across the two databases."""
        return None if _is_key(type(one)) == _is_key(type(other)) else False

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        """Make each table in its own database only."""
        is_key = app_label == "reports" and model_name in _IN_KEY_STORE
        return is_key == (db == KEY_STORE)


def _is_key(model: type[Model]) -> bool:
    return model._meta.app_label == "reports" and model._meta.model_name in _IN_KEY_STORE
