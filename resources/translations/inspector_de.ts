<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AlarmsView</name>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Anderer Grund</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>Acknowledge, because:</source>
        <translation>Quittieren, weil:</translation>
    </message>
    <message>
        <source>All that wait: {0}</source>
        <translation>Alle offenen: {0}</translation>
    </message>
</context>
<context>
    <name>AnnotatePage</name>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">Name</translation>
    </message>
    <message>
        <source>It stands beside what you draw and review. Somebody else reviews your frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished">Verwenden</translation>
    </message>
    <message>
        <source>This workspace holds no dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder and decoder of a network that makes masks of clicks: choose both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks (*.onnx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays at {0}, {1} of this frame until somebody closes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the whole workspace. Its colour and hatch can be changed in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished">Hinzufügen</translation>
    </message>
</context>
<context>
    <name>AnswersView</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>BackupForm</name>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>data sets</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>trainings</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern…</translation>
    </message>
    <message>
        <source>Verify a backup…</source>
        <translation>Sicherung prüfen…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Verify a backup</source>
        <translation>Sicherung prüfen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back the workspace up into</source>
        <translation>Den Arbeitsbereich sichern in</translation>
    </message>
    <message>
        <source>Backups of a workspace (*{0})</source>
        <translation>Sicherungen eines Arbeitsbereichs (*{0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Restore into a new folder</source>
        <translation>In einen neuen Ordner wiederherstellen</translation>
    </message>
</context>
<context>
    <name>BalancePage</name>
    <message>
        <source>Make a snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">Name</translation>
    </message>
    <message>
        <source>It becomes a dataset version of its own; frames and injections are written once and stay so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a contact sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaptionLine</name>
    <message>
        <source>Stop demo (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training that runs is thrown away; nothing is left running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Card of the model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished">Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ChartsPanel</name>
    <message>
        <source>Values under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a curve to read it; the wheel zooms along the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores on val, 0 to 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate, over the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choosers</name>
    <message>
        <source>Open a folder of frames</source>
        <translation>Einen Ordner mit Bildern öffnen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Its files are inspected in the order of their names.</source>
        <translation>Seine Dateien werden in der Reihenfolge ihrer Namen geprüft.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>Ein Video öffnen</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>Every frame of it is inspected, in order.</source>
        <translation>Jedes Bild daraus wird geprüft, der Reihe nach.</translation>
    </message>
    <message>
        <source>Open a camera</source>
        <translation>Eine Kamera öffnen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>A number such as 0 for a camera on this PC, or an address such as rtsp://192.168.1.20/strip.</source>
        <translation>Eine Nummer, etwa 0 für eine Kamera dieses PCs, oder eine Adresse wie rtsp://192.168.1.20/strip.</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.avi *.mkv *.mov *.m4v *.mpg *.mpeg *.wmv)</source>
        <translation>Videos (*.mp4 *.avi *.mkv *.mov *.m4v *.mpg *.mpeg *.wmv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ein Modell öffnen</translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
</context>
<context>
    <name>ClassBar</name>
    <message>
        <source>Target of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of it is wished: 1 is as much as the others.
Home or a double click: 1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassBars</name>
    <message>
        <source>What the dataset has of each class stands here once it is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished">Klassen</translation>
    </message>
    <message>
        <source>now → balanced</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassEditPanel</name>
    <message>
        <source>Rename or merge “{0}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of another class merges the two, on every labelled frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassFields</name>
    <message>
        <source>Choose another colour</source>
        <translation>Eine andere Farbe wählen</translation>
    </message>
    <message>
        <source>Hatch of {0}</source>
        <translation>Schraffur von {0}</translation>
    </message>
    <message>
        <source>a defect</source>
        <translation>ein Fehler</translation>
    </message>
    <message>
        <source>Else it is told apart, and never measured, recorded or counted</source>
        <translation>Sonst wird sie unterschieden, aber nie gemessen, aufgezeichnet oder gezählt</translation>
    </message>
</context>
<context>
    <name>ClassForm</name>
    <message>
        <source>No class was met so far: load a model or open a dataset.</source>
        <translation>Bisher ist keine Klasse begegnet: laden Sie ein Modell, oder öffnen Sie einen Datensatz.</translation>
    </message>
    <message>
        <source>Colour of {0}</source>
        <translation>Farbe von {0}</translation>
    </message>
</context>
<context>
    <name>ClassRow</name>
    <message>
        <source>{0} found</source>
        <translation>{0} gefunden</translation>
    </message>
    <message>
        <source>Put {0} back to {1}</source>
        <translation>{0} zurück auf {1}</translation>
    </message>
    <message>
        <source>Put {0} back to {1}  (Del on its slider)</source>
        <translation>{0} zurück auf {1}  (Entf auf dem Regler)</translation>
    </message>
    <message>
        <source>Show {0} alone; again: show all  ({1})</source>
        <translation>Nur {0} zeigen; noch einmal: alle  ({1})</translation>
    </message>
    <message>
        <source>Show {0} alone</source>
        <translation>Nur {0} zeigen</translation>
    </message>
    <message>
        <source>Least score of {0}</source>
        <translation>Mindest-Score von {0}</translation>
    </message>
    <message>
        <source>{0} is reported from this score on</source>
        <translation>Ab diesem Score wird {0} gemeldet</translation>
    </message>
    <message>
        <source>Least area of {0}</source>
        <translation>Mindestfläche von {0}</translation>
    </message>
    <message>
        <source>Smaller {0} are not reported</source>
        <translation>Kleinere {0} werden nicht gemeldet</translation>
    </message>
</context>
<context>
    <name>ClassesView</name>
    <message>
        <source>Both models by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished">Klasse</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished">Fehler</translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both models by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished">Größe</translation>
    </message>
    <message>
        <source>{0}, and their difference with its 95 % interval over groups</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement by class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>Scores on the test split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked for otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the test split, in brackets the 95 % interval over groups. Bold: the difference is sure. Another run in the list takes the place of the first; C ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished">Score</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfusionView</name>
    <message>
        <source>Confusion of classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames behind the cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels: what is annotated (rows), and what the candidate says of it (columns). Choose a cell to see its frames.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Choose what is inspected</source>
        <translation>Wählen, was geprüft wird</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Press again</source>
        <translation>Noch einmal drücken</translation>
    </message>
</context>
<context>
    <name>DefectModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>DefectTable</name>
    <message>
        <source>Defects of this piece, newest first</source>
        <translation>Fehler dieses Stücks, neueste zuerst</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy rows for a spreadsheet</source>
        <translation>Zeilen für eine Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Write these rows into a CSV file</source>
        <translation>Diese Zeilen in eine CSV-Datei schreiben</translation>
    </message>
    <message>
        <source>Defects are listed here as they are found.</source>
        <translation>Hier stehen die Fehler, sobald sie gefunden werden.</translation>
    </message>
    <message>
        <source>No defect fits the filter.</source>
        <translation>Kein Fehler passt zum Filter.</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>The table as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As text (TOML)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DonorLibrary</name>
    <message>
        <source>Donors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smallest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>excluded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the donors is so marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class has no donors to show yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DonorPanel</name>
    <message>
        <source>Why here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Donor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>excluded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ms to draw</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DonorStrip</name>
    <message>
        <source>Donors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourite: drawn three times as often</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorBar</name>
    <message>
        <source>Close</source>
        <translation type="unfinished">Schließen</translation>
    </message>
    <message>
        <source>F8 looks for likely errors again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleGrid</name>
    <message>
        <source>Click: remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this example</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterLine</name>
    <message>
        <source>Filter: class, position, file …</source>
        <translation>Filter: Klasse, Position, Datei …</translation>
    </message>
    <message>
        <source>Filter the defects by words</source>
        <translation>Fehler nach Wörtern filtern</translation>
    </message>
    <message>
        <source>Class of the defects listed</source>
        <translation>Klasse der aufgelisteten Fehler</translation>
    </message>
    <message>
        <source>all classes</source>
        <translation>alle Klassen</translation>
    </message>
    <message>
        <source>Severity of the defects listed</source>
        <translation>Schwere der aufgelisteten Fehler</translation>
    </message>
    <message>
        <source>all severities</source>
        <translation>jede Schwere</translation>
    </message>
    <message>
        <source>minor and up</source>
        <translation>ab gering</translation>
    </message>
    <message>
        <source>major and up</source>
        <translation>ab erheblich</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter löschen</translation>
    </message>
</context>
<context>
    <name>FirstStepsSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>A moving strip that this program makes: defects are outlined, measured and recorded as on a line.</source>
        <translation>Ein laufendes Band, das dieses Programm erzeugt: Fehler werden umrandet, gemessen und aufgezeichnet wie an der Linie.</translation>
    </message>
    <message>
        <source>Frames that you have: PNG, JPEG, TIFF or BMP files, in the order of names.</source>
        <translation>Bilder, die Sie haben: PNG-, JPEG-, TIFF- oder BMP-Dateien, nach Namen geordnet.</translation>
    </message>
    <message>
        <source>One of this PC by its number, 0 is the first, or of the network by address.</source>
        <translation>Eine an diesem PC mit ihrer Nummer, 0 ist die erste, oder eine im Netz mit ihrer Adresse.</translation>
    </message>
    <message>
        <source>begun from here</source>
        <translation>von hier begonnen</translation>
    </message>
</context>
<context>
    <name>FrameHead</name>
    <message>
        <source>No frame is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameListPanel</name>
    <message>
        <source>Share of frames that are done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, piece or remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished">Klasse</translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest instance from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only frames with an instance of at least so many pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From metre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To metre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only frames in which the inspection was at most so sure of a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished">Bilder</translation>
    </message>
    <message>
        <source> m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only frames of this part of their piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any class</source>
        <translation type="unfinished">jede Klasse</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Latest defects, newest first</source>
        <translation>Letzte Fehler, neueste zuerst</translation>
    </message>
    <message>
        <source>The latest defects stand here as pictures.</source>
        <translation>Hier stehen die letzten Fehler als Bilder.</translation>
    </message>
</context>
<context>
    <name>GateView</name>
    <message>
        <source>Checks of the gate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GradingPage</name>
    <message>
        <source>Save version {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished">Warum</translation>
    </message>
    <message>
        <source>Verdicts name the version that gave them. The versions before stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished">Speichern</translation>
    </message>
</context>
<context>
    <name>GuidePanel</name>
    <message>
        <source>{0}: the instance under the mouse is an example. {1}: the place there shows what does not count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No class is in hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HappenedTable</name>
    <message>
        <source>What happened during the inspection, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished">Wann</translation>
    </message>
    <message>
        <source>In words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished">Wer</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>When</source>
        <translation type="unfinished">Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished">Modell</translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished">Warum</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Browse…</source>
        <translation type="unfinished">Durchsuchen…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">Name</translation>
    </message>
    <message>
        <source>Terms of use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished">Klassen</translation>
    </message>
    <message>
        <source>as the format says, or: crack, dent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names by their index from 1, parted by commas; pairs of folders need them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for a file of colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out what is broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyEditor</name>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Schließen  (Esc)</translation>
    </message>
    <message>
        <source>Keys as in</source>
        <translation>Tasten wie in</translation>
    </message>
    <message>
        <source>Undo all changes</source>
        <translation>Alle Änderungen zurücknehmen</translation>
    </message>
    <message>
        <source>All keys as the preset has them</source>
        <translation>Alle Tasten, wie die Vorgabe sie hat</translation>
    </message>
    <message>
        <source>Search by name, page or key</source>
        <translation>Nach Name, Seite oder Taste suchen</translation>
    </message>
    <message>
        <source>Actions with their keys</source>
        <translation>Aktionen mit ihren Tasten</translation>
    </message>
    <message>
        <source>Other key…</source>
        <translation>Andere Taste…</translation>
    </message>
    <message>
        <source>In the place of those it has; also Enter on the list</source>
        <translation>Anstelle der bisherigen; auch Eingabe auf der Liste</translation>
    </message>
    <message>
        <source>One more key…</source>
        <translation>Eine Taste mehr…</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Undo its change</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Press the new key, with Ctrl, Alt or Shift held if you like. Esc: leave it.</source>
        <translation>Drücken Sie die neue Taste, auf Wunsch mit Strg, Alt oder Umschalt. Esc: so lassen.</translation>
    </message>
    <message>
        <source>Fixed: keys that are held, and those of fields, lists and pictures as the list of keys has them.</source>
        <translation>Fest: Tasten, die gehalten werden, und die von Feldern, Listen und Bildern, wie die Tastenliste sie nennt.</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Schließen  (Esc)</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>hold {0}</source>
        <translation>{0} halten</translation>
    </message>
    <message>
        <source>Mouse and focus</source>
        <translation>Maus und Fokus</translation>
    </message>
</context>
<context>
    <name>LabelCanvas</name>
    <message>
        <source>Frame with its labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View changed ↺</source>
        <translation type="unfinished">Ansicht geändert ↺</translation>
    </message>
</context>
<context>
    <name>LampView</name>
    <message>
        <source>well</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>The classes of the model stand here once it is loaded.</source>
        <translation>Hier stehen die Klassen des Modells, sobald es geladen ist.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
</context>
<context>
    <name>LooksColumn</name>
    <message>
        <source>Solid: as labelled. Dashed: as the network says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best frames</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
</context>
<context>
    <name>ManualSheet</name>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Search all pages  (Ctrl+F)</source>
        <translation>Alle Seiten durchsuchen  (Strg+F)</translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation>Alle Seiten durchsuchen</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back  (Alt+Left)</source>
        <translation>Zurück  (Alt+Links)</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Forward  (Alt+Right)</source>
        <translation>Vorwärts  (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Write this page as PDF  (Ctrl+P)</source>
        <translation>Diese Seite als PDF schreiben  (Strg+P)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Schließen  (Esc)</translation>
    </message>
</context>
<context>
    <name>MeasuredForm</name>
    <message>
        <source>Pixels of the picture</source>
        <translation>Pixel des Bildes</translation>
    </message>
    <message>
        <source>Millimetres</source>
        <translation>Millimeter</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>across</source>
        <translation>quer</translation>
    </message>
    <message>
        <source>along</source>
        <translation>längs</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>px of the picture are</source>
        <translation>px des Bildes sind</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
</context>
<context>
    <name>MessageBand</name>
    <message>
        <source>What the message offers</source>
        <translation>Was die Meldung anbietet</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>1 of {0}</source>
        <translation>1 von {0}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Another model</source>
        <translation>Anderes Modell</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>It is opened first. One that cannot be used changes nothing.</source>
        <translation>Es wird zuerst geöffnet. Eines, das nicht brauchbar ist, ändert nichts.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>From here on it inspects {0}, with its own thresholds.</source>
        <translation>Von hier an prüft es {0}, mit eigenen Schwellen.</translation>
    </message>
    <message>
        <source>Use it from here on</source>
        <translation>Von hier an verwenden</translation>
    </message>
</context>
<context>
    <name>ModelHead</name>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This proof is against another model than the one in use: prove it again before it is promoted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation type="unfinished">Modelle</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Worst frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished">Klassen</translation>
    </message>
    <message>
        <source>Working point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation type="unfinished">ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished">Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported models (*.inspector-model)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NotInspectedModel</name>
    <message>
        <source>File or frame</source>
        <translation>Datei oder Bild</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>NotInspectedView</name>
    <message>
        <source>Frames that were not inspected</source>
        <translation>Bilder, die nicht geprüft wurden</translation>
    </message>
    <message>
        <source>Enter or a double-click shows a frame as far as it can be read.</source>
        <translation>Eingabe oder Doppelklick zeigt ein Bild, soweit es lesbar ist.</translation>
    </message>
</context>
<context>
    <name>NoticePanel</name>
    <message>
        <source>Alarms, messages, not inspected</source>
        <translation>Alarme, Meldungen, nicht geprüft</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Schließen  (Esc)</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation>Nicht geprüft</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>Close this answer</source>
        <translation>Diese Antwort schließen</translation>
    </message>
    <message>
        <source>STOP</source>
        <translation>STOPP</translation>
    </message>
    <message>
        <source>No messages</source>
        <translation>Keine Meldungen</translation>
    </message>
    <message>
        <source>+ {0}</source>
        <translation>+ {0}</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
</context>
<context>
    <name>OperatorFoot</name>
    <message>
        <source>Begin coil</source>
        <translation>Coil beginnen</translation>
    </message>
    <message>
        <source>Begin rail</source>
        <translation>Schiene beginnen</translation>
    </message>
</context>
<context>
    <name>OptionsLine</name>
    <message>
        <source>Size</source>
        <translation type="unfinished">Größe</translation>
    </message>
    <message>
        <source>Square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size by pen pressure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey values ±</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep to the ridge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holes up to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of the class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeopleForm</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Name (may be left out)</source>
        <translation>Name (darf fehlen)</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remove everybody: nothing is locked</source>
        <translation>Alle entfernen: nichts ist gesperrt</translation>
    </message>
    <message>
        <source>Role of {0}</source>
        <translation>Rolle von {0}</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Neue PIN</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>New PIN of {0}</source>
        <translation>Neue PIN von {0}</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} entfernen</translation>
    </message>
    <message>
        <source>The last administrator stays</source>
        <translation>Der letzte Administrator bleibt</translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation>Jemand Neues</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>PIN setzen</translation>
    </message>
    <message>
        <source>Really everybody? Press again</source>
        <translation>Wirklich alle? Noch einmal drücken</translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
</context>
<context>
    <name>PieceDialog</name>
    <message>
        <source>New piece</source>
        <translation>Neues Stück</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>As on the order or stamped on the piece, for example R-2041.</source>
        <translation>Wie auf dem Auftrag oder auf dem Stück, zum Beispiel R-2041.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Coil of strip</source>
        <translation>Coil (Band)</translation>
    </message>
    <message>
        <source>Rail</source>
        <translation>Schiene</translation>
    </message>
    <message>
        <source>Inspect it again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
</context>
<context>
    <name>PieceMap</name>
    <message>
        <source>Map of the piece</source>
        <translation>Karte des Stücks</translation>
    </message>
    <message>
        <source>The map of the piece grows here, from its beginning to its end.</source>
        <translation>Hier wächst die Karte des Stücks, vom Anfang bis zum Ende.</translation>
    </message>
    <message>
        <source>Not inspected, {0} to {1} {2}: {3}</source>
        <translation>Nicht geprüft, {0} bis {1} {2}: {3}</translation>
    </message>
    <message>
        <source>not calibrated: pixels</source>
        <translation>nicht kalibriert: Pixel</translation>
    </message>
</context>
<context>
    <name>PinField</name>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
</context>
<context>
    <name>PreviewCanvas</name>
    <message>
        <source>Injection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfilePanel</name>
    <message>
        <source>Grey along the ruler</source>
        <translation>Grauwerte entlang des Lineals</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
</context>
<context>
    <name>ProgramForm</name>
    <message>
        <source>Update from a file…</source>
        <translation>Update aus einer Datei…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurückgehen…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Start with this PC, in the operator&apos;s view</source>
        <translation>Mit diesem PC starten, in der Bedieneransicht</translation>
    </message>
    <message>
        <source>with names of pieces</source>
        <translation>mit Namen von Stücken</translation>
    </message>
    <message>
        <source>with pictures of defects</source>
        <translation>mit Bildern von Fehlern</translation>
    </message>
    <message>
        <source>Save support bundle…</source>
        <translation>Supportpaket speichern…</translation>
    </message>
    <message>
        <source>Save these…</source>
        <translation>Diese speichern…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Roll back to {0}…</source>
        <translation>Zurück auf {0}…</translation>
    </message>
    <message>
        <source>Update from a file</source>
        <translation>Update aus einer Datei</translation>
    </message>
    <message>
        <source>Packages (*.deb *.exe)</source>
        <translation>Pakete (*.deb *.exe)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save support bundle</source>
        <translation>Supportpaket speichern</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Zip-Dateien (*.zip)</translation>
    </message>
</context>
<context>
    <name>ProposalBar</name>
    <message>
        <source>Add classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose again what was rejected in this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the proposal that is pointed to (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject the proposal that is pointed to (Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From which probability on a class is proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels do not know: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They become classes of this frame: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>ReplayView</name>
    <message>
        <source>The table was changed since: replay it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece</source>
        <translation type="unfinished">Stück</translation>
    </message>
    <message>
        <source>Inspected</source>
        <translation type="unfinished">Geprüft</translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished">Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished">Nachher</translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished">Warum</translation>
    </message>
    <message>
        <source>Pieces whose verdict would change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not replayed yet. A replay tells which stored pieces this table would grade otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResetButton</name>
    <message>
        <source>Nothing is changed</source>
        <translation>Nichts ist geändert</translation>
    </message>
    <message>
        <source>changed from {0} ↺</source>
        <translation>geändert von {0} ↺</translation>
    </message>
</context>
<context>
    <name>ResultList</name>
    <message>
        <source>Results of the search, newest first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Frame of the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst defects of the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map of the piece that is compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished">Fehler</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RuleFields</name>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation>Diese Regel entfernen</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>of any size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished">beliebig</translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished">Klasse</translation>
    </message>
    <message>
        <source>Severity at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished">Maß</translation>
    </message>
    <message>
        <source>Size at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number of defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than this meets the rule; 0: any defect does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In any stretch of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In any stretch of this length; 0: in the whole piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Across</source>
        <translation type="unfinished">Quer</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away from the edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An edge is wide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit of the edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% of the width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at head and tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between head and tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished">Urteil</translation>
    </message>
    <message>
        <source>Note for people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects of the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this severity or worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From this size on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is limited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within a length of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last metres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict of the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note, shown where the rule is met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RuleList</name>
    <message>
        <source>Rules: the worst that is met decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Not in the saved version</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A donor may be laid mirrored, left to right and top to bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn by up to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A donor may be turned by so much, either way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A donor may be made smaller or larger within these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished">Größe</translation>
    </message>
    <message>
        <source>Longest extent after scaling; a defect outside these is not injected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Angle to travel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the long axis to the direction of travel, for defects that have a long axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where on the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the class occurs on the product; elsewhere nothing is injected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where its donor lay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>near an edge of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away from both edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the bright face of a rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance from the edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearer than this counts as near an edge, further as away from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blended share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blended: the donor&apos;s texture on the clean frame&apos;s light.
Pasted: cut out and laid over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match brightness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The donor takes the brightness of where it is laid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By what the donor&apos;s texture may be weakened or strengthened to fit where it is laid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep at its border</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A defect cut off by its frame&apos;s border lies at the same border again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimum realism</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An injection that looks less real is tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished">Position</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Realism</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learnt from {0} accepted, {1} rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing accepted or rejected yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished">keine Grenze</translation>
    </message>
    <message>
        <source>Blended {0} % · pasted {1} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minimum realism {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunColumn</name>
    <message>
        <source>Trainings, the newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes: why this run, what came of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunHead</name>
    <message>
        <source>Verdict</source>
        <translation type="unfinished">Urteil</translation>
    </message>
</context>
<context>
    <name>SanityPanel</name>
    <message>
        <source>What will be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames and groups by class and split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class, and its frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mind</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreView</name>
    <message>
        <source>Realism {0}, minimum {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>realism</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below the minimum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minimum {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScreeningForm</name>
    <message>
        <source>Screen</source>
        <translation>Vorauswahl</translation>
    </message>
    <message>
        <source>Open a screen…</source>
        <translation>Vorauswahl öffnen…</translation>
    </message>
    <message>
        <source>Say yes to this screen</source>
        <translation>Dieser Vorauswahl zustimmen</translation>
    </message>
    <message>
        <source>Look everywhere again</source>
        <translation>Wieder überall hinsehen</translation>
    </message>
    <message>
        <source>Open a screen</source>
        <translation>Vorauswahl öffnen</translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Piece or id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search pieces by name or id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects of many pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time, class, severity, size, place, line, model, verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to this day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class of a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any class</source>
        <translation type="unfinished">jede Klasse</translation>
    </message>
    <message>
        <source>Least severity of a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor and up</source>
        <translation type="unfinished">ab gering</translation>
    </message>
    <message>
        <source>major and up</source>
        <translation type="unfinished">ab erheblich</translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished">kritisch</translation>
    </message>
    <message>
        <source>Least size of a defect in mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From metre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To metre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From mm across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To mm across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished">Modell</translation>
    </message>
    <message>
        <source>any model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished">Urteil</translation>
    </message>
    <message>
        <source>any verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downgraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged</source>
        <translation type="unfinished">nicht bewertet</translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Across</source>
        <translation type="unfinished">Quer</translation>
    </message>
</context>
<context>
    <name>SelfCheckPanel</name>
    <message>
        <source>How far the check is</source>
        <translation>Wie weit die Prüfung des PCs ist</translation>
    </message>
    <message>
        <source>Check this PC</source>
        <translation>Diesen PC prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
</context>
<context>
    <name>SeriousColumn</name>
    <message>
        <source>Last critical and major defects</source>
        <translation>Letzte kritische und erhebliche Fehler</translation>
    </message>
</context>
<context>
    <name>SetDialog</name>
    <message>
        <source>Save these thresholds</source>
        <translation>Diese Schwellen speichern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>For the model in use. A set of this name and product is replaced.</source>
        <translation>Für das Modell in Gebrauch. Ein Satz mit diesem Namen und Produkt wird ersetzt.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
</context>
<context>
    <name>SetWindow</name>
    <message>
        <source>All labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames by state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames by person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished">Klassen</translation>
    </message>
    <message>
        <source>Compare all reviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames, the least first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>All of it stands in {0}</source>
        <translation>Alles davon steht in {0}</translation>
    </message>
</context>
<context>
    <name>SetupCard</name>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made even</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is counted per class, and made as many as of the other classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished">Bilder</translation>
    </message>
    <message>
        <source>defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>defects by size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean frames used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the clean frames that may take injections; the others stay clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects per frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Injections into one clean frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed and settings draw the same injections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean parts too,
in snapshots only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean parts of frames too, in snapshots only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts without a defect of frames that have defects elsewhere take injections. Snapshots only: training cuts views, and any view without a defect may take one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clean frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per frame</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupForm</name>
    <message>
        <source>as long as the recipe says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until (time of day)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the run, and of its model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against rare classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished">Zeit</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many minutes or steps, or until when</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeverityForm</name>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maß</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>An example, agreed with nobody</source>
        <translation>Ein Beispiel, mit niemandem abgestimmt</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle speichern</translation>
    </message>
    <message>
        <source>Table {0}</source>
        <translation>Tabelle {0}</translation>
    </message>
</context>
<context>
    <name>SidePanels</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished">Klassen</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished">Schritte</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it was opened first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: no defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, at {1}, {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click or Enter: close it, or open it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceDialog</name>
    <message>
        <source>Each frame goes on where the one before ended</source>
        <translation>Jedes Bild setzt dort fort, wo das davor endete</translation>
    </message>
    <message>
        <source>For line-scan cameras: a defect that crosses the border of two frames is one defect.</source>
        <translation>Für Zeilenkameras: ein Fehler über die Grenze zweier Bilder ist ein Fehler.</translation>
    </message>
    <message>
        <source>Sub-folders too</source>
        <translation>Auch Unterordner</translation>
    </message>
    <message>
        <source>Keep watching for new frames</source>
        <translation>Weiter auf neue Bilder achten</translation>
    </message>
    <message>
        <source>Inspection goes on until it is stopped, with each file once it is complete.</source>
        <translation>Die Prüfung läuft, bis sie angehalten wird; jede Datei, sobald sie vollständig ist.</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>As the files say, else 16</source>
        <translation>Wie die Dateien sagen, sonst 16</translation>
    </message>
    <message>
        <source>Bits of 16-bit files</source>
        <translation>Bits von 16-Bit-Dateien</translation>
    </message>
    <message>
        <source>It is being inspected: closed first, then opened again. Ends {0}.</source>
        <translation>Sie wird gerade geprüft: erst geschlossen, dann wieder geöffnet. Beendet {0}.</translation>
    </message>
    <message>
        <source>Ends {0}, once the new source delivers.</source>
        <translation>Beendet {0}, sobald die neue Quelle liefert.</translation>
    </message>
    <message>
        <source>Open and end the piece</source>
        <translation>Öffnen und das Stück beenden</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Train</source>
        <translation type="unfinished">Training</translation>
    </message>
    <message>
        <source>Val</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another one, another deal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep near twins together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each split would hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitWindow</name>
    <message>
        <source>Split a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished">Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished">Bis</translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>StatView</name>
    <message>
        <source>, needs attention</source>
        <translation>, braucht Aufmerksamkeit</translation>
    </message>
</context>
<context>
    <name>StripCanvas</name>
    <message>
        <source>Live picture</source>
        <translation>Livebild</translation>
    </message>
    <message>
        <source>View changed ↺</source>
        <translation>Ansicht geändert ↺</translation>
    </message>
    <message>
        <source>across {0} · along {1} {2}</source>
        <translation>quer {0} · längs {1} {2}</translation>
    </message>
    <message>
        <source>{0} · {1}° to the travel</source>
        <translation>{0} · {1}° zur Laufrichtung</translation>
    </message>
</context>
<context>
    <name>TableBar</name>
    <message>
        <source>Grading table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example: in the manner of EN 10163, plate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example: in the manner of EN 10163, sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example: in the manner of EN 13674, rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableForm</name>
    <message>
        <source>Name</source>
        <translation type="unfinished">Name</translation>
    </message>
    <message>
        <source>Kind of piece</source>
        <translation type="unfinished">Art der Stücke</translation>
    </message>
    <message>
        <source>Plant</source>
        <translation type="unfinished">Werk</translation>
    </message>
    <message>
        <source>Agreed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with it by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished">beliebig</translation>
    </message>
    <message>
        <source>The table judges pieces of this kind only, as rail; empty: of any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the rules follow: a standard, an order, an agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who has compared the rules with the standard or order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where no rule is met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the length. Where less was inspected, a piece is undecided or rejected, not accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones and shares go by it; 0: as wide as the cameras see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The standard also limits depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every verdict says: depth not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed by nobody: screens and reports say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard or order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspected at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThresholdMenu</name>
    <message>
        <source>Thresholds</source>
        <translation>Schwellen</translation>
    </message>
    <message>
        <source>Thresholds: {0}</source>
        <translation>Schwellen: {0}</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>Die des Modells</translation>
    </message>
    <message>
        <source>Save as a set…</source>
        <translation>Als Satz speichern…</translation>
    </message>
    <message>
        <source>Delete a set</source>
        <translation>Einen Satz löschen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation>{0} · {1}</translation>
    </message>
</context>
<context>
    <name>ThresholdPanel</name>
    <message>
        <source>Of the inspection: {0}. Del puts it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TierSign</name>
    <message>
        <source>STOP</source>
        <translation>STOPP</translation>
    </message>
    <message>
        <source>WARNING</source>
        <translation>WARNUNG</translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation>HINWEIS</translation>
    </message>
</context>
<context>
    <name>TopLine</name>
    <message>
        <source>Who is there</source>
        <translation>Wer ist da?</translation>
    </message>
    <message>
        <source>Before the window closes</source>
        <translation>Bevor das Fenster schließt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Entsperrt</translation>
    </message>
    <message>
        <source>No piece</source>
        <translation>Kein Stück</translation>
    </message>
</context>
<context>
    <name>TotalsTable</name>
    <message>
        <source>Defects by class and severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished">Klasse</translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished">Alle</translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished">kritisch</translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished">erheblich</translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished">gering</translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished">keine</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>What of both runs is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores and settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VariantPanel</name>
    <message>
        <source>Arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training frames of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>VerdictLine</name>
    <message>
        <source>Verdict: {0}. {1}</source>
        <translation>Urteil: {0}. {1}</translation>
    </message>
</context>
<context>
    <name>VersionPanel</name>
    <message>
        <source>Make a dataset version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished">Name</translation>
    </message>
    <message>
        <source>Frames that are reviewed, each with its mask. Versions never change; what is labelled later goes into another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also done, not reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out what does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terms of use</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished">Fortschritt</translation>
    </message>
</context>
<context>
    <name>WorkingPointView</name>
    <message>
        <source>Working point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of a miss</source>
        <translation type="unfinished">Kosten eines Übersehens</translation>
    </message>
    <message>
        <source>Cost of a false stop</source>
        <translation type="unfinished">Kosten eines falschen Stopps</translation>
    </message>
    <message>
        <source>Go to the cheapest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A miss costs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a false stop costs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkspaceForm</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Name of the line</source>
        <translation>Name der Linie</translation>
    </message>
    <message>
        <source>Kind of piece</source>
        <translation>Art der Stücke</translation>
    </message>
    <message>
        <source>Size of a pixel</source>
        <translation>Größe eines Pixels</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse for the folder</source>
        <translation>Den Ordner suchen</translation>
    </message>
    <message>
        <source>mm per px</source>
        <translation>mm je px</translation>
    </message>
    <message>
        <source>later: sizes stay in pixels until then</source>
        <translation>später: bis dahin bleiben Maße in Pixeln</translation>
    </message>
    <message>
        <source>Folder of the workspace</source>
        <translation>Ordner des Arbeitsbereichs</translation>
    </message>
</context>
<context>
    <name>ZoomReading</name>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_CurvePlot</name>
    <message>
        <source>Found defects against false alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Figures</name>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95-%-Intervall</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Annotate</source>
        <translation>Annotieren</translation>
    </message>
    <message>
        <source>Open dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the chosen one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotated frames of another program, as a dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a synthetic one to try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dataset of generated strip, with its annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next injection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another clean frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous injection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another defect on the same frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line to drag parts both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before and after by turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Whole frame in view</source>
        <translation>Ganzes Bild in der Ansicht</translation>
    </message>
    <message>
        <source>Looks real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept; the least realism of the class learns from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject; the least realism of the class learns from it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude donor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gives nothing, or again does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourite donor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn three times as often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Keep these settings at the left and change a copy at the right; again: end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use in training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trainings on this dataset inject while they run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a snapshot…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of many injections, before and after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>End what is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>Meldung schließen</translation>
    </message>
    <message>
        <source>Class {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its injections and rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Ausgleichen</translation>
    </message>
    <message>
        <source>Frames kept at the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“That&apos;s wrong”, uncertain, rare, every n-th: what somebody should look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is copied; labels stay in the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dataset…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A version&apos;s frames with the masks that it has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All labelled frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next open frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over frames that are done or reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous open frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished">Fertig</translation>
    </message>
    <message>
        <source>All of this frame is labelled; on to the next open one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All seen are done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of the list that you looked at and that have labels; says which stay open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frames that were done by one press are open again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After each shape that you paint the next open frame opens; again: no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second person found it right; on to the next open one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody should talk about it; again: no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pin a note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the mouse or the arrows point; else in the middle of what is in view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While held: the labels as they were saved last, or what the difference is shown to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels beside those of somebody before, of the dataset or of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model proposes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Striped, and no label before you accept it; again: hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject all proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely label errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model of today about all labelled frames of the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next likely error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in this frame the model contradicts the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous likely error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label the likely error that is shown as the model does: a step that can be undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who draws; a review needs another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New class…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename or merge the class…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over all labelled frames; how many it concerns is said first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split the class…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of its instances, by size, grey, place or by hand, become another class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the class means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Definition and examples of the class in hand, beside the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An example of its class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The instance under the mouse goes beside the definition of its class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No example of the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place under the mouse shows what does not count as the class in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours and hatches of the classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the Settings page, with who hardly tells two of them apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics and agreement…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all labels: frames, classes, sizes, people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a dataset version…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of what is reviewed; versions before stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the version that was made last: the form of a new training, on the Train page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty, or an example to be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as new version…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The versions before stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grade with this table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces that begin from now on; again: no longer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge stored pieces by this table: which verdicts would change?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record these verdicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the pieces that would change; the verdicts before stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation type="unfinished">Regel hinzufügen</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of rules with one verdict, the first decides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grading</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Start or stop the inspection</source>
        <translation>Prüfung starten oder anhalten</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open video…</source>
        <translation>Video öffnen…</translation>
    </message>
    <message>
        <source>Open camera…</source>
        <translation>Kamera öffnen…</translation>
    </message>
    <message>
        <source>Demo strip</source>
        <translation>Demoband</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Modell öffnen…</translation>
    </message>
    <message>
        <source>New piece…</source>
        <translation>Neues Stück…</translation>
    </message>
    <message>
        <source>Begin a new rail or coil with its id</source>
        <translation>Neue Schiene oder neues Coil mit Kennung beginnen</translation>
    </message>
    <message>
        <source>Freeze picture</source>
        <translation>Bild einfrieren</translation>
    </message>
    <message>
        <source>The picture stands still; inspection goes on</source>
        <translation>Das Bild steht still; die Prüfung läuft weiter</translation>
    </message>
    <message>
        <source>Keep frame</source>
        <translation>Bild behalten</translation>
    </message>
    <message>
        <source>Keep the whole frame on the screen, to be annotated later</source>
        <translation>Das ganze Bild auf dem Schirm behalten, um es später zu annotieren</translation>
    </message>
    <message>
        <source>Hide overlay</source>
        <translation>Markierung ausblenden</translation>
    </message>
    <message>
        <source>Hidden while held</source>
        <translation>Ausgeblendet, solange gedrückt</translation>
    </message>
    <message>
        <source>Fill, outline, both</source>
        <translation>Fläche, Umriss, beides</translation>
    </message>
    <message>
        <source>Next overlay style</source>
        <translation>Nächste Art der Markierung</translation>
    </message>
    <message>
        <source>Overlay stronger</source>
        <translation>Markierung stärker</translation>
    </message>
    <message>
        <source>Overlay weaker</source>
        <translation>Markierung schwächer</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>One frame pixel on one screen pixel</source>
        <translation>Ein Pixel des Bildes auf einem Pixel des Schirms</translation>
    </message>
    <message>
        <source>Ruler</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Drag over the picture: length, angle, grey along the line. Esc ends it</source>
        <translation>Über das Bild ziehen: Länge, Winkel, Grauwerte der Linie. Esc beendet es</translation>
    </message>
    <message>
        <source>Move picture</source>
        <translation>Bild verschieben</translation>
    </message>
    <message>
        <source>Hold and drag</source>
        <translation>Halten und ziehen</translation>
    </message>
    <message>
        <source>Next defect</source>
        <translation>Nächster Fehler</translation>
    </message>
    <message>
        <source>Newer; freezes the picture</source>
        <translation>Neuer; friert das Bild ein</translation>
    </message>
    <message>
        <source>Previous defect</source>
        <translation>Voriger Fehler</translation>
    </message>
    <message>
        <source>Older; freezes the picture</source>
        <translation>Älter; friert das Bild ein</translation>
    </message>
    <message>
        <source>Of this inspection, read again from its source; freezes the picture</source>
        <translation>Dieser Prüfung, neu aus der Quelle gelesen; friert das Bild ein</translation>
    </message>
    <message>
        <source>Next frame with a defect</source>
        <translation>Nächstes Bild mit Fehler</translation>
    </message>
    <message>
        <source>Previous frame with a defect</source>
        <translation>Voriges Bild mit Fehler</translation>
    </message>
    <message>
        <source>Next frame that was not inspected</source>
        <translation>Nächstes nicht geprüftes Bild</translation>
    </message>
    <message>
        <source>Previous frame that was not inspected</source>
        <translation>Voriges nicht geprüftes Bild</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>Erstes Bild</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>Letztes Bild</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu Live</translation>
    </message>
    <message>
        <source>Unfreeze and follow the strip</source>
        <translation>Einfrieren beenden und dem Band folgen</translation>
    </message>
    <message>
        <source>The last change of a threshold or an area</source>
        <translation>Die letzte Änderung einer Schwelle oder Fläche</translation>
    </message>
    <message>
        <source>Filter defects</source>
        <translation>Fehler filtern</translation>
    </message>
    <message>
        <source>By class, position, size or file</source>
        <translation>Nach Klasse, Position, Größe oder Datei</translation>
    </message>
    <message>
        <source>Copy defects</source>
        <translation>Fehler kopieren</translation>
    </message>
    <message>
        <source>Those selected, else all that are listed, for a spreadsheet</source>
        <translation>Die gewählten, sonst alle aufgelisteten, für eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>The whole frame on the screen, with what was found</source>
        <translation>Das ganze Bild auf dem Schirm, mit dem, was gefunden wurde</translation>
    </message>
    <message>
        <source>Export defects…</source>
        <translation>Fehler exportieren…</translation>
    </message>
    <message>
        <source>The model that is being loaded is given up</source>
        <translation>Das Modell, das geladen wird, wird aufgegeben</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>All of them, and to acknowledge them: arrows, Tab, Enter</source>
        <translation>Alle, auch zum Quittieren: Pfeile, Tab, Eingabe</translation>
    </message>
    <message>
        <source>What was not inspected</source>
        <translation>Was nicht geprüft wurde</translation>
    </message>
    <message>
        <source>Each frame and why; Enter shows it as far as it can be read</source>
        <translation>Jedes Bild und warum; Eingabe zeigt es, soweit es lesbar ist</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>What the last answers say in full</source>
        <translation>Die letzten Antworten in voller Länge</translation>
    </message>
    <message>
        <source>Show class {number} alone</source>
        <translation>Nur Klasse {number} zeigen</translation>
    </message>
    <message>
        <source>Again: show all</source>
        <translation>Noch einmal: alle zeigen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Fit rail or strip</source>
        <translation>Schiene oder Band einpassen</translation>
    </message>
    <message>
        <source>What passes fills the picture, not what lies beside it</source>
        <translation>Was durchläuft, füllt das Bild, nicht was daneben liegt</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Turn picture</source>
        <translation>Bild drehen</translation>
    </message>
    <message>
        <source>A quarter to the right: a rail lies flat. Kept for each source</source>
        <translation>Um ein Viertel nach rechts: eine Schiene liegt flach. Wird je Quelle behalten</translation>
    </message>
    <message>
        <source>Turn picture back</source>
        <translation>Bild zurückdrehen</translation>
    </message>
    <message>
        <source>Automatic contrast</source>
        <translation>Automatischer Kontrast</translation>
    </message>
    <message>
        <source>Brightness and contrast follow each picture; what is inspected stays as it is</source>
        <translation>Helligkeit und Kontrast folgen jedem Bild; was geprüft wird, bleibt unverändert</translation>
    </message>
    <message>
        <source>Local contrast</source>
        <translation>Lokaler Kontrast</translation>
    </message>
    <message>
        <source>Fine structures in dark and in bright parts</source>
        <translation>Feine Strukturen in dunklen und hellen Bereichen</translation>
    </message>
    <message>
        <source>Dark parts brighter</source>
        <translation>Dunkle Bereiche heller</translation>
    </message>
    <message>
        <source>Dark parts darker</source>
        <translation>Dunkle Bereiche dunkler</translation>
    </message>
    <message>
        <source>As captured</source>
        <translation>Wie aufgenommen</translation>
    </message>
    <message>
        <source>Brightness and contrast as the camera delivers them; also a click on “View changed”</source>
        <translation>Helligkeit und Kontrast, wie die Kamera sie liefert; auch ein Klick auf „Ansicht geändert“</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Small picture of the whole frame while zoomed in; again: hidden</source>
        <translation>Kleines Bild des Ganzen bei Vergrößerung; noch einmal: ausgeblendet</translation>
    </message>
    <message>
        <source>Wheel on the picture</source>
        <translation>Mausrad auf dem Bild</translation>
    </message>
    <message>
        <source>Zoom about the mouse</source>
        <translation>Um die Maus vergrößern</translation>
    </message>
    <message>
        <source>Drag with the middle button</source>
        <translation>Mit der mittleren Taste ziehen</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Das Bild verschieben</translation>
    </message>
    <message>
        <source>Or with the left one while Space is held</source>
        <translation>Oder mit der linken, solange die Leertaste gedrückt ist</translation>
    </message>
    <message>
        <source>Drag with the right button</source>
        <translation>Mit der rechten Taste ziehen</translation>
    </message>
    <message>
        <source>Brightness and contrast</source>
        <translation>Helligkeit und Kontrast</translation>
    </message>
    <message>
        <source>Up: brighter; to the right: more contrast. What is inspected stays as it is</source>
        <translation>Nach oben: heller; nach rechts: mehr Kontrast. Was geprüft wird, bleibt unverändert</translation>
    </message>
    <message>
        <source>Click or drag in the overview</source>
        <translation>In der Übersicht klicken oder ziehen</translation>
    </message>
    <message>
        <source>Move the picture there</source>
        <translation>Das Bild dorthin verschieben</translation>
    </message>
    <message>
        <source>Wheel on the map</source>
        <translation>Mausrad auf der Karte</translation>
    </message>
    <message>
        <source>Zoom along the piece</source>
        <translation>Entlang des Stücks vergrößern</translation>
    </message>
    <message>
        <source>Also + and - while the map has the focus</source>
        <translation>Auch + und -, solange die Karte den Fokus hat</translation>
    </message>
    <message>
        <source>Drag on the map</source>
        <translation>Auf der Karte ziehen</translation>
    </message>
    <message>
        <source>Move along the piece, zoomed in</source>
        <translation>Vergrößert am Stück entlangfahren</translation>
    </message>
    <message>
        <source>Click on a mark, a picture or a row</source>
        <translation>Klick auf Zeichen, Bild oder Zeile</translation>
    </message>
    <message>
        <source>Show that defect</source>
        <translation>Diesen Fehler zeigen</translation>
    </message>
    <message>
        <source>Its frame, close; Esc goes back to the view before</source>
        <translation>Sein Bild, nah; Esc führt zur Ansicht davor zurück</translation>
    </message>
    <message>
        <source>Wheel on the pictures of defects</source>
        <translation>Mausrad auf den Fehlerbildern</translation>
    </message>
    <message>
        <source>Go through them</source>
        <translation>Durch sie blättern</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>From the picture to its buttons, defects, classes, table and map</source>
        <translation>Vom Bild zu Tasten, Fehlern, Klassen, Tabelle und Karte</translation>
    </message>
    <message>
        <source>Arrows, Home and End move inside; Enter shows the defect</source>
        <translation>Pfeile, Pos1 und Ende bewegen sich darin; Eingabe zeigt den Fehler</translation>
    </message>
    <message>
        <source>Click on a class</source>
        <translation>Klick auf eine Klasse</translation>
    </message>
    <message>
        <source>Show it alone, everywhere; again: show all</source>
        <translation>Überall nur sie zeigen; noch einmal: alle zeigen</translation>
    </message>
    <message>
        <source>Promote…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line inspects with the chosen model from then on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation type="unfinished">Zurückgehen…</translation>
    </message>
    <message>
        <source>The line inspects with the model before again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the chosen model against another one on frames that neither has seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller variant…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen model in fewer bits, as a model of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shadow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen model looks at live frames beside the one in use; once more ends it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ONNX file with its card, from the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model file that another PC exported, with its proof and history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished">Exportieren…</translation>
    </message>
    <message>
        <source>The chosen model as one file, to be carried to another PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Drag the point on the curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at another working point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click on a frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it large, or small again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints the class that is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The brush paints background; any tool erases while Ctrl is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey-range brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints only what is as dark or bright as the place where the stroke begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scratch line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click along a scratch; the line keeps to its ridge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click corner after corner, or drag; Backspace takes the last one back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or click two corners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encircle what is to be filled; with Ctrl it is cut out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click along an edge; the outline keeps to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fills all that hangs together and has one class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an instance: what it surrounds is shown, Enter fills it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press on a defect and drag: the further, the more grey values belong to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow from seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint a little of the defect, and of the background with Ctrl; it grows by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask from a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag round a defect: what stands out in the box is shown, Enter paints it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask by clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a defect; with Ctrl what does not belong to it. Needs two files of a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints parts of the picture whose borders follow its edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Islands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes small instances of the class away, or all but the largest; splits one in two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow, shrink, smooth, open or close an instance by millimetres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an instance: it becomes the class that is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over the picture: length and angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint or erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swaps the class with background, for every tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick the class under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not to be judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints what counts neither for training nor for scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush smaller by 1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush larger by 1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round or square brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is painted already of this class stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide or show the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its labels are not seen, and stay as they are, until it is shown again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erases, with every tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it class {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The instance under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the frame before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its labels, moved as the strip has moved; Enter takes them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold and drag, also in the middle of a stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next look of the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels stronger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels weaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift and wheel, or Alt and drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold Ctrl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase with any tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser end of a pen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the brush without a mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By a pixel with Ctrl, further with Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take what is shown before it is painted; else click where the arrows have led</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Enter puts the brush down and lifts it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, Backspace, Tab with proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the proposal that is pointed to, reject it, point to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As long as nothing else waits for the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backspace on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last corner back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc leaves the shape, the stroke or what waits for Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next instance, close; Shift+Tab: the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Tab leads on to buttons, options and panels; Esc leads back to the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search pieces</source>
        <translation>Stücke suchen</translation>
    </message>
    <message>
        <source>By name, time, line, model, and by what was found</source>
        <translation>Nach Name, Zeit, Linie, Modell und nach Gefundenem</translation>
    </message>
    <message>
        <source>Next piece</source>
        <translation>Nächstes Stück</translation>
    </message>
    <message>
        <source>Of the results, older</source>
        <translation>Der Treffer, älter</translation>
    </message>
    <message>
        <source>Previous piece</source>
        <translation>Voriges Stück</translation>
    </message>
    <message>
        <source>Of the results, newer</source>
        <translation>Der Treffer, neuer</translation>
    </message>
    <message>
        <source>Keep this piece below, and open another one above it; again: end</source>
        <translation>Dieses Stück unten behalten und ein anderes darüber öffnen; noch einmal: Ende</translation>
    </message>
    <message>
        <source>Today&apos;s model</source>
        <translation>Modell von heute</translation>
    </message>
    <message>
        <source>What the model and thresholds in use now find in this frame; again: as recorded</source>
        <translation>Was Modell und Schwellen von heute in diesem Bild finden; noch einmal: wie aufgezeichnet</translation>
    </message>
    <message>
        <source>Recorded and today&apos;s</source>
        <translation>Damals und heute</translation>
    </message>
    <message>
        <source>A line to drag parts what was recorded from what today&apos;s model finds; again: no line</source>
        <translation>Eine Linie zum Ziehen trennt Aufgezeichnetes von dem, was das Modell heute findet; noch einmal: keine Linie</translation>
    </message>
    <message>
        <source>Leave the defect</source>
        <translation>Fehler verlassen</translation>
    </message>
    <message>
        <source>The whole frame again; no defect is chosen. Again: all classes</source>
        <translation>Wieder das ganze Bild; kein Fehler ist gewählt. Noch einmal: alle Klassen</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the piece that is open: PDF, table or spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Rückschau</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>By name or by what it does</source>
        <translation>Nach Namen oder Wirkung</translation>
    </message>
    <message>
        <source>Put back the setting that was changed last</source>
        <translation>Die zuletzt geänderte Einstellung zurückstellen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>New training…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose data, network and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset is looked through first; what speaks against it is told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run waits in memory where it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A paused run, or one that was stopped, failed or cut off, from its last checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned so far is scored and becomes a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished">Stopp</translation>
    </message>
    <message>
        <source>The run ends with a checkpoint, and can go on from there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run ends, and what was learned is gone; asks for a second press</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new run with the wishes of this one, to be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model of this run then waits on the Models page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds the model of this run and holds it against the one in use, on the Models page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next run that is chosen stands beside this one; again: end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split a dataset…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole groups over train, val and test, as a new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the import, the split or the look at a dataset; no training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Wheel on a curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom along the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move along the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>What it says of this page, with search and contents</source>
        <translation>Was es zu dieser Seite sagt, mit Suche und Inhalt</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Show or hide this list</source>
        <translation>Diese Liste zeigen oder ausblenden</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
    <message>
        <source>Other keys for anything on this list, or those of another tool</source>
        <translation>Andere Tasten für alles auf dieser Liste, oder die eines anderen Werkzeugs</translation>
    </message>
    <message>
        <source>Operator&apos;s view</source>
        <translation>Bedieneransicht</translation>
    </message>
    <message>
        <source>Few and large, on the whole screen; again: back</source>
        <translation>Wenig und groß, auf dem ganzen Schirm; noch einmal: zurück</translation>
    </message>
    <message>
        <source>First steps…</source>
        <translation>Erste Schritte…</translation>
    </message>
    <message>
        <source>What this PC can do, the workspace, the inspection at work</source>
        <translation>Was dieser PC leistet, der Arbeitsbereich, die Prüfung bei der Arbeit</translation>
    </message>
    <message>
        <source>Make the workspace here</source>
        <translation>Den Arbeitsbereich hier anlegen</translation>
    </message>
    <message>
        <source>Where there is none yet: folders, settings, records</source>
        <translation>Wo noch keiner ist: Ordner, Einstellungen, Aufzeichnungen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation>Sperren oder entsperren</translation>
    </message>
    <message>
        <source>Locked, it starts, stops and looks; an engineer unlocks it with a PIN</source>
        <translation>Gesperrt kann man starten, anhalten und ansehen; ein Techniker entsperrt mit PIN</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source> or </source>
        <comment>between two keys that do the same</comment>
        <translation> oder </translation>
    </message>
</context>
<context>
    <name>annotate</name>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labels damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody at the line said that something is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model sees it otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a candidate in shadow reports something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model was not certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of a rare class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a severe defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its turn, whatever it shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>said at the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model not certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rare classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely label errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any class</source>
        <translation type="unfinished">jede Klasse</translation>
    </message>
    <message>
        <source>hidden: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept at the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All labelled frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frames are open. Take those that were kept at the line, a folder of pictures, or a dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line has kept no whole frame yet. “That&apos;s wrong” on the page Live keeps some; so do the rules for evidence in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is labelled yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {n} done, {reviewed} reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {total} shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marking frames as done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking back what was marked as done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These stay open: {parts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first that was seen is “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} not looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} changed since you looked at them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} without labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} with an open note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} with labels that cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open frame follows in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{across} × {along} mm per px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reviewed by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {n} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} · {n} px · {area} mm²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not to be judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{author}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model, taken by {author}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>injected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <comment>and {n} more</comment>
        <translation type="unfinished">
            <numerusform>und {n} weiteres</numerusform>
            <numerusform>und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>x {x} · y {y}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>red {red}, green {green}, blue {blue}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{across} × {along} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation type="unfinished">gespeichert {time}</translation>
    </message>
    <message>
        <source>nothing to save</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} changes are being saved</source>
        <comment>{n} change is being saved</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} changes wait: {detail}</source>
        <comment>{n} change waits: {detail}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>looked at only: {user} has the labels open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looked at only: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes were found that came after the last save</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The program ended while this frame was open. {n} changes since its mask was saved are in the journal, and are shown now.</source>
        <comment>The program ended while this frame was open. {n} change since its mask was saved is in the journal, and is shown now.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The last one was cut off, and is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished">Vergleichen</translation>
    </message>
    <message>
        <source>Open saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest mask of this frame is damaged; the one before it and the journal gave what is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many bits does this camera have?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” holds 16-bit values up to {highest}, and does not say how many of the bits count. The answer holds for all frames of this list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back to what was saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} merged into {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{before}” will be called “{after}”. Frames: {n_frames}, of them reviewed: {n_reviewed}. Instances: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{before}” becomes part of “{after}”. Frames: {n_frames}, of them reviewed: {n_reviewed}. Instances: {n}. Each frame can undo it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No labelled frame has the class “{before}”: it is only called otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing {before} to {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first that was not: “{frame}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the version {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First make a dataset version of the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing labels with the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labelled where the model sees nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message numerus="yes">
        <source>The chain is whole: {n} entries, the newest on {at}.</source>
        <comment>The chain is whole: {n} entry, on {at}.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was decided here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The chain is broken at {n} places.</source>
        <comment>The chain is broken at {n} place.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Line {line}: entry {number} is not as it was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Before line {line}: {n} entries from {number} on are missing.</source>
        <comment>Before line {line}: entry {number} is missing.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Line {line}: entry {number} stands behind a later one, or twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry {number}, which {known_from} names, is not in the chain: it was cut off or written anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{known_from} says something else of entry {number} than the entry itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>audit.head is gone or cannot be read: nobody can tell whether the end was cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} was left half written, as by a power cut; nothing that was recorded is lost by it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>balance</name>
    <message>
        <source>No dataset is open. Choose one above and open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace holds no dataset yet. Import annotated frames, or make a synthetic one to try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like {format}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks like no format that is known here: choose one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be looked at: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick “Clean parts too”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When what is running has ended, or was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace yet that could hold it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PreviewRequest {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for doubtful and repeated donors</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} clean frames</source>
        <comment>{n} clean frame</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{frames} and {n} clean parts</source>
        <comment>{frames} and {n} clean part</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>evenness {before} → {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evenness {before} → {after} (kept: {kept})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evenness {before} → {after} (kept: none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames</source>
        <comment>{n} frame</comment>
        <translation type="unfinished">
            <numerusform>{n} Bild</numerusform>
            <numerusform>{n} Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n_hosts} of them with at most {n} injections</source>
        <comment>{n_hosts} of them with at most {n} injection</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n_hosts} of them with about {n} injections</source>
        <comment>{n_hosts} of them with about {n} injection</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>no injection fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} defects</source>
        <comment>{n} defect</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups</source>
        <comment>{n} group</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{class_name}, below {edge} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{class_name}, {low} to {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{class_name}, {edge} {unit} or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} of them injected</source>
        <comment>{n} of them injected</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>no injection fits: {reasons}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {share} of injections fit: {reasons}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no defects: nothing to inject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to inject of this size, or all excluded</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>from {n} groups only: scores will be uncertain</source>
        <comment>from {n} group only: scores will be uncertain</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n_in_group} of {n_defects} defects in group {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>injection {number} · into {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>injection {number}, attempt {attempt} · into {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {frame}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No attempt fitted: {reasons}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} attempts before it not taken: {reasons}</source>
        <comment>{n} attempt before it not taken: {reasons}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>no room</source>
        <comment>why an attempt was not taken</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong angle</source>
        <comment>why an attempt was not taken</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong size</source>
        <comment>why an attempt was not taken</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hardly seen</source>
        <comment>why an attempt was not taken</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too bright or dark</source>
        <comment>why an attempt was not taken</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not look real</source>
        <comment>why an attempt was not taken</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>texture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished">hell</translation>
    </message>
    <message>
        <source>size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Donor as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Donor {moves}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored top to bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned by {angle}°</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stretched to cross the frame as it crossed its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scaled to {percent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anywhere on the frame: {across} across, {along} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where its donor lay, shifted by 6 % of the frame at most: {across} across, {along} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Within {distance} of the product&apos;s edge: {across} across, {along} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least {distance} from the product&apos;s edges: {across} across, {along} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the bright face of the rail: {across} across, {along} down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its donor was cut off by these borders: {sides}. So is it, and it is not turned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upper</source>
        <comment>border of a frame</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower</source>
        <comment>border of a frame</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <comment>border of a frame</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <comment>border of a frame</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blended over its outline, contrast × {contrast}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut and pasted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut and pasted, its light shifted to the frame&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frame}, {across} px across and {along} px along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>like {n} others</source>
        <comment>like {n} other</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>like {n} or more others</source>
        <comment>like {n} or more others</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>hardly differs from around it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smaller than {size}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>class_guide</name>
    <message>
        <source>{frame}
chosen by {author}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frame}
Its file cannot be read: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>class_split</name>
    <message>
        <source>Looking at all instances of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No labelled frame has an instance of “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has {n_all} instances; {n} of them become another class. Frames: {n_frames}, of them reviewed: {n_reviewed}. Each frame can undo it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a picture: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that could not be read: {n}; the first is “{frame}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That name cannot be used: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is called so already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the other class a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{frame} · {values}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} split: {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splitting {before}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest by shortest extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey over the steel around it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance from the left border</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>first steps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>1  This PC</source>
        <translation>1  Dieser PC</translation>
    </message>
    <message>
        <source>2  The workspace</source>
        <translation>2  Der Arbeitsbereich</translation>
    </message>
    <message>
        <source>3  See it work</source>
        <translation>3  Ansehen</translation>
    </message>
    <message>
        <source>What this PC can do for the inspection, found by trying. You may go on at any time.</source>
        <translation>Was dieser PC für die Prüfung leistet, durch Probieren ermittelt. Sie können jederzeit weitergehen.</translation>
    </message>
    <message>
        <source>The workspace is a folder that holds everything of one line: records, pictures, settings, models. All of this can be changed later, under Settings.</source>
        <translation>Der Arbeitsbereich ist ein Ordner mit allem, was zu einer Linie gehört: Aufzeichnungen, Bilder, Einstellungen, Modelle. Alles hier lässt sich später in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>This workspace is there; what you change is saved in it.</source>
        <translation>Dieser Arbeitsbereich ist schon da; was Sie ändern, wird darin gespeichert.</translation>
    </message>
    <message>
        <source>Three ways, each one press. Come back here with {key} or from Settings, “This PC”.</source>
        <translation>Drei Wege, je ein Druck. Hierher zurück führt {key} oder Einstellungen, „Dieser PC“.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Make it and go on</source>
        <translation>Anlegen und weiter</translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation>Speichern und weiter</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>The workspace is being made …</source>
        <translation>Der Arbeitsbereich wird angelegt …</translation>
    </message>
    <message>
        <source>There was a workspace in this folder: it was opened, and what it says holds.</source>
        <translation>In diesem Ordner war schon ein Arbeitsbereich: er wurde geöffnet, und es gilt, was darin steht.</translation>
    </message>
    <message>
        <source>The language holds from the next start on.</source>
        <translation>Die Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Line 1</source>
        <translation>Linie 1</translation>
    </message>
    <message>
        <source>Name a folder.</source>
        <translation>Nennen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Name the whole path of the folder, from its beginning.</source>
        <translation>Nennen Sie den ganzen Pfad des Ordners, von Anfang an.</translation>
    </message>
    <message>
        <source>Give the line a name.</source>
        <translation>Geben Sie der Linie einen Namen.</translation>
    </message>
    <message>
        <source>There are other files in this folder. Name a new or an empty one.</source>
        <translation>In diesem Ordner liegen andere Dateien. Nennen Sie einen neuen oder leeren.</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>COCO instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CVAT for images or for video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames with a mask each, in any folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label Studio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labelme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector&apos;s own folders: frames, masks, classes.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MVTec AD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severstal (train.csv with run lengths)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pascal VOC, boxes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gpu</name>
    <message>
        <source>no NVIDIA driver answers on this PC</source>
        <translation>auf diesem PC antwortet kein NVIDIA-Treiber</translation>
    </message>
    <message>
        <source>an NVIDIA GPU is in this PC, but no driver for it answers</source>
        <translation>in diesem PC steckt eine NVIDIA-GPU, doch kein Treiber dafür antwortet</translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} does not start: its parts are of different versions, as after an update</source>
        <translation>der NVIDIA-Treiber {driver} startet nicht: seine Teile sind von verschiedenen Versionen, wie nach einem Update</translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} runs CUDA {cuda} at most, and CUDA {needed} is needed: driver {wanted} or newer</source>
        <translation>der NVIDIA-Treiber {driver} kann höchstens CUDA {cuda}, gebraucht wird CUDA {needed}: Treiber {wanted} oder neuer</translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} is too old for CUDA {needed}: driver {wanted} or newer is needed</source>
        <translation>der NVIDIA-Treiber {driver} ist zu alt für CUDA {needed}: Treiber {wanted} oder neuer wird gebraucht</translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} finds no GPU that this program may use</source>
        <translation>der NVIDIA-Treiber {driver} findet keine GPU, die dieses Programm nutzen darf</translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} does not start (its error {code})</source>
        <translation>der NVIDIA-Treiber {driver} startet nicht (sein Fehler {code})</translation>
    </message>
    <message>
        <source>this program was installed without its CUDA part (there is no {library})</source>
        <translation>dieses Programm wurde ohne seinen CUDA-Teil installiert ({library} fehlt)</translation>
    </message>
    <message>
        <source>CUDA cannot start without {libraries}</source>
        <translation>CUDA kann ohne {libraries} nicht starten</translation>
    </message>
    <message>
        <source>{library} (not found)</source>
        <translation>{library} (nicht gefunden)</translation>
    </message>
    <message>
        <source>{library} (not found; {other} is there, which is another version)</source>
        <translation>{library} (nicht gefunden; vorhanden ist {other}, eine andere Version)</translation>
    </message>
    <message>
        <source>{library} (found, but it does not load: {detail})</source>
        <translation>{library} (gefunden, lädt aber nicht: {detail})</translation>
    </message>
    <message>
        <source>Install the NVIDIA driver {wanted} or newer and restart this PC.</source>
        <translation>Installieren Sie den NVIDIA-Treiber {wanted} oder neuer, und starten Sie diesen PC neu.</translation>
    </message>
    <message>
        <source>Restart this PC.</source>
        <translation>Starten Sie diesen PC neu.</translation>
    </message>
    <message>
        <source>See that the GPU is powered and seated, that CUDA_VISIBLE_DEVICES does not hide it, and, in a container or a virtual machine, that it is handed through.</source>
        <translation>Sehen Sie nach, ob die GPU Strom hat und fest steckt, ob CUDA_VISIBLE_DEVICES sie nicht verbirgt, und ob sie in einem Container oder einer virtuellen Maschine durchgereicht ist.</translation>
    </message>
    <message>
        <source>Install the GPU add-on of Inspector; from source: pip install -c constraints.txt -e &apos;.[gpu]&apos;</source>
        <translation>Installieren Sie den GPU-Zusatz von Inspector; aus dem Quelltext: pip install -c constraints.txt -e &apos;.[gpu]&apos;</translation>
    </message>
</context>
<context>
    <name>grading</name>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downgrade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished">keine</translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished">gering</translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished">erheblich</translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished">kritisch</translation>
    </message>
    <message>
        <source>area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smallest extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ISO 8785 length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ISO 8785 width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So far: {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reason}. By what could be judged: {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{table}, version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{table}, version {version}, an example and not a standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth not measured: a camera sees none, and the standard limits it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any class</source>
        <translation type="unfinished">jede Klasse</translation>
    </message>
    <message>
        <source>{severity} or worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{measure} ≥ {limit} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>more than {n} defects</source>
        <comment>more than {n} defect</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>any defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than {percent} % of the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in any {length} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>within {width} of an edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>further than {width} from the edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the first {head} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last {tail} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the first {head} m and the last {tail} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside the first {head} m and the last {tail} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rule} → {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule {number}: {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rule} (no model here knows this class)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rule is met.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} defects meet it</source>
        <comment>{n} defect meets it</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % of the surface</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {start} to {end} m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still being inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing of it was inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its inspection failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its inspection has no end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only {found} % was inspected; the table asks for {limit} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody knows how long some of the gaps are ({found})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rule {found} could not be judged: no calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the table is for another product ({text})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No table is open. Choose one above, or make one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace has no grading table yet: no piece gets a verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>our table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New, not saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}, changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grades all pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grades all other pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grades: {kinds}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grades no piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} against version {before}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first version: there is none before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>− {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{entry}: “{before}” → “{after}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judging stored pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By version {version} as edited, not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By this new table, not saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{table}, {n} stored pieces are: {verdicts}.</source>
        <comment>{table}, {n} stored piece is: {verdicts}.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{table}, no stored piece could be judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verdict} {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} have another verdict in the records.</source>
        <comment>{n} has another verdict in the records.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All recorded verdicts stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} have no verdict in the records yet.</source>
        <comment>{n} has no verdict in the records yet.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“Record these verdicts” writes them into the records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table, then these verdicts can be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} are left out: of another kind of piece, or still inspected.</source>
        <comment>{n} is left out: of another kind of piece, or still inspected.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Name a class, or choose “any class”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>importing</name>
    <message>
        <source>Import data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished">Ordner</translation>
    </message>
    <message>
        <source>All of it is read first: nothing is written where something is broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not stated: the gate asks for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class of each level, as 0=background,255=crack.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file with CLASS:R,G,B a line, as labelmap.txt has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Foreground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of masks of one class: its level (255, 128+) or R,G,B.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class that is background, whatever it is called.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line width (px)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How wide drawn lines are; without it, they are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take boxes for masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of a box is taken for the defect; without it, boxes are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels, colours and foreground contradict each other: give one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{option}: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no width of 1 px or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>No frame shows a defect, all {n} are clean. If there are any, their labels were not understood.</source>
        <comment>No frame shows a defect, the only one is clean. If there is any, its label was not understood.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No pixel is a defect, and {n} are ignored (255). If 255 stands for the defect, say what the values of masks mean.</source>
        <comment>No pixel is a defect, and {n} is ignored (255). If 255 stands for the defect, say what the values of masks mean.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Every pixel of these classes is ignored: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of these classes nothing is left, other regions lie over all of it: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These classes are listed and on no frame: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data name folders of frames that are not there: {names}. What is there was read without them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>On {n} of {of} frames more than 60 % of the pixels are defect, on {name} for one. Are masks inverted?</source>
        <comment>On {n} of {of} frames more than 60 % of the pixels are defect, on {name}. Is its mask inverted?</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pictures are turned by their EXIF tag and their annotations fit them only unturned, {name} for one. They were annotated in a program that ignores the tag: remove it from the pictures.</source>
        <comment>{n} picture is turned by its EXIF tag and its annotation fits it only unturned: {name}. It was annotated in a program that ignores the tag: remove it from the picture.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pictures are turned by their EXIF tag, {name} for one. Their annotations have the right size, but look whether they lie right: not every program obeys the tag.</source>
        <comment>{n} picture is turned by its EXIF tag: {name}. Its annotation has the right size, but look whether it lies right: not every program obeys the tag.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} frames of 16 bits seem to hold {bits} and do not say so. Import them with --bits {bits}, or they are taken for nearly black.</source>
        <comment>{n} frame of 16 bits seems to hold {bits} and does not say so. Import it with --bits {bits}, or it is taken for nearly black.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} surfaces lie in several splits, as {name} and {other}: scores will be too good to be true. Group the frames, or split the dataset anew.</source>
        <comment>{n} surface lies in several splits, as {name} and {other}: scores will be too good to be true. Group the frames, or split the dataset anew.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Whether the same surface lies in several splits was not looked for: there are {n} frames, more than {of}. Look for duplicates in the dataset.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>{key} is {name} {where}.</source>
        <comment>where: on every page, or on the page Annotate</comment>
        <translation>{key} ist {name} {where}.</translation>
    </message>
    <message>
        <source>on every page</source>
        <translation>auf jeder Seite</translation>
    </message>
    <message>
        <source>on the page {page}</source>
        <translation>auf der Seite {page}</translation>
    </message>
    <message>
        <source>Keys that are held down stay as they are.</source>
        <translation>Tasten, die gehalten werden, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{key} is for fields, lists and buttons, and stays so.</source>
        <translation>{key} ist für Felder, Listen und Schaltflächen, und bleibt es.</translation>
    </message>
    <message>
        <source>{key} is for the picture on the page {page}, and stays so.</source>
        <translation>{key} ist für das Bild auf der Seite {page}, und bleibt es.</translation>
    </message>
    <message>
        <source>What Shift makes of this key is another sign on another keyboard. Take another key.</source>
        <translation>Was Umschalt aus dieser Taste macht, ist auf einer anderen Tastatur ein anderes Zeichen. Nehmen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>This key cannot be told from others. Take another key.</source>
        <translation>Diese Taste ist von anderen nicht zu unterscheiden. Nehmen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>Take it from “{name}”</source>
        <translation>Von „{name}“ nehmen</translation>
    </message>
    <message>
        <source>{name}: {keys}</source>
        <translation>{name}: {keys}</translation>
    </message>
    <message>
        <source>{name} has no key</source>
        <translation>{name} hat keine Taste</translation>
    </message>
    <message>
        <source>{name}: {keys}. “{other}” lost it</source>
        <translation>{name}: {keys}. „{other}“ hat sie verloren</translation>
    </message>
    <message>
        <source>All keys are as in {preset}</source>
        <translation>Alle Tasten sind wie in {preset}</translation>
    </message>
    <message>
        <source>Keys are as in {preset}, but for what you changed</source>
        <translation>Tasten sind wie in {preset}, bis auf das, was Sie geändert haben</translation>
    </message>
    <message>
        <source>The keys act, but are not saved: {why}</source>
        <translation>Die Tasten wirken, sind aber nicht gespeichert: {why}</translation>
    </message>
    <message>
        <source>{page} · {help}</source>
        <translation>{page} · {help}</translation>
    </message>
    <message>
        <source>Every page</source>
        <translation>Jede Seite</translation>
    </message>
    <message>
        <source>hold {keys} · fixed</source>
        <translation>{keys} halten · fest</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>keine Taste</translation>
    </message>
    <message>
        <source>{keys} · changed</source>
        <translation>{keys} · geändert</translation>
    </message>
    <message numerus="yes">
        <source>{n} actions</source>
        <comment>{n} action</comment>
        <translation>
            <numerusform>{n} Aktion</numerusform>
            <numerusform>{n} Aktionen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keys of {n} actions changed</source>
        <comment>Keys of {n} action changed</comment>
        <translation>
            <numerusform>Tasten von {n} Aktion geändert</numerusform>
            <numerusform>Tasten von {n} Aktionen geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>A change rests: {name}. {why}</source>
        <translation>Eine Änderung ruht: {name}. {why}</translation>
    </message>
    <message numerus="yes">
        <source>{n} more rest.</source>
        <comment>{n} more rests.</comment>
        <translation>
            <numerusform>{n} weitere ruht.</numerusform>
            <numerusform>{n} weitere ruhen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} changes are of actions that this program does not have; they are kept.</source>
        <comment>{n} change is of an action that this program does not have; it is kept.</comment>
        <translation>
            <numerusform>{n} Änderung gehört zu einer Aktion, die dieses Programm nicht hat; sie bleibt erhalten.</numerusform>
            <numerusform>{n} Änderungen gehören zu Aktionen, die dieses Programm nicht hat; sie bleiben erhalten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>label_review</name>
    <message>
        <source>as saved before it was opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as {name} left it, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the dataset has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the model of today sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be painted while the difference is shown. Alt+D or Esc ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history of this frame does not lead back so far any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same in both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in these labels: false?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in the other: missed?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all classes</source>
        <translation type="unfinished">alle Klassen</translation>
    </message>
    <message>
        <source>IoU {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in neither</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>met {first_met}/{n_first}, {second_met}/{n_second} · {first} / {second} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These labels / the other. IoU: pixels in both, of those in either. Met: instances that touch the class on the other side.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>label_set</name>
    <message numerus="yes">
        <source>{n} frames have labels</source>
        <comment>{n} frame has labels</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} are finished without a defect</source>
        <comment>{n} is finished without a defect</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} cannot be read and are not counted</source>
        <comment>{n} cannot be read and is not counted</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is labelled yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>instances: {n} · frames: {frames} · px: {pixels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median {median} {unit}, largest {largest} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low}–{high}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances by the longer side of their box, in {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames: {frames} · instances: {instances}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reviewed {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing reviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames were finished by one person after another. How much the second changed has not been computed yet.</source>
        <comment>{n} frame was finished by one person after another. How much the second changed has not been computed yet.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No frame was finished by two people yet: mark one as done, let somebody else mark it as done or reviewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} handovers from one person to the next. The second saw what the first had drawn: this tells what a review changes, not how two people would label blindly.</source>
        <comment>{n} handover from one person to the next. The second saw what the first had drawn: this tells what a review changes, not how two people would label blindly.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of {n} frames the history does not lead back to the first person any more.</source>
        <comment>Of {n} frame the history does not lead back to the first person any more.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not read: {n}; the first is “{frame}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} ► {second}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>live</name>
    <message>
        <source>FROZEN</source>
        <translation>EINGEFROREN</translation>
    </message>
    <message numerus="yes">
        <source>FROZEN · {n} new defects</source>
        <comment>FROZEN · {n} new defect</comment>
        <translation>
            <numerusform>EINGEFROREN · {n} neuer Fehler</numerusform>
            <numerusform>EINGEFROREN · {n} neue Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>No frames yet. Open a folder, a video or a camera, or try the demo strip.</source>
        <translation>Noch keine Bilder. Öffnen Sie einen Ordner, ein Video oder eine Kamera, oder versuchen Sie das Demoband.</translation>
    </message>
    <message>
        <source>No frames yet: no source is open. Ask an engineer to open one.</source>
        <translation>Noch keine Bilder: keine Quelle ist offen. Bitten Sie einen Techniker, eine zu öffnen.</translation>
    </message>
    <message>
        <source>{piece} begins with the next source. Open a folder, a video or a camera, or try the demo strip.</source>
        <translation>{piece} beginnt mit der nächsten Quelle. Öffnen Sie einen Ordner, ein Video oder eine Kamera, oder versuchen Sie das Demoband.</translation>
    </message>
    <message>
        <source>{piece} begins with the next source. Ask an engineer to open one.</source>
        <translation>{piece} beginnt mit der nächsten Quelle. Bitten Sie einen Techniker, eine zu öffnen.</translation>
    </message>
    <message>
        <source>Waiting for the first frame of {piece}</source>
        <translation>Wartet auf das erste Bild von {piece}</translation>
    </message>
    <message>
        <source>No frame of {piece} was inspected</source>
        <translation>Kein Bild von {piece} wurde geprüft</translation>
    </message>
    <message>
        <source>Opening model and records for {source} …</source>
        <translation>Öffnet Modell und Aufzeichnungen für {source} …</translation>
    </message>
    <message>
        <source>Nothing to inspect yet</source>
        <translation>Noch nichts zu prüfen</translation>
    </message>
    <message>
        <source>Ready: {source}</source>
        <translation>Bereit: {source}</translation>
    </message>
    <message>
        <source>Opening {source} …</source>
        <translation>Öffnet {source} …</translation>
    </message>
    <message>
        <source>Inspecting; opening {source} …</source>
        <translation>Prüft; öffnet {source} …</translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation>Prüft</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Hält an …</translation>
    </message>
    <message numerus="yes">
        <source>Ended: {n} inspected</source>
        <comment>Ended: {n} inspected</comment>
        <translation>
            <numerusform>Beendet: {n} geprüft</numerusform>
            <numerusform>Beendet: {n} geprüft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ended: {n} of {n_frames} inspected, {n_not} not</source>
        <comment>Ended: {n} of {n_frames} inspected, {n_not} not</comment>
        <translation>
            <numerusform>Beendet: {n} von {n_frames} geprüft, {n_not} nicht</numerusform>
            <numerusform>Beendet: {n} von {n_frames} geprüft, {n_not} nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading model {model} …</source>
        <translation>Lädt Modell {model} …</translation>
    </message>
    <message>
        <source>of this workspace</source>
        <comment>the model that is loaded: the promoted one</comment>
        <translation>dieses Arbeitsbereichs</translation>
    </message>
    <message>
        <source>Trying model {model}: new to this PC, up to some minutes …</source>
        <translation>Probiert Modell {model}: neu auf diesem PC, bis zu einigen Minuten …</translation>
    </message>
    <message>
        <source>results of {made_by}; next: {model}</source>
        <translation>Ergebnisse von {made_by}; als Nächstes: {model}</translation>
    </message>
    <message>
        <source>{models}, then {model}</source>
        <comment>models that inspected one piece after the other</comment>
        <translation>{models}, dann {model}</translation>
    </message>
    <message>
        <source>severities: example table {version}</source>
        <translation>Schwere: Beispieltabelle {version}</translation>
    </message>
    <message>
        <source>severities: table {version}</source>
        <translation>Schwere: Tabelle {version}</translation>
    </message>
    <message>
        <source>Nothing is being inspected</source>
        <translation>Es wird nichts geprüft</translation>
    </message>
    <message>
        <source>demo strip</source>
        <translation>Demoband</translation>
    </message>
    <message>
        <source>Inspects {source} again, from its beginning</source>
        <translation>Prüft {source} noch einmal, von Anfang an</translation>
    </message>
    <message>
        <source>Stop ends {piece} at {position}</source>
        <translation>Stopp beendet {piece} bei {position}</translation>
    </message>
    <message>
        <source>The demo strip ends {piece} at {position}</source>
        <translation>Das Demoband beendet {piece} bei {position}</translation>
    </message>
    <message>
        <source>{source} ends {piece} at {position}</source>
        <translation>{source} beendet {piece} bei {position}</translation>
    </message>
    <message>
        <source>{source} is closed and opened again: ends {piece} at {position}</source>
        <translation>{source} wird geschlossen und neu geöffnet: beendet {piece} bei {position}</translation>
    </message>
    <message>
        <source>Another model inspects {piece} from {position} on</source>
        <translation>Ein anderes Modell prüft {piece} ab {position}</translation>
    </message>
    <message>
        <source>Quitting ends {piece} at {position}</source>
        <translation>Beenden schließt {piece} bei {position} ab</translation>
    </message>
    <message numerus="yes">
        <source>{n} records wait for the disk; then the window closes.</source>
        <comment>{n} record waits for the disk; then the window closes.</comment>
        <translation>
            <numerusform>{n} Eintrag wartet auf den Datenträger; dann schließt das Fenster.</numerusform>
            <numerusform>{n} Einträge warten auf den Datenträger; dann schließt das Fenster.</numerusform>
        </translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>Warten</translation>
    </message>
    <message numerus="yes">
        <source>Quit and lose {n} records</source>
        <comment>Quit and lose {n} record</comment>
        <translation>
            <numerusform>Beenden und {n} Eintrag verlieren</numerusform>
            <numerusform>Beenden und {n} Einträge verlieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Press again: lose {n} records</source>
        <comment>Press again: lose {n} record</comment>
        <translation>
            <numerusform>Noch einmal drücken: {n} Eintrag verlieren</numerusform>
            <numerusform>Noch einmal drücken: {n} Einträge verlieren</numerusform>
        </translation>
    </message>
    <message>
        <source>its beginning</source>
        <translation>seinem Anfang</translation>
    </message>
    <message>
        <source>Press again within {limit}</source>
        <translation>Innerhalb von {limit} noch einmal drücken</translation>
    </message>
    <message>
        <source>in</source>
        <comment>frames per second that come in</comment>
        <translation>rein</translation>
    </message>
    <message>
        <source>inspected</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>age</source>
        <comment>of the frame on the screen</comment>
        <translation>Alter</translation>
    </message>
    <message>
        <source>source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>pace</source>
        <translation>Takt</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>the GPU of this PC is not used</source>
        <translation>die GPU dieses PCs wird nicht genutzt</translation>
    </message>
    <message>
        <source>alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>No alarm waits to be acknowledged.</source>
        <translation>Kein Alarm wartet auf Quittierung.</translation>
    </message>
    <message numerus="yes">
        <source>{n} alarms wait to be acknowledged (Live, F6).</source>
        <comment>{n} alarm waits to be acknowledged (Live, F6).</comment>
        <translation>
            <numerusform>{n} Alarm wartet auf Quittierung (Live, F6).</numerusform>
            <numerusform>{n} Alarme warten auf Quittierung (Live, F6).</numerusform>
        </translation>
    </message>
    <message>
        <source>Frames come from {source}.</source>
        <translation>Bilder kommen von {source}.</translation>
    </message>
    <message>
        <source>Nothing is being inspected.</source>
        <translation>Es wird nichts geprüft.</translation>
    </message>
    <message>
        <source>The records are not open.</source>
        <translation>Die Aufzeichnungen sind nicht offen.</translation>
    </message>
    <message>
        <source>Defects are on the disk within a second.</source>
        <translation>Fehler sind binnen einer Sekunde gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>{n} frames were skipped: the model is too slow.</source>
        <comment>{n} frame was skipped: the model is too slow.</comment>
        <translation>
            <numerusform>{n} Bild wurde ausgelassen: das Modell ist zu langsam.</numerusform>
            <numerusform>{n} Bilder wurden ausgelassen: das Modell ist zu langsam.</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture is {age} old: this PC is too slow, or busy with something else.</source>
        <translation>Das Bild ist {age} alt: dieser PC ist zu langsam oder anders beschäftigt.</translation>
    </message>
    <message>
        <source>NO PICTURE YOUNGER THAN {limit}</source>
        <translation>KEIN BILD JÜNGER ALS {limit}</translation>
    </message>
    <message>
        <source>No frame was skipped.</source>
        <translation>Kein Bild wurde ausgelassen.</translation>
    </message>
    <message>
        <source>Coil {piece}</source>
        <translation>Coil {piece}</translation>
    </message>
    <message>
        <source>Rail {piece}</source>
        <translation>Schiene {piece}</translation>
    </message>
    <message>
        <source>Piece {piece}</source>
        <translation>Stück {piece}</translation>
    </message>
    <message>
        <source>demonstration model</source>
        <translation>Demomodell</translation>
    </message>
    <message>
        <source>model {model} on {device}</source>
        <translation>Modell {model} auf {device}</translation>
    </message>
    <message>
        <source>screening on</source>
        <translation>Vorauswahl an</translation>
    </message>
    <message>
        <source>screening on: {screen} names where the model looks</source>
        <translation>Vorauswahl an: {screen} nennt, wo das Modell hinsieht</translation>
    </message>
    <message>
        <source>not reported: {classes}</source>
        <translation>nicht gemeldet: {classes}</translation>
    </message>
    <message>
        <source>only the product is inspected, what lies beside it is masked</source>
        <translation>nur das Produkt wird geprüft, was daneben liegt, ist maskiert</translation>
    </message>
    <message>
        <source>predict {median} (p95 {p95})</source>
        <translation>Vorhersage {median} (p95 {p95})</translation>
    </message>
    <message>
        <source>measure {median} (p95 {p95})</source>
        <translation>Messen {median} (p95 {p95})</translation>
    </message>
    <message>
        <source>record {median} (p95 {p95})</source>
        <translation>Aufzeichnen {median} (p95 {p95})</translation>
    </message>
    <message numerus="yes">
        <source>{n} frames inspected, {n_not} not</source>
        <comment>{n} frame inspected, {n_not} not</comment>
        <translation>
            <numerusform>{n} Bild geprüft, {n_not} nicht</numerusform>
            <numerusform>{n} Bilder geprüft, {n_not} nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>{inspected} inspected, {not_inspected} not</source>
        <translation>{inspected} geprüft, {not_inspected} nicht</translation>
    </message>
    <message>
        <source>skipped {length}</source>
        <translation>ausgelassen {length}</translation>
    </message>
    <message>
        <source>records waited {length}</source>
        <translation>Aufzeichnung wartete {length}</translation>
    </message>
    <message>
        <source>camera lost {length}</source>
        <translation>Kamera weg {length}</translation>
    </message>
    <message>
        <source>between frames {length}</source>
        <translation>zwischen Bildern {length}</translation>
    </message>
    <message>
        <source>no product seen {length}</source>
        <translation>kein Produkt zu sehen {length}</translation>
    </message>
    <message>
        <source>unreadable {length}</source>
        <translation>nicht lesbar {length}</translation>
    </message>
    <message>
        <source>failed {length}</source>
        <translation>gescheitert {length}</translation>
    </message>
    <message>
        <source>not reached {length}</source>
        <translation>nicht erreicht {length}</translation>
    </message>
    <message numerus="yes">
        <source>{n} gaps of unknown length</source>
        <comment>{n} gap of unknown length</comment>
        <translation>
            <numerusform>{n} Lücke unbekannter Länge</numerusform>
            <numerusform>{n} Lücken unbekannter Länge</numerusform>
        </translation>
    </message>
    <message>
        <source>frame {frame}</source>
        <translation>Bild {frame}</translation>
    </message>
</context>
<context>
    <name>lock</name>
    <message>
        <source>Locked: an engineer unlocks with {key}</source>
        <translation>Gesperrt: ein Techniker entsperrt mit {key}</translation>
    </message>
    <message>
        <source>PIN of the engineer</source>
        <translation>PIN des Technikers</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN von {name}</translation>
    </message>
    <message>
        <source>Name and PIN</source>
        <translation>Name und PIN</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>That is not the PIN. Try again in {wait}</source>
        <translation>Das ist nicht die PIN. Wieder möglich in {wait}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Nothing is locked: no PIN is set (Settings, or: inspector workspace pin)</source>
        <translation>Nichts ist gesperrt: keine PIN ist gesetzt (Einstellungen, oder: inspector workspace pin)</translation>
    </message>
    <message>
        <source>Nobody can sign in: [[people]] in workspace.toml cannot be used ({detail}). Correct it, or: inspector workspace pin --reset</source>
        <translation>Niemand kann sich anmelden: [[people]] in workspace.toml ist unbrauchbar ({detail}). Berichtigen, oder: inspector workspace pin --reset</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation>Techniker</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>{name} ({role})</source>
        <translation>{name} ({role})</translation>
    </message>
</context>
<context>
    <name>loop</name>
    <message>
        <source>{k} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation type="unfinished">Einen Moment …</translation>
    </message>
    <message>
        <source>Close (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line inspects strip that this program makes. A damaged roll presses a dark ring into it once a turn. The model in use does not know this kind: it passes it over, or takes it for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The operator sees the rings and presses “Missed”. The frames just before and after are kept for the engineer, from {n} places on the strip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engineer labels what was kept: frame {k} of {n}. Rings are a new class, “roll mark”. Here the generator of the strip says what is where; at a plant, a person paints.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One press marks all frames as done that were looked at and hold labels. Frames without a defect stay open: each is said to be done by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n} frames are labelled and done; the list at the right says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They become a dataset version, “{name}”. A version never changes: what learned from it can be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These frames are few. Balancing puts their defects into clean ones while the network learns; in the middle is a ring that it put there. “Use in training” is switched on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training: it begins with the model in use, which also teaches what it knows. The dataset is looked through first; what was found is a warning, and the engineer starts all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It learns in a process of its own, behind the line. At a plant it goes on when the window is closed; this demo ends it. Look at the curves, or at any page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meanwhile the line goes on: {n} frames were inspected since the training began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is learned. It changes nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now it proves itself: both models look at coils that nobody labelled and neither has seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tabs hold the proof: what each finds, what each reports wrongly, and the gate. So few frames leave questions open; whoever promotes it answers for them by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engineer promotes it. The line changes over between two frames; who, when and why is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rings are found now: {n} so far, outlined and recorded like every other defect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And back: the model before is still in memory. Rolling back is recorded as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was the loop, in {minutes} min: seen, labelled, learned, proved, promoted, found, rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo cannot go on: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something did not happen within {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the strip cannot be written: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training does not start; the page says why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training ended without a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the proof could not be made; the page says why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be done now: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finds the marks of the damaged roll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to show that it can be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>engineer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>manual</name>
    <message>
        <source>Reading the manual …</source>
        <translation>Liest das Handbuch …</translation>
    </message>
    <message>
        <source>Nothing in the manual holds all of these words.</source>
        <translation>Nichts im Handbuch enthält alle diese Wörter.</translation>
    </message>
    <message numerus="yes">
        <source>{n} places</source>
        <comment>{n} place</comment>
        <translation>
            <numerusform>{n} Stelle</numerusform>
            <numerusform>{n} Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Geschrieben: {path}</translation>
    </message>
    <message>
        <source>Writing the page as PDF …</source>
        <translation>Schreibt die Seite als PDF …</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Write this page as PDF, to be printed</source>
        <translation>Diese Seite zum Drucken als PDF schreiben</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Nothing can be inspected before a model is loaded.</source>
        <translation>Ohne geladenes Modell kann nichts geprüft werden.</translation>
    </message>
    <message>
        <source>{piece} goes on being inspected.</source>
        <translation>{piece} wird weiter geprüft.</translation>
    </message>
    <message>
        <source>Choose a model, or put the file back and start again.</source>
        <translation>Wählen Sie ein Modell, oder legen Sie die Datei zurück und starten Sie neu.</translation>
    </message>
    <message>
        <source>Inspection goes on with the next frame; this one is listed as not inspected.</source>
        <translation>Die Prüfung geht mit dem nächsten Bild weiter; dieses steht als nicht geprüft in der Liste.</translation>
    </message>
    <message>
        <source>The model used so far stays in use.</source>
        <translation>Das bisherige Modell bleibt in Gebrauch.</translation>
    </message>
    <message>
        <source>Nothing was started; what is recorded stays.</source>
        <translation>Nichts wurde gestartet; was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Nothing recorded is lost: records wait in memory, and inspection waits when that is full.</source>
        <translation>Nichts Aufgezeichnetes geht verloren: Einträge warten im Speicher, und ist der voll, wartet die Prüfung.</translation>
    </message>
    <message>
        <source>Critical: {class_name} at {position}, {size}.</source>
        <translation>Kritisch: {class_name} bei {position}, {size}.</translation>
    </message>
    <message>
        <source>Found on “{piece}”; the severity table calls it critical.</source>
        <translation>Gefunden auf „{piece}“; die Tabelle der Schwere nennt es kritisch.</translation>
    </message>
    <message>
        <source>Inspection goes on; the defect is recorded with its picture.</source>
        <translation>Die Prüfung geht weiter; der Fehler ist mit Bild aufgezeichnet.</translation>
    </message>
    <message>
        <source>Look at it, decide about the piece, and acknowledge.</source>
        <translation>Sehen Sie ihn an, entscheiden Sie über das Stück, und quittieren Sie.</translation>
    </message>
    <message>
        <source>Only {percent} inspected of “{piece}”.</source>
        <translation>Nur {percent} von „{piece}“ geprüft.</translation>
    </message>
    <message>
        <source>The plant&apos;s limit is {limit}.</source>
        <translation>Die Grenze des Werks ist {limit}.</translation>
    </message>
    <message>
        <source>What was not seen is recorded as gaps, with their causes.</source>
        <translation>Was nicht gesehen wurde, ist als Lücke mit Ursache aufgezeichnet.</translation>
    </message>
    <message>
        <source>Look at the gaps on the map; inspect the piece again, or have it looked at by eye.</source>
        <translation>Sehen Sie die Lücken auf der Karte an; prüfen Sie das Stück noch einmal, oder lassen Sie es von Auge prüfen.</translation>
    </message>
    <message>
        <source>Not seeing: no picture of {name} younger than {limit_s} s.</source>
        <translation>Sieht nichts: kein Bild von {name} jünger als {limit_s} s.</translation>
    </message>
    <message>
        <source>Either no frame comes, or this PC is too slow or busy with something else.</source>
        <translation>Entweder kommt kein Bild, oder dieser PC ist zu langsam oder anders beschäftigt.</translation>
    </message>
    <message>
        <source>What passes meanwhile is not inspected.</source>
        <translation>Was inzwischen durchläuft, wird nicht geprüft.</translation>
    </message>
    <message>
        <source>Check the camera and its cable, and what else runs on this PC.</source>
        <translation>Prüfen Sie Kamera und Kabel, und was sonst auf diesem PC läuft.</translation>
    </message>
    <message>
        <source>The picture of {name} stands still: {n_frames} identical frames.</source>
        <translation>Das Bild von {name} steht still: {n_frames} gleiche Bilder.</translation>
    </message>
    <message>
        <source>No camera gives the same values twice: it has hung, or sees nothing but black or white.</source>
        <translation>Keine Kamera liefert zweimal dieselben Werte: sie hängt, oder sieht nur Schwarz oder Weiß.</translation>
    </message>
    <message>
        <source>These frames are inspected, but show nothing of what passes.</source>
        <translation>Diese Bilder werden geprüft, zeigen aber nichts von dem, was durchläuft.</translation>
    </message>
    <message>
        <source>Check light, lens and camera; switch the camera off and on.</source>
        <translation>Prüfen Sie Licht, Objektiv und Kamera; schalten Sie die Kamera aus und ein.</translation>
    </message>
    <message>
        <source>The model does not fit into the memory of its device.</source>
        <translation>Das Modell passt nicht in den Speicher seines Geräts.</translation>
    </message>
    <message>
        <source>“{name}” and frames like it are not inspected.</source>
        <translation>„{name}“ und ähnliche Bilder werden nicht geprüft.</translation>
    </message>
    <message>
        <source>They are recorded as gaps; inspection tries each next frame.</source>
        <translation>Sie werden als Lücken aufgezeichnet; die Prüfung versucht jedes nächste Bild.</translation>
    </message>
    <message>
        <source>End other programs that use the device, or choose a smaller model.</source>
        <translation>Beenden Sie andere Programme auf dem Gerät, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>More alarms than are listed one by one.</source>
        <translation>Mehr Alarme, als einzeln aufgeführt werden.</translation>
    </message>
    <message>
        <source>The newest: {newest}</source>
        <translation>Der neueste: {newest}</translation>
    </message>
    <message>
        <source>All are counted and in the log.</source>
        <translation>Alle sind gezählt und stehen im Protokoll.</translation>
    </message>
    <message>
        <source>Acknowledge alarms that are dealt with, to make room.</source>
        <translation>Quittieren Sie erledigte Alarme, um Platz zu schaffen.</translation>
    </message>
    <message>
        <source>Alarms cannot be heard.</source>
        <translation>Alarme sind nicht zu hören.</translation>
    </message>
    <message>
        <source>No sound was played: {detail}.</source>
        <translation>Kein Ton wurde gespielt: {detail}.</translation>
    </message>
    <message>
        <source>Alarms are shown and recorded all the same.</source>
        <translation>Alarme werden trotzdem gezeigt und aufgezeichnet.</translation>
    </message>
    <message>
        <source>Install a player (paplay, pw-play or aplay), or switch the sound off in the settings.</source>
        <translation>Installieren Sie ein Abspielprogramm (paplay, pw-play oder aplay), oder schalten Sie den Ton in den Einstellungen aus.</translation>
    </message>
    <message>
        <source>The command for alarms failed.</source>
        <translation>Der Befehl für Alarme ist gescheitert.</translation>
    </message>
    <message>
        <source>“{command}”: {detail}.</source>
        <translation>„{command}“: {detail}.</translation>
    </message>
    <message>
        <source>Alarms are shown and recorded all the same; the command is tried at the next alarm.</source>
        <translation>Alarme werden trotzdem gezeigt und aufgezeichnet; der Befehl wird beim nächsten Alarm wieder versucht.</translation>
    </message>
    <message>
        <source>Correct it in the settings. It is said once while the program runs.</source>
        <translation>Berichtigen Sie ihn in den Einstellungen. Es wird einmal je Programmlauf gemeldet.</translation>
    </message>
    <message>
        <source>The file of alarms cannot be written.</source>
        <translation>Die Datei der Alarme kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>“{path}”: {detail}.</source>
        <translation>„{path}“: {detail}.</translation>
    </message>
    <message>
        <source>Alarms are shown and recorded all the same; it is tried at each change.</source>
        <translation>Alarme werden trotzdem gezeigt und aufgezeichnet; es wird bei jeder Änderung wieder versucht.</translation>
    </message>
    <message>
        <source>Correct the path in the settings. It is said once while the program runs.</source>
        <translation>Berichtigen Sie den Pfad in den Einstellungen. Es wird einmal je Programmlauf gemeldet.</translation>
    </message>
    <message>
        <source>The dataset “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail}.</source>
        <translation>{detail}.</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>Es blieb, wie es ist.</translation>
    </message>
    <message>
        <source>Import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels cannot be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them are kept in the memory, and saving goes on by itself as soon as it can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, or connect the drive again; leave the program open until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels in “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were left as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the file from a backup, or move it away and label the frame anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels are only looked at here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} has them open on {pc} since {since}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is done here changes them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To paint, close the other program, then open this page anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame was not marked as reviewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} drew some of its labels; a review is a second person&apos;s look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its state stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let somebody else look, under their own name: “Your name” beside the button says who you are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of “{name}” was changed or deleted while it is labelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels belong to the picture that is shown, which is in the memory only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels are saved as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file back: without it these labels cannot go into a dataset version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest changes of “{name}” may be missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of its journal cannot be read: it was cut off, or the disk has damaged it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels are as the last change that can be read left them. The rest is in “{path}”, ending in .lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the frame. If it happens again, check the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list lacks what is in “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders that cannot be listed: {n}. The first of them: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All other pictures are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions of the folder, then open the list again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frame “{name}” cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail}</source>
        <translation>{detail}</translation>
    </message>
    <message>
        <source>Its labels, if there are any, stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file right and open it again, or go on with another frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of “{name}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What cannot be read is shown coarsely; the labels stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file right, go to another frame, and come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be used as a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No frame of this list waits any more in that direction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them are done or reviewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go the other way, change the filter, or open another list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that are done now: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Take back” makes them open again, until you mark others or close the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame was marked as done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at each for a moment. “Done” on the frame itself says what is in doubt here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that are open again: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed or reviewed since, and left as they are: {n_left}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{before}” is “{after}” now, on frames: {n}; not changed: {n_failed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances of “{before}” that are “{after}” now: {n}, on frames: {n_frames}; painted over meanwhile: {n_gone}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each frame can undo it in its history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset version “{name}” was made; it has {n_frames} frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labelled here: {n_labelled}; left out, since they do not fit: {n_left_out}; classes that the version it goes on from lacks: {new}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it, balance it and export it on the page Balance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the classes mean cannot be read or saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was left as it is. Labels are not concerned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or put it away: new definitions then begin anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has {n} examples already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever labels should be able to see all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one by a click on it, then add the new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing under the mouse can be an example.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts is an instance that is labelled; what does not is any place of the frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at one and press the key again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame is not in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another list is open, or a filter leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open “All labelled frames”, without a filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely label errors cannot be looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded that could be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one on the page Live.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be used to segment by clicks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All other tools go on as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the encoder and the decoder of one export; docs/manual/annotating.md says what fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segmenting by clicks needs two files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} were chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the encoder and the decoder together, as .onnx files in one folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No version was made: {n} labelled frames do not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{frame}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct them, or make the version without them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset “{path}” cannot be balanced so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the settings, use clean parts of frames too, or import frames that it lacks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved choices about single defects of “{dataset}” were dropped: {n}; kept: {n_kept}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An older program saved them by the number of a defect on its frame, and these numbers cannot be matched with this version for certain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All other settings stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through the donor library, and exclude or favour these defects again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is no name for a dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names a folder: letters, digits, blanks and . _ - only, at most 100 of them, and no point or blank at its beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is a dataset “{name}” already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was written once stays as it is: trainings name it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset “{name}” is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames: {n_frames}; left out as broken: {n_left_out}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the dataset “{name}” before you train on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is written as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If its labels were misunderstood, import it again under another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group {group} lies in several splits ({splits}): scores on it would be too good to be true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each group one split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” holds injected defects and lies in a split that judges models: only real ones may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep pictures with injected defects in the train split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The splits of the dataset “{path}” leak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surfaces that lie in several splits: {n}. For one, “{one}” in {one_split} and “{other}” in {other_split} show the same: scores would be too good to be true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split it anew, which keeps duplicates together: inspector dataset split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset “{path}” cannot be split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A group is never torn apart. Groups, those that duplicates connect counted as one: {n_groups}; parts asked for: {n_parts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import more coils or rails, or ask for fewer parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was changed after the version was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training stopped before it read more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it again as a new version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” was not imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that folder and format belong together; a dry run tells what would be imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read back as {data_format}, the data would not be the same: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format, or other names where a name is the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs or files that cannot be imported: {n_broken}; frames that can: {n_importable}. The report names each and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct them, or import the rest: “Leave out what is broken”, --skip-broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is recorded as not seen, and never as free of defects. The next frames are looked at.</source>
        <translation>Es ist als nicht gesehen aufgezeichnet, nie als fehlerfrei. Die nächsten Bilder werden angesehen.</translation>
    </message>
    <message>
        <source>“{name}” was not inspected.</source>
        <translation>„{name}“ wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>The file is cut short: its end is missing.</source>
        <translation>Die Datei ist abgeschnitten: ihr Ende fehlt.</translation>
    </message>
    <message>
        <source>Copy the file again, or check the program that writes it.</source>
        <translation>Kopieren Sie die Datei noch einmal, oder prüfen Sie das Programm, das sie schreibt.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>Copy the file again.</source>
        <translation>Kopieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>It is not a picture, whatever its name says.</source>
        <translation>Sie ist kein Bild, was auch immer ihr Name sagt.</translation>
    </message>
    <message>
        <source>Remove it from the folder, or save it as PNG, JPEG, BMP or TIFF.</source>
        <translation>Nehmen Sie sie aus dem Ordner, oder speichern Sie sie als PNG, JPEG, BMP oder TIFF.</translation>
    </message>
    <message>
        <source>It is {width} × {height} pixels; up to {limit_mpx} megapixels are read.</source>
        <translation>Es hat {width} × {height} Pixel; gelesen werden bis zu {limit_mpx} Megapixel.</translation>
    </message>
    <message>
        <source>Cut it into shorter frames.</source>
        <translation>Zerlegen Sie es in kürzere Bilder.</translation>
    </message>
    <message>
        <source>This kind of picture is not read: {detail}.</source>
        <translation>Diese Art von Bild wird nicht gelesen: {detail}.</translation>
    </message>
    <message>
        <source>Save it as 8- or 16-bit grey or RGB in PNG, JPEG, BMP or TIFF.</source>
        <translation>Speichern Sie es mit 8 oder 16 Bit, grau oder RGB, als PNG, JPEG, BMP oder TIFF.</translation>
    </message>
    <message>
        <source>It holds floating-point values {detail}.</source>
        <translation>Es enthält Gleitkommawerte {detail}.</translation>
    </message>
    <message>
        <source>Say what is black and white in all frames by --float-range, or save 16-bit grey.</source>
        <translation>Geben Sie mit --float-range an, was in allen Bildern schwarz und weiß ist, oder speichern Sie 16 Bit grau.</translation>
    </message>
    <message>
        <source>It could not be read: {detail}.</source>
        <translation>Es konnte nicht gelesen werden: {detail}.</translation>
    </message>
    <message>
        <source>Check the permissions and the disk or network share.</source>
        <translation>Prüfen Sie die Rechte und den Datenträger oder die Netzfreigabe.</translation>
    </message>
    <message>
        <source>The source does not answer: no byte of it came within {limit_s} s.</source>
        <translation>Die Quelle antwortet nicht: binnen {limit_s} s kam kein Byte.</translation>
    </message>
    <message>
        <source>Check the disk or network share.</source>
        <translation>Prüfen Sie den Datenträger oder die Netzfreigabe.</translation>
    </message>
    <message>
        <source>Part of “{name}” shows nothing: rows {first_row} to {last_row} of {n_rows}.</source>
        <translation>Ein Teil von „{name}“ zeigt nichts: Zeilen {first_row} bis {last_row} von {n_rows}.</translation>
    </message>
    <message>
        <source>From there on the file holds zeros only, as after a copy that broke off.</source>
        <translation>Von dort an enthält die Datei nur Nullen, wie nach einer abgebrochenen Kopie.</translation>
    </message>
    <message>
        <source>Its other rows are inspected; these count as not inspected. So do those of later frames.</source>
        <translation>Die anderen Zeilen sind geprüft; diese zählen als nicht geprüft. Ebenso die späterer Bilder.</translation>
    </message>
    <message>
        <source>Copy the file again. Where the strip had left the picture, nothing need be done.</source>
        <translation>Kopieren Sie die Datei noch einmal. Hatte das Band das Bild verlassen, ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing can be seen: the picture is black.</source>
        <translation>Nichts ist zu sehen: das Bild ist schwarz.</translation>
    </message>
    <message>
        <source>Check the light and the lens. Where no rail or strip was under the camera, all is well.</source>
        <translation>Prüfen Sie Licht und Objektiv. War keine Schiene und kein Band unter der Kamera, ist alles gut.</translation>
    </message>
    <message>
        <source>Nothing can be seen: the picture is white where the product should be.</source>
        <translation>Nichts ist zu sehen: das Bild ist weiß, wo das Produkt sein sollte.</translation>
    </message>
    <message>
        <source>Shorten the exposure, or dim the light.</source>
        <translation>Verkürzen Sie die Belichtung, oder dämpfen Sie das Licht.</translation>
    </message>
    <message>
        <source>Nothing can be seen: one grey everywhere, without any noise.</source>
        <translation>Nichts ist zu sehen: überall dasselbe Grau, ohne jedes Rauschen.</translation>
    </message>
    <message>
        <source>Check the camera: it may be covered, or send a test picture.</source>
        <translation>Prüfen Sie die Kamera: sie ist vielleicht verdeckt, oder sendet ein Testbild.</translation>
    </message>
    <message>
        <source>It shows no rail or strip, only what lies beside it.</source>
        <translation>Es zeigt weder Schiene noch Band, nur was daneben liegt.</translation>
    </message>
    <message>
        <source>Begin and end pieces where they begin and end. Else check where the camera points.</source>
        <translation>Beginnen und beenden Sie Stücke, wo sie beginnen und enden. Sonst prüfen Sie, wohin die Kamera zeigt.</translation>
    </message>
    <message>
        <source>The columns that are to be inspected lie beyond the picture.</source>
        <translation>Die Spalten, die geprüft werden sollen, liegen außerhalb des Bildes.</translation>
    </message>
    <message>
        <source>Set other columns, or have the edges found (Settings, Product edges).</source>
        <translation>Setzen Sie andere Spalten, oder lassen Sie die Kanten suchen (Einstellungen, Produktkanten).</translation>
    </message>
    <message>
        <source>The edges of the product jumped in “{name}”, by {jump_px} px.</source>
        <translation>Die Kanten des Produkts sprangen in „{name}“ um {jump_px} px.</translation>
    </message>
    <message>
        <source>A rail or strip sways slowly: the camera was moved, the piece changed, or an edge is wrong.</source>
        <translation>Schiene oder Band wandern langsam: die Kamera wurde bewegt, das Stück wechselte, oder eine Kante ist falsch.</translation>
    </message>
    <message>
        <source>What lies between the old and the new edges is inspected as well.</source>
        <translation>Was zwischen alten und neuen Kanten liegt, wird auch geprüft.</translation>
    </message>
    <message>
        <source>Look at the edges in the picture. If they are wrong, inspect whole frames (Settings).</source>
        <translation>Sehen Sie die Kanten im Bild an. Sind sie falsch, prüfen Sie ganze Bilder (Einstellungen).</translation>
    </message>
    <message>
        <source>The edges of the product are not clear in “{name}”.</source>
        <translation>Die Kanten des Produkts sind in „{name}“ nicht klar.</translation>
    </message>
    <message>
        <source>Too few rows show them: there may be a shadow, water or scale, or nothing beside the product.</source>
        <translation>Zu wenige Zeilen zeigen sie: vielleicht ein Schatten, Wasser oder Zunder, oder nichts neben dem Produkt.</translation>
    </message>
    <message>
        <source>Those of the frames before hold. Without any, the frame is inspected up to its side.</source>
        <translation>Die der Bilder davor gelten. Ohne sie wird das Bild bis zum Rand geprüft.</translation>
    </message>
    <message>
        <source>Look at the edges in the picture. Fixed columns may suit this camera better (Settings).</source>
        <translation>Sehen Sie die Kanten im Bild an. Feste Spalten passen zu dieser Kamera vielleicht besser (Einstellungen).</translation>
    </message>
    <message>
        <source>It was removed before its turn.</source>
        <translation>Es wurde entfernt, bevor es an der Reihe war.</translation>
    </message>
    <message>
        <source>Keep files in the folder until they are inspected.</source>
        <translation>Lassen Sie Dateien im Ordner, bis sie geprüft sind.</translation>
    </message>
    <message>
        <source>Frames arrive faster than this PC inspects them.</source>
        <translation>Bilder kommen schneller, als dieser PC sie prüft.</translation>
    </message>
    <message>
        <source>The newest frames are inspected; what was left out is recorded as a gap.</source>
        <translation>Die neuesten Bilder werden geprüft; was ausgelassen wurde, ist als Lücke aufgezeichnet.</translation>
    </message>
    <message>
        <source>Slow the line, use a GPU, or choose a faster model.</source>
        <translation>Fahren Sie die Linie langsamer, nehmen Sie eine GPU, oder wählen Sie ein schnelleres Modell.</translation>
    </message>
    <message>
        <source>Records could not be written for a while, so inspection had to wait.</source>
        <translation>Eine Zeit lang konnte nicht aufgezeichnet werden, also musste die Prüfung warten.</translation>
    </message>
    <message>
        <source>Make room on the disk, or end the program that holds the database.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, oder beenden Sie das Programm, das die Datenbank hält.</translation>
    </message>
    <message>
        <source>A stretch before “{name}” was not inspected.</source>
        <translation>Eine Strecke vor „{name}“ wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>The piece moved on further than the camera saw between two frames.</source>
        <translation>Das Stück lief zwischen zwei Bildern weiter, als die Kamera sieht.</translation>
    </message>
    <message>
        <source>It is recorded as a gap.</source>
        <translation>Sie ist als Lücke aufgezeichnet.</translation>
    </message>
    <message>
        <source>Let the camera take frames more often, or check the speed of the line.</source>
        <translation>Lassen Sie die Kamera öfter aufnehmen, oder prüfen Sie die Geschwindigkeit der Linie.</translation>
    </message>
    <message>
        <source>Inspection was stopped before its turn.</source>
        <translation>Die Prüfung wurde angehalten, bevor es an der Reihe war.</translation>
    </message>
    <message>
        <source>It is listed as not inspected.</source>
        <translation>Es steht als nicht geprüft in der Liste.</translation>
    </message>
    <message>
        <source>Start again to inspect it.</source>
        <translation>Starten Sie noch einmal, um es zu prüfen.</translation>
    </message>
    <message>
        <source>Inspecting it failed: {detail}.</source>
        <translation>Die Prüfung ist daran gescheitert: {detail}.</translation>
    </message>
    <message>
        <source>If it happens again, copy the details for support, and the log: {log}</source>
        <translation>Geschieht es wieder, kopieren Sie die Details für den Support, und das Protokoll: {log}</translation>
    </message>
    <message>
        <source>It holds the value {highest}; {bits} bits, as set or as the file says, reach {limit}.</source>
        <translation>Es enthält den Wert {highest}; {bits} Bit, wie eingestellt oder in der Datei genannt, reichen bis {limit}.</translation>
    </message>
    <message>
        <source>Set the bits that the camera delivers, at least {needed}, where the source is opened, or by --bits.</source>
        <translation>Stellen Sie die Bits der Kamera ein, mindestens {needed}, wo die Quelle geöffnet wird, oder mit --bits.</translation>
    </message>
    <message>
        <source>Inspection goes on; pieces that this table would grade get no verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved; the versions there are stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no grading table “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace has: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one on the Grading page, or correct [grading] in workspace.toml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The grading table “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or save a new version on the Grading page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody saved version {found} meanwhile; this edit began with version {based_on}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edit stays in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it under another name, or open the newest version and edit that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is no table yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct what is marked in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some rules of the grading table “{table}” are never met with the model “{model}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It reports no defects of a class called {names}, which the table names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces get their verdict by the other rules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the names on the Grading page, or take these rules out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has edits that are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another table was asked for, and only one can be in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edits stay in the form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save them; or choose the same once more, and they are given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was saved as version {version}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The versions before stay, and verdicts name the version that gave them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A piece that is being inspected keeps its table; the next one gets the new version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} verdicts by version {version} of “{name}” were recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The verdicts before stay in the records of these pieces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no piece or inspection “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records at “{path}” hold none of this name, and no inspection whose id begins so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the name as it was typed, or the beginning of an inspection&apos;s id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” names {n} inspections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their ids are listed above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give more of the id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was written.</source>
        <translation>Der Bericht wurde geschrieben.</translation>
    </message>
    <message>
        <source>It is at “{path}”.</source>
        <translation>Er liegt unter „{path}“.</translation>
    </message>
    <message>
        <source>Agreed: {n_agreed} of {n_compared} frames. Regions of both, in use alone, candidate alone: {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line inspected {n_live} frames meanwhile; {n_kept} on which both differ are kept to be labelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was not loaded.</source>
        <translation>Das Modell wurde nicht geladen.</translation>
    </message>
    <message>
        <source>There is no file “{path}”.</source>
        <translation>Es gibt keine Datei „{path}“.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>The model “{path}” was not loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be read as an ONNX file: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again, or export the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was exported for a newer ONNX than this program reads: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it with opset 18, or update Inspector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no card: its classes, input and thresholds are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a card beside it: the same name, ending in .card.json; docs/manual/models.md shows one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its card cannot be used: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the card, or export the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card in it and the card beside it, “{beside}”, differ in: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the card beside it: then the one in the file counts. For another card, export the model with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of its weights lie in another file that cannot be used: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the files with its weights into its folder, or export the model as one file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{path}” is tried first…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PC has not run it before: it must answer in a process of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was tried in a process of its own: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model. If you trust it, try again while this PC is less busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its trial was given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no segmentation network that fits: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it with one input (N, channels, height, width) and one score per class and pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It uses the operation “{name}”, which ONNX Runtime does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it with the operations of ONNX alone, without those that only its own framework has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its card and its network contradict each other: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the card as docs/manual/models.md shows, or export the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not the file that came with the program: it was damaged or replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install Inspector again. Models of your own are added by: inspector models add.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not answer as it did when it was exported: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the model again. A card that was changed by hand belongs back as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{path}” failed.</source>
        <translation>Das Modell „{path}“ ist gescheitert.</translation>
    </message>
    <message>
        <source>Frames on which it fails are listed as not inspected.</source>
        <translation>Bilder, an denen es scheitert, stehen als nicht geprüft in der Liste.</translation>
    </message>
    <message>
        <source>Choose another model; copy the details for support.</source>
        <translation>Wählen Sie ein anderes Modell; kopieren Sie die Details für den Support.</translation>
    </message>
    <message>
        <source>The model “{path}” ran out of memory.</source>
        <translation>Dem Modell „{path}“ ging der Speicher aus.</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>The model “{name}” was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By this name {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one of these names, or the path of an ONNX file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{path}” was not added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another model is called {name} {version}: “{taken_by}” has other content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models there are stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it under another name or version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The promoted model {model} cannot be used.</source>
        <translation>Das freigegebene Modell {model} kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>No other model takes its place by itself.</source>
        <translation>Kein anderes Modell tritt von selbst an seine Stelle.</translation>
    </message>
    <message>
        <source>Put its file back, or choose a model and promote it; “inspector models history” shows who did.</source>
        <translation>Legen Sie die Datei zurück, oder wählen Sie ein Modell und geben Sie es frei; „inspector models history“ zeigt, wer es tat.</translation>
    </message>
    <message>
        <source>Which model was promoted is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is taken in its place; the file is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back a copy of the file; “inspector audit list” shows what was promoted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} was not promoted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put that right; or, knowing what it means, override it with a reason and a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was rolled back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model was promoted here before which another one was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model and promote it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else or the plant&apos;s rule was faster; the way back leads to {model} by now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the history; roll back again if you want {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is in use again, but that is not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It inspects from the next frame on; the next start of the program would take the other model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free the disk, then roll back once more with: inspector models rollback.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} was promoted by {by}; before it, {before} was in use.</source>
        <translation>{model} wurde von {by} freigegeben; davor war {before} in Gebrauch.</translation>
    </message>
    <message>
        <source>Because: {because}</source>
        <translation>Grund: {because}</translation>
    </message>
    <message>
        <source>It inspects from the next frame on.</source>
        <translation>Es prüft ab dem nächsten Bild.</translation>
    </message>
    <message>
        <source>{by} rolled back to {model}; before it, {before} was in use.</source>
        <translation>{by} ist auf {model} zurückgegangen; davor war {before} in Gebrauch.</translation>
    </message>
    <message>
        <source>The plant&apos;s rule has rolled back from {before} to {model}.</source>
        <translation>Die Regel des Werks ist von {before} auf {model} zurückgegangen.</translation>
    </message>
    <message>
        <source>{because}</source>
        <translation>{because}</translation>
    </message>
    <message>
        <source>{model} inspects from the next frame on.</source>
        <translation>{model} prüft ab dem nächsten Bild.</translation>
    </message>
    <message>
        <source>Look at the frames since the promotion; the rule stands under [promotion] in workspace.toml.</source>
        <translation>Sehen Sie die Bilder seit der Freigabe an; die Regel steht unter [promotion] in workspace.toml.</translation>
    </message>
    <message>
        <source>{model} is in shadow beside {active}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It looks at one frame in {every_n}, as far as this PC has time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{active} goes on inspecting; nothing that the shadow finds is a defect of the piece.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shadow of {model} beside {active} has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shadow of {model} beside {active} has ended: {other} is in use by now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it again to compare it with {other}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shadow of {model} has ended, since that model failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail}. Until then it agreed with {active} on {n_agreed} of {n_compared} frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line goes on inspecting with {active}; no frame was lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not promote it before that is understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shadow was started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is the model in use: beside itself it would agree with everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From this start on {model} inspects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{by} promoted it, or rolled back to it, in another program since this one took its model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“inspector models history” shows when and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is on trial: it is not the promoted model, {promoted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was chosen by hand, for as long as this program runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it finds is recorded with its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promote it to keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is among the models of this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies in “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove it against the model in use, then promote it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} was written to “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds its golden tiles, its proof and its history, each with its checksum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it on the Models page of another PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is among the models, made from {of}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file has {mb} MB in place of {mb_of}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove it against {of}: that shows whether it answers alike and is faster on this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No {kind} variant of {model} was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model or other frames, or use the model as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model was taken from “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again, or export the model again where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace&apos;s models cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models, proofs and promotions that are there stay; the model in use goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free space on the disk, or check the rights of the folder, and do it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was decided cannot be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What cannot be recorded is not done; what is recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of decisions cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk and the rights of the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof of {model} was not begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend that or choose other data or another model to hold it against, then press “Prove”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof “{path}” cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It counts as if there were none; the file is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove the model once more: that writes the file anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{candidate} and {active} were not compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was proved, and nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another dataset version, or other models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model runs on the {used}, not on {wanted}.</source>
        <translation>Das Modell läuft auf {used}, nicht auf {wanted}.</translation>
    </message>
    <message>
        <source>Inspection goes on, slower than it could.</source>
        <translation>Die Prüfung geht weiter, langsamer als möglich.</translation>
    </message>
    <message>
        <source>Settings, “This PC”, and “inspector doctor” say what is missing and what to do.</source>
        <translation>Was fehlt und was zu tun ist, sagen die Einstellungen unter „Dieser PC“ und „inspector doctor“.</translation>
    </message>
    <message>
        <source>The screen “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is screened: the model looks at every frame whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again, or make the screen again; docs/manual/models.md says how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen “{path}” is not for {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model&apos;s sha256 begins {sha256}; the screen: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a screen for this very model; docs/manual/models.md says how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another model is in use by now: {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was chosen about screening was for the model of before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read what is shown for this model, and choose again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen for {model} is not good enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No screen was written; the model looks at every frame whole, as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train it longer, or with more frames that hold defects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening on: {screen}, kept {kept} % ({low} to {high}) of what the model finds on {data}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{approved_by} said yes to it on {approved_at}; there {looked_at} % of the surface was looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does not name is not predicted. Some frames are looked at whole, as a check on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“inspector run --no-screening” looks at everything once, “inspector models screen MODEL --off” always.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening on from frame {frame} on: {screen} names where the model looks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was chosen while the piece was inspected; “{name}” is the first frame of its lane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening off from frame {frame} on: the model looks at every frame whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was ended while the piece was inspected; “{name}” is the first frame of its lane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening would have missed {n_missed} of {n_found} defects in {n_whole} frames looked at whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all {n_frames} frames, {looked_at} % of the surface was looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening would have missed {n_missed} of {n_found} defects in “{name}”.</source>
        <translation>Die Vorauswahl hätte {n_missed} von {n_found} Fehlern in „{name}“ übersehen.</translation>
    </message>
    <message>
        <source>This frame was looked at whole, as a check on the screen.</source>
        <translation>Dieses Bild wurde ganz angesehen, um die Vorauswahl zu prüfen.</translation>
    </message>
    <message>
        <source>These are recorded; their like in frames that are not looked at whole may be missed.</source>
        <translation>Diese sind aufgezeichnet; ähnliche in Bildern, die nicht ganz angesehen werden, können fehlen.</translation>
    </message>
    <message>
        <source>Look at them; “inspector models screen MODEL --off” ends screening, a new calibration may mend it.</source>
        <translation>Sehen Sie sie an; „inspector models screen MODEL --off“ beendet die Vorauswahl, eine neue Kalibrierung behebt es vielleicht.</translation>
    </message>
    <message>
        <source>Thresholds are lower than those that {screen} was measured at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model would report defects that the screen was never asked about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening goes on; how much it keeps of them is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the thresholds again, or look at everything: “inspector models screen MODEL --off”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” cannot be scored on “{data}” with these classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what each class of the data is with --map THEIRS=OURS; without --map only defect or none is compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training was not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{start}” knows other classes than the data. Kept: {kept}. New: {new}. Left out: {left}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes are taken for the same where they have the same name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training keeps what it knows of the kept ones and learns the new ones from labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a class only has another name, cancel the training and give it the same one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training run “{run}” has no model to take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this run: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a run that is done, or name a model file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no training run “{run}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” holds no progress of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder below runs of the workspace, and the workspace where it is not the default one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the training run “{run}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its rights and the disk; other runs are not concerned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training “{run}” was not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it had learned before stays, and so does every other run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free space on the disk, or check the rights of the folder, and start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training run “{run}” does not hear what was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free space on the disk, or check the rights of the folder, and ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run of this name {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or wait until that run has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training “{run}” cannot go on: none of its checkpoints can be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{path}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a copy of a checkpoint back, or begin anew: under another name, or under this one after its folder “{path}” was moved away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model of the run “{run}” is among the models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is called {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No line uses it yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prove it on the Models page, and promote it from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notes of the run “{run}” were not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They stay on the page as long as the program runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room or check the rights of the run&apos;s folder, then type a letter more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training “{run}” failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put that right and start it again: it goes on from its last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training “{run}” no longer learns: its numbers ran over at step {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its checkpoint of before is kept, as are the best weights so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train under another name, with a smaller learning rate, another loss or in 32 bits. It can begin with the best weights of this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training “{run}” does not fit into memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not even one view of {width} x {height} pixels can be computed at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it has learned is kept in its checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs and start it again, or train under another name with smaller views or a smaller network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU “{device}” is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch can use {n_gpus} GPUs of this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check driver and PyTorch, or ask for the device cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training cannot be computed by so many processes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for fewer processes, one for each GPU, or for the device cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another version was installed while this window was open.</source>
        <translation>Während dieses Fenster offen war, wurde eine andere Version installiert.</translation>
    </message>
    <message>
        <source>This window is the version before, and its files are not there any more.</source>
        <translation>Dieses Fenster ist die Version davor, und deren Dateien gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing is inspected. What is recorded stays.</source>
        <translation>Es wird nichts geprüft. Was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Close Inspector and start it again.</source>
        <translation>Inspector schließen und neu starten.</translation>
    </message>
    <message>
        <source>The inspection has not ended yet.</source>
        <translation>Die Prüfung ist noch nicht beendet.</translation>
    </message>
    <message>
        <source>The source, the model or the disk does not answer.</source>
        <translation>Quelle, Modell oder Datenträger antworten nicht.</translation>
    </message>
    <message>
        <source>What is recorded stays. It ends when they answer.</source>
        <translation>Was aufgezeichnet ist, bleibt. Sie endet, sobald sie antworten.</translation>
    </message>
    <message>
        <source>Check the camera, the network share and the disk.</source>
        <translation>Prüfen Sie Kamera, Netzfreigabe und Datenträger.</translation>
    </message>
    <message>
        <source>“{name}” is kept.</source>
        <translation>„{name}“ wird behalten.</translation>
    </message>
    <message>
        <source>The whole frame lies with the evidence of its piece, to be annotated later.</source>
        <translation>Das ganze Bild liegt bei den Belegen seines Stücks, um später annotiert zu werden.</translation>
    </message>
    <message>
        <source>“{name}” was not kept.</source>
        <translation>„{name}“ wurde nicht behalten.</translation>
    </message>
    <message>
        <source>Too many pictures wait for the disk.</source>
        <translation>Zu viele Bilder warten auf den Datenträger.</translation>
    </message>
    <message>
        <source>Its defects and their pictures are in the records.</source>
        <translation>Seine Fehler und ihre Bilder sind aufgezeichnet.</translation>
    </message>
    <message>
        <source>Try again in a moment, or make room on the disk.</source>
        <translation>Versuchen Sie es gleich noch einmal, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>No frame was kept.</source>
        <translation>Kein Bild wurde behalten.</translation>
    </message>
    <message>
        <source>No frame of a piece is on the screen.</source>
        <translation>Es ist kein Bild eines Stücks auf dem Schirm.</translation>
    </message>
    <message>
        <source>Start an inspection first.</source>
        <translation>Starten Sie zuerst eine Prüfung.</translation>
    </message>
    <message>
        <source>“{name}” was not opened.</source>
        <translation>„{name}“ wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>It is no folder, no video and no model.</source>
        <translation>Es ist kein Ordner, kein Video und kein Modell.</translation>
    </message>
    <message>
        <source>What was open stays open.</source>
        <translation>Was offen war, bleibt offen.</translation>
    </message>
    <message>
        <source>Drop a folder with frames, a video, or a model (.onnx).</source>
        <translation>Ziehen Sie einen Ordner mit Bildern, ein Video oder ein Modell (.onnx) hierher.</translation>
    </message>
    <message>
        <source>Nothing was opened.</source>
        <translation>Nichts wurde geöffnet.</translation>
    </message>
    <message>
        <source>Several files were dropped at once ({n}), and one source is inspected at a time.</source>
        <translation>Mehrere Dateien ({n}) wurden zugleich abgelegt; geprüft wird eine Quelle auf einmal.</translation>
    </message>
    <message>
        <source>Drop the folder that holds them, or one of them.</source>
        <translation>Legen Sie den Ordner ab, der sie enthält, oder eine von ihnen.</translation>
    </message>
    <message>
        <source>“{name}” was not started.</source>
        <translation>„{name}“ wurde nicht begonnen.</translation>
    </message>
    <message>
        <source>Other work of this page is still running.</source>
        <translation>Eine andere Arbeit dieser Seite läuft noch.</translation>
    </message>
    <message>
        <source>It goes on.</source>
        <translation>Sie geht weiter.</translation>
    </message>
    <message>
        <source>Wait for it, or cancel it.</source>
        <translation>Warten Sie auf sie, oder brechen Sie sie ab.</translation>
    </message>
    <message>
        <source>The snapshot “{name}” is written.</source>
        <translation>Die Momentaufnahme „{name}“ ist geschrieben.</translation>
    </message>
    <message>
        <source>Frames: {n_frames}; injections: {n_injections}; given up: {n_given_up}.</source>
        <translation>Bilder: {n_frames}; Einfügungen: {n_injections}; aufgegeben: {n_given_up}.</translation>
    </message>
    <message>
        <source>Attempts that were not taken: {shares}.</source>
        <translation>Versuche, die nicht genommen wurden: {shares}.</translation>
    </message>
    <message>
        <source>Train on it with: inspector train --dataset {name}</source>
        <translation>Training damit: inspector train --dataset {name}</translation>
    </message>
    <message>
        <source>The contact sheet is written.</source>
        <translation>Der Kontaktbogen ist geschrieben.</translation>
    </message>
    <message>
        <source>Nothing was installed; the program is as it was.</source>
        <translation>Nichts wurde installiert; das Programm ist, wie es war.</translation>
    </message>
    <message>
        <source>Copy the file and its signature again from where they come from, and compare the name.</source>
        <translation>Kopieren Sie Datei und Signatur noch einmal von dort, woher sie kommen, und vergleichen Sie den Namen.</translation>
    </message>
    <message>
        <source>The update cannot be read.</source>
        <translation>Das Update kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Check the stick or the share, and copy the file anew.</source>
        <translation>Prüfen Sie den Stick oder die Freigabe, und kopieren Sie die Datei neu.</translation>
    </message>
    <message>
        <source>The update is not signed.</source>
        <translation>Das Update ist nicht signiert.</translation>
    </message>
    <message>
        <source>“{signature}” is not beside “{path}”: nobody can tell who made the file.</source>
        <translation>„{signature}“ liegt nicht neben „{path}“: niemand kann sagen, wer die Datei gemacht hat.</translation>
    </message>
    <message>
        <source>Copy the file with its signature, both into one folder.</source>
        <translation>Kopieren Sie die Datei mit ihrer Signatur, beide in einen Ordner.</translation>
    </message>
    <message>
        <source>The update is signed with a key that this PC does not know.</source>
        <translation>Das Update ist mit einem Schlüssel signiert, den dieser PC nicht kennt.</translation>
    </message>
    <message>
        <source>“{path}” bears the key {key}; known here: {known}.</source>
        <translation>„{path}“ trägt den Schlüssel {key}; bekannt sind hier: {known}.</translation>
    </message>
    <message>
        <source>Ask who made the file. An administrator may add a key: see the manual for IT.</source>
        <translation>Fragen Sie, wer die Datei gemacht hat. Ein Administrator kann einen Schlüssel hinzufügen: siehe das Handbuch für die IT.</translation>
    </message>
    <message>
        <source>The update was altered since it was signed, or is not whole.</source>
        <translation>Das Update wurde nach dem Signieren verändert, oder ist nicht vollständig.</translation>
    </message>
    <message>
        <source>This file is no update for the program on this PC.</source>
        <translation>Diese Datei ist kein Update für das Programm auf diesem PC.</translation>
    </message>
    <message>
        <source>Take the file of this edition and for this kind of PC.</source>
        <translation>Nehmen Sie die Datei dieser Ausgabe und für diese Art von PC.</translation>
    </message>
    <message>
        <source>Version {version} is installed already.</source>
        <translation>Version {version} ist schon installiert.</translation>
    </message>
    <message>
        <source>The file holds the same build.</source>
        <translation>Die Datei enthält denselben Build.</translation>
    </message>
    <message>
        <source>The file is older than the program: {version}, installed is {installed}.</source>
        <translation>Die Datei ist älter als das Programm: {version}, installiert ist {installed}.</translation>
    </message>
    <message>
        <source>“{path}”: an older program may not read what this one has written.</source>
        <translation>„{path}“: ein älteres Programm kann vielleicht nicht lesen, was dieses geschrieben hat.</translation>
    </message>
    <message>
        <source>To go back, use “Roll back”, or say so: inspector update install FILE --downgrade</source>
        <translation>Um zurückzugehen, nehmen Sie „Zurückgehen“, oder sagen Sie es: inspector update install FILE --downgrade</translation>
    </message>
    <message>
        <source>There is not enough room for the update.</source>
        <translation>Für das Update ist nicht genug Platz.</translation>
    </message>
    <message>
        <source>Make room on this disk, then try again.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The program is at work on this PC.</source>
        <translation>Das Programm arbeitet auf diesem PC.</translation>
    </message>
    <message>
        <source>It goes on, and the program is as it was.</source>
        <translation>Es arbeitet weiter, und das Programm ist, wie es war.</translation>
    </message>
    <message>
        <source>Wait for the end of it, or end it, then try again.</source>
        <translation>Warten Sie sein Ende ab, oder beenden Sie es, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another update is being installed.</source>
        <translation>Ein anderes Update wird gerade installiert.</translation>
    </message>
    <message>
        <source>One at a time changes the program.</source>
        <translation>Nur eines zur Zeit ändert das Programm.</translation>
    </message>
    <message>
        <source>The other one goes on.</source>
        <translation>Das andere läuft weiter.</translation>
    </message>
    <message>
        <source>Wait for it, then look which version is installed.</source>
        <translation>Warten Sie es ab, und sehen Sie dann, welche Version installiert ist.</translation>
    </message>
    <message>
        <source>This program was not installed from a package.</source>
        <translation>Dieses Programm wurde nicht aus einem Paket installiert.</translation>
    </message>
    <message>
        <source>There is none in “{path}”, so there is nothing that could be updated.</source>
        <translation>In „{path}“ ist keines, also gibt es nichts, was aktualisiert werden könnte.</translation>
    </message>
    <message>
        <source>Install the package once, as an administrator. From source, update the source.</source>
        <translation>Installieren Sie das Paket einmal als Administrator. Aus dem Quelltext: aktualisieren Sie den Quelltext.</translation>
    </message>
    <message>
        <source>Version {version} was not installed.</source>
        <translation>Version {version} wurde nicht installiert.</translation>
    </message>
    <message>
        <source>The installer says: {detail}.</source>
        <translation>Das Installationsprogramm sagt: {detail}.</translation>
    </message>
    <message>
        <source>Version {before} is in place and answers.</source>
        <translation>Version {before} ist an ihrem Platz und antwortet.</translation>
    </message>
    <message>
        <source>Put right what it says, then try again. The log holds more: {log}</source>
        <translation>Beheben Sie, was es nennt, und versuchen Sie es noch einmal. Mehr steht im Protokoll: {log}</translation>
    </message>
    <message>
        <source>Version {version} does not work on this PC, so {before} is back.</source>
        <translation>Version {version} arbeitet auf diesem PC nicht, deshalb ist {before} wieder da.</translation>
    </message>
    <message>
        <source>Version {before} is in place and answers; the plant&apos;s files are as they were.</source>
        <translation>Version {before} ist an ihrem Platz und antwortet; die Dateien des Werks sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Save a support bundle and send it to whoever made the update. The log: {log}</source>
        <translation>Speichern Sie ein Supportpaket, und senden Sie es an den, der das Update gemacht hat. Das Protokoll: {log}</translation>
    </message>
    <message>
        <source>Version {version} does not work, and no earlier program answers.</source>
        <translation>Version {version} arbeitet nicht, und kein früheres Programm antwortet.</translation>
    </message>
    <message>
        <source>The plant&apos;s files are as they were.</source>
        <translation>Die Dateien des Werks sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Install the package that worked last, as an administrator: dpkg -i FILE</source>
        <translation>Installieren Sie als Administrator das Paket, das zuletzt arbeitete: dpkg -i FILE</translation>
    </message>
    <message>
        <source>There is no earlier program to go back to.</source>
        <translation>Es gibt kein früheres Programm, auf das es zurückgehen könnte.</translation>
    </message>
    <message>
        <source>“{path}” holds one program, or none.</source>
        <translation>„{path}“ enthält ein Programm oder keines.</translation>
    </message>
    <message>
        <source>An older version can be installed from its file: inspector update install FILE --downgrade</source>
        <translation>Eine ältere Version lässt sich aus ihrer Datei installieren: inspector update install FILE --downgrade</translation>
    </message>
    <message>
        <source>The earlier program, {version}, does not work, so it was not put back.</source>
        <translation>Das frühere Programm, {version}, arbeitet nicht, deshalb wurde es nicht zurückgeholt.</translation>
    </message>
    <message>
        <source>The program is as it was.</source>
        <translation>Das Programm ist, wie es war.</translation>
    </message>
    <message>
        <source>Install the version that is wanted from its file.</source>
        <translation>Installieren Sie die gewünschte Version aus ihrer Datei.</translation>
    </message>
    <message>
        <source>The program that starts was not changed.</source>
        <translation>Welches Programm startet, wurde nicht geändert.</translation>
    </message>
    <message>
        <source>Do it as an administrator: sudo inspector update roll-back</source>
        <translation>Tun Sie es als Administrator: sudo inspector update roll-back</translation>
    </message>
    <message>
        <source>Version {version} is installed; before it was {before}.</source>
        <translation>Version {version} ist installiert; davor war es {before}.</translation>
    </message>
    <message>
        <source>It was started and answers.</source>
        <translation>Sie wurde gestartet und antwortet.</translation>
    </message>
    <message>
        <source>Close Inspector and start it again: an open window is still the one before.</source>
        <translation>Schließen Sie Inspector, und starten Sie ihn neu: ein offenes Fenster ist noch das vorherige.</translation>
    </message>
    <message>
        <source>Version {version} is put in place as soon as this program has ended.</source>
        <translation>Version {version} wird eingesetzt, sobald dieses Programm beendet ist.</translation>
    </message>
    <message>
        <source>Windows exchanges no program that runs.</source>
        <translation>Windows tauscht kein laufendes Programm aus.</translation>
    </message>
    <message>
        <source>It takes some minutes; do not switch this PC off.</source>
        <translation>Das dauert einige Minuten; diesen PC bitte nicht ausschalten.</translation>
    </message>
    <message>
        <source>What came of it is told when Inspector starts the next time.</source>
        <translation>Was daraus wurde, sagt Inspector beim nächsten Start.</translation>
    </message>
    <message>
        <source>The update is done.</source>
        <translation>Die Aktualisierung ist fertig.</translation>
    </message>
    <message>
        <source>Whether Inspector starts with the PC was not changed.</source>
        <translation>Ob Inspector mit dem PC startet, wurde nicht geändert.</translation>
    </message>
    <message>
        <source>Check whether this user may write there.</source>
        <translation>Prüfen Sie, ob dieser Benutzer dort schreiben darf.</translation>
    </message>
    <message>
        <source>Nothing was inspected for {away_s} s: the program was not running.</source>
        <translation>{away_s} s lang wurde nichts geprüft: das Programm lief nicht.</translation>
    </message>
    <message>
        <source>It ended on {since} in the middle of this piece, and goes on with it now.</source>
        <translation>Es endete am {since} mitten in diesem Stück und macht jetzt damit weiter.</translation>
    </message>
    <message>
        <source>What passed meanwhile is recorded as a gap of unknown length.</source>
        <translation>Was inzwischen vorbeilief, ist als Lücke unbekannter Länge verzeichnet.</translation>
    </message>
    <message>
        <source>Look at that part of the piece by eye, or inspect it again.</source>
        <translation>Diesen Teil des Stücks mit dem Auge prüfen oder noch einmal prüfen lassen.</translation>
    </message>
    <message>
        <source>Inspector ended unexpectedly on {at}.</source>
        <translation>Inspector endete unerwartet am {at}.</translation>
    </message>
    <message>
        <source>{missed}.</source>
        <translation>{missed}.</translation>
    </message>
    <message>
        <source>What was recorded before is there.</source>
        <translation>Was vorher aufgezeichnet wurde, ist da.</translation>
    </message>
    <message>
        <source>What is known of it: {report}. “Save support bundle…” in Settings packs it for support.</source>
        <translation>Was davon bekannt ist: {report}. „Supportpaket speichern…“ in den Einstellungen packt es für den Support.</translation>
    </message>
    <message>
        <source>Inspector ended unexpectedly {n} times within {minutes} minutes, and is not started again.</source>
        <translation>Inspector endete {n}-mal in {minutes} Minuten unerwartet und wird nicht mehr gestartet.</translation>
    </message>
    <message>
        <source>What is known of it: {report}</source>
        <translation>Was davon bekannt ist: {report}</translation>
    </message>
    <message>
        <source>Nothing is inspected.</source>
        <translation>Es wird nichts geprüft.</translation>
    </message>
    <message>
        <source>Start it by hand. If it ends again, go back: inspector update roll-back</source>
        <translation>Von Hand starten. Endet es wieder, zur Version davor zurückgehen: inspector update roll-back</translation>
    </message>
    <message>
        <source>The support bundle was not saved.</source>
        <translation>Das Supportpaket wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Save it to another place.</source>
        <translation>Speichern Sie es an einem anderen Ort.</translation>
    </message>
    <message>
        <source>The support bundle is saved: {n_files} files.</source>
        <translation>Das Supportpaket ist gespeichert: {n_files} Dateien.</translation>
    </message>
    <message>
        <source>It is the file {path}.</source>
        <translation>Es ist die Datei {path}.</translation>
    </message>
    <message>
        <source>“{name}” was cancelled.</source>
        <translation>„{name}“ wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Somebody asked for it.</source>
        <translation>Jemand hat es verlangt.</translation>
    </message>
    <message>
        <source>What it had finished is kept.</source>
        <translation>Was fertig war, bleibt.</translation>
    </message>
    <message>
        <source>The window cannot be opened.</source>
        <translation>Das Fenster kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>There is no screen here: {detail}.</source>
        <translation>Hier ist kein Bildschirm: {detail}.</translation>
    </message>
    <message>
        <source>Start it at a screen, with xvfb-run, or inspect without a window: inspector run SOURCE.</source>
        <translation>Starten Sie es an einem Bildschirm, mit xvfb-run, oder prüfen Sie ohne Fenster: inspector run SOURCE.</translation>
    </message>
    <message>
        <source>The manual is not there.</source>
        <translation>Das Handbuch ist nicht da.</translation>
    </message>
    <message>
        <source>No page of it can be read in {path}.</source>
        <translation>In {path} ist keine Seite davon lesbar.</translation>
    </message>
    <message>
        <source>Everything else works without it.</source>
        <translation>Alles andere geht ohne es.</translation>
    </message>
    <message>
        <source>Install the program again: files of it are missing.</source>
        <translation>Installieren Sie das Programm noch einmal: Dateien fehlen.</translation>
    </message>
    <message>
        <source>{name} does not get every result.</source>
        <translation>{name} bekommt nicht jedes Ergebnis.</translation>
    </message>
    <message>
        <source>Inspection and records go on; it is tried again with each frame.</source>
        <translation>Prüfung und Aufzeichnung gehen weiter; es wird mit jedem Bild wieder versucht.</translation>
    </message>
    <message>
        <source>Check where it writes or sends to. The log holds more: {log}</source>
        <translation>Prüfen Sie, wohin es schreibt oder sendet. Mehr im Protokoll: {log}</translation>
    </message>
    <message>
        <source>Something went wrong in the program itself.</source>
        <translation>Im Programm selbst ging etwas schief.</translation>
    </message>
    <message>
        <source>What is recorded stays.</source>
        <translation>Was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Copy the details for support, and the log: {log}</source>
        <translation>Kopieren Sie die Details für den Support, und das Protokoll: {log}</translation>
    </message>
    <message>
        <source>The disk is full: inspection cannot be recorded.</source>
        <translation>Der Datenträger ist voll: die Prüfung kann nicht aufgezeichnet werden.</translation>
    </message>
    <message>
        <source>Make room on the disk. Recording goes on by itself.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger. Die Aufzeichnung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The records are locked by another program.</source>
        <translation>Ein anderes Programm hält die Aufzeichnungen fest.</translation>
    </message>
    <message>
        <source>Close the program that has the database open. Recording goes on by itself.</source>
        <translation>Schließen Sie das Programm, das die Datenbank offen hat. Die Aufzeichnung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Close the program that has the database open, then start again.</source>
        <translation>Schließen Sie das Programm, das die Datenbank offen hat, und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>The disk is full: the records cannot be opened.</source>
        <translation>Der Datenträger ist voll: die Aufzeichnungen können nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Make room on the disk, then start again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>The records cannot be opened.</source>
        <translation>Die Aufzeichnungen können nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>“{path}” is damaged or no database: {detail}.</source>
        <translation>„{path}“ ist beschädigt oder keine Datenbank: {detail}.</translation>
    </message>
    <message>
        <source>The file was left as it is. Nothing was started; what is recorded stays.</source>
        <translation>Die Datei wurde gelassen, wie sie ist. Nichts wurde gestartet; was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>See what can be saved: inspector workspace repair. Or restore a copy.</source>
        <translation>Sehen Sie, was zu retten ist: inspector workspace repair. Oder spielen Sie eine Kopie zurück.</translation>
    </message>
    <message>
        <source>“{path}” has version {found}; this program knows up to {known}.</source>
        <translation>„{path}“ hat Version {found}; dieses Programm kennt sie bis {known}.</translation>
    </message>
    <message>
        <source>Update Inspector on this PC.</source>
        <translation>Aktualisieren Sie Inspector auf diesem PC.</translation>
    </message>
    <message>
        <source>The records cannot be written.</source>
        <translation>Die Aufzeichnungen können nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Check the permissions, or choose another workspace.</source>
        <translation>Prüfen Sie die Rechte, oder wählen Sie einen anderen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Inspection waits for the disk.</source>
        <translation>Die Prüfung wartet auf den Datenträger.</translation>
    </message>
    <message>
        <source>Records that wait to be written: {n_waiting}.</source>
        <translation>Einträge, die noch zu schreiben sind: {n_waiting}.</translation>
    </message>
    <message>
        <source>Nothing recorded is lost. Live frames that cannot wait are recorded as a gap.</source>
        <translation>Nichts Aufgezeichnetes geht verloren. Livebilder, die nicht warten können, werden als Lücke aufgezeichnet.</translation>
    </message>
    <message>
        <source>Check whether another program keeps the disk busy.</source>
        <translation>Prüfen Sie, ob ein anderes Programm den Datenträger beschäftigt.</translation>
    </message>
    <message>
        <source>Frames were not recorded: {n_frames}.</source>
        <translation>Nicht aufgezeichnete Bilder: {n_frames}.</translation>
    </message>
    <message>
        <source>“{path}” took no more records, and the inspection was stopped.</source>
        <translation>„{path}“ nahm keine Einträge mehr an, und die Prüfung wurde angehalten.</translation>
    </message>
    <message>
        <source>What was recorded before stays.</source>
        <translation>Was davor aufgezeichnet wurde, bleibt.</translation>
    </message>
    <message>
        <source>Make room on the disk or free the database, then inspect these frames again.</source>
        <translation>Schaffen Sie Platz, oder geben Sie die Datenbank frei, und prüfen Sie diese Bilder noch einmal.</translation>
    </message>
    <message>
        <source>The database refused a record.</source>
        <translation>Die Datenbank hat einen Eintrag abgelehnt.</translation>
    </message>
    <message>
        <source>The inspection ends as failed. What was recorded before stays.</source>
        <translation>Die Prüfung endet als gescheitert. Was davor aufgezeichnet wurde, bleibt.</translation>
    </message>
    <message>
        <source>Inspect the piece again. If it happens again, send the log: {log}.</source>
        <translation>Prüfen Sie das Stück noch einmal. Geschieht es wieder, senden Sie das Protokoll: {log}.</translation>
    </message>
    <message>
        <source>Not everything that was inspected is recorded.</source>
        <translation>Nicht alles, was geprüft wurde, ist aufgezeichnet.</translation>
    </message>
    <message>
        <source>“{path}” holds {n_recorded} of {n_frames} frames and {n_defects_recorded} of {n_defects} defects.</source>
        <translation>„{path}“ enthält {n_recorded} von {n_frames} Bildern und {n_defects_recorded} von {n_defects} Fehlern.</translation>
    </message>
    <message>
        <source>The inspection counts as failed. What was recorded stays.</source>
        <translation>Die Prüfung zählt als gescheitert. Was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Look at the records with “inspector workspace verify”, and inspect the piece again.</source>
        <translation>Sehen Sie die Aufzeichnungen mit „inspector workspace verify“ nach, und prüfen Sie das Stück noch einmal.</translation>
    </message>
    <message>
        <source>The records were damaged while they were open.</source>
        <translation>Die Aufzeichnungen wurden beschädigt, während sie offen waren.</translation>
    </message>
    <message>
        <source>Recording goes on in a fresh file. The damaged one is kept as “{kept}”.</source>
        <translation>Die Aufzeichnung geht in einer neuen Datei weiter. Die beschädigte bleibt als „{kept}“.</translation>
    </message>
    <message>
        <source>Check the disk. Then bring the records together: inspector workspace repair.</source>
        <translation>Prüfen Sie den Datenträger. Dann führen Sie die Aufzeichnungen zusammen: inspector workspace repair.</translation>
    </message>
    <message>
        <source>The clock of this PC was changed during the inspection.</source>
        <translation>Die Uhr dieses PCs wurde während der Prüfung verstellt.</translation>
    </message>
    <message>
        <source>It moved {by_s} s against the time that really passed.</source>
        <translation>Sie ging {by_s} s anders als die Zeit, die wirklich verging.</translation>
    </message>
    <message>
        <source>Times of single records are those of the clock. The inspection ends after it began.</source>
        <translation>Zeiten einzelner Einträge sind die der Uhr. Die Prüfung endet nach ihrem Beginn.</translation>
    </message>
    <message>
        <source>No copy of the records was made.</source>
        <translation>Keine Kopie der Aufzeichnungen wurde gemacht.</translation>
    </message>
    <message>
        <source>Records themselves are written.</source>
        <translation>Die Aufzeichnungen selbst werden geschrieben.</translation>
    </message>
    <message>
        <source>Make room on the disk or check the permissions.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, oder prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>Thresholds were changed.</source>
        <translation>Schwellen wurden geändert.</translation>
    </message>
    <message>
        <source>From frame {from_frame} on: {settings}.</source>
        <translation>Ab Bild {from_frame}: {settings}.</translation>
    </message>
    <message>
        <source>Frames before it keep what was found in them.</source>
        <translation>Bilder davor behalten, was in ihnen gefunden wurde.</translation>
    </message>
    <message>
        <source>Old defect pictures make room for new ones.</source>
        <translation>Alte Fehlerbilder machen neuen Platz.</translation>
    </message>
    <message>
        <source>“{path}” has reached its {limit_mb} MB.</source>
        <translation>„{path}“ hat seine {limit_mb} MB erreicht.</translation>
    </message>
    <message>
        <source>Records stay; pictures somebody annotated stay too.</source>
        <translation>Aufzeichnungen bleiben; Bilder, die jemand annotiert hat, bleiben auch.</translation>
    </message>
    <message>
        <source>Raise the quota in workspace.toml to keep more.</source>
        <translation>Erhöhen Sie die Grenze in workspace.toml, um mehr zu behalten.</translation>
    </message>
    <message>
        <source>Defect pictures are not being kept.</source>
        <translation>Fehlerbilder werden nicht behalten.</translation>
    </message>
    <message>
        <source>Defects themselves are recorded.</source>
        <translation>Die Fehler selbst sind aufgezeichnet.</translation>
    </message>
    <message>
        <source>Which part of frame {frame} was inspected cannot be shown.</source>
        <translation>Welcher Teil von Bild {frame} geprüft wurde, kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>The record of it is not understood: {detail}.</source>
        <translation>Der Eintrag davon ist nicht verständlich: {detail}.</translation>
    </message>
    <message>
        <source>The frame is shown without its edges; perhaps not all of it was inspected.</source>
        <translation>Das Bild wird ohne seine Kanten gezeigt; vielleicht wurde nicht alles davon geprüft.</translation>
    </message>
    <message>
        <source>Check the records: inspector workspace verify.</source>
        <translation>Prüfen Sie die Aufzeichnungen: inspector workspace verify.</translation>
    </message>
    <message>
        <source>What was found in frame {frame} cannot be shown as it was.</source>
        <translation>Was in Bild {frame} gefunden wurde, kann nicht gezeigt werden, wie es war.</translation>
    </message>
    <message>
        <source>Its recorded regions are not understood: {detail}.</source>
        <translation>Seine aufgezeichneten Flächen sind nicht verständlich: {detail}.</translation>
    </message>
    <message>
        <source>The boxes of its defects are shown instead. The defects themselves are recorded.</source>
        <translation>Stattdessen werden die Rahmen seiner Fehler gezeigt. Die Fehler selbst sind aufgezeichnet.</translation>
    </message>
    <message>
        <source>What the overlay of frame {frame} shows is not recorded.</source>
        <translation>Was die Markierung von Bild {frame} zeigt, ist nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>It is too much: {detail}.</source>
        <translation>Es ist zu viel: {detail}.</translation>
    </message>
    <message>
        <source>Its defects are recorded, with their boxes.</source>
        <translation>Seine Fehler sind aufgezeichnet, mit ihren Rahmen.</translation>
    </message>
    <message>
        <source>Look at the thresholds: a frame full of defects is seldom true.</source>
        <translation>Sehen Sie die Schwellen nach: ein Bild voller Fehler ist selten wahr.</translation>
    </message>
    <message>
        <source>The inspection of “{piece}” was not finished.</source>
        <translation>Die Prüfung von „{piece}“ wurde nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>The program ended during it, started {started_at}.</source>
        <translation>Das Programm endete währenddessen, begonnen {started_at}.</translation>
    </message>
    <message>
        <source>What was inspected until then is kept.</source>
        <translation>Was bis dahin geprüft wurde, bleibt.</translation>
    </message>
    <message>
        <source>Inspect the rest of the piece again.</source>
        <translation>Prüfen Sie den Rest des Stücks noch einmal.</translation>
    </message>
    <message>
        <source>What was recorded of it stays, and is shown in the table and on the map.</source>
        <translation>Was davon aufgezeichnet wurde, bleibt, und steht in Tabelle und Karte.</translation>
    </message>
    <message>
        <source>“{name}” is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was read from “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file back to where it was to see it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be read again.</source>
        <translation>„{name}“ kann nicht noch einmal gelesen werden.</translation>
    </message>
    <message>
        <source>Check the file and the way to it.</source>
        <translation>Prüfen Sie die Datei und den Weg zu ihr.</translation>
    </message>
    <message>
        <source>“{name}” is not the picture that was inspected.</source>
        <translation>„{name}“ ist nicht das Bild, das geprüft wurde.</translation>
    </message>
    <message>
        <source>It has {found}; inspected was one of {expected}.</source>
        <translation>Es hat {found}; geprüft wurde eines von {expected}.</translation>
    </message>
    <message>
        <source>It is not shown: what was found would lie in the wrong place.</source>
        <translation>Es wird nicht gezeigt: was gefunden wurde, läge an der falschen Stelle.</translation>
    </message>
    <message>
        <source>Put the file that was inspected back to where it was.</source>
        <translation>Legen Sie die geprüfte Datei dorthin zurück, wo sie war.</translation>
    </message>
    <message>
        <source>“{name}” was written anew since it was inspected.</source>
        <translation>„{name}“ wurde seit der Prüfung neu geschrieben.</translation>
    </message>
    <message>
        <source>Inspected was the file of {then}; this one is of {now}.</source>
        <translation>Geprüft wurde die Datei von {then}; diese ist von {now}.</translation>
    </message>
    <message>
        <source>It is shown with what was found then, and may not be the same picture.</source>
        <translation>Es wird mit dem gezeigt, was damals gefunden wurde, und ist vielleicht nicht dasselbe Bild.</translation>
    </message>
    <message>
        <source>Of “{name}” only the pictures of its defects were kept: {n}.</source>
        <translation>Von „{name}“ wurden nur die Bilder seiner Fehler behalten: {n}.</translation>
    </message>
    <message>
        <source>Its source cannot be read again.</source>
        <translation>Seine Quelle kann nicht noch einmal gelesen werden.</translation>
    </message>
    <message>
        <source>They lie where they were; the rest of the frame is left empty.</source>
        <translation>Sie liegen, wo sie waren; der Rest des Bildes bleibt leer.</translation>
    </message>
    <message>
        <source>Of “{name}” no picture was kept.</source>
        <translation>Von „{name}“ wurde kein Bild behalten.</translation>
    </message>
    <message>
        <source>It came from a source that cannot be read again.</source>
        <translation>Es kam von einer Quelle, die nicht noch einmal gelesen werden kann.</translation>
    </message>
    <message>
        <source>Which whole frames are kept is set in workspace.toml, under evidence.</source>
        <translation>Welche ganzen Bilder behalten werden, steht in workspace.toml unter evidence.</translation>
    </message>
    <message>
        <source>Frame {frame} is not in the records.</source>
        <translation>Bild {frame} ist nicht in den Aufzeichnungen.</translation>
    </message>
    <message>
        <source>It may wait to be written, or is of another inspection.</source>
        <translation>Es wartet vielleicht noch, oder gehört zu einer anderen Prüfung.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>There is no model to ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames are shown as they were recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load one on the Live page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search is not understood.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results are those of the search before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the field, or empty it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such frame: {what}.</source>
        <translation>So ein Bild gibt es nicht: {what}.</translation>
    </message>
    <message>
        <source>The last one in this direction is shown.</source>
        <translation>Das letzte in dieser Richtung wird gezeigt.</translation>
    </message>
    <message>
        <source>Of “{name}” the boxes of its defects are shown, not their shapes.</source>
        <translation>Von „{name}“ werden die Rahmen seiner Fehler gezeigt, nicht ihre Formen.</translation>
    </message>
    <message>
        <source>Their shapes were not recorded.</source>
        <translation>Ihre Formen wurden nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>Inspect the piece again to have them.</source>
        <translation>Prüfen Sie das Stück noch einmal, um sie zu haben.</translation>
    </message>
    <message>
        <source>The inspection of “{piece}” is not in the records any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list was read before it went.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects exported: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defects were not exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is backed up: {n_files} files, {mb} MB.</source>
        <translation>Der Arbeitsbereich ist gesichert: {n_files} Dateien, {mb} MB.</translation>
    </message>
    <message>
        <source>“{path}” was read back and is whole.</source>
        <translation>„{path}“ wurde zurückgelesen und ist unversehrt.</translation>
    </message>
    <message>
        <source>Keep it on another disk.</source>
        <translation>Bewahren Sie sie auf einem anderen Datenträger auf.</translation>
    </message>
    <message>
        <source>The workspace was not backed up to “{path}”.</source>
        <translation>Der Arbeitsbereich wurde nicht nach „{path}“ gesichert.</translation>
    </message>
    <message>
        <source>Why: {detail}.</source>
        <translation>Warum: {detail}.</translation>
    </message>
    <message>
        <source>Nothing was left there that could be taken for a backup. The workspace is as it was.</source>
        <translation>Dort blieb nichts, was für eine Sicherung gehalten werden könnte. Der Arbeitsbereich ist, wie er war.</translation>
    </message>
    <message>
        <source>Choose another place, or make room.</source>
        <translation>Wählen Sie einen anderen Ort, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The backup “{path}” cannot be used.</source>
        <translation>Die Sicherung „{path}“ ist unbrauchbar.</translation>
    </message>
    <message>
        <source>It was left as it is. Nothing was restored.</source>
        <translation>Sie blieb, wie sie ist. Nichts wurde wiederhergestellt.</translation>
    </message>
    <message>
        <source>Use another backup.</source>
        <translation>Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>The backup “{path}” is whole: {n_files} files, {mb} MB.</source>
        <translation>Die Sicherung „{path}“ ist unversehrt: {n_files} Dateien, {mb} MB.</translation>
    </message>
    <message>
        <source>{by} made it on “{pc}” at {made_at}.</source>
        <translation>{by} hat sie auf „{pc}“ gemacht, {made_at}.</translation>
    </message>
    <message>
        <source>The workspace is restored in “{folder}”: {n_files} files, {mb} MB.</source>
        <translation>Der Arbeitsbereich ist in „{folder}“ wiederhergestellt: {n_files} Dateien, {mb} MB.</translation>
    </message>
    <message>
        <source>Each file of “{path}” was compared with what was written into it.</source>
        <translation>Jede Datei von „{path}“ wurde mit dem verglichen, was in sie geschrieben wurde.</translation>
    </message>
    <message>
        <source>Open it: inspector window --workspace &apos;{folder}&apos;</source>
        <translation>Öffnen Sie ihn: inspector window --workspace &apos;{folder}&apos;</translation>
    </message>
    <message>
        <source>“{path}” was not restored to “{folder}”.</source>
        <translation>„{path}“ wurde nicht nach „{folder}“ wiederhergestellt.</translation>
    </message>
    <message>
        <source>Nothing was left there that could be taken for a workspace. The backup is as it was.</source>
        <translation>Dort blieb nichts, was für einen Arbeitsbereich gehalten werden könnte. Die Sicherung ist, wie sie war.</translation>
    </message>
    <message>
        <source>Choose a new or empty folder with enough room.</source>
        <translation>Wählen Sie einen neuen oder leeren Ordner mit genug Platz.</translation>
    </message>
    <message>
        <source>Old pictures were removed by the plant&apos;s rule: {n}, {mb} MB.</source>
        <translation>Alte Bilder wurden nach der Regel des Werks entfernt: {n}, {mb} MB.</translation>
    </message>
    <message>
        <source>They were kept as long as Settings, Evidence, says. Inspections: {n_pieces} ({pieces}).</source>
        <translation>Sie wurden so lange behalten, wie es unter Einstellungen, Belege, steht. Prüfungen: {n_pieces} ({pieces}).</translation>
    </message>
    <message>
        <source>Their records stay.</source>
        <translation>Ihre Aufzeichnungen bleiben.</translation>
    </message>
    <message>
        <source>The kept picture of “{name}” was removed on {at}.</source>
        <translation>Das behaltene Bild von „{name}“ wurde am {at} entfernt.</translation>
    </message>
    <message>
        <source>By the plant&apos;s rule: after {days} days.</source>
        <translation>Nach der Regel des Werks: nach {days} Tagen.</translation>
    </message>
    <message>
        <source>How long pictures are kept is set in Settings, Evidence.</source>
        <translation>Wie lange Bilder behalten werden, steht in Einstellungen, Belege.</translation>
    </message>
    <message>
        <source>The kept picture of “{name}” made room for newer ones on {at}.</source>
        <translation>Das behaltene Bild von „{name}“ machte am {at} neueren Platz.</translation>
    </message>
    <message>
        <source>The room for pictures was full.</source>
        <translation>Der Platz für Bilder war voll.</translation>
    </message>
    <message>
        <source>Give them more room in Settings, Evidence.</source>
        <translation>Geben Sie ihnen mehr Platz in Einstellungen, Belege.</translation>
    </message>
    <message>
        <source>The kept picture of “{name}” is not in this workspace.</source>
        <translation>Das behaltene Bild von „{name}“ ist nicht in diesem Arbeitsbereich.</translation>
    </message>
    <message>
        <source>It was restored on {at} from a backup without this picture.</source>
        <translation>Er wurde am {at} aus einer Sicherung ohne dieses Bild wiederhergestellt.</translation>
    </message>
    <message>
        <source>Look for it in the workspace that was backed up.</source>
        <translation>Suchen Sie es in dem Arbeitsbereich, der gesichert wurde.</translation>
    </message>
    <message>
        <source>The kept picture of “{name}” cannot be shown.</source>
        <translation>Das behaltene Bild von „{name}“ kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>“{path}” is missing or damaged, and not by any rule of the program.</source>
        <translation>„{path}“ fehlt oder ist beschädigt, und nicht durch eine Regel des Programms.</translation>
    </message>
    <message>
        <source>Check the pictures: inspector workspace verify. A backup may hold it.</source>
        <translation>Prüfen Sie die Bilder: inspector workspace verify. Vielleicht enthält es eine Sicherung.</translation>
    </message>
    <message>
        <source>Copied: the picture of “{name}” with what was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste it into a text or a mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: {n} rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste them into a spreadsheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to inspect at “{path}”.</source>
        <translation>Bei „{path}“ gibt es nichts zu prüfen.</translation>
    </message>
    <message>
        <source>No such file or folder.</source>
        <translation>Keine solche Datei, kein solcher Ordner.</translation>
    </message>
    <message>
        <source>Check the path, or choose another folder.</source>
        <translation>Prüfen Sie den Pfad, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>There is nothing to inspect in “{path}”.</source>
        <translation>In „{path}“ gibt es nichts zu prüfen.</translation>
    </message>
    <message>
        <source>The folder holds no files.</source>
        <translation>Der Ordner enthält keine Dateien.</translation>
    </message>
    <message>
        <source>Choose a folder with frames, or keep watching it for new frames (also --watch).</source>
        <translation>Wählen Sie einen Ordner mit Bildern, oder lassen Sie ihn auf neue Bilder beobachten (auch --watch).</translation>
    </message>
    <message>
        <source>“{path}” cannot be opened.</source>
        <translation>„{path}“ kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>A demonstration: no steel of yours.</source>
        <translation>Eine Vorführung: kein Stahl von Ihnen.</translation>
    </message>
    <message>
        <source>This program makes the strip and its defects; critical ones say STOP, as on a line.</source>
        <translation>Dieses Programm erzeugt das Band und seine Fehler; kritische melden STOPP, wie an der Linie.</translation>
    </message>
    <message>
        <source>Open a folder, a video or a camera to inspect your own.</source>
        <translation>Öffnen Sie einen Ordner, ein Video oder eine Kamera, um Ihren eigenen zu prüfen.</translation>
    </message>
    <message>
        <source>“{path}” cannot be inspected.</source>
        <translation>„{path}“ kann nicht geprüft werden.</translation>
    </message>
    <message>
        <source>Inspector itself writes to “{written}” meanwhile, and would inspect that, too, without end.</source>
        <translation>Inspector schreibt inzwischen selbst nach „{written}“ und würde auch das prüfen, ohne Ende.</translation>
    </message>
    <message>
        <source>Choose a folder that holds the frames alone, apart from workspace and results.</source>
        <translation>Wählen Sie einen Ordner nur mit den Bildern, getrennt von Arbeitsbereich und Ergebnissen.</translation>
    </message>
    <message>
        <source>“{path}” does not answer.</source>
        <translation>„{path}“ antwortet nicht.</translation>
    </message>
    <message>
        <source>It was waited for, {limit_s} s.</source>
        <translation>Es wurde {limit_s} s darauf gewartet.</translation>
    </message>
    <message>
        <source>What was inspected before is recorded; nothing more of it is.</source>
        <translation>Was davor geprüft wurde, ist aufgezeichnet; mehr davon nicht.</translation>
    </message>
    <message>
        <source>Check the disk or network share, then start again.</source>
        <translation>Prüfen Sie den Datenträger oder die Netzfreigabe, und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>“{text}” is no source.</source>
        <translation>„{text}“ ist keine Quelle.</translation>
    </message>
    <message>
        <source>A source is a folder, a picture, a video, a camera&apos;s number or URL.</source>
        <translation>Eine Quelle ist ein Ordner, ein Bild, ein Video, die Nummer einer Kamera oder ihre URL.</translation>
    </message>
    <message>
        <source>Give one of these, or “demo” for the synthetic strip.</source>
        <translation>Geben Sie eines davon an, oder „demo“ für das künstliche Band.</translation>
    </message>
    <message>
        <source>“{text}” is given twice: at {first_mm} mm and at {second_mm} mm across.</source>
        <translation>„{text}“ ist zweimal angegeben: bei {first_mm} mm und bei {second_mm} mm quer.</translation>
    </message>
    <message>
        <source>It would be inspected twice, and each of its defects would count twice.</source>
        <translation>Es würde zweimal geprüft, und jeder Fehler zählte doppelt.</translation>
    </message>
    <message>
        <source>Give each source once, by SOURCE or by --lane.</source>
        <translation>Geben Sie jede Quelle einmal an, als SOURCE oder mit --lane.</translation>
    </message>
    <message>
        <source>The folder “{path}” was left out.</source>
        <translation>Der Ordner „{path}“ wurde ausgelassen.</translation>
    </message>
    <message>
        <source>The other folders are inspected; nothing in this one is.</source>
        <translation>Die anderen Ordner werden geprüft; in diesem nichts.</translation>
    </message>
    <message>
        <source>Check its permissions, then start again.</source>
        <translation>Prüfen Sie seine Rechte, und starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>The folder “{path}” cannot be reached.</source>
        <translation>Der Ordner „{path}“ ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Nothing new is inspected; it is tried again and again.</source>
        <translation>Nichts Neues wird geprüft; es wird immer wieder versucht.</translation>
    </message>
    <message>
        <source>Check the disk or network share. Inspection goes on by itself when it is back.</source>
        <translation>Prüfen Sie den Datenträger oder die Netzfreigabe. Ist er zurück, geht die Prüfung von selbst weiter.</translation>
    </message>
    <message>
        <source>“{name}” is inspected again, as “{piece}”.</source>
        <translation>„{name}“ wird noch einmal geprüft, als „{piece}“.</translation>
    </message>
    <message>
        <source>It had been inspected before, and begins anew with its first frame.</source>
        <translation>Es war schon geprüft und beginnt neu mit dem ersten Bild.</translation>
    </message>
    <message>
        <source>Open another source where this is another piece.</source>
        <translation>Öffnen Sie eine andere Quelle, wenn dies ein anderes Stück ist.</translation>
    </message>
    <message>
        <source>The folder “{path}” is back.</source>
        <translation>Der Ordner „{path}“ ist zurück.</translation>
    </message>
    <message>
        <source>It can be read again.</source>
        <translation>Er ist wieder lesbar.</translation>
    </message>
    <message>
        <source>Inspection goes on with what has come meanwhile.</source>
        <translation>Die Prüfung geht mit dem weiter, was inzwischen kam.</translation>
    </message>
    <message>
        <source>Nothing need be done.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>“{name}” keeps growing, so it is not inspected yet.</source>
        <translation>„{name}“ wächst weiter und wird deshalb noch nicht geprüft.</translation>
    </message>
    <message>
        <source>It has been written to for {grows_s} s; a frame is read once it is whole.</source>
        <translation>Seit {grows_s} s wird hineingeschrieben; ein Bild wird gelesen, sobald es ganz ist.</translation>
    </message>
    <message>
        <source>Other files are inspected. Where it never ends, it is listed as not inspected.</source>
        <translation>Andere Dateien werden geprüft. Endet es nie, steht es als nicht geprüft in der Liste.</translation>
    </message>
    <message>
        <source>Check the program that writes it. A video is opened as a video, not with its folder.</source>
        <translation>Prüfen Sie das Programm, das schreibt. Ein Video wird als Video geöffnet, nicht mit seinem Ordner.</translation>
    </message>
    <message>
        <source>The video “{path}” cannot be opened.</source>
        <translation>Das Video „{path}“ kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>It is damaged, or of a kind that is not read.</source>
        <translation>Es ist beschädigt, oder von einer Art, die nicht gelesen wird.</translation>
    </message>
    <message>
        <source>Play it elsewhere to check it, or convert it to MP4.</source>
        <translation>Spielen Sie es anderswo ab, um es zu prüfen, oder wandeln Sie es in MP4 um.</translation>
    </message>
    <message>
        <source>What is left of “{name}” is not known.</source>
        <translation>Was von „{name}“ übrig ist, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Listing it failed: {detail}.</source>
        <translation>Das Auflisten ist gescheitert: {detail}.</translation>
    </message>
    <message>
        <source>What was inspected is recorded; the inspection counts as failed.</source>
        <translation>Was geprüft wurde, ist aufgezeichnet; die Prüfung zählt als gescheitert.</translation>
    </message>
    <message>
        <source>Inspect it again.</source>
        <translation>Prüfen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The video “{path}” ended early.</source>
        <translation>Das Video „{path}“ endete zu früh.</translation>
    </message>
    <message>
        <source>It holds {n_frames} of the {n_expected} frames that it promises.</source>
        <translation>Es enthält {n_frames} der {n_expected} Bilder, die es verspricht.</translation>
    </message>
    <message>
        <source>Those read were inspected; the rest is listed as not inspected.</source>
        <translation>Die gelesenen wurden geprüft; der Rest steht als nicht geprüft in der Liste.</translation>
    </message>
    <message>
        <source>Copy the video again.</source>
        <translation>Kopieren Sie das Video noch einmal.</translation>
    </message>
    <message>
        <source>The frames of “{source}” seem to hold {bits} of 16 bits.</source>
        <translation>Die Bilder von „{source}“ scheinen {bits} von 16 Bit zu nutzen.</translation>
    </message>
    <message>
        <source>In {n_frames} of the first {n_watched} no value is above {highest}; nothing states the bits.</source>
        <translation>In {n_frames} der ersten {n_watched} liegt kein Wert über {highest}; nichts nennt die Bits.</translation>
    </message>
    <message>
        <source>They are inspected as 16-bit frames, so nearly black: defects are missed.</source>
        <translation>Sie werden als 16-Bit-Bilder geprüft, also fast schwarz: Fehler werden übersehen.</translation>
    </message>
    <message>
        <source>Set {bits} as the bits of its files, where the source is opened, or by --bits.</source>
        <translation>Stellen Sie {bits} als Bits der Dateien ein, wo die Quelle geöffnet wird, oder mit --bits.</translation>
    </message>
    <message>
        <source>Camera “{address}” was not found.</source>
        <translation>Kamera „{address}“ wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Nothing answers at this address.</source>
        <translation>Unter dieser Adresse antwortet nichts.</translation>
    </message>
    <message>
        <source>Check its power and cable, and the address; other programs must have released it.</source>
        <translation>Prüfen Sie Strom und Kabel, und die Adresse; andere Programme müssen sie freigegeben haben.</translation>
    </message>
    <message>
        <source>Camera {number} was not found.</source>
        <translation>Kamera {number} wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>This PC has no camera of this number, or another program uses it. The first one is 0.</source>
        <translation>Dieser PC hat keine Kamera mit dieser Nummer, oder ein anderes Programm nutzt sie. Die erste ist 0.</translation>
    </message>
    <message>
        <source>Check its cable and close other programs; inspector doctor lists the cameras of this PC.</source>
        <translation>Prüfen Sie das Kabel, und schließen Sie andere Programme; inspector doctor nennt die Kameras dieses PCs.</translation>
    </message>
    <message>
        <source>Camera “{address}” is lost: the strip is not being inspected.</source>
        <translation>Kamera „{address}“ ist weg: das Band wird nicht geprüft.</translation>
    </message>
    <message>
        <source>It stopped sending frames.</source>
        <translation>Sie sendet keine Bilder mehr.</translation>
    </message>
    <message>
        <source>What passes now is recorded as not inspected; the next try comes in {retry_s} s.</source>
        <translation>Was jetzt durchläuft, ist als nicht geprüft aufgezeichnet; der nächste Versuch folgt in {retry_s} s.</translation>
    </message>
    <message>
        <source>Check its power and cable. Inspection goes on by itself when it is back.</source>
        <translation>Prüfen Sie Strom und Kabel. Ist sie zurück, geht die Prüfung von selbst weiter.</translation>
    </message>
    <message>
        <source>Camera “{address}” is back.</source>
        <translation>Kamera „{address}“ ist zurück.</translation>
    </message>
    <message>
        <source>It was away for {lost_s} s.</source>
        <translation>Sie war {lost_s} s weg.</translation>
    </message>
    <message>
        <source>Inspection goes on.</source>
        <translation>Die Prüfung geht weiter.</translation>
    </message>
    <message>
        <source>The gap is in the records; look at that part of the piece again.</source>
        <translation>Die Lücke ist aufgezeichnet; sehen Sie diesen Teil des Stücks noch einmal an.</translation>
    </message>
    <message>
        <source>There is no workspace at “{path}”.</source>
        <translation>Unter „{path}“ ist kein Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Its workspace.toml was not found.</source>
        <translation>Seine workspace.toml wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Make it here, or name another folder: “Make the workspace here”, inspector workspace init.</source>
        <translation>Legen Sie ihn hier an, oder nennen Sie einen anderen Ordner: „Den Arbeitsbereich hier anlegen“, inspector workspace init.</translation>
    </message>
    <message>
        <source>The workspace “{path}” cannot be used.</source>
        <translation>Der Arbeitsbereich „{path}“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>It was left as it is. Nothing was started; what is recorded stays.</source>
        <translation>Er wurde gelassen, wie er ist. Nichts wurde gestartet; was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Correct workspace.toml, or restore a copy.</source>
        <translation>Berichtigen Sie workspace.toml, oder spielen Sie eine Kopie zurück.</translation>
    </message>
    <message>
        <source>Some severity rules never fire with the model “{model}”.</source>
        <translation>Einige Regeln der Schwere greifen beim Modell „{model}“ nie.</translation>
    </message>
    <message>
        <source>It reports no defects of a class called {names}, which the severity table names.</source>
        <translation>Es meldet keine Fehler einer Klasse namens {names}, die in der Tabelle der Schwere steht.</translation>
    </message>
    <message>
        <source>Defects get their severity by the other rules.</source>
        <translation>Fehler bekommen ihre Schwere nach den übrigen Regeln.</translation>
    </message>
    <message>
        <source>Correct the classes of these rules in Settings, Severity, or take the rules out.</source>
        <translation>Berichtigen Sie die Klassen dieser Regeln in Einstellungen, Schwere, oder nehmen Sie die Regeln heraus.</translation>
    </message>
    <message>
        <source>It has version {found}; this program knows up to {known}.</source>
        <translation>Er hat Version {found}; dieses Programm kennt bis {known}.</translation>
    </message>
    <message>
        <source>No workspace was made at “{path}”.</source>
        <translation>Unter „{path}“ wurde kein Arbeitsbereich angelegt.</translation>
    </message>
    <message>
        <source>There is one already.</source>
        <translation>Es gibt dort schon einen.</translation>
    </message>
    <message>
        <source>Use it, or choose another folder.</source>
        <translation>Nutzen Sie ihn, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The window does not know where it was and what was open last.</source>
        <translation>Das Fenster weiß nicht, wo es war und was zuletzt offen war.</translation>
    </message>
    <message>
        <source>The file was left as it is. No record is touched.</source>
        <translation>Die Datei blieb, wie sie ist. Keine Aufzeichnung ist berührt.</translation>
    </message>
    <message>
        <source>Delete it; the window then remembers anew.</source>
        <translation>Löschen Sie sie; dann merkt sich das Fenster neu.</translation>
    </message>
    <message>
        <source>The keys that you chose are not known; the program&apos;s own act.</source>
        <translation>Die von Ihnen gewählten Tasten sind nicht bekannt; es wirken die des Programms.</translation>
    </message>
    <message>
        <source>The file was left as it is. The first key that you change puts it aside.</source>
        <translation>Die Datei blieb, wie sie ist. Die erste Taste, die Sie ändern, legt sie beiseite.</translation>
    </message>
    <message>
        <source>Mend the file and start again, or choose keys anew.</source>
        <translation>Berichtigen Sie die Datei, und starten Sie neu, oder wählen Sie die Tasten neu.</translation>
    </message>
    <message>
        <source>Results cannot be written to “{path}”.</source>
        <translation>Ergebnisse können nicht nach „{path}“ geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose a new or empty folder, or one that an earlier run wrote.</source>
        <translation>Wählen Sie einen neuen oder leeren Ordner, oder einen, den ein früherer Lauf geschrieben hat.</translation>
    </message>
    <message>
        <source>Another program writes to “{path}” at this moment.</source>
        <translation>Ein anderes Programm schreibt gerade nach „{path}“.</translation>
    </message>
    <message>
        <source>{user} on “{pc}” began at {since} (process {process}).</source>
        <translation>{user} auf „{pc}“ begann um {since} (Prozess {process}).</translation>
    </message>
    <message>
        <source>Wait for its end, or choose another folder.</source>
        <translation>Warten Sie sein Ende ab, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The results cannot be written.</source>
        <translation>Die Ergebnisse können nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>What is in the records stays.</source>
        <translation>Was aufgezeichnet ist, bleibt.</translation>
    </message>
    <message>
        <source>Choose another folder, or make room.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>“{text}” is no pixel size.</source>
        <translation>„{text}“ ist keine Pixelgröße.</translation>
    </message>
    <message>
        <source>It takes one or two numbers above 0, in mm per pixel.</source>
        <translation>Es braucht eine oder zwei Zahlen über 0, in mm je Pixel.</translation>
    </message>
    <message>
        <source>Write, for example, 0.25 or 0.25,0.5 (across, along).</source>
        <translation>Schreiben Sie zum Beispiel 0.25 oder 0.25,0.5 (quer, längs).</translation>
    </message>
    <message>
        <source>Several lanes need to know how large a pixel is.</source>
        <translation>Mehrere Bahnen müssen wissen, wie groß ein Pixel ist.</translation>
    </message>
    <message>
        <source>Lanes lie beside each other in millimetres.</source>
        <translation>Bahnen liegen in Millimetern nebeneinander.</translation>
    </message>
    <message>
        <source>Set the calibration in Settings or workspace.toml, or give --mm-per-px.</source>
        <translation>Setzen Sie die Kalibrierung in den Einstellungen oder in workspace.toml, oder geben Sie --mm-per-px an.</translation>
    </message>
    <message>
        <source>Defects are not joined from “{left}” to “{right}”.</source>
        <translation>Fehler werden von „{left}“ zu „{right}“ nicht verbunden.</translation>
    </message>
    <message>
        <source>{mm} mm lie between these lanes, which no camera sees.</source>
        <translation>{mm} mm liegen zwischen diesen Spuren, die keine Kamera sieht.</translation>
    </message>
    <message>
        <source>Both are inspected; what goes over from one to the other is counted in each.</source>
        <translation>Beide werden geprüft; was von einer in die andere reicht, zählt in jeder.</translation>
    </message>
    <message>
        <source>Check where the lanes lie across, in mm, and the size of a pixel.</source>
        <translation>Prüfen Sie, wo die Spuren quer liegen, in mm, und die Größe eines Pixels.</translation>
    </message>
    <message>
        <source>These lanes overlap by {mm} mm.</source>
        <translation>Diese Spuren überlappen um {mm} mm.</translation>
    </message>
    <message>
        <source>Both are inspected; what lies where they overlap is counted in each.</source>
        <translation>Beide werden geprüft; was in der Überlappung liegt, zählt in jeder.</translation>
    </message>
    <message>
        <source>Positions by speed or by name need to know how large a pixel is.</source>
        <translation>Positionen nach Geschwindigkeit oder Namen müssen wissen, wie groß ein Pixel ist.</translation>
    </message>
    <message>
        <source>They are millimetres, and a frame without a scale is so many rows long.</source>
        <translation>Sie sind Millimeter, und ein Bild ohne Maßstab ist nur so viele Zeilen lang.</translation>
    </message>
    <message>
        <source>It would lie {detail} along the piece; no piece is so long.</source>
        <translation>Es läge {detail} längs im Stück; kein Stück ist so lang.</translation>
    </message>
    <message>
        <source>Check the position in its name, or the time of the file and the clock of the PC.</source>
        <translation>Prüfen Sie die Position in seinem Namen, oder die Zeit der Datei und die Uhr des PCs.</translation>
    </message>
    <message>
        <source>Positions along after “{name}” may be off by its length.</source>
        <translation>Positionen nach „{name}“ können um seine Länge falsch sein.</translation>
    </message>
    <message>
        <source>It could not be read, so nobody knows how long it was.</source>
        <translation>Es war nicht lesbar, also weiß niemand, wie lang es war.</translation>
    </message>
    <message>
        <source>It counts as long as the frame before it; where there was none, as no length at all.</source>
        <translation>Es zählt so lang wie das Bild davor; gab es keines, ohne jede Länge.</translation>
    </message>
    <message>
        <source>The stretch is listed as a gap of unknown length; look at that part of the piece again.</source>
        <translation>Die Strecke steht als Lücke unbekannter Länge in der Liste; sehen Sie diesen Teil des Stücks noch einmal an.</translation>
    </message>
    <message>
        <source>“{pattern}” cannot find positions in the names of frames.</source>
        <translation>„{pattern}“ kann in den Namen der Bilder keine Positionen finden.</translation>
    </message>
    <message>
        <source>Write a pattern with one group named “mm” or “m” around the number.</source>
        <translation>Schreiben Sie ein Muster mit einer Gruppe namens „mm“ oder „m“ um die Zahl.</translation>
    </message>
    <message>
        <source>The PIN was not set.</source>
        <translation>Die PIN wurde nicht gesetzt.</translation>
    </message>
    <message>
        <source>It cannot be one: {detail}.</source>
        <translation>Sie kann keine sein: {detail}.</translation>
    </message>
    <message>
        <source>The lock is as it was.</source>
        <translation>Die Sperre ist, wie sie war.</translation>
    </message>
    <message>
        <source>Choose another PIN.</source>
        <translation>Wählen Sie eine andere PIN.</translation>
    </message>
    <message>
        <source>The list of people was not changed.</source>
        <translation>Die Liste der Personen wurde nicht geändert.</translation>
    </message>
    <message>
        <source>Everybody may do what they could before.</source>
        <translation>Alle dürfen, was sie vorher durften.</translation>
    </message>
    <message>
        <source>Nobody can sign in: the list of people cannot be used.</source>
        <translation>Niemand kann sich anmelden: die Liste der Personen ist unbrauchbar.</translation>
    </message>
    <message>
        <source>Inspecting, stopping and acknowledging alarms go on. All else is locked.</source>
        <translation>Prüfen, Anhalten und Quittieren gehen weiter. Alles andere ist gesperrt.</translation>
    </message>
    <message>
        <source>Correct [[people]] in the file, or begin anew: inspector workspace pin --reset.</source>
        <translation>[[people]] in der Datei berichtigen, oder neu beginnen: inspector workspace pin --reset.</translation>
    </message>
    <message>
        <source>The thresholds were not saved as “{name}”.</source>
        <translation>Die Schwellen wurden nicht als „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>They hold as they are.</source>
        <translation>Sie gelten, wie sie sind.</translation>
    </message>
    <message>
        <source>There is no one set of thresholds “{name}” for the model {model}.</source>
        <translation>Es gibt nicht genau einen Satz Schwellen „{name}“ für das Modell {model}.</translation>
    </message>
    <message>
        <source>There are: {known}.</source>
        <translation>Es gibt: {known}.</translation>
    </message>
    <message>
        <source>Name one of them, with its product where two have one name.</source>
        <translation>Nennen Sie einen davon, mit seinem Produkt, wo zwei gleich heißen.</translation>
    </message>
    <message>
        <source>The calibration “{path}” cannot be used.</source>
        <translation>Die Kalibrierung „{path}“ ist unbrauchbar.</translation>
    </message>
    <message>
        <source>Give a TOML file with mm_per_px_across and mm_per_px_along.</source>
        <translation>Geben Sie eine TOML-Datei mit mm_per_px_across und mm_per_px_along an.</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} of {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>promoted {at} by {by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never promoted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is in use until this program ends; no model is ready for its next start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is on trial; the promoted model is {promoted}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>promoted {at} by {by}: {because}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rolled back to {at} by {by}: {because}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with the program; nothing was promoted here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use since {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use, as nothing was promoted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was promoted last {at} by {by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a candidate: never promoted here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model in the list first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in use already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was promoted here before which another model was in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When what is running has ended, or was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no dataset version yet: import one on the Balance page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This dataset version has no frames for val or test: split it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the model in use: choose another one to hold it against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not proved yet. Choose held-out frames and press Prove.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its proof cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proving {model} against {active}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{data}, {split}: {frames} frames in {n} groups · against {active} · {at} by {by}</source>
        <comment>{data}, {split}: {frames} frames in {n} group · against {active} · {at} by {by}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{data}, {split}: {n} frames, each taken for a group · against {active} · {at} by {by}</source>
        <comment>{data}, {split}: {n} frame, taken for a group · against {active} · {at} by {by}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gate is passed: {n} checks, none failed.</source>
        <comment>The gate is passed: {n} check, none failed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gate is passed; {n} checks could not be made.</source>
        <comment>The gate is passed; {n} check could not be made.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} checks failed.</source>
        <comment>{n} check failed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The gate is not passed: of no class was it shown that as much is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished">gescheitert</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no difference can be told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too few groups to say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all classes</source>
        <translation type="unfinished">alle Klassen</translation>
    </message>
    <message>
        <source>{difference} points</source>
        <comment>percentage points of a difference: +6 ± 3</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too few to say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {model} knows: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not counted as defects: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared as defect or none: the classes of data and models differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted at the models&apos; own thresholds: a defect is found where a tenth of it is reported, as whatever class; a region is a false alarm where less than a tenth of it lies on defects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted at every score, without the models&apos; own thresholds and with all classes as one: figures may differ from those by class, which the squares show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false alarms per km</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false alarms per 1,000 frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At a score of {score} it finds {found} of {total} defects, {alarms} false alarms per km.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At a score of {score} it finds {found} of {total} defects, {alarms} false alarms per 1,000 frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At no more false alarms {model} finds {found} of {total}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} has more false alarms at every score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It costs {cost} per km here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It costs {cost} per 1,000 frames here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cheapest at a score of {score}: {cost} per km.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cheapest at a score of {score}: {cost} per 1,000 frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other score costs less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>annotated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{active} → {candidate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the candidate is worst, the worst first. Double click or Enter shows one large.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame shows a defect or a false alarm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{active}: {of_active} · {candidate}: {of_candidate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{missed} of {defects} missed, {false} false, IoU {iou}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{annotated}, called {predicted}: {n} frames, those with most pixels first.</source>
        <comment>{annotated}, called {predicted}: {n} frame.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{name} that is called so: nothing to be looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame: {annotated} is never called {predicted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} pixels</source>
        <comment>{n} pixel</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The dataset version of this proof is not in the workspace any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is not among the models any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame is not in the dataset version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How good it was found to be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it was in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>content (sha256)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run}, {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dataset versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{recipe}, {steps} steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>began with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} ({sha256})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ranges of values by</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} training frames of {data}</source>
        <comment>{n} training frame of {data}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>none of its own; its proof holds it against {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from score {score} and {area}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told apart, no defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey, tiles up to {side}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour, tiles up to {side}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits of its frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} ({low} to {high}), {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value}, {data}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none on its card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terms of its data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not stated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demonstration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no plant should rely on it: it was not trained on a plant&apos;s own steel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what its run was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {model} for its shadow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} in shadow beside {active}: no frame was compared yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} in shadow beside {active}: compared {compared} of {live} frames, agreed on {percent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} only in the candidate</source>
        <comment>regions of a class: scratch: 4 only in …</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} only in use</source>
        <comment>regions of a class that only the model in use reports</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, which only the candidate knows: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, which only the model in use knows: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames kept to be labelled</source>
        <comment>{n} frame kept to be labelled</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} turns passed over, as there was no time</source>
        <comment>{n} turn passed over, as there was no time</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Promote {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back to {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line runs: {model} inspects from the next frame on. {before} stays ready for the way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being inspected: {model} inspects from the next start on, on every program of this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line runs: {model} inspects again from the next frame on, in place of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} inspects again from the next start on, in place of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not proved against the model in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This speaks against it. Your name and reason are recorded with it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Promote all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again: {action}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is signed in, and stands for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>promoted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rolled back by rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind}, gate overridden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{because} (against: {checks})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was promoted here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The audit chain is whole: {n} entries.</source>
        <comment>The audit chain is whole: {n} entry.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines were cut by a loss of power, and are known as such.</source>
        <comment>{n} line was cut by a loss of power, and is known as such.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The audit chain is broken. {how} “inspector audit verify” tells more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit chain cannot be read: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller variant of {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same network in fewer bits, as a model of its own. {model} stays as it is, and so does the line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16-bit floats (fp16)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8-bit whole numbers (int8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half the file. On a processor it is no faster, often slower: 16-bit floats are computed there as 32-bit ones, and converted back and forth. It pays on a GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quarter to a half of the file, and faster on processors that multiply 8-bit numbers, for networks that ONNX Runtime runs: OpenVINO is not used for them. Scores move a little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in use runs on {device}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in use runs on {device}, so 16 bits gain nothing here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training frames of this dataset show in which ranges values lie; val and test are never looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the dataset whose training frames show the ranges of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no dataset version whose training frames could show the ranges of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a variant itself: choose {model}, from which it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variants need the training part of the program, which is not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making {kind} of {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>INSPECTED {percent}</source>
        <translation>GEPRÜFT {percent}</translation>
    </message>
    <message>
        <source>INSPECTED –</source>
        <translation>GEPRÜFT –</translation>
    </message>
    <message>
        <source>{length} NOT SEEN</source>
        <translation>{length} NICHT GESEHEN</translation>
    </message>
    <message numerus="yes">
        <source>{n} of {n_frames} frames NOT SEEN</source>
        <comment>{n} of {n_frames} frames NOT SEEN</comment>
        <translation>
            <numerusform>{n} von {n_frames} Bildern NICHT GESEHEN</numerusform>
            <numerusform>{n} von {n_frames} Bildern NICHT GESEHEN</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing missed</source>
        <translation>nichts ausgelassen</translation>
    </message>
    <message>
        <source>no piece inspected yet</source>
        <translation>noch kein Stück geprüft</translation>
    </message>
    <message>
        <source>below {limit}</source>
        <translation>unter {limit}</translation>
    </message>
    <message numerus="yes">
        <source>{n} frames</source>
        <comment>{n} frame</comment>
        <translation>
            <numerusform>{n} Bild</numerusform>
            <numerusform>{n} Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} gaps of unknown length</source>
        <comment>{n} gap of unknown length</comment>
        <translation>
            <numerusform>{n} Lücke unbekannter Länge</numerusform>
            <numerusform>{n} Lücken unbekannter Länge</numerusform>
        </translation>
    </message>
    <message>
        <source>No alarms</source>
        <translation>Keine Alarme</translation>
    </message>
    <message>
        <source>last: {time}, {because}</source>
        <translation>zuletzt: {time}, {because}</translation>
    </message>
    <message numerus="yes">
        <source>{n} more alarms</source>
        <comment>{n} more alarm</comment>
        <translation>
            <numerusform>{n} weiterer Alarm</numerusform>
            <numerusform>{n} weitere Alarme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} acknowledged alarms whose cause is still there</source>
        <comment>{n} acknowledged alarm whose cause is still there</comment>
        <translation>
            <numerusform>{n} quittierter Alarm, dessen Ursache noch besteht</numerusform>
            <numerusform>{n} quittierte Alarme, deren Ursache noch besteht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times</source>
        <comment>once</comment>
        <translation>
            <numerusform>einmal</numerusform>
            <numerusform>{n}&#xa0;Mal</numerusform>
        </translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>besteht noch</translation>
    </message>
    <message>
        <source>on {piece}</source>
        <translation>auf {piece}</translation>
    </message>
    <message>
        <source>on an earlier piece: {piece}</source>
        <translation>auf einem früheren Stück: {piece}</translation>
    </message>
    <message>
        <source>since an earlier piece: {piece}</source>
        <translation>seit einem früheren Stück: {piece}</translation>
    </message>
    <message>
        <source>over at {time}</source>
        <translation>vorbei um {time}</translation>
    </message>
    <message>
        <source>from before the start</source>
        <translation>von vor dem Start</translation>
    </message>
    <message>
        <source>{because} ({by}, {time})</source>
        <translation>{because} ({by}, {time})</translation>
    </message>
    <message>
        <source>Seen, goes on</source>
        <translation>Gesehen, läuft weiter</translation>
    </message>
    <message>
        <source>Cause removed</source>
        <translation>Ursache behoben</translation>
    </message>
    <message>
        <source>Piece set aside</source>
        <translation>Stück ausgesondert</translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation>Fehlalarm</translation>
    </message>
    <message numerus="yes">
        <source>{n} of {n_frames} frames were not inspected</source>
        <comment>{n} of {n_frames} frames was not inspected</comment>
        <translation>
            <numerusform>{n} von {n_frames} Bildern wurde nicht geprüft</numerusform>
            <numerusform>{n} von {n_frames} Bildern wurden nicht geprüft</numerusform>
        </translation>
    </message>
    <message>
        <source>Every frame was inspected</source>
        <translation>Jedes Bild wurde geprüft</translation>
    </message>
    <message numerus="yes">
        <source>{n} more are not listed</source>
        <comment>{n} more is not listed</comment>
        <translation>
            <numerusform>{n} weiteres ist nicht aufgeführt</numerusform>
            <numerusform>{n} weitere sind nicht aufgeführt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>operator</name>
    <message>
        <source>INSPECTING</source>
        <translation>PRÜFT</translation>
    </message>
    <message>
        <source>NOT SEEING</source>
        <translation>SIEHT NICHTS</translation>
    </message>
    <message>
        <source>STARTING</source>
        <translation>STARTET</translation>
    </message>
    <message>
        <source>STOPPING</source>
        <translation>HÄLT AN</translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation>ANGEHALTEN</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>AUSGEFALLEN</translation>
    </message>
    <message>
        <source>No picture for {age}</source>
        <translation>Seit {age} kein Bild</translation>
    </message>
    <message>
        <source>The source is lost</source>
        <translation>Die Quelle ist weg</translation>
    </message>
    <message>
        <source>No frame yet</source>
        <translation>Noch kein Bild</translation>
    </message>
    <message>
        <source>No source is chosen: an engineer opens one</source>
        <translation>Keine Quelle gewählt: ein Techniker öffnet eine</translation>
    </message>
    <message>
        <source>The piece has ended</source>
        <translation>Das Stück ist zu Ende</translation>
    </message>
    <message>
        <source>{severity} {class_name}</source>
        <comment>of a defect: critical crack</comment>
        <translation>{class_name}, {severity}</translation>
    </message>
    <message>
        <source>minor</source>
        <comment>of a defect</comment>
        <translation>gering</translation>
    </message>
    <message>
        <source>major</source>
        <comment>of a defect</comment>
        <translation>erheblich</translation>
    </message>
    <message>
        <source>critical</source>
        <comment>of a defect</comment>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>Critical and major defects stand here as large pictures</source>
        <translation>Hier stehen kritische und erhebliche Fehler als große Bilder</translation>
    </message>
    <message>
        <source>No critical or major defect on this piece</source>
        <translation>Kein kritischer oder erheblicher Fehler auf diesem Stück</translation>
    </message>
    <message>
        <source>Defects are not graded: no calibration. The latest stand here.</source>
        <translation>Fehler sind nicht bewertet: keine Kalibrierung. Hier stehen die letzten.</translation>
    </message>
    <message>
        <source>That&apos;s wrong</source>
        <translation>Das ist falsch</translation>
    </message>
    <message>
        <source>A defect
was missed</source>
        <translation>Ein Fehler
fehlt</translation>
    </message>
    <message>
        <source>No defect:
{class_name}, {where}</source>
        <translation>Kein Fehler:
{class_name}, {where}</translation>
    </message>
    <message>
        <source>No defect: what
is outlined now</source>
        <translation>Kein Fehler: was
jetzt umrandet ist</translation>
    </message>
    <message>
        <source>this defect is not of the piece on show</source>
        <translation>dieser Fehler gehört nicht zum gezeigten Stück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Marked at {where}; {n} frames kept, and those that follow</source>
        <comment>Marked at {where}; {n} frame kept, and those that follow</comment>
        <translation>
            <numerusform>Markiert bei {where}; {n} Bild behalten, und die folgenden</numerusform>
            <numerusform>Markiert bei {where}; {n} Bilder behalten, und die folgenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Marked at {where}; its frames have gone already</source>
        <translation>Markiert bei {where}; seine Bilder sind schon weg</translation>
    </message>
    <message>
        <source>Not marked: {reason}</source>
        <translation>Nicht markiert: {reason}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Press again</source>
        <comment>for what the button has just asked</comment>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>Hält an …</translation>
    </message>
    <message>
        <source>New piece</source>
        <translation>Neues Stück</translation>
    </message>
    <message>
        <source>Engineer&apos;s
view</source>
        <translation>Techniker-
ansicht</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>No alarm</source>
        <translation>Kein Alarm</translation>
    </message>
    <message>
        <source>Alarms in full</source>
        <translation>Alarme im Ganzen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Id of the piece</source>
        <translation>Kennung des Stücks</translation>
    </message>
</context>
<context>
    <name>painting</name>
    <message>
        <source>{tool}, {name}</source>
        <comment>a step that was painted: tool, class</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tool} {size} px, {name}</source>
        <comment>a step that was painted: brush 24 px, scratch</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the frame before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey-range brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask from a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask by clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>magic wand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grown from seeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edge outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>islands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ruler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged</source>
        <translation type="unfinished">nicht bewertet</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open: take thin parts away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close: fill gaps and notches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take small ones away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the largest alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split along a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split at the waist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlike all around the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlike what is above and below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A straight mark across the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A gap from side to side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to paint. Ctrl erases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press on the defect and drag: only what is as dark or bright is painted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click along the scratch; Enter or a second click on the end paints it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click corners, or drag; Enter, or a click on the first, fills it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or click two corners. Shift: a square</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag round a defect: what stands out in the box waits for Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the defect; with Ctrl what does not belong to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or click two corners. Shift: a circle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag round what is to be filled. Ctrl cuts it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click along the edge; Enter, or a click on the first point, fills it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click what is to be filled: all that hangs together and has one class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an instance with holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press on the defect; drag to the right for more, to the left for less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint a little of the defect; with Ctrl a little of the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over the parts to be painted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an instance to take it away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the instance to be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the instances that are of this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter paints it, Esc does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to {n} grey values away. Enter, or a click on it, paints it; Esc does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} instances go with Enter, Esc keeps them</source>
        <comment>{n} instance goes with Enter, Esc keeps it</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag across an instance, or click both ends: a line of 1 px becomes background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an instance: it is split where it is narrow, by a line of 1 px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} parts: {sizes} px. Enter splits, Esc does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It parts nothing of this class: draw it right across an instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no waist below this share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instance is to be taken away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No files are chosen: a click asks for the encoder and the decoder of a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is being opened …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network looks at this frame …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter paints it. More clicks add, with Ctrl they take away; Backspace takes one back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network marks nothing here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the defect first; then, with Ctrl, what does not belong to it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network takes {n} clicks at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network cannot be used; the message above says why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing stands out in this box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no instance here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now a little of the background, with Ctrl held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seeds lie further apart than {n} px: nothing can grow between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no frame before this one to repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frame before has no labels here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frame before has another size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the strip has moved is not certain: look before Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These labels can only be looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not on a frame of more than {n} megapixels: use brush, line, shapes, edge outline or cells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is read; it can be labelled then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local contrast is not shown on a frame of more than {n} megapixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So large a frame takes no more labels: erase some, or cut it into shorter frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation type="unfinished">Einen Moment …</translation>
    </message>
    <message>
        <source>{name} is hidden: show it first (its eye in Classes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: taken back or done again, also where its class is hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is locked or hidden: it stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is locked: what is painted of it stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is labelled in this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instance {number} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mm} mm · {px} px · {degrees}° to the travel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{px} px · {degrees}° to the travel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} px · {mm} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} · erases</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>program</name>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Updates come as a file with its signature, on a stick or a share; nothing is fetched. Before one is installed, records and settings are copied; a program that does not start gives way to the one before.</source>
        <translation>Updates kommen als Datei mit ihrer Signatur, auf einem Stick oder einer Freigabe; nichts wird aus dem Netz geholt. Vor der Installation werden Aufzeichnungen und Einstellungen kopiert; ein Programm, das nicht startet, weicht dem vorherigen.</translation>
    </message>
    <message>
        <source>Version {version}, edition {edition}, built {built}</source>
        <translation>Version {version}, Ausgabe {edition}, erstellt {built}</translation>
    </message>
    <message>
        <source>Version {version}, not installed from a package: it is updated as it was set up</source>
        <translation>Version {version}, nicht aus einem Paket installiert: sie wird aktualisiert, wie sie eingerichtet wurde</translation>
    </message>
    <message>
        <source>The version before: {version}</source>
        <translation>Die Version davor: {version}</translation>
    </message>
    <message>
        <source>There is no version before that it could go back to</source>
        <translation>Es gibt keine Version davor, auf die es zurückgehen könnte</translation>
    </message>
    <message>
        <source>No key is known: no update file can be installed before an administrator adds one</source>
        <translation>Kein Schlüssel ist bekannt: keine Updatedatei kann installiert werden, bevor ein Administrator einen hinzufügt</translation>
    </message>
    <message>
        <source>Last: {at}, {what}</source>
        <translation>Zuletzt: {at}, {what}</translation>
    </message>
    <message>
        <source>Roll back to {version}…</source>
        <translation>Zurück auf {version}…</translation>
    </message>
    <message>
        <source>Checking the update</source>
        <translation>Prüft das Update</translation>
    </message>
    <message>
        <source>Copying records and settings</source>
        <translation>Kopiert Aufzeichnungen und Einstellungen</translation>
    </message>
    <message>
        <source>Installing; do not switch this PC off</source>
        <translation>Installiert; schalten Sie diesen PC nicht aus</translation>
    </message>
    <message>
        <source>Starting the new program, to see whether it answers</source>
        <translation>Startet das neue Programm, um zu sehen, ob es antwortet</translation>
    </message>
    <message>
        <source>Gathering what support needs; the models of this PC are tried meanwhile</source>
        <translation>Sammelt, was der Kundendienst braucht; dabei werden die Modelle dieses PCs probiert</translation>
    </message>
    <message>
        <source>Version {version} is whole and signed by {key}. Install it?</source>
        <translation>Version {version} ist unversehrt und von {key} signiert. Installieren?</translation>
    </message>
    <message>
        <source>Start again now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>This window is still {version}.</source>
        <translation>Dieses Fenster ist noch {version}.</translation>
    </message>
    <message>
        <source>Inspector closes for it, and starts again after some minutes.</source>
        <translation>Inspector schließt dafür und startet nach einigen Minuten neu.</translation>
    </message>
    <message>
        <source>Start version {version} from now on?</source>
        <translation>Von nun an Version {version} starten?</translation>
    </message>
    <message>
        <source>It cannot read {what}; copies from before lie in the folder “backups”.</source>
        <translation>Sie kann {what} nicht lesen; Kopien von vorher liegen im Ordner „backups“.</translation>
    </message>
    <message>
        <source>Install {version}</source>
        <translation>{version} installieren</translation>
    </message>
    <message numerus="yes">
        <source>Of {n} workspaces no copy was made: {names}</source>
        <comment>Of a workspace no copy was made: {names}</comment>
        <translation>
            <numerusform>Von einem Arbeitsbereich wurde keine Kopie gemacht: {names}</numerusform>
            <numerusform>Von {n} Arbeitsbereichen wurde keine Kopie gemacht: {names}</numerusform>
        </translation>
    </message>
    <message>
        <source>By {file}</source>
        <translation>Durch {file}</translation>
    </message>
    <message>
        <source>Somebody starts it</source>
        <translation>Jemand startet es</translation>
    </message>
    <message>
        <source>inspector-support-{date}.zip</source>
        <translation>inspector-support-{date}.zip</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} KB</source>
        <translation>{size} KB</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} s left</source>
        <comment>{n} s left</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} min left</source>
        <comment>{n} min left</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling: {name}</source>
        <comment>asked, and not heard yet; its name: Proving …</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>proof</name>
    <message>
        <source>This is the active model itself: nothing can differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes have other names, so only defect or none is compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These data show no defect that both models know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds more: {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds fewer: {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds no kind of defect clearly more or less often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({change} ± {spread} points)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ± {spread} more false alarms per km.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ± {spread} fewer false alarms per km.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ± {spread} more false alarms per 1,000 frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ± {spread} fewer false alarms per 1,000 frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No clear difference in false alarms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n} groups agree; up to {share} of further ones may still differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where nothing varies (± 0): {agree}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few to say: {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few groups to compare false alarms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New: {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({n_found} of {n} found)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not in these data)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Does not know any more: {classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same answers as in training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same answers as in 32 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster than in 32 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds as much: {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Called by its name: {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more false alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fast enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held-out data unseen</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} tiles answered as {by} did; the largest difference of a score is {measured}, {limit} is allowed.</source>
        <comment>{n} tile answered as {by} did; the largest difference of a score is {measured}, {limit} is allowed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tiles answered nearly as {by} did; scores differ by {measured} on average, {limit} is allowed.</source>
        <comment>{n} tile answered nearly as {by} did; scores differ by {measured} on average, {limit} is allowed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Only {measured} of the pixels get the class that {by} gave them; {limit} is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A score differs by {measured} from that of {by}; {limit} is allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores differ by {measured} on average from those of {by}; {limit} is allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames report other classes than with {by}.</source>
        <comment>{n} frame reports other classes than with {by}.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The file of golden tiles holds {measured}; a run keeps {limit} at least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No golden tiles are kept with this model, so nobody can tell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The golden tiles cannot be used: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The difference may be as low as {measured} points; {limit} is allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} groups show such defects: too few to say.</source>
        <comment>{n} group shows such defects: too few to say.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups are too few for a proof, and all that they say is worse than the {limit} points that are allowed.</source>
        <comment>{n} group is too few for a proof, and all that it says is worse than the {limit} points that are allowed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>These data show no such defect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The overlap with what is annotated so (IoU) is not clearly lower: it may differ by up to {measured} points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The overlap with what is annotated so (IoU) differs by {measured} points at best; {limit} is allowed. Such defects get another name or a worse outline: see Confusion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new model does not know this class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There may be up to {measured} more in 1,000 frames; {limit} are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} groups are too few to say.</source>
        <comment>{n} group is too few to say.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups are too few for a proof, and all that they say is more than the {limit} in 1,000 frames that are allowed.</source>
        <comment>{n} group is too few for a proof, and all that it says is more than the {limit} in 1,000 frames that are allowed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{measured} frames a second on {device}; the line delivers {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{measured} of the active model&apos;s speed on {device}; {limit} is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not timed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{times} times as fast as {model} on {device}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{times} times as fast as {model} on {device}: it gains nothing here, and answers a little otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not timed beside {model}, from which it was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data, classes, thresholds, scores and licence are stated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data, classes, thresholds and licence are stated. Scores are those of {model}: see the checks beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its card does not state: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these pictures was in its training, by their content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these pictures was in its training, by their content. It began with {names}, whose data are not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} pictures were in its training: {names}.</source>
        <comment>{n} picture was in its training: {names}.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The data that it learned from are not here any more, so nobody can tell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names}, …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the terms of the data (stated where data are imported: for the next training)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the licence (Settings, New models: for the next training)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minimum areas</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>proposals</name>
    <message numerus="yes">
        <source>{n} proposals of {model}</source>
        <comment>{n} proposal of {model}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{model} proposes nothing here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All proposals of {model} are decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} looks at this frame …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded that could propose anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one on the page Live.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame is too large for the model to be asked while you paint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {n} megapixels, {limit} are possible. Cut it into parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} has no answer to this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposals are shown as soon as a frame is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can only be looked at: so can the labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {percent} % sure, {place} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{selected}. Enter accepts, Backspace rejects, Tab goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model sees nothing here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels do not have these classes of the model: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposal of {model}, {name}</source>
        <comment>a step in the history</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background is locked: nothing was accepted. Unlock it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely error {place} of {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely label errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} agrees with the labels of this frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is {percent} % sure of {model_class} here; it is labelled as background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label_class} is labelled here; the model sees nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is {percent} % sure of {model_class} here; {label_class} is labelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as {model} has it, {name}</source>
        <comment>a step in the history</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Inspection report: {piece}</source>
        <translation>Prüfbericht: {piece}</translation>
    </message>
    <message>
        <source>{plant} · {piece} · inspection {id}</source>
        <translation>{plant} · {piece} · Prüfung {id}</translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation>Seite {page} von {pages}</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Bericht schreiben</translation>
    </message>
    <message>
        <source>Write a report of this piece</source>
        <translation>Einen Bericht über dieses Stück schreiben</translation>
    </message>
    <message>
        <source>report {piece}</source>
        <translation>Bericht {piece}</translation>
    </message>
    <message>
        <source>Report (*.pdf)</source>
        <translation>Bericht (*.pdf)</translation>
    </message>
    <message>
        <source>Table of defects (*.csv)</source>
        <translation>Tabelle der Fehler (*.csv)</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx)</source>
        <translation>Tabellenkalkulation (*.xlsx)</translation>
    </message>
    <message>
        <source>Plant, line</source>
        <translation>Werk, Linie</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Wie sie endete</translation>
    </message>
    <message>
        <source>Operator, PC</source>
        <translation>Bediener, PC</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>SHA-256 of the model</source>
        <translation>SHA-256 des Modells</translation>
    </message>
    <message>
        <source>Ran on</source>
        <translation>Lief auf</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>Vorauswahl</translation>
    </message>
    <message>
        <source>from frame {frame}</source>
        <translation>ab Bild {frame}</translation>
    </message>
    <message>
        <source>Severity table</source>
        <translation>Tabelle der Schwere</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>version {version}: an example, agreed by nobody</source>
        <translation>Version {version}: ein Beispiel, mit niemandem vereinbart</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>none: sizes are in pixels, and nothing in millimetres was judged</source>
        <translation>keine: Größen sind in Pixeln, und nichts wurde in Millimetern beurteilt</translation>
    </message>
    <message>
        <source>{across} mm across, {along} mm along per pixel</source>
        <translation>{across} mm quer, {along} mm längs je Pixel</translation>
    </message>
    <message>
        <source>{lane}: {what}</source>
        <translation>{lane}: {what}</translation>
    </message>
    <message>
        <source>still running: this report is not final</source>
        <translation>läuft noch: dieser Bericht ist nicht endgültig</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>stopped before its end</source>
        <translation>vor dem Ende angehalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>has no end: its program died</source>
        <translation>hat kein Ende: das Programm brach ab</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Not graded</source>
        <translation>Nicht beurteilt</translation>
    </message>
    <message>
        <source>No grading table was chosen for this kind of piece.</source>
        <translation>Für diese Art von Stück wurde keine Beurteilungstabelle gewählt.</translation>
    </message>
    <message>
        <source>Grading table: {table}; SHA-256 {sha256}.</source>
        <translation>Beurteilungstabelle: {table}; SHA-256 {sha256}.</translation>
    </message>
    <message>
        <source>Recorded {at} by {actor}.</source>
        <translation>Aufgezeichnet {at} von {actor}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} verdicts before it stay in the records.</source>
        <comment>{n} verdict before it stays in the records.</comment>
        <translation>
            <numerusform>{n} Urteil davor bleibt in den Aufzeichnungen.</numerusform>
            <numerusform>{n} Urteile davor bleiben in den Aufzeichnungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>By what could be judged: {verdict}. {rule}</source>
        <translation>Nach dem, was zu beurteilen war: {verdict}. {rule}</translation>
    </message>
    <message>
        <source>Also: {rule}</source>
        <translation>Außerdem: {rule}</translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation>Anmerkung: {note}</translation>
    </message>
    <message>
        <source>Rules compared with “{standard}” by {who}.</source>
        <translation>Regeln mit „{standard}“ verglichen von {who}.</translation>
    </message>
    <message>
        <source>The table names “{standard}”; nobody has confirmed that its rules agree with that.</source>
        <translation>Die Tabelle nennt „{standard}“; niemand hat bestätigt, dass ihre Regeln damit übereinstimmen.</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Length seen</source>
        <translation>Gesehene Länge</translation>
    </message>
    <message>
        <source>Inspected</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>{length} ({percent} %)</source>
        <translation>{length} ({percent} %)</translation>
    </message>
    <message>
        <source>Gaps of unknown length</source>
        <translation>Lücken unbekannter Länge</translation>
    </message>
    <message>
        <source>Frames inspected, not inspected</source>
        <translation>Bilder geprüft, nicht geprüft</translation>
    </message>
    <message>
        <source>Nothing is recorded about how much was inspected.</source>
        <translation>Es ist nichts darüber aufgezeichnet, wie viel geprüft wurde.</translation>
    </message>
    <message>
        <source>skipped: the model was too slow</source>
        <translation>ausgelassen: das Modell war zu langsam</translation>
    </message>
    <message>
        <source>paused: records could not be written</source>
        <translation>angehalten: Aufzeichnung nicht möglich</translation>
    </message>
    <message>
        <source>camera lost</source>
        <translation>Kamera weg</translation>
    </message>
    <message>
        <source>passed unseen between frames</source>
        <translation>ungesehen zwischen Bildern</translation>
    </message>
    <message>
        <source>no product to be seen</source>
        <translation>kein Produkt zu sehen</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>inspection of it failed</source>
        <translation>Prüfung daran gescheitert</translation>
    </message>
    <message>
        <source>not reached before the stop</source>
        <translation>vor dem Stopp nicht erreicht</translation>
    </message>
    <message>
        <source>Masked beside the product</source>
        <translation>Neben dem Produkt maskiert</translation>
    </message>
    <message>
        <source>Masked beside the product, lane {lane}</source>
        <translation>Neben dem Produkt maskiert, Spur {lane}</translation>
    </message>
    <message>
        <source>{percent} % of the picture, never inspected; the product is {width} wide ({narrowest} to {widest}). By: {chosen}</source>
        <translation>{percent} % des Bildes, nie geprüft; das Produkt ist {width} breit ({narrowest} bis {widest}). Nach: {chosen}</translation>
    </message>
    <message>
        <source>not inspected</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Stretches that were not inspected</source>
        <translation>Strecken, die nicht geprüft wurden</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Defects: totals</source>
        <translation>Fehler: Summen</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>No defect was found in what was inspected.</source>
        <translation>In dem, was geprüft wurde, fand sich kein Fehler.</translation>
    </message>
    <message>
        <source>The worst defects</source>
        <translation>Die schlimmsten Fehler</translation>
    </message>
    <message>
        <source>{shown} of {all} defects are pictured, the worst first; all are in the list.</source>
        <translation>{shown} von {all} Fehlern sind abgebildet, die schlimmsten zuerst; alle stehen in der Liste.</translation>
    </message>
    <message numerus="yes">
        <source>{n} of their pictures are no longer kept or cannot be read.</source>
        <comment>{n} of their pictures is no longer kept or cannot be read.</comment>
        <translation>
            <numerusform>{n} ihrer Bilder ist nicht mehr da oder nicht lesbar.</numerusform>
            <numerusform>{n} ihrer Bilder sind nicht mehr da oder nicht lesbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>All defects, by position</source>
        <translation>Alle Fehler, nach Position</translation>
    </message>
    <message>
        <source>The worst {shown} of {all} defects, here and on the map; the table and the spreadsheet have all.</source>
        <translation>Die schlimmsten {shown} von {all} Fehlern, hier und auf der Karte; die Tabellen-Dateien haben alle.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer</translation>
    </message>
    <message>
        <source>Length × width</source>
        <translation>Länge × Breite</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>Length and width as ISO 8785 defines them, of the area seen. Depth is not measured.</source>
        <translation>Länge und Breite nach ISO 8785, der gesehenen Fläche. Die Tiefe wird nicht gemessen.</translation>
    </message>
    <message>
        <source>Thresholds at the start</source>
        <translation>Schwellen zu Beginn</translation>
    </message>
    <message>
        <source>Score from</source>
        <translation>Score ab</translation>
    </message>
    <message>
        <source>Area from</source>
        <translation>Fläche ab</translation>
    </message>
    <message>
        <source>Changed while it was inspected</source>
        <translation>Während der Prüfung geändert</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>score from</source>
        <translation>Score ab</translation>
    </message>
    <message>
        <source>area from, px</source>
        <translation>Fläche ab, px</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Frames that were not inspected</source>
        <translation>Bilder, die nicht geprüft wurden</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <comment>and {n} more</comment>
        <translation>
            <numerusform>und {n} weiteres</numerusform>
            <numerusform>und {n} weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Said at the line to be wrong</source>
        <translation>An der Linie als falsch gemeldet</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>a defect was missed</source>
        <translation>ein Fehler wurde übersehen</translation>
    </message>
    <message>
        <source>this is no defect</source>
        <translation>dies ist kein Fehler</translation>
    </message>
    <message>
        <source>What people were told</source>
        <translation>Was gemeldet wurde</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>{name} · frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT INSPECTED: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not inspected, and there is no picture of it. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>defects.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>defects of {piece}, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none with a defect comes after this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none with a defect lies before this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none that was not inspected comes after this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none that was not inspected lies before this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no frame is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records are opened …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the records fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} inspections</source>
        <comment>{n} inspection</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the newest {n} inspections; scroll down for more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} defects</source>
        <comment>{n} defect</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{n} defects of the newest pieces; scroll down for more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished">gescheitert</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downgraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a piece at the left to look at it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defects of the piece that you open are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst defects of the piece that you open stand here as pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map of the piece that you open stands here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect of this piece is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture of a defect of this piece is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No length of this piece is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a defect, or walk through the frames with Page Down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not inspected</source>
        <translation type="unfinished">nicht geprüft</translation>
    </message>
    <message>
        <source>inspected</source>
        <translation type="unfinished">geprüft</translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished">Bilder</translation>
    </message>
    <message>
        <source>model {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{models}, from frame {frame} on {model}</source>
        <comment>models that inspected parts of one piece</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{how}: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading defects: {n} of {n_all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all classes</source>
        <translation type="unfinished">alle Klassen</translation>
    </message>
    <message>
        <source>TODAY&apos;S MODEL: {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LEFT: AS RECORDED · RIGHT: {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking {model} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} Acknowledged by {who}: {because}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A defect was missed. {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no defect. {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what}: {before} → {after}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verdict}: {rule} ({table})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no day: write 2026-03-01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no number</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sanity</name>
    <message numerus="yes">
        <source>{n} pictures are in two splits, such as {names} ({splits}).</source>
        <comment>A picture is in two splits: {names} ({splits}).</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} surfaces lie in two splits as near twins, such as {names} ({splits}).</source>
        <comment>A surface lies in two splits as near twins: {names} ({splits}).</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} is in {n} training frames of {n_groups} groups only.</source>
        <comment>{names} is in one training frame only.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} frames are smaller than the views of {size} px, such as {names}.</source>
        <comment>A frame is smaller than the views of {size} px: {names}.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Split the dataset anew: whole groups and near twins then stay together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label more frames of it, from other pieces; or balance the dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores would look better than the line will be. Split the dataset anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame is in the train split: there is nothing to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame is in the val split, by which weights and thresholds are chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame is in the test split: the model gets no score that it was not chosen by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame of the train split holds a defect: there is nothing to learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label frames with defects, or split the dataset anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be learned: {names}. It is in val or test, and in no training frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On no frame at all: {names}. The model will know the name and never find it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label frames of it, or make the dataset without this class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On no frame of the {split} split: {names}. How well it is found there cannot be told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known to the model in use: {names}. Learned from these frames alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling: a class is its name. Else nothing needs to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found by the model in use, and not in the dataset: {names}. A new model would not find it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on frames that hold it too, or say yes to losing it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frames have {bits} bits, mixed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each is scaled by its own depth. Import them with the right bits if that is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frames have {bits} bits; the model in use was trained on {expected} bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on frames as the line&apos;s camera delivers them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are padded by reflection. A network with smaller views loses less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No training frame is clean: the model would not learn what good steel looks like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add frames without a defect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing speaks against a training.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>self check</name>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Clashes</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>Disk speed</source>
        <translation>Plattentempo</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>Other use</source>
        <translation>Mitbenutzung</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Takt</translation>
    </message>
    <message>
        <source>well</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>This PC is ready to inspect.</source>
        <translation>Dieser PC ist bereit zu prüfen.</translation>
    </message>
    <message numerus="yes">
        <source>This PC can inspect; {n} things should be known.</source>
        <comment>This PC can inspect; {n} thing should be known.</comment>
        <translation>
            <numerusform>Dieser PC kann prüfen; {n} Sache sollte man wissen.</numerusform>
            <numerusform>Dieser PC kann prüfen; {n} Sachen sollte man wissen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This PC is not ready: {n} faults stop inspection or its records.</source>
        <comment>This PC is not ready: {n} fault stops inspection or its records.</comment>
        <translation>
            <numerusform>Dieser PC ist nicht bereit: {n} Störung hält die Prüfung oder ihre Aufzeichnung auf.</numerusform>
            <numerusform>Dieser PC ist nicht bereit: {n} Störungen halten die Prüfung oder ihre Aufzeichnung auf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No fault was found, but {n} things were not measured.</source>
        <comment>No fault was found, but {n} thing was not measured.</comment>
        <translation>
            <numerusform>Keine Störung gefunden, aber {n} Sache wurde nicht gemessen.</numerusform>
            <numerusform>Keine Störung gefunden, aber {n} Sachen wurden nicht gemessen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at this PC …</source>
        <translation>Dieser PC wird geprüft …</translation>
    </message>
    <message>
        <source>Stopped before its end; what was found by then stands below.</source>
        <translation>Vor dem Ende angehalten; was bis dahin gefunden wurde, steht unten.</translation>
    </message>
    <message>
        <source>This PC was not looked at yet.</source>
        <translation>Dieser PC wurde noch nicht geprüft.</translation>
    </message>
    <message>
        <source>Looked at {time}.</source>
        <translation>Geprüft um {time}.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>It could not be looked at: {detail}.</source>
        <translation>Es konnte nicht geprüft werden: {detail}.</translation>
    </message>
    <message>
        <source>This is a bug of ours: the log has its trace, {log}.</source>
        <translation>Das ist ein Fehler des Programms: die Einzelheiten stehen im Protokoll, {log}.</translation>
    </message>
    <message>
        <source>Not measured: this program inspects, and would be slowed down.</source>
        <translation>Nicht gemessen: dieses Programm prüft gerade und würde gebremst.</translation>
    </message>
    <message>
        <source>Not measured: another program of this PC inspects, and would be slowed down.</source>
        <translation>Nicht gemessen: ein anderes Programm dieses PCs prüft gerade und würde gebremst.</translation>
    </message>
    <message>
        <source>Check again while nothing is inspected.</source>
        <translation>Prüfen Sie den PC erneut, solange nichts geprüft wird.</translation>
    </message>
    <message>
        <source>Inspector {version} from its source ({build}), in {folder}</source>
        <translation>Inspector {version} aus dem Quelltext ({build}), in {folder}</translation>
    </message>
    <message>
        <source>Inspector {version}, installed in {folder}</source>
        <translation>Inspector {version}, installiert in {folder}</translation>
    </message>
    <message>
        <source>Inspector {version} ({build}), a package in {folder}</source>
        <translation>Inspector {version} ({build}), ein Paket in {folder}</translation>
    </message>
    <message>
        <source>build not known</source>
        <translation>Build nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>All {n} files of the package are as they were made.</source>
        <comment>The file of the package is as it was made.</comment>
        <translation>
            <numerusform>Die Datei des Pakets ist, wie sie erstellt wurde.</numerusform>
            <numerusform>Alle {n} Dateien des Pakets sind, wie sie erstellt wurden.</numerusform>
        </translation>
    </message>
    <message>
        <source>It has no list of checksums (SHA256SUMS): whether its files are whole is not known.</source>
        <translation>Es hat keine Liste von Prüfsummen (SHA256SUMS): ob seine Dateien unversehrt sind, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its list of checksums cannot be used: {detail}.</source>
        <translation>Seine Liste von Prüfsummen ist unbrauchbar: {detail}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} files of the program are altered or missing: {names}</source>
        <comment>{n} file of the program is altered or missing: {names}</comment>
        <translation>
            <numerusform>{n} Datei des Programms ist verändert oder fehlt: {names}</numerusform>
            <numerusform>{n} Dateien des Programms sind verändert oder fehlen: {names}</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} (missing)</source>
        <translation>{name} (fehlt)</translation>
    </message>
    <message>
        <source>{name} (altered)</source>
        <translation>{name} (verändert)</translation>
    </message>
    <message>
        <source>{name} ({detail})</source>
        <translation>{name} ({detail})</translation>
    </message>
    <message>
        <source>What it finds and records is not to be relied on.</source>
        <translation>Auf das, was es findet und aufzeichnet, ist kein Verlass.</translation>
    </message>
    <message>
        <source>Install the package again. If it comes back, have the disk looked at.</source>
        <translation>Installieren Sie das Paket neu. Kommt es wieder, lassen Sie den Datenträger untersuchen.</translation>
    </message>
    <message>
        <source>Nothing of the system takes the place of the program&apos;s own libraries.</source>
        <translation>Nichts vom System tritt an die Stelle der eigenen Bibliotheken des Programms.</translation>
    </message>
    <message>
        <source>Set for this program: {names}</source>
        <translation>Für dieses Programm gesetzt: {names}</translation>
    </message>
    <message>
        <source>Loaded from elsewhere than the program: {names}</source>
        <translation>Von anderswo geladen als aus dem Programm: {names}</translation>
    </message>
    <message>
        <source>Libraries of the system may take the place of the program&apos;s own: it may crash.</source>
        <translation>Bibliotheken des Systems können an die Stelle der eigenen treten: das Programm kann abstürzen.</translation>
    </message>
    <message>
        <source>Start Inspector without them, for example: env -u {name} inspector</source>
        <translation>Starten Sie Inspector ohne sie, zum Beispiel: env -u {name} inspector</translation>
    </message>
    <message>
        <source>Workspace, log and temporary files can be written.</source>
        <translation>Arbeitsbereich, Protokoll und temporäre Dateien können geschrieben werden.</translation>
    </message>
    <message>
        <source>Cannot be written: {places}</source>
        <translation>Nicht beschreibbar: {places}</translation>
    </message>
    <message>
        <source>{what} in {folder} ({detail})</source>
        <translation>{what} in {folder} ({detail})</translation>
    </message>
    <message>
        <source>the workspace</source>
        <translation>der Arbeitsbereich</translation>
    </message>
    <message>
        <source>the log</source>
        <translation>das Protokoll</translation>
    </message>
    <message>
        <source>temporary files</source>
        <translation>temporäre Dateien</translation>
    </message>
    <message>
        <source>this user has no home folder</source>
        <translation>dieser Benutzer hat keinen Heimordner</translation>
    </message>
    <message>
        <source>Nothing can be recorded, so nothing can be inspected.</source>
        <translation>Nichts kann aufgezeichnet werden, also kann nichts geprüft werden.</translation>
    </message>
    <message>
        <source>Inspection goes on; what goes wrong leaves no trace for support.</source>
        <translation>Die Prüfung geht weiter; was schiefgeht, hinterlässt keine Spur für den Kundendienst.</translation>
    </message>
    <message>
        <source>Let this user write there, or name another folder: {option}</source>
        <translation>Erlauben Sie diesem Benutzer, dort zu schreiben, oder nennen Sie einen anderen Ordner: {option}</translation>
    </message>
    <message>
        <source>{free} free on the disk of {folder}: room for about {hours} of {line}</source>
        <translation>{free} frei auf dem Datenträger von {folder}: Platz für etwa {hours} bei {line}</translation>
    </message>
    <message>
        <source>Evidence may take {quota}, and the disk has less left.</source>
        <translation>Belege dürfen {quota} einnehmen, und der Datenträger hat weniger frei.</translation>
    </message>
    <message>
        <source>When the disk is full, nothing more is recorded and inspection waits.</source>
        <translation>Ist der Datenträger voll, wird nichts mehr aufgezeichnet, und die Prüfung wartet.</translation>
    </message>
    <message>
        <source>Make room, or move the workspace to a larger disk.</source>
        <translation>Schaffen Sie Platz, oder legen Sie den Arbeitsbereich auf einen größeren Datenträger.</translation>
    </message>
    <message>
        <source>The disk of {folder} tells nothing: {detail}.</source>
        <translation>Der Datenträger von {folder} gibt keine Auskunft: {detail}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} hours</source>
        <comment>{n} hour</comment>
        <translation>
            <numerusform>{n} Stunde</numerusform>
            <numerusform>{n} Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <comment>{n} day</comment>
        <translation>
            <numerusform>{n} Tag</numerusform>
            <numerusform>{n} Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>{speed} MB/s, with all on the disk; {line} writes up to {need} MB/s</source>
        <translation>{speed} MB/s, bis alles auf dem Datenträger ist; {line} schreibt bis zu {need} MB/s</translation>
    </message>
    <message>
        <source>Records and pictures would wait for the disk, and then the inspection for them.</source>
        <translation>Aufzeichnungen und Bilder würden auf den Datenträger warten, und dann die Prüfung auf sie.</translation>
    </message>
    <message>
        <source>Use a local SSD for the workspace, or keep fewer whole frames (Settings, Evidence).</source>
        <translation>Legen Sie den Arbeitsbereich auf eine SSD dieses PCs, oder behalten Sie weniger ganze Bilder (Einstellungen, Belege).</translation>
    </message>
    <message>
        <source>The disk of {folder} is full.</source>
        <translation>Der Datenträger von {folder} ist voll.</translation>
    </message>
    <message>
        <source>A test file could not be written in {folder}: {detail}.</source>
        <translation>Eine Probedatei konnte in {folder} nicht geschrieben werden: {detail}.</translation>
    </message>
    <message>
        <source>{free} of {total} GB free</source>
        <translation>{free} von {total} GB frei</translation>
    </message>
    <message>
        <source>Frames wait in memory: with so little, the PC may stand still for seconds.</source>
        <translation>Bilder warten im Speicher: mit so wenig kann der PC sekundenlang stillstehen.</translation>
    </message>
    <message>
        <source>Close other programs, or give this PC more memory.</source>
        <translation>Schließen Sie andere Programme, oder rüsten Sie diesen PC mit mehr Speicher aus.</translation>
    </message>
    <message>
        <source>{time}, time zone {zone}</source>
        <translation>{time}, Zeitzone {zone}</translation>
    </message>
    <message>
        <source>The clock says {time}.</source>
        <translation>Die Uhr zeigt {time}.</translation>
    </message>
    <message>
        <source>Every record would carry that time: pieces could not be found again.</source>
        <translation>Jede Aufzeichnung trüge diese Zeit: Stücke wären nicht wiederzufinden.</translation>
    </message>
    <message>
        <source>Set the clock; if it is lost at each power-off, the PC needs a new battery.</source>
        <translation>Stellen Sie die Uhr; geht sie bei jedem Ausschalten verloren, braucht der PC eine neue Batterie.</translation>
    </message>
    <message>
        <source>The clock says {time}, but the newest record is of {newest}.</source>
        <translation>Die Uhr zeigt {time}, doch die neueste Aufzeichnung ist von {newest}.</translation>
    </message>
    <message>
        <source>It was set back, or the records came from another PC: new pieces are listed below older ones.</source>
        <translation>Sie wurde zurückgestellt, oder die Aufzeichnungen kamen von einem anderen PC: neue Stücke stehen unter älteren.</translation>
    </message>
    <message>
        <source>{width} × {height} points at a scale of {scale} %</source>
        <translation>{width} × {height} Punkte bei einer Skalierung von {scale} %</translation>
    </message>
    <message>
        <source>The window needs {width} × {height} points: some of it will not be seen.</source>
        <translation>Das Fenster braucht {width} × {height} Punkte: ein Teil davon wird nicht zu sehen sein.</translation>
    </message>
    <message>
        <source>Use a larger screen, or a smaller scale in the display settings of the system.</source>
        <translation>Nehmen Sie einen größeren Bildschirm, oder eine kleinere Skalierung in den Anzeigeeinstellungen des Systems.</translation>
    </message>
    <message>
        <source>No other Inspector uses this workspace.</source>
        <translation>Kein anderer Inspector nutzt diesen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Another Inspector has this workspace open (process {pids}).</source>
        <translation>Ein anderer Inspector hat diesen Arbeitsbereich offen (Prozess {pids}).</translation>
    </message>
    <message>
        <source>Another Inspector inspects into this workspace.</source>
        <translation>Ein anderer Inspector prüft in diesen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>Both share this PC&apos;s pace; one source cannot be read by both.</source>
        <translation>Beide teilen sich die Leistung dieses PCs; eine Quelle können nicht beide lesen.</translation>
    </message>
    <message>
        <source>Close one of them, unless both are wanted.</source>
        <translation>Schließen Sie einen davon, wenn nicht beide gewollt sind.</translation>
    </message>
    <message>
        <source>{names}; network cameras are not searched</source>
        <translation>{names}; Kameras im Netz werden nicht gesucht</translation>
    </message>
    <message>
        <source>none on this PC (network cameras are not searched)</source>
        <translation>keine an diesem PC (Kameras im Netz werden nicht gesucht)</translation>
    </message>
    <message>
        <source>{names}: this user may not open them</source>
        <translation>{names}: dieser Benutzer darf sie nicht öffnen</translation>
    </message>
    <message>
        <source>Let this user use cameras (on Linux: the group “video”), and log in again.</source>
        <translation>Erlauben Sie diesem Benutzer Kameras (unter Linux: die Gruppe „video“), und melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>{model} opens and answers as its card says.</source>
        <translation>{model} öffnet sich und antwortet, wie seine Karte sagt.</translation>
    </message>
    <message>
        <source>Nothing can be inspected without a model.</source>
        <translation>Ohne Modell kann nichts geprüft werden.</translation>
    </message>
    <message>
        <source>works: a frame of {height} x {width} px takes {times}</source>
        <translation>arbeitet: ein Bild von {height} x {width} px braucht {times}</translation>
    </message>
    <message>
        <source>{ms} ms on {runtime}</source>
        <translation>{ms} ms mit {runtime}</translation>
    </message>
    <message>
        <source>not on {runtime}: {detail}</source>
        <translation>nicht mit {runtime}: {detail}</translation>
    </message>
    <message>
        <source>not used: {detail}</source>
        <translation>nicht genutzt: {detail}</translation>
    </message>
    <message>
        <source>Networks run on the processor; that is all this PC has.</source>
        <translation>Netze rechnen auf dem Prozessor; mehr hat dieser PC nicht.</translation>
    </message>
    <message>
        <source>The processor does what the GPU of this PC could do many times faster.</source>
        <translation>Der Prozessor tut, was die GPU dieses PCs um ein Vielfaches schneller könnte.</translation>
    </message>
    <message>
        <source>Nothing can be inspected on this PC.</source>
        <translation>Auf diesem PC kann nichts geprüft werden.</translation>
    </message>
    <message>
        <source>{fps} frames a second of {width} × {height} px with {model} on {device}: {speed} m/min, at {scale}</source>
        <translation>{fps} Bilder je Sekunde von {width} × {height} px mit {model} auf {device}: {speed} m/min, bei {scale}</translation>
    </message>
    <message>
        <source>{mm} mm along each pixel</source>
        <translation>{mm} mm längs je Pixel</translation>
    </message>
    <message>
        <source>the demo strip&apos;s {mm} mm along each pixel, since this line has no scale yet</source>
        <translation>{mm} mm längs je Pixel wie beim Demoband, da diese Linie noch keinen Maßstab hat</translation>
    </message>
    <message>
        <source>This line delivers {fps} frames a second: about {percent} of them would be skipped and recorded as gaps.</source>
        <translation>Diese Linie liefert {fps} Bilder je Sekunde: etwa {percent} davon würden ausgelassen und als Lücken aufgezeichnet.</translation>
    </message>
    <message>
        <source>This line delivers {fps} frames a second: there is hardly any reserve.</source>
        <translation>Diese Linie liefert {fps} Bilder je Sekunde: es bleibt kaum Reserve.</translation>
    </message>
    <message>
        <source>This line delivers {fps} frames a second: every one is inspected.</source>
        <translation>Diese Linie liefert {fps} Bilder je Sekunde: jedes wird geprüft.</translation>
    </message>
    <message>
        <source>How many frames a second this line delivers is not set; the demo strip has {fps}, {width} × {height} px.</source>
        <translation>Wie viele Bilder je Sekunde diese Linie liefert, ist nicht eingestellt; das Demoband hat {fps}, {width} × {height} px.</translation>
    </message>
    <message>
        <source>Frames as large as those of the demo strip were taken: none of this line is known.</source>
        <translation>Angenommen wurden Bilder so groß wie die des Demobands: von dieser Linie ist keines bekannt.</translation>
    </message>
    <message>
        <source>Frames of {mpx} megapixels were taken, in the shape of the demo strip&apos;s.</source>
        <translation>Angenommen wurden Bilder von {mpx} Megapixeln, in der Form derer des Demobands.</translation>
    </message>
    <message>
        <source>Use a GPU or a faster PC, a lighter model, or inspect the product only (Settings, Product edges).</source>
        <translation>Nehmen Sie eine GPU oder einen schnelleren PC, ein leichteres Modell, oder prüfen Sie nur das Produkt (Einstellungen, Produktkanten).</translation>
    </message>
    <message>
        <source>Set it under Settings, “What a new model must show”, and the scale under “Calibration”.</source>
        <translation>Stellen Sie es in den Einstellungen unter „Was ein neues Modell zeigen muss“ ein, und den Maßstab unter „Kalibrierung“.</translation>
    </message>
    <message>
        <source>this line</source>
        <translation>diese Linie</translation>
    </message>
    <message>
        <source>a line like the demo strip</source>
        <translation>eine Linie wie das Demoband</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Plant</source>
        <translation>Werk</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>How large one pixel is on the surface. Without it sizes are given in pixels only, and are not graded.</source>
        <translation>Wie groß ein Pixel auf der Oberfläche ist. Ohne das werden Maße nur in Pixeln angegeben und nicht bewertet.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>When a defect is minor, major or critical. The worst rule that fits wins. Each saved table gets the next number, which records and reports name.</source>
        <translation>Wann ein Fehler gering, erheblich oder kritisch ist. Es gilt die schlimmste Regel, die zutrifft. Jede gespeicherte Tabelle bekommt die nächste Nummer, die Aufzeichnungen und Berichte nennen.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Looks by the classes&apos; names, whichever model finds them. The program adds those that it meets.</source>
        <translation>Aussehen nach den Namen der Klassen, welches Modell sie auch findet. Das Programm fügt hinzu, was ihm begegnet.</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Product edges</source>
        <translation>Produktkanten</translation>
    </message>
    <message>
        <source>Only the steel is inspected: what lies beside it is masked, never predicted, and recorded as masked. A frame without a product is not seen, and never counts as clean. One source may have its own in workspace.toml.</source>
        <translation>Nur der Stahl wird geprüft: was daneben liegt, ist maskiert, wird nie vorhergesagt und als maskiert aufgezeichnet. Ein Bild ohne Produkt ist nicht gesehen und zählt nie als fehlerfrei. Eine Quelle kann in workspace.toml ihre eigenen haben.</translation>
    </message>
    <message>
        <source>workspace.toml has others for {names} (by_source); they hold there instead of these.</source>
        <translation>workspace.toml hat andere für {names} (by_source); dort gelten jene statt dieser.</translation>
    </message>
    <message>
        <source>Inspected of a frame</source>
        <translation>Was vom Bild geprüft wird</translation>
    </message>
    <message>
        <source>With edges that are found, look at the picture: they are thin lines in it.</source>
        <translation>Werden Kanten gesucht, sehen Sie ins Bild: dort sind sie dünne Linien.</translation>
    </message>
    <message>
        <source>the whole frame</source>
        <translation>das ganze Bild</translation>
    </message>
    <message>
        <source>between the edges of rail or strip</source>
        <translation>zwischen den Kanten von Schiene oder Band</translation>
    </message>
    <message>
        <source>between fixed columns</source>
        <translation>zwischen festen Spalten</translation>
    </message>
    <message>
        <source>Beside the product it is</source>
        <translation>Neben dem Produkt ist es</translation>
    </message>
    <message>
        <source>It must be half as bright as the product or less, or twice as bright or more.</source>
        <translation>Es muss höchstens halb so hell wie das Produkt sein, oder mindestens doppelt so hell.</translation>
    </message>
    <message>
        <source>darker</source>
        <translation>dunkler</translation>
    </message>
    <message>
        <source>lighter</source>
        <translation>heller</translation>
    </message>
    <message>
        <source>Margin outside the edges</source>
        <translation>Rand außerhalb der Kanten</translation>
    </message>
    <message>
        <source>Kept as well, so that a defect at an edge is seen whole.</source>
        <translation>Wird mitgeprüft, damit ein Fehler an der Kante ganz zu sehen ist.</translation>
    </message>
    <message>
        <source>First column</source>
        <translation>Erste Spalte</translation>
    </message>
    <message>
        <source>Of fixed columns, from the left side of the frame.</source>
        <translation>Bei festen Spalten, von der linken Seite des Bildes.</translation>
    </message>
    <message>
        <source>Column after the last</source>
        <translation>Spalte nach der letzten</translation>
    </message>
    <message>
        <source>Of fixed columns; 0: up to the right side.</source>
        <translation>Bei festen Spalten; 0: bis zur rechten Seite.</translation>
    </message>
    <message>
        <source>Masks by clicks</source>
        <translation>Masken durch Klicks</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Newly promoted models</source>
        <translation>Neu freigegebene Modelle</translation>
    </message>
    <message>
        <source>These hold from the next promotion on. Whoever promotes and goes back is recorded in any case.</source>
        <translation>Dies gilt ab der nächsten Freigabe. Wer freigibt und wer zurückgeht, wird in jedem Fall aufgezeichnet.</translation>
    </message>
    <message>
        <source>New models</source>
        <translation>Neue Modelle</translation>
    </message>
    <message>
        <source>What a training writes into the card of its model; earlier models stay as they are.</source>
        <translation>Was ein Training in die Karte seines Modells schreibt; frühere Modelle bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>What a new model must show</source>
        <translation>Was ein neues Modell zeigen muss</translation>
    </message>
    <message>
        <source>Asked for by the proof of a model, beside the active one, before it is promoted.</source>
        <translation>Verlangt der Nachweis eines Modells neben dem aktiven, bevor es freigegeben wird.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>People and lock</source>
        <translation>Personen und Sperre</translation>
    </message>
    <message>
        <source>Operators inspect, stop, acknowledge and look, without a PIN. Engineers also label, train, grade and promote. Administrators also change these settings. Whoever is signed in stands with all that is recorded.</source>
        <translation>Bediener prüfen, halten an, quittieren und sehen nach, ohne PIN. Techniker annotieren, trainieren, beurteilen und geben Modelle frei. Administratoren ändern auch diese Einstellungen. Wer angemeldet ist, steht bei allem, was aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>Dieser PC</translation>
    </message>
    <message>
        <source>What this PC can do for the inspection, found by trying: where networks run, the disk, the clock and more. It takes some seconds, and leaves out what would slow down an inspection that runs.</source>
        <translation>Was dieser PC für die Prüfung leistet, durch Probieren ermittelt: wo Netze rechnen, Datenträger, Uhr und mehr. Es dauert einige Sekunden und lässt aus, was eine laufende Prüfung bremsen würde.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Other keys, or those of labelme, CVAT, napari or 3D Slicer. Each user of this PC has their own.</source>
        <translation>Andere Tasten, oder die von labelme, CVAT, napari oder 3D Slicer. Jeder Benutzer dieses PCs hat seine eigenen.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Dark suits control rooms; the picture of the steel is the brightest thing in both.</source>
        <translation>Dunkel passt zu Leitständen; das Bild des Stahls ist in beiden das Hellste.</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window. The command line speaks English.</source>
        <translation>Des Fensters. Die Befehlszeile spricht Englisch.</translation>
    </message>
    <message>
        <source>Decimals of millimetres</source>
        <translation>Nachkommastellen bei Millimetern</translation>
    </message>
    <message>
        <source>How many digits after the point sizes have in tables and under pictures.</source>
        <translation>Wie viele Stellen nach dem Punkt Maße in Tabellen und unter Bildern haben.</translation>
    </message>
    <message>
        <source>Name of the line</source>
        <translation>Name der Linie</translation>
    </message>
    <message>
        <source>Stands in every record and report.</source>
        <translation>Steht in jeder Aufzeichnung und jedem Bericht.</translation>
    </message>
    <message>
        <source>Kind of a piece</source>
        <translation>Art eines Stücks</translation>
    </message>
    <message>
        <source>What a new piece is, unless chosen otherwise.</source>
        <translation>Was ein neues Stück ist, wenn nichts anderes gewählt wird.</translation>
    </message>
    <message>
        <source>coil of strip</source>
        <translation>Band (Coil)</translation>
    </message>
    <message>
        <source>rail</source>
        <translation>Schiene</translation>
    </message>
    <message>
        <source>Pixel across</source>
        <translation>Pixel quer</translation>
    </message>
    <message>
        <source>Set by the lens. Empty: not calibrated.</source>
        <translation>Durch das Objektiv bestimmt. Leer: nicht kalibriert.</translation>
    </message>
    <message>
        <source>Pixel along</source>
        <translation>Pixel längs</translation>
    </message>
    <message>
        <source>Set by line speed and trigger rate together. Empty: not calibrated.</source>
        <translation>Durch Liniengeschwindigkeit und Triggerrate zusammen bestimmt. Leer: nicht kalibriert.</translation>
    </message>
    <message>
        <source>mm per px</source>
        <translation>mm je px</translation>
    </message>
    <message>
        <source>Set by {name} on {date}.</source>
        <translation>Gesetzt von {name} am {date}.</translation>
    </message>
    <message>
        <source>Set in workspace.toml; who and when is not known.</source>
        <translation>In workspace.toml gesetzt; von wem und wann, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Not calibrated.</source>
        <translation>Nicht kalibriert.</translation>
    </message>
    <message>
        <source>Both directions were set alike: check the other one.</source>
        <translation>Beide Richtungen wurden gleich gesetzt: prüfen Sie die andere.</translation>
    </message>
    <message>
        <source>It takes a length in pixels and one in mm, both above 0.</source>
        <translation>Es braucht eine Länge in Pixeln und eine in mm, beide über 0.</translation>
    </message>
    <message>
        <source>any class</source>
        <translation>jede Klasse</translation>
    </message>
    <message>
        <source>minor</source>
        <translation>gering</translation>
    </message>
    <message>
        <source>major</source>
        <translation>erheblich</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>area, {unit}</source>
        <translation>Fläche, {unit}</translation>
    </message>
    <message>
        <source>length, {unit}</source>
        <translation>Länge, {unit}</translation>
    </message>
    <message>
        <source>width, {unit}</source>
        <translation>Breite, {unit}</translation>
    </message>
    <message>
        <source>longest extent, {unit}</source>
        <translation>größte Ausdehnung, {unit}</translation>
    </message>
    <message>
        <source>shortest extent, {unit}</source>
        <translation>kleinste Ausdehnung, {unit}</translation>
    </message>
    <message>
        <source>length by ISO 8785, {unit}</source>
        <translation>Länge nach ISO 8785, {unit}</translation>
    </message>
    <message>
        <source>width by ISO 8785, {unit}</source>
        <translation>Breite nach ISO 8785, {unit}</translation>
    </message>
    <message>
        <source>Rule {n}: {why}.</source>
        <translation>Regel {n}: {why}.</translation>
    </message>
    <message>
        <source>Its colour hardly differs from that of {other} (ΔE {distance}).</source>
        <translation>Ihre Farbe unterscheidet sich kaum von der von {other} (ΔE {distance}).</translation>
    </message>
    <message>
        <source>People with {sights} hardly tell its colour from that of {other} (ΔE {distance}).</source>
        <translation>Menschen mit {sights} unterscheiden ihre Farbe kaum von der von {other} (ΔE {distance}).</translation>
    </message>
    <message>
        <source>protanopia (no red)</source>
        <translation>Protanopie (kein Rot)</translation>
    </message>
    <message>
        <source>deuteranopia (no green)</source>
        <translation>Deuteranopie (kein Grün)</translation>
    </message>
    <message>
        <source>tritanopia (no blue)</source>
        <translation>Tritanopie (kein Blau)</translation>
    </message>
    <message>
        <source>Only the hatch tells them apart.</source>
        <translation>Nur die Schraffur unterscheidet sie.</translation>
    </message>
    <message>
        <source>strokes /</source>
        <translation>Striche /</translation>
    </message>
    <message>
        <source>strokes \</source>
        <translation>Striche \</translation>
    </message>
    <message>
        <source>lines across</source>
        <translation>Linien quer</translation>
    </message>
    <message>
        <source>lines down</source>
        <translation>Linien senkrecht</translation>
    </message>
    <message>
        <source>squares</source>
        <translation>Quadrate</translation>
    </message>
    <message>
        <source>diamonds</source>
        <translation>Rauten</translation>
    </message>
    <message>
        <source>dots</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>chequers</source>
        <translation>Karos</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>An ONNX file that looks at a frame once; the tool “Mask by clicks” can choose both files.</source>
        <translation>Eine ONNX-Datei, die ein Bild einmal ansieht; das Werkzeug „Mask by clicks“ kann beide Dateien wählen.</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>Decoder</translation>
    </message>
    <message>
        <source>The ONNX file of the same export that answers each click.</source>
        <translation>Die ONNX-Datei desselben Exports, die jeden Klick beantwortet.</translation>
    </message>
    <message>
        <source>Least coverage of a piece</source>
        <translation>Mindestabdeckung eines Stücks</translation>
    </message>
    <message>
        <source>Where less of a piece was inspected, the screen says STOP.</source>
        <translation>Wurde weniger von einem Stück geprüft, zeigt der Bildschirm STOPP.</translation>
    </message>
    <message>
        <source>Licence of new models</source>
        <translation>Lizenz neuer Modelle</translation>
    </message>
    <message>
        <source>Who may use them, in your own words. Agree it where their data or weights come from elsewhere. Empty: the check “Card complete” of the proof fails.</source>
        <translation>Wer sie nutzen darf, in Ihren Worten. Stimmen Sie es ab, wo Daten oder Gewichte von anderswo kommen. Leer: die Frage „Card complete“ des Nachweises wird nicht bestanden.</translation>
    </message>
    <message>
        <source>Finds less by at most</source>
        <translation>Findet höchstens weniger um</translation>
    </message>
    <message>
        <source>Of each class and each size, so many of 100 defects fewer; with the whole uncertainty of the figure.</source>
        <translation>Von jeder Klasse und jeder Größe so viele von 100 Fehlern weniger; mit der ganzen Unsicherheit der Zahl.</translation>
    </message>
    <message>
        <source>points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>More false alarms by at most</source>
        <translation>Mehr Fehlalarme um höchstens</translation>
    </message>
    <message>
        <source>More than the active model gives.</source>
        <translation>Mehr als das aktive Modell gibt.</translation>
    </message>
    <message>
        <source>Or so many in 1,000 frames</source>
        <translation>Oder so viele in 1,000 Bildern</translation>
    </message>
    <message>
        <source>The larger of the two counts: of a model without any, 10 % are none.</source>
        <translation>Die größere der beiden Zahlen gilt: bei einem Modell ohne Fehlalarme sind 10 % keine.</translation>
    </message>
    <message>
        <source>Frames a second of the line</source>
        <translation>Bilder je Sekunde der Linie</translation>
    </message>
    <message>
        <source>Which the model must be able to inspect on this PC. 0: not known.</source>
        <translation>Die das Modell auf diesem PC prüfen können muss. 0: nicht bekannt.</translation>
    </message>
    <message>
        <source>Size of one of them</source>
        <translation>Größe eines Bildes davon</translation>
    </message>
    <message>
        <source>In millions of pixels. 0: as large as the frames that it is proved on.</source>
        <translation>In Millionen Pixeln. 0: so groß wie die Bilder des Nachweises.</translation>
    </message>
    <message>
        <source>Else as fast as the active model</source>
        <translation>Sonst so schnell wie das aktive Modell</translation>
    </message>
    <message>
        <source>At least so much of its speed, where the line&apos;s frames are not known.</source>
        <translation>Mindestens so viel von dessen Tempo, wo die Bilder der Linie nicht bekannt sind.</translation>
    </message>
    <message>
        <source>Cost of a miss</source>
        <translation>Kosten eines Übersehens</translation>
    </message>
    <message>
        <source>Of a defect that is not found, in money of yours. With the cost of a false stop it gives the cheapest working point on the Models page.</source>
        <translation>Eines Fehlers, der nicht gefunden wird, in Ihrer Währung. Mit den Kosten eines falschen Stopps ergibt es den billigsten Arbeitspunkt auf der Seite Modelle.</translation>
    </message>
    <message>
        <source>Cost of a false stop</source>
        <translation>Kosten eines falschen Stopps</translation>
    </message>
    <message>
        <source>Of a line that stops for a false alarm, in the same money.</source>
        <translation>Einer Linie, die wegen eines Fehlalarms steht, in derselben Währung.</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>A short sound with each new alarm.</source>
        <translation>Ein kurzer Ton bei jedem neuen Alarm.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>A program that is started at each alarm, for a lamp say. Empty: none.</source>
        <translation>Ein Programm, das bei jedem Alarm gestartet wird, etwa für eine Leuchte. Leer: keines.</translation>
    </message>
    <message>
        <source>Go back by itself</source>
        <translation>Selbsttätig zurückgehen</translation>
    </message>
    <message>
        <source>Where too many of the first frames after a promotion show defects, or the model fails on them, the model of before inspects again, and an alarm says so.</source>
        <translation>Zeigen zu viele der ersten Bilder nach einer Freigabe Fehler, oder scheitert das Modell an ihnen, prüft wieder das Modell von vorher, und ein Alarm meldet es.</translation>
    </message>
    <message>
        <source>Watched for</source>
        <translation>Beobachtet über</translation>
    </message>
    <message>
        <source>So many frames of all lanes after the promotion, while the program runs; asked from the 50th on.</source>
        <translation>So viele Bilder aller Bahnen nach der Freigabe, solange das Programm läuft; gefragt wird ab dem 50.</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Frames with defects</source>
        <translation>Bilder mit Fehlern</translation>
    </message>
    <message>
        <source>Where more of them show a defect than this, it goes back.</source>
        <translation>Zeigen mehr von ihnen einen Fehler als dies, geht es zurück.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>It says which alarms stand, written anew at each change. Empty: none.</source>
        <translation>Sie sagt, welche Alarme bestehen, bei jeder Änderung neu geschrieben. Leer: keine.</translation>
    </message>
    <message>
        <source>Room for pictures</source>
        <translation>Platz für Bilder</translation>
    </message>
    <message>
        <source>Where it is full, the oldest pictures that nobody annotated make room.</source>
        <translation>Ist er voll, machen die ältesten Bilder Platz, die niemand annotiert hat.</translation>
    </message>
    <message>
        <source>Keep whole frames with</source>
        <translation>Ganze Bilder behalten bei</translation>
    </message>
    <message>
        <source>Frames with a defect of this severity or worse are kept for annotation.</source>
        <translation>Bilder mit einem Fehler dieser Schwere oder schlimmer werden zum Annotieren behalten.</translation>
    </message>
    <message>
        <source>Keep uncertain frames</source>
        <translation>Unsichere Bilder behalten</translation>
    </message>
    <message>
        <source>Those with a region that scores this near to its threshold. 0: none.</source>
        <translation>Solche mit einem Bereich, dessen Score so nah an seiner Schwelle liegt. 0: keine.</translation>
    </message>
    <message>
        <source>Keep every n-th frame</source>
        <translation>Jedes n-te Bild behalten</translation>
    </message>
    <message>
        <source>Whatever it shows. 0: none.</source>
        <translation>Was es auch zeigt. 0: keines.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Keep pictures for</source>
        <translation>Bilder behalten für</translation>
    </message>
    <message>
        <source>Then they go, at a calm time; records stay. 0: for ever, as far as the room goes. What is labelled never goes.</source>
        <translation>Dann gehen sie, zu ruhiger Zeit; Aufzeichnungen bleiben. 0: für immer, soweit der Platz reicht. Was annotiert ist, geht nie.</translation>
    </message>
    <message>
        <source>Of pieces with a critical defect</source>
        <translation>Von Stücken mit einem kritischen Fehler</translation>
    </message>
    <message>
        <source>0: for ever. Where several of these hold, the longest does.</source>
        <translation>0: für immer. Treffen mehrere davon zu, gilt das längste.</translation>
    </message>
    <message>
        <source>Of rejected pieces</source>
        <translation>Von ausgesonderten Stücken</translation>
    </message>
    <message>
        <source>Those whose last verdict is to reject them. 0: for ever.</source>
        <translation>Solche, deren letztes Urteil sie aussondert. 0: für immer.</translation>
    </message>
    <message>
        <source>Frames that somebody asked for</source>
        <translation>Bilder, um die jemand gebeten hat</translation>
    </message>
    <message>
        <source>0: for ever. Those around a remark stay until somebody labels one of them.</source>
        <translation>0: für immer. Die um eine Anmerkung bleiben, bis jemand eines davon annotiert.</translation>
    </message>
    <message>
        <source>Copies of the records lie in the workspace and help against damage. A backup is one file with the whole workspace; keep it on another disk. Pictures, data sets and trainings only where they are ticked.</source>
        <translation>Kopien der Aufzeichnungen liegen im Arbeitsbereich und helfen gegen Schäden. Eine Sicherung ist eine Datei mit dem ganzen Arbeitsbereich; bewahren Sie sie auf einem anderen Datenträger auf. Bilder, Datensätze und Trainings nur, wo sie angekreuzt sind.</translation>
    </message>
    <message>
        <source>Backing up, MB</source>
        <translation>Sichert, MB</translation>
    </message>
    <message>
        <source>Reading the backup, MB</source>
        <translation>Liest die Sicherung, MB</translation>
    </message>
    <message>
        <source>Restoring, MB</source>
        <translation>Stellt wieder her, MB</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Bricht ab</translation>
    </message>
    <message>
        <source>Copies of the records</source>
        <translation>Kopien der Aufzeichnungen</translation>
    </message>
    <message>
        <source>Made while the program runs; the oldest beyond this number goes. 0: none.</source>
        <translation>Entstehen, während das Programm läuft; die älteste über diese Zahl hinaus geht. 0: keine.</translation>
    </message>
    <message>
        <source>A new copy every</source>
        <translation>Eine neue Kopie alle</translation>
    </message>
    <message>
        <source>Hours of running.</source>
        <translation>Stunden Laufzeit.</translation>
    </message>
    <message>
        <source>Locked at the start</source>
        <translation>Beim Start gesperrt</translation>
    </message>
    <message>
        <source>Where a PIN is set.</source>
        <translation>Wo eine PIN gesetzt ist.</translation>
    </message>
    <message>
        <source>Sign off after</source>
        <translation>Abmelden nach</translation>
    </message>
    <message>
        <source>Nobody can sign in: {detail}.</source>
        <translation>Niemand kann sich anmelden: {detail}.</translation>
    </message>
    <message>
        <source>People: {name}</source>
        <translation>Personen: {name}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Only an administrator changes this.</source>
        <translation>Das ändert nur ein Administrator.</translation>
    </message>
    <message>
        <source>Only an engineer changes this.</source>
        <translation>Das ändert nur ein Techniker.</translation>
    </message>
    <message>
        <source>Minutes without a key or the mouse.</source>
        <translation>Minuten ohne Taste oder Maus.</translation>
    </message>
    <message>
        <source>The two PINs differ.</source>
        <translation>Die beiden PINs sind verschieden.</translation>
    </message>
    <message>
        <source>No PIN is set: nothing is locked.</source>
        <translation>Keine PIN ist gesetzt: nichts ist gesperrt.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open the last source, model and piece again as the window starts.</source>
        <translation>Die letzte Quelle, das letzte Modell und Stück beim Start des Fensters wieder öffnen.</translation>
    </message>
    <message>
        <source>Operator&apos;s view</source>
        <translation>Bedieneransicht</translation>
    </message>
    <message>
        <source>Begin with the large screen for the operator.</source>
        <translation>Mit der großen Ansicht für den Bediener beginnen.</translation>
    </message>
    <message>
        <source>from the next inspection on</source>
        <translation>ab der nächsten Prüfung</translation>
    </message>
    <message>
        <source>from the next start of the program on</source>
        <translation>ab dem nächsten Start des Programms</translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation>gespeichert {time}</translation>
    </message>
    <message>
        <source>saved {time}, {when}</source>
        <translation>gespeichert {time}, {when}</translation>
    </message>
    <message>
        <source>{name}: saved {time}</source>
        <translation>{name}: gespeichert {time}</translation>
    </message>
    <message>
        <source>{name}: put back {time}</source>
        <translation>{name}: zurückgestellt {time}</translation>
    </message>
    <message>
        <source>Undo: {name}</source>
        <translation>Rückgängig: {name}</translation>
    </message>
    <message numerus="yes">
        <source>{n} settings match</source>
        <comment>{n} setting matches</comment>
        <translation>
            <numerusform>{n} Einstellung passt</numerusform>
            <numerusform>{n} Einstellungen passen</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no workspace at {path} yet.</source>
        <translation>Unter {path} gibt es noch keinen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>Das ist keine Zahl.</translation>
    </message>
    <message>
        <source>This is no whole number.</source>
        <translation>Das ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>It takes a number from {low} to {high}.</source>
        <translation>Möglich ist eine Zahl von {low} bis {high}.</translation>
    </message>
    <message>
        <source>Screening</source>
        <translation>Vorauswahl</translation>
    </message>
    <message>
        <source>A screen is a very small network that names the places where one model looks. What it loses is lost: read what it kept before you say yes. Who said yes, and when, is kept and stands beside every result.</source>
        <translation>Eine Vorauswahl ist ein sehr kleines Netz, das die Stellen nennt, an denen ein Modell hinsieht. Was sie verliert, ist verloren: lesen Sie, was sie behielt, bevor Sie zustimmen. Wer wann zugestimmt hat, wird behalten und steht bei jedem Ergebnis.</translation>
    </message>
    <message>
        <source>No model is loaded yet: a screen belongs to one model.</source>
        <translation>Noch ist kein Modell geladen: eine Vorauswahl gehört zu einem Modell.</translation>
    </message>
    <message>
        <source>Off: {model} looks at every frame whole.</source>
        <translation>Aus: {model} sieht jedes Bild ganz an.</translation>
    </message>
    <message>
        <source>On for {model}: {name} said yes to {screen} on {date}.</source>
        <translation>An für {model}: {name} hat {screen} am {date} zugestimmt.</translation>
    </message>
    <message>
        <source>On for {model}: {screen} is still in use here, though its yes was ended or changed elsewhere.</source>
        <translation>An für {model}: {screen} ist hier noch in Gebrauch, obwohl die Zustimmung anderswo beendet oder geändert wurde.</translation>
    </message>
    <message>
        <source>{name} said yes on {date}, but the screen is not used. {why}</source>
        <translation>{name} hat am {date} zugestimmt, doch die Vorauswahl wird nicht genutzt. {why}</translation>
    </message>
    <message>
        <source>{name} ({sha256})</source>
        <translation>{name} ({sha256})</translation>
    </message>
    <message>
        <source>{name} ({sha256}), in use</source>
        <translation>{name} ({sha256}), in Gebrauch</translation>
    </message>
    <message>
        <source>{screen}, made for {model}</source>
        <translation>{screen}, gemacht für {model}</translation>
    </message>
    <message>
        <source>On {data}, {n_frames} frames in {n_groups} groups: the model would look at {looked_at} of the surface.</source>
        <translation>Auf {data}, {n_frames} Bilder in {n_groups} Gruppen: das Modell sähe {looked_at} der Oberfläche an.</translation>
    </message>
    <message>
        <source>Of frames in which it finds nothing: {looked_at}.</source>
        <translation>Bei Bildern, in denen es nichts findet: {looked_at}.</translation>
    </message>
    <message>
        <source>all that the model finds</source>
        <translation>alles, was das Modell findet</translation>
    </message>
    <message>
        <source>{n_kept} of {n_found}</source>
        <translation>{n_kept} von {n_found}</translation>
    </message>
    <message>
        <source>{low} to {high} %</source>
        <translation>{low} bis {high} %</translation>
    </message>
    <message>
        <source>not known: the model finds none there</source>
        <translation>nicht bekannt: das Modell findet dort keine</translation>
    </message>
</context>
<context>
    <name>severity</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>minor</source>
        <translation>gering</translation>
    </message>
    <message>
        <source>major</source>
        <translation>erheblich</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>not graded</source>
        <comment>in a narrow column</comment>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>Not graded: no calibration</source>
        <translation>Nicht bewertet: keine Kalibrierung</translation>
    </message>
    <message>
        <source>Below every limit of the severity table</source>
        <translation>Unter jeder Grenze der Tabelle der Schwere</translation>
    </message>
</context>
<context>
    <name>thresholds</name>
    <message>
        <source>model&apos;s own</source>
        <translation>die des Modells</translation>
    </message>
    <message>
        <source>set “{name}”</source>
        <translation>Satz „{name}“</translation>
    </message>
    <message>
        <source>set “{name}” for {product}</source>
        <translation>Satz „{name}“ für {product}</translation>
    </message>
    <message numerus="yes">
        <source>{base} · changed by hand: {n}</source>
        <comment>{base} · changed by hand: {n}</comment>
        <translation>
            <numerusform>{base} · von Hand geändert: {n}</numerusform>
            <numerusform>{base} · von Hand geändert: {n}</numerusform>
        </translation>
    </message>
    <message>
        <source>{class_name} ≥ {value}</source>
        <translation>{class_name} ≥ {value}</translation>
    </message>
    <message>
        <source>{class_name} ≥ {value}</source>
        <comment>an area, with its unit</comment>
        <translation>{class_name} ≥ {value}</translation>
    </message>
    <message numerus="yes">
        <source>{n} values</source>
        <comment>{n} value</comment>
        <translation>
            <numerusform>{n} Wert</numerusform>
            <numerusform>{n} Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>put back: {class_name}</source>
        <translation>zurückgesetzt: {class_name}</translation>
    </message>
    <message>
        <source>put back for {source}</source>
        <translation>zurückgesetzt für {source}</translation>
    </message>
</context>
<context>
    <name>train</name>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished">gescheitert</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} runs before it</source>
        <comment>{n} run before it</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No training is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} of {n_steps}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training: {parts}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading: the frames are looked through, and this PC is tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting: its process is being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring: thresholds, scores and the model file are being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its turn, behind {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its turn: it is the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at step {step} of {n_steps}. It waits in memory; “Go on” lets it go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: mIoU {score} on val. Add it to the models to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: mIoU {score} on val ({before} in {run} before). Add it to the models to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: mIoU {score} on val. It waits on the Models page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, without a score on val.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept at step {step} of {n_steps}, as asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step {step} of {n_steps}, as asked. “Go on” continues from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thrown away, as asked. Only what was asked for is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed: {detail}. Mend that, then “Go on”: it continues from its last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed without a word; its log.txt may say why. “Go on” tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off at step {step} of {n_steps}: its process is gone. “Go on” continues from its last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked to pause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked to stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked to stop and keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked to end, thrown away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has told nothing yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its progress cannot be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU {score}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU {score} and rising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU {score} and falling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU {score}, no longer rising</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>views/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beside the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>works {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line inspects on this PC and comes first: the run works with what is left. The time left follows slowly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>injected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views with an injected defect, per view: {shares}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried on this PC: {trials}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns from {dataset}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns from {datasets}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network {network}: {cost}; {licence}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{parameters} M parameters, {mac} G multiplications a megapixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins from scratch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with the weights of {run}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with the model {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{beginning} A class is new to it: it teaches what it knows, by the recipe for new kinds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with published weights of the encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins with published weights of the encoder, from {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rare classes are left as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} steps of {batch} views.</source>
        <comment>{n} step of {batch} views.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>At most {n} steps of {batch} views, as many as fit into {minutes} min.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {n} steps of {batch} views, to be done by {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked for cannot be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None against rare classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Injected defects (as on the Balance page)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames with rare classes more often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss weighted by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Focal loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class-balanced loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Injection as the paper has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Injection as its authors&apos; code has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the Balance page says, else as the network&apos;s recipe does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against rare classes: {method}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n_frames} frames, {n_classes} classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be used: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed} Mpx/s a core on this PC ({model})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speed on this PC not measured yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU {score} here in {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU {score} on {dataset}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published weights that were installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published weights that this PC keeps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the run a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run of this name is there. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no dataset yet: import one, or make a synthetic one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a number of minutes above 0, such as 20.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a whole number of steps above 0, such as 1500.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a time of day, such as 05:30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct what is marked first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} things refuse this training.</source>
        <comment>One thing refuses this training.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“Check and start” looks through the dataset first, and starts at once where nothing is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing speaks against a training on {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} things to mind in {name}. Press “Start all the same” to say yes to them.</source>
        <comment>One thing to mind in {name}. Press “Start all the same” to say yes to it.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things in {name} refuse this training.</source>
        <comment>One thing in {name} refuses this training.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} in {n_groups} groups</source>
        <comment>{n} in {n_groups} group</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Starting {run}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace yet that could hold it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When what is running has ended, or was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a run first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run does not work now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is paused already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was asked, and pauses after the step in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for its turn; stop it where it shall not begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was asked, and ends after the step in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run works: there is nothing to go on with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not learning any more, or not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is not done: it has no model yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its model is among the models already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no second run to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the runs first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“New training…” first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This throws away all that {run} has learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again within 5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No training yet. Set one up: it works in the background while the line goes on inspecting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst and best validation frames stand here after the first validation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run keeps no validation frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation at step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} px false</source>
        <comment>{n} px false</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{frame}, {caption}. Solid: as labelled. Dashed: as the network says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU with background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auxiliary maps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>teachers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding {run} to the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} beside {second}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mIoU of defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IoU {class_name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} ({low} to {high})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} (few groups)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both were asked for the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were not tested on the same frames: the scores cannot be subtracted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{run} has no scores on a test split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give at least one share above 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split a dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset stays as it is; the same frames become a new version with other splits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splitting {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished">Bilder</translation>
    </message>
    <message>
        <source>groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Near twins are looked for when it is made; groups that they connect stay together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Near twins are not looked for: a surface may lie in two splits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training: {parts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step} of {n_steps}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>updates</name>
    <message>
        <source>“{path}” is being inspected into</source>
        <translation>in „{path}“ wird gerade geprüft</translation>
    </message>
    <message>
        <source>the training “{run}” runs or waits</source>
        <translation>das Training „{run}“ läuft oder wartet</translation>
    </message>
    <message>
        <source>Inspector is open a second time (process {pid})</source>
        <translation>Inspector ist ein zweites Mal offen (Prozess {pid})</translation>
    </message>
    <message>
        <source>{before} → {version}, by {name}</source>
        <translation>{before} → {version}, durch {name}</translation>
    </message>
    <message>
        <source>back from {before} to {version}, by {name}</source>
        <translation>zurück von {before} auf {version}, durch {name}</translation>
    </message>
    <message>
        <source>{before} → {version}, by {name}: not made, {before} stayed</source>
        <translation>{before} → {version}, durch {name}: nicht ausgeführt, {before} blieb</translation>
    </message>
    <message>
        <source>the program had not ended after ten minutes</source>
        <translation>das Programm war nach zehn Minuten nicht beendet</translation>
    </message>
    <message>
        <source>a program of Inspector was open</source>
        <translation>ein Programm von Inspector war offen</translation>
    </message>
    <message>
        <source>a file could not be written: the disk is full, or refuses</source>
        <translation>eine Datei ließ sich nicht schreiben: der Datenträger ist voll oder verweigert es</translation>
    </message>
    <message>
        <source>it does not start on this PC</source>
        <translation>es startet auf diesem PC nicht</translation>
    </message>
    <message>
        <source>the file does not hold a part that is installed here, the training or the NVIDIA GPU</source>
        <translation>die Datei enthält einen Teil nicht, der hier installiert ist: Training oder NVIDIA-GPU</translation>
    </message>
    <message>
        <source>there is no earlier program</source>
        <translation>es gibt kein früheres Programm</translation>
    </message>
    <message>
        <source>it could not be done</source>
        <translation>es ging nicht</translation>
    </message>
    <message>
        <source>it did not say how it ended: it was ended, or the PC lost its power</source>
        <translation>es sagte nicht, wie es endete: es wurde beendet, oder der Strom fiel aus</translation>
    </message>
    <message>
        <source>the system asked for an administrator, and nobody agreed</source>
        <translation>das System fragte nach einem Administrator, und niemand stimmte zu</translation>
    </message>
    <message>
        <source>Windows does not know of an installation in “{path}”</source>
        <translation>Windows kennt keine Installation in „{path}“</translation>
    </message>
</context>
<context>
    <name>upkeep</name>
    <message>
        <source>some time after {at} UTC</source>
        <translation>irgendwann nach {at} UTC</translation>
    </message>
    <message>
        <source>Nothing was being inspected</source>
        <translation>Es wurde nichts geprüft</translation>
    </message>
    <message>
        <source>“{piece}” was not inspected to its end</source>
        <translation>„{piece}“ wurde nicht bis zum Ende geprüft</translation>
    </message>
    <message>
        <source>“{piece}” was being inspected; {s} s have passed since then</source>
        <translation>„{piece}“ wurde geprüft; seither sind {s} s vergangen</translation>
    </message>
    <message>
        <source>About {m} m of “{piece}” were not inspected, at its speed of before and the {s} s that have passed</source>
        <translation>Etwa {m} m von „{piece}“ wurden nicht geprüft, bei der Geschwindigkeit von vorher und den {s} s, die vergangen sind</translation>
    </message>
    <message>
        <source>versions, this PC, what inspector doctor found</source>
        <translation>Versionen, dieser PC, was inspector doctor fand</translation>
    </message>
    <message>
        <source>log, without passwords and names of pieces</source>
        <translation>Protokoll, ohne Passwörter und Namen von Stücken</translation>
    </message>
    <message>
        <source>log, without passwords</source>
        <translation>Protokoll, ohne Passwörter</translation>
    </message>
    <message>
        <source>report of an end that nobody wished</source>
        <translation>Bericht über ein ungewolltes Ende</translation>
    </message>
    <message>
        <source>settings, without PINs, commands and passwords</source>
        <translation>Einstellungen, ohne PINs, Befehle und Passwörter</translation>
    </message>
    <message>
        <source>numbers about the records: how many, which version, whether whole</source>
        <translation>Zahlen über die Aufzeichnungen: wie viele, welche Version, ob unversehrt</translation>
    </message>
    <message>
        <source>what was decided and when, without names</source>
        <translation>was entschieden wurde und wann, ohne Namen</translation>
    </message>
    <message>
        <source>picture of a defect</source>
        <translation>Bild eines Fehlers</translation>
    </message>
</context>
</TS>
