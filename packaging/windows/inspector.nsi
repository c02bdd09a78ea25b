; The installer for Windows. `python packaging/windows/setup_file.py` compiles it, here and on Windows:
;   makensis -DVERSION=0.1.0 -DTREE=FOLDER -DOUT=FILE [-DTRAINING=FOLDER] [-DGPU=FOLDER] [-DSIGN="command %1"] inspector.nsi
;
;   Setup.exe                asks: for me or for all users, which parts, where
;   Setup.exe /S             asks nothing (IT). First: the Station. Later: the parts that were there.
;     /AllUsers | /CurrentUser    /Training  /GPU  these parts, too    /Drop  parts that are not in this file may go
;     /D=C:\folder                without quotes, the last word
;   by the program itself, which closes then (inspector/updates/windows.py):
;     /WaitFor=PID                waits for its end; how it ended stands in $INSTDIR\last-update.ini
;     /Restart                    starts the window again, whatever came of it
;   inspector-uninstall.exe /S /RollBack [/WaitFor=PID] [/Restart] [/Version=0.1.0] _?=FOLDER
;     exchanges the program and the one before
;
; Returns 0 done, 1 cancelled, 2 not done: what was there is as it was, and the reason is on the standard output.
;
;   $INSTDIR\new        is unpacked, and started once; until then nothing of the program that is there was touched
;   $INSTDIR\app        the program
;   $INSTDIR\previous   the program before
; so that a full disk, a kill or a program that does not start costs the new one and nothing else.
;
; A stub of 32 bits: those of 64 bits are in no release of NSIS, and each Windows with 64 bits runs it.
Unicode true
!ifndef VERSION
  !error "makensis -DVERSION=…"
!endif
!define NAME "Inspector"
!define REMOVER "inspector-uninstall.exe"
!define TOLD "last-update.ini"
!define END_MS 600000      ; that the program has to end
!define ANSWER_MS 120000   ; that a new one has to say its version, on a slow disk
!define IMPORT_MS 600000   ; and to load all of itself, while a virus scanner looks
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\${NAME}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_USE_PROGRAMFILES64
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
; Each file by itself: a solid archive would be unpacked to %TEMP% as a whole first, and may hold 2 GB in all.
SetCompressor lzma
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Surface inspection of rails and steel strip"
VIAddVersionKey LegalCopyright "see licences"
!ifdef SIGN
  !finalize '${SIGN}'
  !uninstfinalize '${SIGN}'
!endif

!define MUI_ICON inspector.ico
!define MUI_UNICON inspector.ico
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\app\inspector-window.exe"
!define MUI_FINISHPAGE_RUN_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE German
!insertmacro MUI_LANGUAGE SimpChinese

!macro Text NAME ENGLISH GERMAN CHINESE
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_GERMAN} "${GERMAN}"
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
!macroend
!insertmacro Text RUNS \
  "Inspector is running, so nothing was changed. End the inspection and close it, then start this again." \
  "Inspector läuft, daher wurde nichts geändert. Bitte die Prüfung beenden, das Programm schließen und dies noch einmal starten." \
  "Inspector 正在运行，因此未作任何更改。请先结束检测并关闭程序，然后重新开始。"
!insertmacro Text STAYED \
  "Inspector did not end within ten minutes, so nothing was changed." \
  "Inspector ist innerhalb von zehn Minuten nicht zu Ende gekommen, daher wurde nichts geändert." \
  "Inspector 在十分钟内没有结束，因此未作任何更改。"
!insertmacro Text TWICE \
  "Another setup of Inspector is at work on this PC, so nothing was changed by this one." \
  "Auf diesem PC arbeitet schon ein anderes Setup von Inspector, daher hat dieses nichts geändert." \
  "此电脑上已有另一个 Inspector 安装程序在运行，因此本程序未作任何更改。"
!insertmacro Text NOT_WRITTEN \
  "Not installed: a file could not be written to $INSTDIR. The disk is full, or refuses. What was there is as it was." \
  "Nicht installiert: eine Datei ließ sich nicht nach $INSTDIR schreiben. Der Datenträger ist voll oder verweigert es. Was da war, ist unverändert." \
  "安装失败：无法将文件写入 $INSTDIR。磁盘已满或拒绝写入。原有内容保持不变。"
!insertmacro Text NO_ANSWER \
  "Not installed: the new program does not start on this PC. What was there is as it was." \
  "Nicht installiert: das neue Programm startet auf diesem PC nicht. Was da war, ist unverändert." \
  "安装失败：新程序无法在此电脑上启动。原有内容保持不变。"
!insertmacro Text FOREIGN \
  "Not installed: $INSTDIR holds folders of another program. Choose an empty folder." \
  "Nicht installiert: in $INSTDIR liegen Ordner eines anderen Programms. Bitte einen leeren Ordner wählen." \
  "安装失败：$INSTDIR 中有其他程序的文件夹。请选择一个空文件夹。"
!insertmacro Text LACKS \
  "Not installed: here is a part (training or NVIDIA GPU) that this file does not hold, and the old one would not fit the new program. Take the file that holds it, or start this with /Drop." \
  "Nicht installiert: hier ist ein Teil (Training oder NVIDIA-GPU), den diese Datei nicht enthält, und der alte passt nicht zum neuen Programm. Bitte die Datei nehmen, die ihn enthält, oder dies mit /Drop starten." \
  "安装失败：此处有一个组件（训练或 NVIDIA GPU）不在本文件中，而旧组件与新程序不匹配。请使用包含该组件的文件，或以 /Drop 启动。"
!insertmacro Text UNKNOWN_PART \
  "Not installed: the part that is asked for (/Training, /GPU) is not in this file." \
  "Nicht installiert: der gewünschte Teil (/Training, /GPU) ist nicht in dieser Datei." \
  "安装失败：所要求的组件（/Training、/GPU）不在本文件中。"
!insertmacro Text NO_RIGHTS \
  "Not done: for all users this needs an administrator." \
  "Nicht getan: für alle Benutzer braucht es einen Administrator." \
  "未执行：为所有用户安装需要管理员权限。"
!insertmacro Text NOTHING_BEFORE \
  "There is no earlier program to go back to." \
  "Es gibt kein früheres Programm, zu dem man zurück könnte." \
  "没有可以恢复的早期程序。"
!insertmacro Text ONLY64 "Inspector needs Windows with 64 bits." "Inspector braucht ein Windows mit 64 Bit." "Inspector 需要 64 位 Windows。"
!insertmacro Text PARTS_STATION "Inspect, review, annotate, balance." "Prüfen, nachsehen, beschriften, ausgleichen." "检测、复查、标注、平衡。"
!insertmacro Text PARTS_TRAINING \
  "Makes new models from the plant's own frames." "Lernt neue Modelle aus Bildern des Werks." "用工厂自己的图像训练新模型。"
!insertmacro Text PARTS_GPU \
  "NVIDIA's libraries, for PCs with an NVIDIA GPU." "Bibliotheken von NVIDIA, für PCs mit einer NVIDIA-GPU." "NVIDIA 库，用于配有 NVIDIA GPU 的电脑。"

Var WaitsFor  ; id of the program that this one waits for; "" where nobody started it from within
Var Restarts  ; 1: the window is started at the end
Var Named     ; folder of the command line
Var Words     ; the command line
Var IsBusy    ; 1: a program out of $INSTDIR\app has its files open

; What installer and remover both do; UN is "" or "un.".
!macro Shared UN
  ; How it ended, for the program that waits to be started again.
  Function ${UN}Tell  ; the word is on the stack
    Pop $0
    ${If} $WaitsFor != ""
      Delete "$INSTDIR\${TOLD}"
      WriteINIStr "$INSTDIR\${TOLD}" "update" "for" "$WaitsFor"
      WriteINIStr "$INSTDIR\${TOLD}" "update" "ended" "$0"
      FlushINI "$INSTDIR\${TOLD}"
    ${EndIf}
    ${If} $Restarts == 1
    ${AndIf} ${FileExists} "$INSTDIR\app\inspector-window.exe"
      StrCpy $Restarts 0
      SetOutPath "$INSTDIR"
      UserInfo::GetAccountType
      Pop $0
      ${If} $0 == "Admin"
        ; The desktop starts it, with the rights of whoever sits there and not with an administrator's.
        Exec '"$WINDIR\explorer.exe" "$INSTDIR\app\inspector-window.exe"'
      ${Else}
        Exec '"$INSTDIR\app\inspector-window.exe"'
      ${EndIf}
    ${EndIf}
  FunctionEnd

  Function ${UN}Say  ; the text is on the stack: a message where somebody looks, else a line for whoever started this
    Exch $0
    ${If} ${Silent}
      Push $1
      System::Call 'kernel32::GetStdHandle(i -11)p.r1'
      ${If} $1 P<> 0
        FileWrite $1 "$0$\r$\n"
      ${EndIf}
      Pop $1
    ${Else}
      MessageBox MB_OK|MB_ICONSTOP "$0"
    ${EndIf}
    Pop $0
  FunctionEnd

  ; Whether a program of the folder runs: Windows keeps the files of programs that run from being written.
  Function ${UN}LookBusy
    StrCpy $IsBusy 0
    FindFirst $0 $1 "$INSTDIR\app\*.exe"
    ${DoWhile} $1 != ""
      System::Call 'kernel32::CreateFile(t "$INSTDIR\app\$1", i 0x40000000, i 7, p 0, i 3, i 0, p 0)p.r2 ?e'
      Pop $3
      ${If} $2 P= -1
        ${If} $3 = 32  ; in use; any other refusal is told when something is written
          StrCpy $IsBusy 1
        ${EndIf}
      ${Else}
        System::Call 'kernel32::CloseHandle(p r2)'
      ${EndIf}
      FindNext $0 $1
    ${Loop}
    FindClose $0
  FunctionEnd

  ; On the stack: from, to. After it the error flag says whether it was refused. A virus scanner looks at what is new
  ; for a moment, and Windows renames no folder meanwhile.
  Function ${UN}Move
    Exch $1
    Exch
    Exch $0
    Push $2
    ${For} $2 1 40
      ClearErrors
      Rename "$0" "$1"
      ${IfNot} ${Errors}
        ${ExitFor}
      ${EndIf}
      ${IfNot} ${FileExists} "$0\*.*"
        ${ExitFor}
      ${EndIf}
      Sleep 250
    ${Next}
    ${If} ${FileExists} "$0\*.*"
      SetErrors
    ${Else}
      ClearErrors
    ${EndIf}
    Pop $2
    Pop $0
    Pop $1
  FunctionEnd

  ; /WaitFor and /Restart, and the wait. On the stack after it: "" or the word for what went wrong.
  Function ${UN}WaitForProgram
    ClearErrors
    ${GetOptions} $Words "/Restart" $0
    ${IfNot} ${Errors}
      StrCpy $Restarts 1
    ${EndIf}
    ClearErrors
    ${GetOptions} $Words "/WaitFor=" $WaitsFor
    ${If} ${Errors}
      StrCpy $WaitsFor ""
      Push ""
      Return
    ${EndIf}
    Delete "$INSTDIR\${TOLD}"  ; of an earlier one
    System::Call 'kernel32::OpenProcess(i 0x100000, i 0, i $WaitsFor)p.r0'  ; to wait, and nothing else
    ${If} $0 P<> 0
      System::Call 'kernel32::WaitForSingleObject(p r0, i ${END_MS})i.r1'
      System::Call 'kernel32::CloseHandle(p r0)'
      ${If} $1 <> 0
        StrCpy $Restarts 0  ; it is open
        Push "stayed"
        Return
      ${EndIf}
    ${EndIf}
    ${For} $4 1 120  ; its watchdog ends after it
      Call ${UN}LookBusy
      ${If} $IsBusy = 0
        ${ExitFor}
      ${EndIf}
      Sleep 500
    ${Next}
    Push ""
  FunctionEnd
!macroend
!insertmacro Shared ""
!insertmacro Shared "un."

!macro Refuse UN TEXT WORD
  Push "${TEXT}"
  Call ${UN}Say
  Push "${WORD}"
  Call ${UN}Tell
  SetErrorLevel 2
  Quit
!macroend

; The same once something lies in “new”.
!macro RefuseUnpacked TEXT WORD
  Call DropNew
  !insertmacro Refuse "" "${TEXT}" "${WORD}"
!macroend

Function DropNew
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\new"
  ${IfNot} ${FileExists} "$INSTDIR\app\inspector.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\previous\inspector.exe"
    Delete "$INSTDIR\${REMOVER}"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

Section "-Before"
  Call LookBusy
  ${If} $IsBusy = 1
    !insertmacro Refuse "" "$(RUNS)" "busy"
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\${REMOVER}"
    ${If} ${FileExists} "$INSTDIR\app"
    ${OrIf} ${FileExists} "$INSTDIR\previous"
    ${OrIf} ${FileExists} "$INSTDIR\new"
      !insertmacro Refuse "" "$(FOREIGN)" "foreign"
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${GetOptions} $Words "/Drop" $0
  ${If} ${Errors}
    !ifndef TRAINING
      ${If} ${FileExists} "$INSTDIR\app\inspector-training.exe"
        !insertmacro Refuse "" "$(LACKS)" "lacks"
      ${EndIf}
    !endif
    !ifndef GPU
      ${If} ${FileExists} "$INSTDIR\app\NVIDIA-GPU.txt"
        !insertmacro Refuse "" "$(LACKS)" "lacks"
      ${EndIf}
    !endif
  ${EndIf}
  RMDir /r "$INSTDIR\new"  ; of a setup that was killed
  ClearErrors
  SetOutPath "$INSTDIR\new"
  WriteUninstaller "$INSTDIR\${REMOVER}"  ; first, so that whatever comes is known as ours
  ${If} ${Errors}
    !insertmacro RefuseUnpacked "$(NOT_WRITTEN)" "not-written"
  ${EndIf}
SectionEnd

!macro Unpack FOLDER TO
  ClearErrors
  SetOutPath "${TO}"
  File /r "${FOLDER}\*"
  ${If} ${Errors}
    !insertmacro RefuseUnpacked "$(NOT_WRITTEN)" "not-written"
  ${EndIf}
!macroend

Section "Inspector (Station)" STATION
  SectionIn RO
  !insertmacro Unpack "${TREE}" "$INSTDIR\new"
SectionEnd

!ifdef TRAINING
Section "Training (Workbench)" TRAINING_PART
  !insertmacro Unpack "${TRAINING}" "$INSTDIR\new"
SectionEnd
!endif

!ifdef GPU
Section "NVIDIA GPU" GPU_PART
  !insertmacro Unpack "${GPU}" "$INSTDIR\new\_internal"
  ClearErrors
  FileOpen $0 "$INSTDIR\new\NVIDIA-GPU.txt" w  ; an upgrade knows by it that the part is here
  FileWrite $0 "${VERSION}$\r$\n"
  FileClose $0
  ${If} ${Errors}
    !insertmacro RefuseUnpacked "$(NOT_WRITTEN)" "not-written"
  ${EndIf}
SectionEnd
!endif

Section "-After"
  ; It answers, before anything gives way to it.
  SetOutPath "$TEMP"
  nsExec::ExecToStack /TIMEOUT=${ANSWER_MS} '"$INSTDIR\new\inspector.exe" --version'
  Pop $0
  Pop $1
  StrCpy $2 "inspector, version ${VERSION}"
  StrLen $3 $2
  StrCpy $1 $1 $3
  ${If} $0 != 0
  ${OrIf} $1 != $2
    !insertmacro RefuseUnpacked "$(NO_ANSWER)" "no-answer"
  ${EndIf}
  nsExec::Exec /TIMEOUT=${IMPORT_MS} '"$INSTDIR\new\inspector.exe" check-package imports'
  Pop $0
  ${If} $0 != 0
    !insertmacro RefuseUnpacked "$(NO_ANSWER)" "no-answer"
  ${EndIf}

  Call LookBusy  ; somebody may have started it meanwhile
  ${If} $IsBusy = 1
    !insertmacro RefuseUnpacked "$(RUNS)" "busy"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\app\inspector.exe"
    RMDir /r "$INSTDIR\previous"
    Push "$INSTDIR\app"
    Push "$INSTDIR\previous"
    Call Move
    ${If} ${Errors}
      !insertmacro RefuseUnpacked "$(RUNS)" "busy"
    ${EndIf}
  ${Else}
    RMDir /r "$INSTDIR\app"  ; half of one: of a power cut while it was removed
  ${EndIf}
  Push "$INSTDIR\new"
  Push "$INSTDIR\app"
  Call Move
  ${If} ${Errors}
    Push "$INSTDIR\previous"
    Push "$INSTDIR\app"
    Call Move
    !insertmacro RefuseUnpacked "$(NOT_WRITTEN)" "not-written"
  ${EndIf}

  SetOutPath "$INSTDIR\app"  ; where the shortcut starts it
  CreateShortcut "$SMPROGRAMS\Inspector.lnk" "$INSTDIR\app\inspector-window.exe"
  SetOutPath "$INSTDIR"
  WriteRegStr SHCTX "Software\${NAME}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "Software\Classes\.inspector-model" "" "Inspector.Model"
  WriteRegStr SHCTX "Software\Classes\Inspector.Model" "" "Inspector model"
  WriteRegStr SHCTX "Software\Classes\Inspector.Model\shell\open\command" "" '"$INSTDIR\app\inspector-window.exe" "%1"'
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\app\inspector-window.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\${REMOVER}" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR\app" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$0"
  Push "done"
  Call Tell
SectionEnd

; A file that cannot be written to its end, as on a full disk, ends everything at once: no section goes on.
Function .onInstFailed
  Push "$(NOT_WRITTEN)"
  Call Say
  Call DropNew
  Push "not-written"
  Call Tell
  SetErrorLevel 2
FunctionEnd

Section Uninstall
  Call un.LookBusy
  ${If} $IsBusy = 1
    !insertmacro Refuse "un." "$(RUNS)" "busy"
  ${EndIf}
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\previous"
  RMDir /r "$INSTDIR\new"
  RMDir /r "$INSTDIR\aside"
  Delete "$INSTDIR\${TOLD}"
  Delete "$INSTDIR\${REMOVER}"
  RMDir "$INSTDIR"  ; where nothing of anybody else lies in it, as keys of updates do
  Delete "$SMPROGRAMS\Inspector.lnk"
  ReadRegStr $0 SHCTX "Software\${NAME}" "Folder"
  ${If} $0 == $INSTDIR  ; else they are of another folder with the program, installed later
    DeleteRegKey SHCTX "${UNINSTALL}"
    DeleteRegKey SHCTX "Software\${NAME}"
    DeleteRegKey SHCTX "Software\Classes\Inspector.Model"
    ReadRegStr $0 SHCTX "Software\Classes\.inspector-model" ""
    ${If} $0 == "Inspector.Model"
      DeleteRegKey SHCTX "Software\Classes\.inspector-model"
    ${EndIf}
  ${EndIf}
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${STATION} "$(PARTS_STATION)"
!ifdef TRAINING
  !insertmacro MUI_DESCRIPTION_TEXT ${TRAINING_PART} "$(PARTS_TRAINING)"
!endif
!ifdef GPU
  !insertmacro MUI_DESCRIPTION_TEXT ${GPU_PART} "$(PARTS_GPU)"
!endif
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; A part is in where it was there or is asked for; else it stands unticked on the page of parts.
!macro Part DEFINED SECTION WORD MARK
  ClearErrors
  ${GetOptions} $Words "${WORD}" $1
  ${If} ${Errors}
    StrCpy $1 0
  ${Else}
    StrCpy $1 1
  ${EndIf}
  !ifdef ${DEFINED}
    ${If} ${FileExists} "$INSTDIR\app\${MARK}"
      StrCpy $1 1
    ${EndIf}
    ${If} $1 = 0
      SectionSetFlags ${SECTION} 0
    ${EndIf}
  !else
    ${If} $1 = 1
      !insertmacro Refuse "" "$(UNKNOWN_PART)" "lacks"
    ${EndIf}
  !endif
!macroend

!macro Begin UN
  SetRegView 64  ; of a program with 64 bits
  ${GetParameters} $Words
  ClearErrors
  ${GetOptions} $Words "/AllUsers" $0
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"  ; asked here, since what asks below shows a message even where nobody looks
      !insertmacro Refuse "${UN}" "$(NO_RIGHTS)" "no-rights"
    ${EndIf}
  ${EndIf}
  StrCpy $Named $INSTDIR  ; of /D, of _?=, or where the remover lies: it counts before what the registry says
  !insertmacro MULTIUSER_INIT
  ${If} $Named != ""
    StrCpy $INSTDIR $Named
  ${EndIf}
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "Global\InspectorSetup")p.r0 ?e'  ; until this process ends
  Pop $0
  ${If} $0 = 183  ; it is there already
  ${OrIf} $0 = 5  ; and of another user
    !insertmacro Refuse "${UN}" "$(TWICE)" "busy"
  ${EndIf}
  Call ${UN}WaitForProgram
  Pop $0
  ${If} $0 == "stayed"
    !insertmacro Refuse "${UN}" "$(STAYED)" "stayed"
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "" "$(ONLY64)" "unfit"
  ${EndIf}
  !insertmacro Begin ""
  !insertmacro Part TRAINING ${TRAINING_PART} "/Training" "inspector-training.exe"
  !insertmacro Part GPU ${GPU_PART} "/GPU" "NVIDIA-GPU.txt"
FunctionEnd

Function un.onInit
  !insertmacro Begin "un."
  ClearErrors
  ${GetOptions} $Words "/RollBack" $0
  ${If} ${Errors}
    Return
  ${EndIf}
  Call un.LookBusy
  ${If} $IsBusy = 1
    !insertmacro Refuse "un." "$(RUNS)" "busy"
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\previous\inspector.exe"
    !insertmacro Refuse "un." "$(NOTHING_BEFORE)" "nothing-before"
  ${EndIf}
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\aside"
  Push "$INSTDIR\app"
  Push "$INSTDIR\aside"
  Call un.Move
  ${If} ${Errors}
    !insertmacro Refuse "un." "$(RUNS)" "busy"
  ${EndIf}
  Push "$INSTDIR\previous"
  Push "$INSTDIR\app"
  Call un.Move
  ${If} ${Errors}
    Push "$INSTDIR\aside"
    Push "$INSTDIR\app"
    Call un.Move
    !insertmacro Refuse "un." "$(NOT_WRITTEN)" "not-written"
  ${EndIf}
  Push "$INSTDIR\aside"
  Push "$INSTDIR\previous"
  Call un.Move
  ClearErrors
  ${GetOptions} $Words "/Version=" $0
  ${IfNot} ${Errors}
    WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "$0"
  ${EndIf}
  Push "done"
  Call un.Tell
  SetErrorLevel 0
  Quit
FunctionEnd
