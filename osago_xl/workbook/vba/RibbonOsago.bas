Attribute VB_Name = "RibbonOsago"
Option Explicit

' The only callback of the ribbon: the id of a button is the id of its command.
Public Sub OnAction(ByVal control As IRibbonControl)
    RunCommand control.id
End Sub

' A number of the overview sheet, clicked: the link has led to the table, the command shows the rows behind the number.
' The links of other sheets only lead.
Public Sub OsagoFollow(ByVal sheet As Object, ByVal link As Object)
    If sheet.CodeName <> "shSummary" Then Exit Sub
    HostSelect link.Range
    RunCommand "run_query"
End Sub

Private Sub RunCommand(ByVal id As String)
    Dim reason As String
    On Error GoTo unreachable
    HostRunPython "import osago_xl.excel.runner; osago_xl.excel.runner.click('" & id & "')"
    Exit Sub
unreachable:
    reason = Err.Description
    HostSay OsagoText("no_python") & vbLf & vbLf & reason
End Sub
