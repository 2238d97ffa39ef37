"""What the operator sets, by environment or `.env`: one field, one line of `.env.example`."""

import os
import re
from pathlib import Path
from stat import S_IROTH
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "DESK_"
SECRETS = {
    "bot_token": "the bot's token",
    "webhook_secret": "the webhook's secret",
    "database_url": "the database's address",
}
"""What may stand in a file of its own, named by the setting with _FILE behind it."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


class BadSettings(Exception):  # noqa: N818 - reads as the sentence it is
    """The program was started with settings it cannot use; the message says which, and how to mend it."""


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    bot_token: SecretStr | None = None
    bot_token_file: Path | None = None
    telegram_api: str = "https://api.telegram.org"
    database_url: SecretStr | None = None
    database_url_file: Path | None = None
    staff_chat_id: int | None = None
    leads: Annotated[tuple[int, ...], NoDecode] = ()
    rules: Path | None = None
    hours: Path | None = None
    rota: Path | None = None
    faq: Path | None = None
    locale: Literal["zh", "en"] = "zh"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_secret_file: Path | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    sandbox_port: int = Field(default=8081, ge=0, le=65535)
    pace: float = Field(default=1.0, gt=0)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("leads", mode="before")
    @classmethod
    def _many(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].get_default() if value == "" else value

    @property
    def token(self) -> str | None:
        """Return the bot's token; none means the sandbox."""
        return self.bot_token.get_secret_value() if self.bot_token else None


def read_settings() -> Settings:
    """Return the settings in force.

    Raises:
        BadSettings: one is unknown, impossible or unreadable.
    """
    try:
        _refuse_unknown()
        settings = Settings()
    except UnicodeDecodeError:
        raise BadSettings(".env is not UTF-8; save it as UTF-8 once more.") from None
    except OSError as error:
        raise BadSettings(f".env cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        raise BadSettings("; ".join(_sentence(problem) for problem in error.errors())) from None
    settings = _with_secrets_of_files(settings)
    if settings.webhook_url and not settings.webhook_secret:
        raise BadSettings(f"{PREFIX}WEBHOOK_URL needs {PREFIX}WEBHOOK_SECRET: anyone could speak for Telegram.")
    if settings.token is not None and not _TOKEN.fullmatch(settings.token):
        name = "BOT_TOKEN" if settings.bot_token_file is None else "BOT_TOKEN_FILE"
        raise BadSettings(f"{PREFIX}{name} holds no token: @BotFather gives one like 123456789:AAE4f-cXqw.")
    return settings


def _refuse_unknown() -> None:
    given = {**os.environ, **dotenv_values(".env")} if Path(".env").is_file() else dict(os.environ)
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = sorted(name for name in given if name.upper().startswith(PREFIX) and name.upper() not in known)
    if unknown:
        raise BadSettings(f"unknown setting {', '.join(unknown)}; .env.example lists those there are.")


def _with_secrets_of_files(settings: Settings) -> Settings:
    given = {name: _in_file(settings, name, path) for name, path in secret_files(settings)}
    return settings.model_copy(update=given)


def secret_files(settings: Settings) -> list[tuple[str, Path]]:
    """Return the secrets that are read from files of their own, each with its file."""
    files = [(name, getattr(settings, f"{name}_file")) for name in SECRETS]
    return [(name, path) for name, path in files if path is not None]


def _in_file(settings: Settings, name: str, path: Path) -> SecretStr:
    setting, what = f"{PREFIX}{name.upper()}_FILE", SECRETS[name]
    if getattr(settings, name) is not None:
        raise BadSettings(f"{PREFIX}{name.upper()} and {setting} are both set; leave one of them out.")
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSettings(f"{setting} {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSettings(f"{setting} {path} is no text; put {what} into it.") from None
    if not secret:
        raise BadSettings(f"{setting} {path} is empty; put {what} into it.")
    return SecretStr(secret)


def readable_by_all(settings: Settings) -> list[Path]:
    """Return the files with secrets that everybody on this machine can read."""
    env = Path(".env")
    files = [path for _, path in secret_files(settings)]
    if env.is_file() and any(dotenv_values(env).get(f"{PREFIX}{name.upper()}") for name in SECRETS):
        files.append(env)
    return [path for path in files if path.stat().st_mode & S_IROTH]


def _sentence(problem: Any) -> str:
    name = f"{PREFIX}{str(problem['loc'][0]).upper()}" if problem["loc"] else "a setting"
    return f"{name}: {problem['msg'][0].lower()}{problem['msg'][1:]}"
