Attribute VB_Name = "OsagoCall"
Option Explicit
' The way of a worksheet function to Python and back; the wrappers of OsagoFunctions are one line each.

' osago_xl.excel.udfs answers a cell error as this mark and the number that CVErr takes.
Private Const ERROR_MARK As String = "#OSAGO:"

' request: name of the function, then the values of its arguments.
' #N/A in the function wizard: it calls at each key, and Excel keeps the answer when it opens an add-in.
' #NAME? when Python cannot be reached: the function is not there.
Public Function OsagoAnswer(ByVal request As Variant) As Variant
    On Error GoTo unreachable
    If HostInFunctionWizard() Then
        OsagoAnswer = CVErr(xlErrNA)
    Else
        OsagoAnswer = WithRealErrors(HostAskPython(request))
    End If
    Exit Function
unreachable:
    OsagoAnswer = CVErr(xlErrName)
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
