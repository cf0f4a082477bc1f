Attribute VB_Name = "OsagoHost"
Option Explicit
' Every call of Excel and of xlwings, one line each: tests replace this module and run all the others.

Public Function HostInFunctionWizard() As Boolean
    HostInFunctionWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
End Function

' Neither the workbook nor the calling cell goes along: functions touch neither, and each costs a way back to Excel.
Public Function HostAsk(ByVal python As Object, ByVal request As Variant) As Variant
    HostAsk = python.CallUDF("osago_xl.excel.udfs", "call", request)
End Function

Public Function HostPython() As Object
    Set HostPython = XLPy
End Function

Public Function HostRunPython(ByVal command As String) As Variant
    HostRunPython = RunPython(command)
End Function

Public Sub HostDescribe(ByVal name As String, ByVal text As String, ByVal category As String, ByVal arguments As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.name & "'!" & name, Description:=text, Category:=category, ArgumentDescriptions:=arguments
End Sub

Public Function HostHelpRows() As Variant
    HostHelpRows = ThisWorkbook.Worksheets("osago.help").UsedRange.Value2
End Function

Public Function HostSaved() As Boolean
    HostSaved = ThisWorkbook.Saved
End Function

Public Sub HostSetSaved(ByVal saved As Boolean)
    ThisWorkbook.Saved = saved
End Sub

Public Sub HostSelect(ByVal cells As Object)
    Application.Goto cells
End Sub

Public Sub HostSay(ByVal text As String)
    MsgBox text, vbExclamation, Application.Name
End Sub
