"""What the agent keeps beside his books: the folder of settings, and whether the tariffs in it can be read."""

from __future__ import annotations

from osago_xl import folders
from osago_xl.errors import TariffError
from osago_xl.excel.check import Check
from osago_xl.excel.environment import Environment
from osago_xl.tariffs import Tariffs


def own_settings(environment: Environment) -> Check:
    """The folder by its name, with how many acts of tariffs the agent has added."""
    folder = folders.beside(environment.platform, environment.variables) / folders.NAME
    tariffs = folder / "tariffs"
    if not tariffs.is_dir():
        return Check("Папка настроек", "ok", f"{folder}, своих тарифов нет (они лежали бы в папке tariffs)")
    try:
        own = len(Tariffs.load(tariffs).acts) - len(Tariffs.load().acts)
    except TariffError as error:
        return Check("Папка настроек", "error", str(error), f"Исправьте файл или уберите его из {tariffs}.")
    return Check("Папка настроек", "ok", f"{folder}, своих актов тарифов: {own}")
