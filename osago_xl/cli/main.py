"""osago-xl: parse, open a book, run an action, print. Commands are imported when they are called."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from importlib.metadata import version

from osago_xl.cli import streams
from osago_xl.cli.russian import nearest, speak_russian
from osago_xl.errors import OsagoError, UsageError, in_a_sentence
from osago_xl.work.ui import Cancelled

OK, FINDINGS, WRONG_USE, FAILURE, CANCELLED = 0, 1, 2, 3, 4
ENDS = "Чем кончилось, для программ: 0 сделано, 1 есть находки, 2 неверный вызов, 3 не вышло, 4 отменено."

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module with add_arguments(parser) and run(args) -> exit code, one line of help)
    "demo": ("osago_xl.cli.demo", "показать весь путь на примерах: импорт, звонки, премия, заявление"),
    "new": ("osago_xl.cli.new", "новая пустая книга"),
    "build": ("osago_xl.cli.build", "пересобрать книгу, надстройку и справочники репозитория"),
    "import": ("osago_xl.cli.import_", "перенести в книгу старую базу, файл компании, реестр бланков"),
    "due": ("osago_xl.cli.due", "кому звонить и почему"),
    "print": ("osago_xl.cli.print_", "бумага по полису или клиенту в файл"),
    "check": ("osago_xl.cli.check", "ошибки и предупреждения базы"),
    "run": ("osago_xl.cli.run", "любая команда ленты на закрытой книге или через LibreOffice"),
    "premium": ("osago_xl.cli.premium", "премия по строкам JSON или CSV со стандартного входа"),
    "kbm": ("osago_xl.cli.kbm", "КБМ на следующий год после N выплат"),
    "refund": ("osago_xl.cli.refund", "оценка возврата при досрочном прекращении"),
    "territory": ("osago_xl.cli.territory", "КТ по названию места"),
    "tariffs": ("osago_xl.cli.tariffs", "проверить, перечислить или показать тарифы"),
    "export": ("osago_xl.cli.export", "таблица книги в xlsx или csv"),
    "query": ("osago_xl.cli.query", "ответ на сохранённый запрос"),
    "backup": ("osago_xl.cli.backup", "копия с проверкой, список копий"),
    "restore": ("osago_xl.cli.restore", "отличия от копии и возврат книги, таблиц или строк"),
    "merge": ("osago_xl.cli.merge", "объединить базы"),
    "split": ("osago_xl.cli.split", "книга субагента только с его клиентами"),
    "agency": ("osago_xl.cli.agency", "агентство: много книг, одно хранилище, обмен между ними"),
    "password": ("osago_xl.cli.password", "пароль на открытие книги"),
    "upgrade": ("osago_xl.cli.upgrade", "книга прежней версии становится нынешней"),
    "extension": ("osago_xl.cli.extension", "функции для LibreOffice Calc: файл расширения"),
    "install": ("osago_xl.cli.install", "настроить Excel на этом компьютере"),
    "uninstall": ("osago_xl.cli.uninstall", "убрать эти настройки, книги останутся"),
    "doctor": ("osago_xl.cli.doctor", "почему не работают кнопки и что сделать"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 ok, 1 findings, 2 wrong use, 3 failure, 4 cancelled."""
    streams.set_up()
    argv = list(sys.argv[1:] if argv is None else argv)
    if argv == ["--version"]:
        print(f"osago-xl {version('osago-xl')}")
        return OK
    wanted = next((word for word in argv if not word.startswith("-")), None)
    if wanted is not None and wanted not in COMMANDS:
        print(f"osago-xl: нет команды «{wanted}».{nearest(wanted, COMMANDS)} Все: osago-xl --help", file=sys.stderr)
        return WRONG_USE
    args = _parser(wanted).parse_args(argv)
    if getattr(args, "json", False):
        streams.for_programs()
    try:
        code = int(args.run(args))
        sys.stdout.flush()
        return code
    except Cancelled:
        print("osago-xl: отменено, в книгу ничего не записано.", file=sys.stderr)
        return CANCELLED
    except OsagoError as error:
        print(f"osago-xl: {error}", file=sys.stderr)
        return WRONG_USE if isinstance(error, UsageError) else FAILURE
    except OSError as error:
        if streams.is_closed_pipe(error):
            streams.stop_printing()
            return OK
        print(f"osago-xl: {in_a_sentence(error)}", file=sys.stderr)
        return FAILURE
    except KeyboardInterrupt:
        print("osago-xl: прервано", file=sys.stderr)
        return FAILURE


def _parser(wanted: str | None) -> argparse.ArgumentParser:
    """All commands with a line of help; the arguments of the wanted one only, whose module alone is imported."""
    speak_russian()
    parser = argparse.ArgumentParser(prog="osago-xl", description="Рабочее место агента ОСАГО в Excel", epilog=ENDS)
    parser.add_argument("--version", action="store_true", help="версия программы")
    commands = parser.add_subparsers(dest="command", metavar="КОМАНДА", required=True)
    for name, (module, text) in COMMANDS.items():
        sub = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=ENDS)
        if name == wanted:
            command = importlib.import_module(module)
            command.add_arguments(sub)
            sub.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
