Attribute VB_Name = "OsagoCall"
Option Explicit
' The way of a worksheet function to Python and back; the wrappers of OsagoFunctions are one line each.

' osago_xl.excel.udfs answers a cell error as this mark and the number that CVErr takes.
Private Const ERROR_MARK As String = "#OSAGO:"
Private Const ANSWERS_KEPT As Long = 1000

' Held between calls: xlwings reads its settings from a sheet and a file each time it looks Python up.
Private python As Object
' Answers by request: a sheet asks the same thing from many cells, and the same arguments have the same answer.
Private answers As Object

' request: name of the function, then the values of its arguments.
' #N/A in the function wizard: it calls at each key, and Excel keeps the answer when it opens an add-in.
' #NAME? when Python cannot be reached: the function is not there.
Public Function OsagoAnswer(ByVal request As Variant) As Variant
    Dim key As String, answer As Variant
    If HostInFunctionWizard() Then
        OsagoAnswer = CVErr(xlErrNA)
        Exit Function
    End If
    If answers Is Nothing Then Set answers = CreateObject("Scripting.Dictionary")
    key = KeyOf(request)
    If answers.Exists(key) Then
        OsagoAnswer = answers(key)
        Exit Function
    End If
    answer = Asked(request)
    If Len(key) > 0 And Not python Is Nothing Then Keep key, answer
    OsagoAnswer = answer
End Function

Private Sub Keep(ByVal key As String, ByVal answer As Variant)
    If answers.Count >= ANSWERS_KEPT Then answers.RemoveAll
    answers.Add key, answer
End Sub

' A request over single values as text; empty for one over a range, which is not worth keeping.
Private Function KeyOf(ByVal request As Variant) As String
    Dim part As Variant
    For Each part In request
        If IsArray(part) Then
            KeyOf = ""
            Exit Function
        End If
        KeyOf = KeyOf & TypeName(part) & ":" & CStr(part) & vbNullChar
    Next part
End Function

' A held Python may have ended since the last call: then it is started again.
Private Function Asked(ByVal request As Variant) As Variant
    Dim held As Boolean
    held = Not python Is Nothing
    Asked = AskedOnce(request)
    If held And python Is Nothing Then Asked = AskedOnce(request)
End Function

Private Function AskedOnce(ByVal request As Variant) As Variant
    On Error GoTo unreachable
    If python Is Nothing Then Set python = HostPython()
    AskedOnce = WithRealErrors(HostAsk(python, request))
    Exit Function
unreachable:
    Set python = Nothing
    AskedOnce = CVErr(xlErrName)
End Function

' The value of an argument: cells as values, dates as serial numbers, an omitted argument as an empty cell.
Public Function OsagoValue(Optional ByVal given As Variant) As Variant
    If IsMissing(given) Then
        OsagoValue = Empty
    ElseIf IsObject(given) Then
        OsagoValue = given.Value2
    Else
        OsagoValue = given
    End If
End Function

Private Function WithRealErrors(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long
    Select Case Dimensions(answer)
        Case 0
            answer = RealError(answer)
        Case 1
            For column = LBound(answer) To UBound(answer)
                answer(column) = RealError(answer(column))
            Next column
        Case Else
            For row = LBound(answer, 1) To UBound(answer, 1)
                For column = LBound(answer, 2) To UBound(answer, 2)
                    answer(row, column) = RealError(answer(row, column))
                Next column
            Next row
    End Select
    WithRealErrors = answer
End Function

Private Function RealError(ByVal value As Variant) As Variant
    RealError = value
    If VarType(value) <> vbString Then Exit Function
    If Left$(value, Len(ERROR_MARK)) = ERROR_MARK Then RealError = CVErr(CLng(Mid$(value, Len(ERROR_MARK) + 1)))
End Function

Private Function Dimensions(ByVal answer As Variant) As Long
    Dim bound As Long
    If Not IsArray(answer) Then Exit Function
    Dimensions = 1
    On Error GoTo onlyOne
    bound = UBound(answer, 2)
    Dimensions = 2
onlyOne:
End Function
