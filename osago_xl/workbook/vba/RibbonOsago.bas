Attribute VB_Name = "RibbonOsago"
Option Explicit

' The only callback of the ribbon: the id of a button is the id of its command.
Public Sub OnAction(ByVal control As IRibbonControl)
    Dim reason As String
    On Error GoTo unreachable
    HostRunPython "import osago_xl.excel.runner; osago_xl.excel.runner.click('" & control.id & "')"
    Exit Sub
unreachable:
    reason = Err.Description
    HostSay OsagoText("no_python") & vbLf & vbLf & reason
End Sub
