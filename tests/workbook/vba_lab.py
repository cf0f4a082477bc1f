"""Our VBA in an interpreter: a double in place of OsagoHost, all other modules as they are shipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyopenvba.apps.excel import ExcelApplication

from osago_xl.functions.registry import Arg, Function
from osago_xl.workbook.vba import workbook_sources

# HostAsk answers by the name of the function; what was asked, said and run is kept for the test to see.
HOST_DOUBLE = """Option Explicit
Public wizardOpen As Boolean
Public pythonDead As Boolean
Public savedFlag As Boolean
Public pythonEnded As Boolean
Public starts As Long
Public asked As Long
Public journal As String
Public Function HostInFunctionWizard() As Boolean
    HostInFunctionWizard = wizardOpen
End Function
Public Function HostPython() As Object
    If pythonDead Then Err.Raise 1000, , "no Python"
    starts = starts + 1
    Set HostPython = New FakePython
    pythonEnded = False
End Function
Public Function HostAsk(ByVal python As Object, ByVal request As Variant) As Variant
    Dim table(0 To 1, 0 To 1) As Variant, i As Long
    If pythonDead Or pythonEnded Then Err.Raise 462, , "the server is not there"
    asked = asked + 1
    journal = ""
    For i = LBound(request) To UBound(request)
        journal = journal & TypeName(request(i)) & " "
    Next i
    table(0, 0) = 1: table(0, 1) = "#OSAGO:2015": table(1, 0) = "text": table(1, 1) = 4
    Select Case request(0)
        Case "OSAGO_MISSING": HostAsk = "#OSAGO:2042"
        Case "OSAGO_TABLE": HostAsk = table
        Case "OSAGO_ROW": HostAsk = Array(1, "#OSAGO:2036")
        Case Else: HostAsk = request(1)
    End Select
End Function
Public Function HostRunPython(ByVal command As String) As Variant
    If pythonDead Then Err.Raise 1000, , "no Python"
    journal = journal & command
End Function
Public Sub HostDescribe(ByVal name As String, ByVal text As String, ByVal category As String, _
        ByVal arguments As Variant)
    If name = "OSAGO_MISSING" Then Err.Raise 1004, , "hidden workbook"
    savedFlag = False
    journal = journal & name & ": " & text & " [" & category & "] " & Join(arguments, ", ") & vbLf
End Sub
Public Function HostHelpRows() As Variant
    HostHelpRows = ActiveSheet.UsedRange.Value2
End Function
Public Function HostSaved() As Boolean
    HostSaved = savedFlag
End Function
Public Sub HostSetSaved(ByVal saved As Boolean)
    savedFlag = saved
End Sub
Public Sub HostSelect(ByVal cells As Object)
    journal = journal & cells.Address & ": "
End Sub
Public Sub HostSay(ByVal text As String)
    journal = journal & text
End Sub
Public Function Journal_() As String
    Journal_ = journal
End Function
Public Function Saved_() As Boolean
    Saved_ = savedFlag
End Function
Public Function Starts_() As Long
    Starts_ = starts
End Function
Public Function Asked_() As Long
    Asked_ = asked
End Function
Public Sub EndPython_()
    pythonEnded = True
End Sub
Public Sub Setup_(ByVal wizard As Boolean, ByVal dead As Boolean, ByVal saved As Boolean)
    wizardOpen = wizard
    pythonDead = dead
    savedFlag = saved
End Sub
"""

DRIVER = """Option Explicit
Public Sub ClickButton(ByVal id As String)
    Dim button As New FakeButton
    button.id = id
    OnAction button
End Sub
Public Function NewSheet(ByVal codeName As String) As Object
    Set NewSheet = New FakeSheet
    NewSheet.CodeName = codeName
End Function
Public Function NewLink(ByVal address As String) As Object
    Set NewLink = New FakeLink
    Set NewLink.Range = ActiveSheet.Range(address)
End Function
Public Function OverRange(ByVal address As String) As Variant
    OverRange = OSAGO_SAME(ActiveSheet.Range(address))
End Function
Public Function LeaveOut() As Variant
    LeaveOut = OSAGO_SAME(1)
End Function
"""


def in_python(*cells: object) -> object:
    raise AssertionError("a wrapper asks the double, never a body")


SAME = Function("OSAGO_SAME", "", (Arg("given", ""), Arg("more", "", optional=True)), in_python, "number", "")
MISSING = Function("OSAGO_MISSING", "", (Arg("given", ""),), in_python, "number", "")
TABLE = Function("OSAGO_TABLE", "", (Arg("given", ""),), in_python, "table", "")
ROW = Function("OSAGO_ROW", "", (Arg("given", ""),), in_python, "table", "")


class Lab:
    """The workbook's VBA, loaded module by module; `cells` stand on the active sheet."""

    def __init__(
        self,
        cells: Mapping[str, object] | None = None,
        *,
        functions: Sequence[Function] = (SAME, MISSING, TABLE, ROW),
        wizard: bool = False,
        dead: bool = False,
        saved: bool = True,
    ) -> None:
        self.app = ExcelApplication()
        self.app.add_workbook()
        for address, value in (cells or {}).items():
            self.app.sheet().set_value(address, value)
        self.app.add_module(HOST_DOUBLE, name="OsagoHost")
        for name, source in workbook_sources(functions).items():
            if name in ("OsagoHost", "xlwings", "Dictionary"):
                continue
            kind = "document" if name == "ThisWorkbook" else "standard"
            self.app.add_module(source, name=name, kind=kind)
        self.app.add_module("Option Explicit\nPublic id As String\n", name="FakeButton", kind="class")
        self.app.add_module("Option Explicit\n", name="FakePython", kind="class")
        self.app.add_module("Option Explicit\nPublic CodeName As String\n", name="FakeSheet", kind="class")
        self.app.add_module("Option Explicit\nPublic Range As Object\n", name="FakeLink", kind="class")
        self.app.add_module(DRIVER, name="Driver")
        self.run("Setup_", wizard, dead, saved)

    def run(self, macro: str, *arguments: object) -> object:
        return self.app.run(macro, *arguments)

    def follow(self, code_name: str, address: str) -> None:
        """Click on a link that stands in a cell of a sheet."""
        sheet, link = self.run("NewSheet", code_name), self.run("NewLink", address)
        self.run("ThisWorkbook.Workbook_SheetFollowHyperlink", sheet, link)

    @property
    def journal(self) -> str:
        return str(self.run("Journal_"))
