"""The extension in the Calc of a person: installed as he does it, and a workbook that calls a function of it."""

from openpyxl import Workbook

from osago_xl.calc import bridge
from osago_xl.calc.office import Office


def install(oxt, profile):
    """As the extension manager does it; a profile must have been started once before."""
    with Office(profile=profile):
        pass
    with Office(profile=profile) as office:
        singleton = "/singletons/com.sun.star.deployment.ExtensionManager"
        manager = office.context.getValueByName(singleton)
        manager.addExtension(oxt.as_uri(), (), "user", None, Yes())


class Yes:
    """The person who answers the extension manager's question with the first answer: install."""

    def getTypes(self):
        names = ("ucb.XCommandEnvironment", "task.XInteractionHandler", "lang.XTypeProvider")
        return tuple(bridge.uno().getTypeByName(f"com.sun.star.{name}") for name in names)

    def getImplementationId(self):
        return bridge.uno().ByteSequence(b"")

    def getInteractionHandler(self):
        return self

    def getProgressHandler(self):
        return None

    def handle(self, request):
        request.getContinuations()[0].select()


def calls(path, count, formula="=OSAGO_PLUS({},1)"):
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Вызовы")
    for number in range(1, count + 1):
        sheet.append([formula.format(number)])
    workbook.save(path)
    return path
