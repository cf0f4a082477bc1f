Attribute VB_Name = "OsagoStart"
Option Explicit
' Opening the workbook never starts Python: the Russian help of the functions comes from the hidden sheet osago.help.
' Its columns: kind (function, text), name, text, help of the arguments.

Public Sub OsagoRegisterHelp()
    Dim help As Variant, row As Long, saved As Boolean
    saved = HostSaved()
    help = HostHelpRows()
    For row = LBound(help, 1) To UBound(help, 1)
        If help(row, 1) = "function" Then Describe help, row
    Next row
    HostSetSaved saved
End Sub

' A text of ours in Russian; VBA itself stays ASCII.
Public Function OsagoText(ByVal name As String) As String
    Dim help As Variant, row As Long
    help = HostHelpRows()
    For row = LBound(help, 1) To UBound(help, 1)
        If help(row, 1) = "text" And help(row, 2) = name Then OsagoText = help(row, 3)
    Next row
End Function

' A function left without help is no reason to greet the agent with an error.
Private Sub Describe(ByVal help As Variant, ByVal row As Long)
    On Error Resume Next
    HostDescribe help(row, 2), help(row, 3), OsagoText("category"), ArgumentTexts(help, row)
End Sub

Private Function ArgumentTexts(ByVal help As Variant, ByVal row As Long) As Variant
    Dim texts() As String, column As Long, last As Long
    For column = 4 To UBound(help, 2)
        If Len(help(row, column)) > 0 Then last = column
    Next column
    If last = 0 Then
        ArgumentTexts = Array()
        Exit Function
    End If
    ReDim texts(1 To last - 3)
    For column = 4 To last
        texts(column - 3) = help(row, column)
    Next column
    ArgumentTexts = texts
End Function
