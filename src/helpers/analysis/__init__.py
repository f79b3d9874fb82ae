"""What a folder can show: terms, topics, tone and eras; the article is the unit of every test.

Modules are imported when they are first asked for, so that ``from helpers import analysis`` does.
"""

from importlib import import_module
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'") from error
