"""Debian's packages that the tests need: installed where they are missing and can be, named where they cannot."""

import os
import shutil
import subprocess

SHELL = "chromium-headless-shell"
BROWSER = "chromium"


class MissingPackageError(Exception):
    """A program that the tests need is not there and could not be installed."""

    def __init__(self, package: str, reason: str) -> None:
        super().__init__(
            f"The tests need Debian's package {package}: {reason}. Install it, then run `make test` again."
        )


def install(package: str) -> str:
    """Install a package by apt, as root or by sudo without a password; raise MissingPackageError, with the reason."""
    apt = shutil.which("apt-get")
    if apt is None:
        raise MissingPackageError(package, "this machine has no apt-get")
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if prefix and shutil.which("sudo") is None:
        raise MissingPackageError(package, "installing it takes root, and there is no sudo")
    print(f"Installing Debian's package {package} for the tests ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", package]):
        done = subprocess.run([*prefix, apt, *command], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingPackageError(package, f"apt-get said: {(done.stderr or done.stdout).strip()[-400:]}")
    return package


def chromium() -> str:
    """Return the path of Chromium, installing it where it is missing; raise MissingPackageError.

    The headless shell is the same engine without windows, which nobody sees here: pages open in half the time. Where it
    cannot be had, the whole browser serves.
    """
    found = shutil.which(SHELL) or _tried(SHELL) or shutil.which(BROWSER)
    if found is None:
        install(BROWSER)
        found = shutil.which(BROWSER)
    if found is None:
        raise MissingPackageError(BROWSER, "it was installed, but there is no program of that name")
    return found


def _tried(package: str) -> str | None:
    try:
        install(package)
    except MissingPackageError:
        return None
    return shutil.which(package)
