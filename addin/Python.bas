Option Explicit
Option Private Module
' How okrsheet finds Python, starts it and talks to it. Settings come from the sheet okrsheet.conf
' of this add-in and from the user's own configuration file: never from the workbook that is open,
' and nothing is looked for in its folder.

Public Sub RunPython(code As String)
    #If Mac Then
        Application.StatusBar = "okrsheet is working..."
        ' The last words add nothing to Python's path: no workbook's folder, nor any other.
        ExecuteMac code, CStr(GetConfig("INTERPRETER_MAC")), "false;;;;"
    #Else
        Dim server As Object
        Set server = XLPy
        On Error GoTo ended
        ' While it is off Excel does not complain of a program that keeps it waiting, as it would
        ' where a message of Python's is left standing.
        Application.DisplayAlerts = False
        server.SetAttr server.Module("xlwings._xlwindows"), "BOOK_CALLER", ThisWorkbook
        ' As an expression, for a variable might come back changed.
        server.Exec "" & code
        ' Held by Python, it could keep Excel from ending.
        server.SetAttr server.Module("xlwings._xlwindows"), "BOOK_CALLER", Nothing
ended:
        Application.DisplayAlerts = True
        If Err.Number <> 0 Then Err.Raise Err.Number, Err.Source, Err.Description
    #End If
End Sub

' The command that starts the Python which stays open beside Excel. Both programs are given by their
' full path, and -P keeps Python from importing what lies in its current folder: Windows and Python
' would else look there first, and it may well be the folder of the open workbook.
Public Function XLPyCommand() As String
    Dim switches As String
    ' With /C xlwings' library sees at once when Python does not start. With /K it would wait for
    ' minutes, and Excel with it; but the console stays, so that it can be read.
    switches = "/C "
    If UCase$(GetConfig("SHOW CONSOLE")) = "TRUE" Then switches = "/showconsole /K "
    XLPyCommand = Environ("SystemRoot") & "\System32\cmd.exe " & switches & """""" _
        & GetConfig("INTERPRETER_WIN") & """ -B -P -c ""import xlwings; xlwings.serve('$(CLSID)')"""""
End Function

' A setting: from the add-in's own sheet, else from the user's file, else the default.
Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    Dim found As String
    If Not GetConfigFromOwnSheet(configKey, found) Then
        If Not GetConfigFromFile(GetConfigFilePath(), configKey, found) Then found = default
    End If
    GetConfig = ExpandEnvironmentStrings(found)
    ' A bare "python" would be whichever one lies in the current folder.
    If Left$(configKey, 11) = "INTERPRETER" And Not IsFullPath(CStr(GetConfig)) Then
        Err.Raise 1000, "okrsheet", "okrsheet does not know its Python: " _
            & "run 'okrsheet addin install' in a terminal, then start Excel again."
    End If
End Function

Private Function GetConfigFromOwnSheet(configKey As String, ByRef found As String) As Boolean
    Dim setting As Range
    For Each setting In ThisWorkbook.Worksheets("okrsheet.conf").UsedRange.Columns(1).Cells
        If UCase$(setting.Value) = UCase$(configKey) Then
            found = setting.Offset(0, 1).Value
            GetConfigFromOwnSheet = True
            Exit Function
        End If
    Next setting
End Function

Private Function IsFullPath(path As String) As Boolean
    IsFullPath = (path Like "[A-Za-z]:[\/]*") Or Left$(path, 2) = "\\" Or Left$(path, 1) = "/"
End Function
