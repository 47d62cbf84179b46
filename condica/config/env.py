"""Settings from the environment (configurare): one typed place; a wrong value refuses to start and says which."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]


class Env(BaseSettings):
    """What an installation may set; names are upper-case in the environment."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", populate_by_name=True)

    data: Path = Field(default=ROOT / "var", validation_alias="CONDICA_DATA")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    secret_key: str = Field(default="", validation_alias="CONDICA_SECRET_KEY")
    debug: bool = Field(default=False, validation_alias="CONDICA_DEBUG")
    host: str = Field(default="127.0.0.1", validation_alias="CONDICA_HOST")
    port: int = Field(default=8000, ge=1, le=65535, validation_alias="CONDICA_PORT")
    allowed_hosts: str = Field(default="", validation_alias="CONDICA_ALLOWED_HOSTS")
    public_url: str = Field(default="", validation_alias="CONDICA_PUBLIC_URL")
    https: bool = Field(default=False, validation_alias="CONDICA_HTTPS")
    smtp_host: str = Field(default="", validation_alias="CONDICA_SMTP_HOST")
    smtp_port: int = Field(default=25, ge=1, le=65535, validation_alias="CONDICA_SMTP_PORT")
    smtp_user: str = Field(default="", validation_alias="CONDICA_SMTP_USER")
    smtp_password: str = Field(default="", validation_alias="CONDICA_SMTP_PASSWORD")
    smtp_security: Literal["none", "starttls", "tls"] = Field(default="none", validation_alias="CONDICA_SMTP_SECURITY")
    mail_from: str = Field(default="registratura@example.org", validation_alias="CONDICA_MAIL_FROM")
    pkcs11_library: str = Field(default="", validation_alias="CONDICA_PKCS11_LIBRARY")
    seal_file: str = Field(default="", validation_alias="CONDICA_SEAL_FILE")
    seal_passphrase_file: str = Field(default="", validation_alias="CONDICA_SEAL_PASSPHRASE_FILE")
    heads: Path | None = Field(default=None, validation_alias="CONDICA_HEADS")
    heads_email: str = Field(default="", validation_alias="CONDICA_HEADS_EMAIL")
    timestamp_url: str = Field(default="", validation_alias="CONDICA_TIMESTAMP_URL")
    revocation_fetch: bool = Field(default=False, validation_alias="CONDICA_REVOCATION_FETCH")
    upload_limit_mb: int = Field(default=100, ge=1, le=2000, validation_alias="CONDICA_UPLOAD_LIMIT_MB")
    scan_folders: str = Field(default="", validation_alias="CONDICA_SCAN_FOLDERS")
    clamd: str = Field(default="", validation_alias="CONDICA_CLAMD")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", validation_alias="CONDICA_LOG_LEVEL"
    )


def read_env() -> Env:
    """The settings, or SystemExit with one Romanian sentence per wrong value."""
    try:
        return Env()
    except ValidationError as error:
        lines = [
            f"  {'.'.join(map(str, e['loc']))}: valoarea {e['input']!r} nu e bună ({e['msg']})" for e in error.errors()
        ]
        raise SystemExit("Condica nu pornește: configurarea din mediu are greșeli.\n" + "\n".join(lines)) from None
