Option Explicit
' What the buttons of ribbon.xml call. A click does one thing: it starts Python with its tag.

Private Buttons As Object
Private PlanIsActive As Boolean

Public Sub OkrLoad(ui As IRibbonUI)
    Set Buttons = ui
    OkrLookAt ActiveWorkbook
End Sub

Public Sub OkrAction(control As IRibbonControl)
    On Error GoTo Failed
    RunPython "import okrsheet.ribbon; okrsheet.ribbon.run('" & control.Tag & "')"
    OkrLookAt ActiveWorkbook
    Exit Sub
Failed:
    ' A message holds 1,024 letters. xlwings' library turns a Python error round: what is wrong
    ' comes first, where it happened after that.
    MsgBox "okrsheet did not start. Run 'okrsheet addin doctor' in a terminal: it says what is missing." _
        & vbLf & vbLf & Left$(Err.Description, 800), vbExclamation, "okrsheet"
End Sub

Public Sub OkrEnabled(control As IRibbonControl, ByRef enabled)
    enabled = PlanIsActive Or NeedsNoPlan(control)
End Sub

Public Sub OkrTip(control As IRibbonControl, ByRef tip)
    If PlanIsActive Or NeedsNoPlan(control) Then
        tip = ""
    Else
        tip = "Open an okrsheet workbook, or make one with New."
    End If
End Sub

' Called with the workbook that has become the active one; with Nothing where none is.
Public Sub OkrLookAt(book As Workbook)
    Dim before As Boolean
    before = PlanIsActive
    PlanIsActive = IsPlan(book)
    ' The ribbon is forgotten where somebody stops a macro in the editor. The buttons then stay as
    ' they are until Excel starts again, and Python says what a click cannot do.
    If before = PlanIsActive Or Buttons Is Nothing Then Exit Sub
    Buttons.Invalidate
End Sub

Private Function NeedsNoPlan(control As IRibbonControl) As Boolean
    NeedsNoPlan = (control.Tag = "new" Or control.Tag = "about")
End Function

Private Function IsPlan(book As Workbook) As Boolean
    Dim sheet As Worksheet, table As ListObject, known As Long
    If book Is Nothing Then Exit Function
    ' One that does not let itself be looked into is no plan; an event must never end in an error.
    On Error GoTo Closed
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            Select Case LCase$(table.Name)
                Case "settings", "objectives": known = known + 1
            End Select
        Next table
    Next sheet
    IsPlan = (known = 2)
Closed:
End Function

' xlwings calls this by its name when Python ends on a Mac, where a click does not wait for Python.
Public Sub CleanUp()
    #If Mac Then
        Dim report As String
        report = Environ("HOME") & "/xlwings.log"
        Application.StatusBar = False
        If FileExists(report) Then
            If ReadFile(report) <> "" Then ShowError report
            Kill report
        End If
    #End If
End Sub
