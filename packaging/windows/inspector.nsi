; The installer for Windows: makensis -DVERSION=0.1.0 -DTREE=..\..\out\package\tree\app [-DTRAINING=...] [-DGPU=...] inspector.nsi
;
;   Setup.exe                asks: for me or for all users, which parts, where
;   Setup.exe /S             asks nothing (IT): the parts that are in it but the GPU's; /GPU adds those
;     /AllUsers | /CurrentUser, /D=C:\folder   (the last word)
;
; Returns 0 done, 1 cancelled, 2 not installed (what was there still runs). Signed where makensis gets -DSIGN="command %1".
Unicode true
!ifndef VERSION
  !error "makensis -DVERSION=…"
!endif
!define NAME "Inspector"
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
OutFile "inspector-${VERSION}-setup.exe"
SetCompressor /SOLID lzma
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

LangString RUNS ${LANG_ENGLISH} "Inspector is running. End the inspection and close it, then start this again."
LangString RUNS ${LANG_GERMAN} "Inspector läuft. Bitte die Prüfung beenden, das Programm schließen und dies noch einmal starten."
LangString RUNS ${LANG_SIMPCHINESE} "Inspector 正在运行。请先结束检测并关闭程序，然后重新启动安装。"
LangString FAILED ${LANG_ENGLISH} "Not installed: a file could not be written. The version before is back in its place."
LangString FAILED ${LANG_GERMAN} "Nicht installiert: eine Datei ließ sich nicht schreiben. Die Version davor ist wieder da."
LangString FAILED ${LANG_SIMPCHINESE} "安装失败：无法写入文件。已恢复之前的版本。"
LangString ONLY64 ${LANG_ENGLISH} "Inspector needs Windows with 64 bits."
LangString ONLY64 ${LANG_GERMAN} "Inspector braucht ein Windows mit 64 Bit."
LangString ONLY64 ${LANG_SIMPCHINESE} "Inspector 需要 64 位 Windows。"
LangString PARTS_STATION ${LANG_ENGLISH} "Inspect, review, annotate, balance."
LangString PARTS_STATION ${LANG_GERMAN} "Prüfen, nachsehen, beschriften, ausgleichen."
LangString PARTS_STATION ${LANG_SIMPCHINESE} "检测、复查、标注、平衡。"
LangString PARTS_TRAINING ${LANG_ENGLISH} "Makes new models from the plant's own frames."
LangString PARTS_TRAINING ${LANG_GERMAN} "Lernt neue Modelle aus Bildern des Werks."
LangString PARTS_TRAINING ${LANG_SIMPCHINESE} "用工厂自己的图像训练新模型。"
LangString PARTS_GPU ${LANG_ENGLISH} "NVIDIA's libraries, for PCs with an NVIDIA GPU."
LangString PARTS_GPU ${LANG_GERMAN} "Bibliotheken von NVIDIA, für PCs mit einer NVIDIA-GPU."
LangString PARTS_GPU ${LANG_SIMPCHINESE} "NVIDIA 库，用于配有 NVIDIA GPU 的电脑。"

; The folder that the program runs from stays whole until the new one is: what was there moves aside, and back on failure.
!macro Refuse TEXT
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONSTOP "${TEXT}"
  ${EndIf}
  SetErrorLevel 2
  Quit
!macroend

Section "Inspector (Station)" STATION
  SectionIn RO
  ; A program that runs holds its file: it cannot be opened for writing.
  ${If} ${FileExists} "$INSTDIR\app\inspector.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\app\inspector.exe" a
    ${If} ${Errors}
      !insertmacro Refuse "$(RUNS)"
    ${EndIf}
    FileClose $0
    ClearErrors
    FileOpen $0 "$INSTDIR\app\inspector-window.exe" a
    ${If} ${Errors}
      !insertmacro Refuse "$(RUNS)"
    ${EndIf}
    FileClose $0
    RMDir /r "$INSTDIR\previous"
    ClearErrors
    Rename "$INSTDIR\app" "$INSTDIR\previous"
    ${If} ${Errors}
      !insertmacro Refuse "$(RUNS)"
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR\app"
  ClearErrors
  File /r "${TREE}\*"
  ${If} ${Errors}
    SetOutPath "$INSTDIR"
    RMDir /r "$INSTDIR\app"
    Rename "$INSTDIR\previous" "$INSTDIR\app"
    !insertmacro Refuse "$(FAILED)"
  ${EndIf}
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Inspector.lnk" "$INSTDIR\app\inspector-window.exe"
  WriteRegStr SHCTX "Software\${NAME}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "Software\Classes\.inspector-model" "" "Inspector.Model"
  WriteRegStr SHCTX "Software\Classes\Inspector.Model" "" "Inspector model"
  WriteRegStr SHCTX "Software\Classes\Inspector.Model\shell\open\command" "" '"$INSTDIR\app\inspector-window.exe" "%1"'
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\app\inspector-window.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR\app" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" "$0"
SectionEnd

!ifdef TRAINING
Section "Training (Workbench)" TRAINING_PART
  SetOutPath "$INSTDIR\app"
  File /r "${TRAINING}\*"
SectionEnd
!endif

!ifdef GPU
Section /o "NVIDIA GPU" GPU_PART
  SetOutPath "$INSTDIR\app\_internal"
  File /r "${GPU}\*"
SectionEnd
!endif

Section Uninstall
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\previous"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Inspector.lnk"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "Software\${NAME}"
  DeleteRegKey SHCTX "Software\Classes\Inspector.Model"
  DeleteRegKey SHCTX "Software\Classes\.inspector-model"
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

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Refuse "$(ONLY64)"
  ${EndIf}
  !insertmacro MULTIUSER_INIT
!ifdef GPU
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/GPU" $1
  ${IfNot} ${Errors}
    SectionGetFlags ${GPU_PART} $2
    IntOp $2 $2 | ${SF_SELECTED}
    SectionSetFlags ${GPU_PART} $2
  ${EndIf}
!endif
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
FunctionEnd
