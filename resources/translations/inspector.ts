<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
<context>
    <name>AlarmsView</name>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge, because:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that wait: {0}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stands beside what you draw and review. Somebody else reviews your frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswersView</name>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupForm</name>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>data sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trainings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify a backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back the workspace up into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of a workspace (*{0})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore into a new folder</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its files are inspected in the order of their names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every frame of it is inspected, in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number such as 0 for a camera on this PC, or an address such as rtsp://192.168.1.20/strip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.avi *.mkv *.mov *.m4v *.mpg *.mpeg *.wmv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hatch of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Else it is told apart, and never measured, recorded or counted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassForm</name>
    <message>
        <source>No class was met so far: load a model or open a dataset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassRow</name>
    <message>
        <source>{0} found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put {0} back to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put {0} back to {1}  (Del on its slider)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {0} alone; again: show all  ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {0} alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least score of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is reported from this score on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least area of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller {0} are not reported</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what is inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DefectModel</name>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DefectTable</name>
    <message>
        <source>Defects of this piece, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows for a spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write these rows into a CSV file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects are listed here as they are found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect fits the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the defects by words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class of the defects listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity of the defects listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all severities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor and up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major and up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstStepsSheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A moving strip that this program makes: defects are outlined, measured and recorded as on a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that you have: PNG, JPEG, TIFF or BMP files, in the order of names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of this PC by its number, 0 is the first, or of the network by address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begun from here</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latest defects stand here as pictures.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdicts name the version that gave them. The versions before stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Terms of use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys as in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo all changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys as the preset has them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by name, page or key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions with their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the place of those it has; also Enter on the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo its change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new key, with Ctrl, Alt or Shift held if you like. Esc: leave it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed: keys that are held, and those of fields, lists and pictures as the list of keys has them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse and focus</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LampView</name>
    <message>
        <source>well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>The classes of the model stand here once it is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ManualSheet</name>
    <message>
        <source>Manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all pages  (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back  (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward  (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write this page as PDF  (Ctrl+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasuredForm</name>
    <message>
        <source>Pixels of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Millimetres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>px of the picture are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBand</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the message offers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is opened first. One that cannot be used changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From here on it inspects {0}, with its own thresholds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it from here on</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NotInspectedView</name>
    <message>
        <source>Frames that were not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or a double-click shows a frame as far as it can be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticePanel</name>
    <message>
        <source>Alarms, messages, not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OperatorFoot</name>
    <message>
        <source>Begin coil</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin rail</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsLine</name>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name (may be left out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove everybody: nothing is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New PIN of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last administrator stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Really everybody? Press again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RGB</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PieceDialog</name>
    <message>
        <source>New piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As on the order or stamped on the piece, for example R-2041.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coil of strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect it again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PieceMap</name>
    <message>
        <source>Map of the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map of the piece grows here, from its beginning to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not inspected, {0} to {1} {2}: {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not calibrated: pixels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinField</name>
    <message>
        <source>PIN</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>grey</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgramForm</name>
    <message>
        <source>Update from a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with this PC, in the operator&apos;s view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with names of pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with pictures of defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save support bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save these…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back to {0}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update from a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packages (*.deb *.exe)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save support bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed from {0} ↺</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this rule</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a screen…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say yes to this screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look everywhere again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX models (*.onnx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major and up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SelfCheckPanel</name>
    <message>
        <source>How far the check is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SeriousColumn</name>
    <message>
        <source>Last critical and major defects</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetDialog</name>
    <message>
        <source>Save these thresholds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the model in use. A set of this name and product is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it stands in {0}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An example, agreed with nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SidePanels</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For line-scan cameras: a defect that crosses the border of two frames is one defect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sub-folders too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep watching for new frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on until it is stopped, with each file once it is complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the files say, else 16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits of 16-bit files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being inspected: closed first, then opened again. Ends {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends {0}, once the new source delivers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open and end the piece</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatView</name>
    <message>
        <source>, needs attention</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StripCanvas</name>
    <message>
        <source>Live picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View changed ↺</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>across {0} · along {1} {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · {1}° to the travel</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plant</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a set…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete a set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WARNING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopLine</name>
    <message>
        <source>Who is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the window closes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No piece</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerdictLine</name>
    <message>
        <source>Verdict: {0}. {1}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of a false stop</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of a pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mm per px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>later: sizes stay in pixels until then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the workspace</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Annotate</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole frame in view</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End what is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close message</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start or stop the inspection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open video…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open camera…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New piece…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new rail or coil with its id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture stands still; inspection goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the whole frame on the screen, to be annotated later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide overlay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill, outline, both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next overlay style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay stronger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overlay weaker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One frame pixel on one screen pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ruler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag over the picture: length, angle, grey along the line. Esc ends it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold and drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer; freezes the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older; freezes the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this inspection, read again from its source; freezes the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame with a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame with a defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame that was not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame that was not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfreeze and follow the strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last change of a threshold or an area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By class, position, size or file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those selected, else all that are listed, for a spreadsheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole frame on the screen, with what was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export defects…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that is being loaded is given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of them, and to acknowledge them: arrows, Tab, Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each frame and why; Enter shows it as far as it can be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the last answers say in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show class {number} alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again: show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit rail or strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What passes fills the picture, not what lies beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quarter to the right: a rail lies flat. Kept for each source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn picture back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness and contrast follow each picture; what is inspected stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine structures in dark and in bright parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark parts brighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark parts darker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness and contrast as the camera delivers them; also a click on “View changed”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small picture of the whole frame while zoomed in; again: hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom about the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag with the middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or with the left one while Space is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag with the right button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brightness and contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up: brighter; to the right: more contrast. What is inspected stays as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click or drag in the overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the picture there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom along the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also + and - while the map has the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag on the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move along the piece, zoomed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a mark, a picture or a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show that defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its frame, close; Esc goes back to the view before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel on the pictures of defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the picture to its buttons, defects, classes, table and map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows, Home and End move inside; Enter shows the defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it alone, everywhere; again: show all</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen model as one file, to be carried to another PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name, time, line, model, and by what was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the results, older</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the results, newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this piece below, and open another one above it; again: end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today&apos;s model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model and thresholds in use now find in this frame; again: as recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded and today&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line to drag parts what was recorded from what today&apos;s model finds; again: no line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole frame again; no defect is chosen. Again: all classes</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name or by what it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back the setting that was changed last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it says of this page, with search and contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other keys for anything on this list, or those of another tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator&apos;s view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Few and large, on the whole screen; again: back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First steps…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this PC can do, the workspace, the inspection at work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the workspace here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where there is none yet: folders, settings, records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked, it starts, stops and looks; an engineer unlocks it with a PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <comment>between two keys that do the same</comment>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
            <numerusform></numerusform>
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} changes wait: {detail}</source>
        <comment>{n} change waits: {detail}</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{frames} and {n} clean parts</source>
        <comment>{frames} and {n} clean part</comment>
        <translation type="unfinished">
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
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n_hosts} of them with at most {n} injections</source>
        <comment>{n_hosts} of them with at most {n} injection</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n_hosts} of them with about {n} injections</source>
        <comment>{n_hosts} of them with about {n} injection</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups</source>
        <comment>{n} group</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>like {n} or more others</source>
        <comment>like {n} or more others</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1  This PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2  The workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3  See it work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this PC can do for the inspection, found by trying. You may go on at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is a folder that holds everything of one line: records, pictures, settings, models. All of this can be changed later, under Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace is there; what you change is saved in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three ways, each one press. Come back here with {key} or from Settings, “This PC”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is being made …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There was a workspace in this folder: it was opened, and what it says holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language holds from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the whole path of the folder, from its beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the line a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are other files in this folder. Name a new or an empty one.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an NVIDIA GPU is in this PC, but no driver for it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} does not start: its parts are of different versions, as after an update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} runs CUDA {cuda} at most, and CUDA {needed} is needed: driver {wanted} or newer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} is too old for CUDA {needed}: driver {wanted} or newer is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} finds no GPU that this program may use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the NVIDIA driver {driver} does not start (its error {code})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this program was installed without its CUDA part (there is no {library})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CUDA cannot start without {libraries}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{library} (not found)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{library} (not found; {other} is there, which is another version)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{library} (found, but it does not load: {detail})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the NVIDIA driver {wanted} or newer and restart this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See that the GPU is powered and seated, that CUDA_VISIBLE_DEVICES does not hide it, and, in a container or a virtual machine, that it is handed through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the GPU add-on of Inspector; from source: pip install -c constraints.txt -e &apos;.[gpu]&apos;</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>No pixel is a defect, and {n} are ignored (255). If 255 stands for the defect, say what the values of masks mean.</source>
        <comment>No pixel is a defect, and {n} is ignored (255). If 255 stands for the defect, say what the values of masks mean.</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pictures are turned by their EXIF tag and their annotations fit them only unturned, {name} for one. They were annotated in a program that ignores the tag: remove it from the pictures.</source>
        <comment>{n} picture is turned by its EXIF tag and its annotation fits it only unturned: {name}. It was annotated in a program that ignores the tag: remove it from the picture.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} pictures are turned by their EXIF tag, {name} for one. Their annotations have the right size, but look whether they lie right: not every program obeys the tag.</source>
        <comment>{n} picture is turned by its EXIF tag: {name}. Its annotation has the right size, but look whether it lies right: not every program obeys the tag.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} frames of 16 bits seem to hold {bits} and do not say so. Import them with --bits {bits}, or they are taken for nearly black.</source>
        <comment>{n} frame of 16 bits seems to hold {bits} and does not say so. Import it with --bits {bits}, or it is taken for nearly black.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} surfaces lie in several splits, as {name} and {other}: scores will be too good to be true. Group the frames, or split the dataset anew.</source>
        <comment>{n} surface lies in several splits, as {name} and {other}: scores will be too good to be true. Group the frames, or split the dataset anew.</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys that are held down stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is for fields, lists and buttons, and stays so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key} is for the picture on the page {page}, and stays so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Shift makes of this key is another sign on another keyboard. Take another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key cannot be told from others. Take another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it from “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {keys}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {keys}. “{other}” lost it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys are as in {preset}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys are as in {preset}, but for what you changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys act, but are not saved: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{page} · {help}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold {keys} · fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} · changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} actions</source>
        <comment>{n} action</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keys of {n} actions changed</source>
        <comment>Keys of {n} action changed</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A change rests: {name}. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} more rest.</source>
        <comment>{n} more rests.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} changes are of actions that this program does not have; they are kept.</source>
        <comment>{n} change is of an action that this program does not have; it is kept.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} are finished without a defect</source>
        <comment>{n} is finished without a defect</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} cannot be read and are not counted</source>
        <comment>{n} cannot be read and is not counted</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>Of {n} frames the history does not lead back to the first person any more.</source>
        <comment>Of {n} frame the history does not lead back to the first person any more.</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>FROZEN · {n} new defects</source>
        <comment>FROZEN · {n} new defect</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No frames yet. Open a folder, a video or a camera, or try the demo strip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frames yet: no source is open. Ask an engineer to open one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{piece} begins with the next source. Open a folder, a video or a camera, or try the demo strip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{piece} begins with the next source. Ask an engineer to open one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first frame of {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame of {piece} was inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening model and records for {source} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to inspect yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready: {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {source} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspecting; opening {source} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Ended: {n} inspected</source>
        <comment>Ended: {n} inspected</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ended: {n} of {n_frames} inspected, {n_not} not</source>
        <comment>Ended: {n} of {n_frames} inspected, {n_not} not</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Loading model {model} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of this workspace</source>
        <comment>the model that is loaded: the promoted one</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying model {model}: new to this PC, up to some minutes …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>results of {made_by}; next: {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{models}, then {model}</source>
        <comment>models that inspected one piece after the other</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>severities: example table {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>severities: table {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demo strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspects {source} again, from its beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop ends {piece} at {position}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo strip ends {piece} at {position}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} ends {piece} at {position}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} is closed and opened again: ends {piece} at {position}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another model inspects {piece} from {position} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quitting ends {piece} at {position}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} records wait for the disk; then the window closes.</source>
        <comment>{n} record waits for the disk; then the window closes.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Quit and lose {n} records</source>
        <comment>Quit and lose {n} record</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Press again: lose {n} records</source>
        <comment>Press again: lose {n} record</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>its beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again within {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <comment>frames per second that come in</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>age</source>
        <comment>of the frame on the screen</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the GPU of this PC is not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm waits to be acknowledged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} alarms wait to be acknowledged (Live, F6).</source>
        <comment>{n} alarm waits to be acknowledged (Live, F6).</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Frames come from {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is being inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records are not open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects are on the disk within a second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames were skipped: the model is too slow.</source>
        <comment>{n} frame was skipped: the model is too slow.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The picture is {age} old: this PC is too slow, or busy with something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO PICTURE YOUNGER THAN {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame was skipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coil {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rail {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demonstration model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model {model} on {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>screening on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>screening on: {screen} names where the model looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reported: {classes}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the product is inspected, what lies beside it is masked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predict {median} (p95 {p95})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measure {median} (p95 {p95})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>record {median} (p95 {p95})</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames inspected, {n_not} not</source>
        <comment>{n} frame inspected, {n_not} not</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{inspected} inspected, {not_inspected} not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>records waited {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera lost {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between frames {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no product seen {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reached {length}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} gaps of unknown length</source>
        <comment>{n} gap of unknown length</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lock</name>
    <message>
        <source>Locked: an engineer unlocks with {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the engineer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name and PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not the PIN. Try again in {wait}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is locked: no PIN is set (Settings, or: inspector workspace pin)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can sign in: [[people]] in workspace.toml cannot be used ({detail}). Correct it, or: inspector workspace pin --reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engineer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({role})</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the manual holds all of these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} places</source>
        <comment>{n} place</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the page as PDF …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write this page as PDF, to be printed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Nothing can be inspected before a model is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{piece} goes on being inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model, or put the file back and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on with the next frame; this one is listed as not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model used so far stays in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was started; what is recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing recorded is lost: records wait in memory, and inspection waits when that is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical: {class_name} at {position}, {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found on “{piece}”; the severity table calls it critical.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on; the defect is recorded with its picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it, decide about the piece, and acknowledge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {percent} inspected of “{piece}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plant&apos;s limit is {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was not seen is recorded as gaps, with their causes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the gaps on the map; inspect the piece again, or have it looked at by eye.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not seeing: no picture of {name} younger than {limit_s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Either no frame comes, or this PC is too slow or busy with something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What passes meanwhile is not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the camera and its cable, and what else runs on this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture of {name} stands still: {n_frames} identical frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No camera gives the same values twice: it has hung, or sees nothing but black or white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These frames are inspected, but show nothing of what passes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check light, lens and camera; switch the camera off and on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model does not fit into the memory of its device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” and frames like it are not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are recorded as gaps; inspection tries each next frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End other programs that use the device, or choose a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More alarms than are listed one by one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest: {newest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All are counted and in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge alarms that are dealt with, to make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms cannot be heard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound was played: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms are shown and recorded all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install a player (paplay, pw-play or aplay), or switch the sound off in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command for alarms failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{command}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms are shown and recorded all the same; the command is tried at the next alarm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it in the settings. It is said once while the program runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of alarms cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms are shown and recorded all the same; it is tried at each change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the path in the settings. It is said once while the program runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is backed up: {n_files} files, {mb} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” was read back and is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it on another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace was not backed up to “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was left there that could be taken for a backup. The workspace is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place, or make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is. Nothing was restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup “{path}” is whole: {n_files} files, {mb} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{by} made it on “{pc}” at {made_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace is restored in “{folder}”: {n_files} files, {mb} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each file of “{path}” was compared with what was written into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it: inspector window --workspace &apos;{folder}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” was not restored to “{folder}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was left there that could be taken for a workspace. The backup is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or empty folder with enough room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old pictures were removed by the plant&apos;s rule: {n}, {mb} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They were kept as long as Settings, Evidence, says. Inspections: {n_pieces} ({pieces}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their records stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kept picture of “{name}” was removed on {at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the plant&apos;s rule: after {days} days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long pictures are kept is set in Settings, Evidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kept picture of “{name}” made room for newer ones on {at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The room for pictures was full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give them more room in Settings, Evidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kept picture of “{name}” is not in this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was restored on {at} from a backup without this picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it in the workspace that was backed up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kept picture of “{name}” cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” is missing or damaged, and not by any rule of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the pictures: inspector workspace verify. A backup may hold it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is cut short: its end is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again, or check the program that writes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a picture, whatever its name says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it from the folder, or save it as PNG, JPEG, BMP or TIFF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is {width} × {height} pixels; up to {limit_mpx} megapixels are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut it into shorter frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of picture is not read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as 8- or 16-bit grey or RGB in PNG, JPEG, BMP or TIFF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds floating-point values {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what is black and white in all frames by --float-range, or save 16-bit grey.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be read: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions and the disk or network share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source does not answer: no byte of it came within {limit_s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk or network share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of “{name}” shows nothing: rows {first_row} to {last_row} of {n_rows}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From there on the file holds zeros only, as after a copy that broke off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its other rows are inspected; these count as not inspected. So do those of later frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again. Where the strip had left the picture, nothing need be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be seen: the picture is black.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the light and the lens. Where no rail or strip was under the camera, all is well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be seen: the picture is white where the product should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorten the exposure, or dim the light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be seen: one grey everywhere, without any noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the camera: it may be covered, or send a test picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It shows no rail or strip, only what lies beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin and end pieces where they begin and end. Else check where the camera points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The columns that are to be inspected lie beyond the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set other columns, or have the edges found (Settings, Product edges).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edges of the product jumped in “{name}”, by {jump_px} px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rail or strip sways slowly: the camera was moved, the piece changed, or an edge is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies between the old and the new edges is inspected as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the edges in the picture. If they are wrong, inspect whole frames (Settings).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edges of the product are not clear in “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few rows show them: there may be a shadow, water or scale, or nothing beside the product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those of the frames before hold. Without any, the frame is inspected up to its side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the edges in the picture. Fixed columns may suit this camera better (Settings).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was removed before its turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep files in the folder until they are inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames arrive faster than this PC inspects them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest frames are inspected; what was left out is recorded as a gap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow the line, use a GPU, or choose a faster model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records could not be written for a while, so inspection had to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk, or end the program that holds the database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stretch before “{name}” was not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The piece moved on further than the camera saw between two frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is recorded as a gap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the camera take frames more often, or check the speed of the line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection was stopped before its turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is listed as not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again to inspect it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspecting it failed: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it happens again, copy the details for support, and the log: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds the value {highest}; {bits} bits, as set or as the file says, reach {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the bits that the camera delivers, at least {needed}, where the source is opened, or by --bits.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is at “{path}”.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames on which it fails are listed as not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model; copy the details for support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{path}” ran out of memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other model takes its place by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put its file back, or choose a model and promote it; “inspector models history” shows who did.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Because: {because}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It inspects from the next frame on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{by} rolled back to {model}; before it, {before} was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plant&apos;s rule has rolled back from {before} to {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{because}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} inspects from the next frame on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the frames since the promotion; the rule stands under [promotion] in workspace.toml.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on, slower than it could.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings, “This PC”, and “inspector doctor” say what is missing and what to do.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frame was looked at whole, as a check on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are recorded; their like in frames that are not looked at whole may be missed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them; “inspector models screen MODEL --off” ends screening, a new calibration may mend it.</source>
        <translation type="unfinished"></translation>
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
        <source>Nothing was installed; the program is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file and its signature again from where they come from, and compare the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the stick or the share, and copy the file anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{signature}” is not beside “{path}”: nobody can tell who made the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file with its signature, both into one folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is signed with a key that this PC does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” bears the key {key}; known here: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask who made the file. An administrator may add a key: see the manual for IT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update was altered since it was signed, or is not whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is no update for the program on this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the file of this edition and for this kind of PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} is installed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds the same build.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is older than the program: {version}, installed is {installed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}”: an older program may not read what this one has written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To go back, use “Roll back”, or say so: inspector update install FILE --downgrade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough room for the update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on this disk, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is at work on this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on, and the program is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for the end of it, or end it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another update is being installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One at a time changes the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other one goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, then look which version is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program was not installed from a package.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is none in “{path}”, so there is nothing that could be updated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package once, as an administrator. From source, update the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} was not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The installer says: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {before} is in place and answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put right what it says, then try again. The log holds more: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} does not work on this PC, so {before} is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {before} is in place and answers; the plant&apos;s files are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a support bundle and send it to whoever made the update. The log: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} does not work, and no earlier program answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plant&apos;s files are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package that worked last, as an administrator: dpkg -i FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no earlier program to go back to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” holds one program, or none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An older version can be installed from its file: inspector update install FILE --downgrade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The earlier program, {version}, does not work, so it was not put back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the version that is wanted from its file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that starts was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it as an administrator: sudo inspector update roll-back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} is installed; before it was {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was started and answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Inspector and start it again: an open window is still the one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} is put in place as soon as this program has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows exchanges no program that runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes some minutes; do not switch this PC off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came of it is told when Inspector starts the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether Inspector starts with the PC was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check whether this user may write there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was inspected for {away_s} s: the program was not running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended on {since} in the middle of this piece, and goes on with it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What passed meanwhile is recorded as a gap of unknown length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at that part of the piece by eye, or inspect it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector ended unexpectedly on {at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{missed}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded before is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of it: {report}. “Save support bundle…” in Settings packs it for support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector ended unexpectedly {n} times within {minutes} minutes, and is not started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of it: {report}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it by hand. If it ends again, go back: inspector update roll-back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The support bundle was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it to another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The support bundle is saved: {n_files} files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the file {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another version was installed while this window was open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window is the version before, and its files are not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is inspected. What is recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Inspector and start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inspection has not ended yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source, the model or the disk does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded stays. It ends when they answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the camera, the network share and the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole frame lies with the evidence of its piece, to be annotated later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many pictures wait for the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its defects and their pictures are in the records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment, or make room on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame of a piece is on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start an inspection first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no folder, no video and no model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was open stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder with frames, a video, or a model (.onnx).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several files were dropped at once ({n}), and one source is inspected at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop the folder that holds them, or one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other work of this page is still running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for it, or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The snapshot “{name}” is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames: {n_frames}; injections: {n_injections}; given up: {n_given_up}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts that were not taken: {shares}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on it with: inspector train --dataset {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contact sheet is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody asked for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it had finished is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no screen here: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it at a screen, with xvfb-run, or inspect without a window: inspector run SOURCE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The manual is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page of it can be read in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything else works without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the program again: files of it are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} does not get every result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection and records go on; it is tried again with each frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check where it writes or sends to. The log holds more: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the program itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the details for support, and the log: {log}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: inspection cannot be recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk. Recording goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records are locked by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the program that has the database open. Recording goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the program that has the database open, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: the records cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” is damaged or no database: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was left as it is. Nothing was started; what is recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what can be saved: inspector workspace repair. Or restore a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” has version {found}; this program knows up to {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Inspector on this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the permissions, or choose another workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection waits for the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records that wait to be written: {n_waiting}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing recorded is lost. Live frames that cannot wait are recorded as a gap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check whether another program keeps the disk busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames were not recorded: {n_frames}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” took no more records, and the inspection was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded before stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk or free the database, then inspect these frames again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database refused a record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inspection ends as failed. What was recorded before stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect the piece again. If it happens again, send the log: {log}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything that was inspected is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” holds {n_recorded} of {n_frames} frames and {n_defects_recorded} of {n_defects} defects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inspection counts as failed. What was recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the records with “inspector workspace verify”, and inspect the piece again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The records were damaged while they were open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording goes on in a fresh file. The damaged one is kept as “{kept}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk. Then bring the records together: inspector workspace repair.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock of this PC was changed during the inspection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It moved {by_s} s against the time that really passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times of single records are those of the clock. The inspection ends after it began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No copy of the records was made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records themselves are written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk or check the permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds were changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From frame {from_frame} on: {settings}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames before it keep what was found in them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old defect pictures make room for new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” has reached its {limit_mb} MB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records stay; pictures somebody annotated stay too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the quota in workspace.toml to keep more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defect pictures are not being kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects themselves are recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which part of frame {frame} was inspected cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record of it is not understood: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frame is shown without its edges; perhaps not all of it was inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the records: inspector workspace verify.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found in frame {frame} cannot be shown as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its recorded regions are not understood: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The boxes of its defects are shown instead. The defects themselves are recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the overlay of frame {frame} shows is not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too much: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its defects are recorded, with their boxes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the thresholds: a frame full of defects is seldom true.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inspection of “{piece}” was not finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program ended during it, started {started_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was inspected until then is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect the rest of the piece again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was recorded of it stays, and is shown in the table and on the map.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the file and the way to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not the picture that was inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {found}; inspected was one of {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not shown: what was found would lie in the wrong place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file that was inspected back to where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was written anew since it was inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspected was the file of {then}; this one is of {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown with what was found then, and may not be the same picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of “{name}” only the pictures of its defects were kept: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its source cannot be read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They lie where they were; the rest of the frame is left empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of “{name}” no picture was kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It came from a source that cannot be read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which whole frames are kept is set in workspace.toml, under evidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame} is not in the records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may wait to be written, or is of another inspection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last one in this direction is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of “{name}” the boxes of its defects are shown, not their shapes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their shapes were not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect the piece again to have them.</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such file or folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to inspect in “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder holds no files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with frames, or keep watching it for new frames (also --watch).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A demonstration: no steel of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program makes the strip and its defects; critical ones say STOP, as on a line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder, a video or a camera to inspect your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector itself writes to “{written}” meanwhile, and would inspect that, too, without end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that holds the frames alone, apart from workspace and results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was waited for, {limit_s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was inspected before is recorded; nothing more of it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk or network share, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A source is a folder, a picture, a video, a camera&apos;s number or URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one of these, or “demo” for the synthetic strip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is given twice: at {first_mm} mm and at {second_mm} mm across.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would be inspected twice, and each of its defects would count twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each source once, by SOURCE or by --lane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{path}” was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other folders are inspected; nothing in this one is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{path}” cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new is inspected; it is tried again and again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk or network share. Inspection goes on by itself when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is inspected again, as “{piece}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It had been inspected before, and begins anew with its first frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another source where this is another piece.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{path}” is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be read again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on with what has come meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing need be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” keeps growing, so it is not inspected yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has been written to for {grows_s} s; a frame is read once it is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other files are inspected. Where it never ends, it is listed as not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the program that writes it. A video is opened as a video, not with its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video “{path}” cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged, or of a kind that is not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play it elsewhere to check it, or convert it to MP4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left of “{name}” is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listing it failed: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was inspected is recorded; the inspection counts as failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspect it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video “{path}” ended early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds {n_frames} of the {n_expected} frames that it promises.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those read were inspected; the rest is listed as not inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the video again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The frames of “{source}” seem to hold {bits} of 16 bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {n_frames} of the first {n_watched} no value is above {highest}; nothing states the bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are inspected as 16-bit frames, so nearly black: defects are missed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set {bits} as the bits of its files, where the source is opened, or by --bits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera “{address}” was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its power and cable, and the address; other programs must have released it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera {number} was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PC has no camera of this number, or another program uses it. The first one is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its cable and close other programs; inspector doctor lists the cameras of this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera “{address}” is lost: the strip is not being inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stopped sending frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What passes now is recorded as not inspected; the next try comes in {retry_s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its power and cable. Inspection goes on by itself when it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera “{address}” is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was away for {lost_s} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gap is in the records; look at that part of the piece again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace at “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its workspace.toml was not found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it here, or name another folder: “Make the workspace here”, inspector workspace init.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was left as it is. Nothing was started; what is recorded stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct workspace.toml, or restore a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some severity rules never fire with the model “{model}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It reports no defects of a class called {names}, which the severity table names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects get their severity by the other rules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the classes of these rules in Settings, Severity, or take the rules out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has version {found}; this program knows up to {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No workspace was made at “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is one already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window does not know where it was and what was open last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was left as it is. No record is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it; the window then remembers anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys that you chose are not known; the program&apos;s own act.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was left as it is. The first key that you change puts it aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the file and start again, or choose keys anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results cannot be written to “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or empty folder, or one that an earlier run wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program writes to “{path}” at this moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{user} on “{pc}” began at {since} (process {process}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for its end, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The results cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in the records stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is no pixel size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes one or two numbers above 0, in mm per pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write, for example, 0.25 or 0.25,0.5 (across, along).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several lanes need to know how large a pixel is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lanes lie beside each other in millimetres.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the calibration in Settings or workspace.toml, or give --mm-per-px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects are not joined from “{left}” to “{right}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mm} mm lie between these lanes, which no camera sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are inspected; what goes over from one to the other is counted in each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check where the lanes lie across, in mm, and the size of a pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These lanes overlap by {mm} mm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both are inspected; what lies where they overlap is counted in each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions by speed or by name need to know how large a pixel is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are millimetres, and a frame without a scale is so many rows long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would lie {detail} along the piece; no piece is so long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the position in its name, or the time of the file and the clock of the PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positions along after “{name}” may be off by its length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be read, so nobody knows how long it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It counts as long as the frame before it; where there was none, as no length at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stretch is listed as a gap of unknown length; look at that part of the piece again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{pattern}” cannot find positions in the names of frames.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a pattern with one group named “mm” or “m” around the number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN was not set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be one: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lock is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of people was not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody may do what they could before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can sign in: the list of people cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspecting, stopping and acknowledging alarms go on. All else is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct [[people]] in the file, or begin anew: inspector workspace pin --reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The thresholds were not saved as “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They hold as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no one set of thresholds “{name}” for the model {model}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one of them, with its product where two have one name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The calibration “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a TOML file with mm_per_px_across and mm_per_px_along.</source>
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{data}, {split}: {n} frames, each taken for a group · against {active} · {at} by {by}</source>
        <comment>{data}, {split}: {n} frame, taken for a group · against {active} · {at} by {by}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gate is passed: {n} checks, none failed.</source>
        <comment>The gate is passed: {n} check, none failed.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gate is passed; {n} checks could not be made.</source>
        <comment>The gate is passed; {n} check could not be made.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} checks failed.</source>
        <comment>{n} check failed.</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} turns passed over, as there was no time</source>
        <comment>{n} turn passed over, as there was no time</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines were cut by a loss of power, and are known as such.</source>
        <comment>{n} line was cut by a loss of power, and is known as such.</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INSPECTED –</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{length} NOT SEEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} of {n_frames} frames NOT SEEN</source>
        <comment>{n} of {n_frames} frames NOT SEEN</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>nothing missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no piece inspected yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} frames</source>
        <comment>{n} frame</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} gaps of unknown length</source>
        <comment>{n} gap of unknown length</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last: {time}, {because}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} more alarms</source>
        <comment>{n} more alarm</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} acknowledged alarms whose cause is still there</source>
        <comment>{n} acknowledged alarm whose cause is still there</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times</source>
        <comment>once</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on an earlier piece: {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since an earlier piece: {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from before the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{because} ({by}, {time})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen, goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>False alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} of {n_frames} frames were not inspected</source>
        <comment>{n} of {n_frames} frames was not inspected</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Every frame was inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} more are not listed</source>
        <comment>{n} more is not listed</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>operator</name>
    <message>
        <source>INSPECTING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT SEEING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STARTING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOPPING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STOPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture for {age}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No frame yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No source is chosen: an engineer opens one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The piece has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{severity} {class_name}</source>
        <comment>of a defect: critical crack</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor</source>
        <comment>of a defect</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major</source>
        <comment>of a defect</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <comment>of a defect</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Critical and major defects stand here as large pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No critical or major defect on this piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects are not graded: no calibration. The latest stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That&apos;s wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A defect
was missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect:
{class_name}, {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect: what
is outlined now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this defect is not of the piece on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Marked at {where}; {n} frames kept, and those that follow</source>
        <comment>Marked at {where}; {n} frame kept, and those that follow</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Marked at {where}; its frames have gone already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not marked: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again</source>
        <comment>for what the button has just asked</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engineer&apos;s
view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id of the piece</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Updates come as a file with its signature, on a stick or a share; nothing is fetched. Before one is installed, records and settings are copied; a program that does not start gives way to the one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}, edition {edition}, built {built}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}, not installed from a package: it is updated as it was set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version before: {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no version before that it could go back to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key is known: no update file can be installed before an administrator adds one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last: {at}, {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roll back to {version}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying records and settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installing; do not switch this PC off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the new program, to see whether it answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gathering what support needs; the models of this PC are tried meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version} is whole and signed by {key}. Install it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window is still {version}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector closes for it, and starts again after some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start version {version} from now on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot read {what}; copies from before lie in the folder “backups”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Of {n} workspaces no copy was made: {names}</source>
        <comment>Of a workspace no copy was made: {names}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>By {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody starts it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inspector-support-{date}.zip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} KB</source>
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} min left</source>
        <comment>{n} min left</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tiles answered nearly as {by} did; scores differ by {measured} on average, {limit} is allowed.</source>
        <comment>{n} tile answered nearly as {by} did; scores differ by {measured} on average, {limit} is allowed.</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups are too few for a proof, and all that they say is worse than the {limit} points that are allowed.</source>
        <comment>{n} group is too few for a proof, and all that it says is worse than the {limit} points that are allowed.</comment>
        <translation type="unfinished">
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} groups are too few for a proof, and all that they say is more than the {limit} in 1,000 frames that are allowed.</source>
        <comment>{n} group is too few for a proof, and all that it says is more than the {limit} in 1,000 frames that are allowed.</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{plant} · {piece} · inspection {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a report of this piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>report {piece}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table of defects (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plant, line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator, PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version {version}: an example, agreed by nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: sizes are in pixels, and nothing in millimetres was judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{across} mm across, {along} mm along per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lane}: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>still running: this report is not final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped before its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has no end: its program died</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not graded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No grading table was chosen for this kind of piece.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grading table: {table}; SHA-256 {sha256}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded {at} by {actor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} verdicts before it stay in the records.</source>
        <comment>{n} verdict before it stays in the records.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>By what could be judged: {verdict}. {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also: {rule}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: {note}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules compared with “{standard}” by {who}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table names “{standard}”; nobody has confirmed that its rules agree with that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{length} ({percent} %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaps of unknown length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames inspected, not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is recorded about how much was inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped: the model was too slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused: records could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed unseen between frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no product to be seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inspection of it failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reached before the stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked beside the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked beside the product, lane {lane}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} % of the picture, never inspected; the product is {width} wide ({narrowest} to {widest}). By: {chosen}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stretches that were not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects: totals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No defect was found in what was inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {all} defects are pictured, the worst first; all are in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} of their pictures are no longer kept or cannot be read.</source>
        <comment>{n} of their pictures is no longer kept or cannot be read.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All defects, by position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst {shown} of {all} defects, here and on the map; the table and the spreadsheet have all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length × width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length and width as ISO 8785 defines them, of the area seen. Depth is not measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thresholds at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed while it was inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>area from, px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that were not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <comment>and {n} more</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said at the line to be wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a defect was missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this is no defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What people were told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} surfaces lie in two splits as near twins, such as {names} ({splits}).</source>
        <comment>A surface lies in two splits as near twins: {names} ({splits}).</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} is in {n} training frames of {n_groups} groups only.</source>
        <comment>{names} is in one training frame only.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} frames are smaller than the views of {size} px, such as {names}.</source>
        <comment>A frame is smaller than the views of {size} px: {names}.</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clashes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PC is ready to inspect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This PC can inspect; {n} things should be known.</source>
        <comment>This PC can inspect; {n} thing should be known.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This PC is not ready: {n} faults stop inspection or its records.</source>
        <comment>This PC is not ready: {n} fault stops inspection or its records.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No fault was found, but {n} things were not measured.</source>
        <comment>No fault was found, but {n} thing was not measured.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at this PC …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before its end; what was found by then stands below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PC was not looked at yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be looked at: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bug of ours: the log has its trace, {log}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured: this program inspects, and would be slowed down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measured: another program of this PC inspects, and would be slowed down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again while nothing is inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector {version} from its source ({build}), in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector {version}, installed in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector {version} ({build}), a package in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>build not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All {n} files of the package are as they were made.</source>
        <comment>The file of the package is as it was made.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It has no list of checksums (SHA256SUMS): whether its files are whole is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its list of checksums cannot be used: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} files of the program are altered or missing: {names}</source>
        <comment>{n} file of the program is altered or missing: {names}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{name} (missing)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (altered)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({detail})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it finds and records is not to be relied on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the package again. If it comes back, have the disk looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of the system takes the place of the program&apos;s own libraries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set for this program: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded from elsewhere than the program: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries of the system may take the place of the program&apos;s own: it may crash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Inspector without them, for example: env -u {name} inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workspace, log and temporary files can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be written: {places}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} in {folder} ({detail})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>temporary files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this user has no home folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be recorded, so nothing can be inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on; what goes wrong leaves no trace for support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let this user write there, or name another folder: {option}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} free on the disk of {folder}: room for about {hours} of {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence may take {quota}, and the disk has less left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the disk is full, nothing more is recorded and inspection waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, or move the workspace to a larger disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of {folder} tells nothing: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} hours</source>
        <comment>{n} hour</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <comment>{n} day</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{speed} MB/s, with all on the disk; {line} writes up to {need} MB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records and pictures would wait for the disk, and then the inspection for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a local SSD for the workspace, or keep fewer whole frames (Settings, Evidence).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of {folder} is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test file could not be written in {folder}: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{free} of {total} GB free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames wait in memory: with so little, the PC may stand still for seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or give this PC more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time}, time zone {zone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock says {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every record would carry that time: pieces could not be found again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the clock; if it is lost at each power-off, the PC needs a new battery.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock says {time}, but the newest record is of {newest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was set back, or the records came from another PC: new pieces are listed below older ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} points at a scale of {scale} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window needs {width} × {height} points: some of it will not be seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a larger screen, or a smaller scale in the display settings of the system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other Inspector uses this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Inspector has this workspace open (process {pids}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Inspector inspects into this workspace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both share this PC&apos;s pace; one source cannot be read by both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close one of them, unless both are wanted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names}; network cameras are not searched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none on this PC (network cameras are not searched)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names}: this user may not open them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let this user use cameras (on Linux: the group “video”), and log in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} opens and answers as its card says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be inspected without a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>works: a frame of {height} x {width} px takes {times}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ms} ms on {runtime}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not on {runtime}: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not used: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks run on the processor; that is all this PC has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor does what the GPU of this PC could do many times faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be inspected on this PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fps} frames a second of {width} × {height} px with {model} on {device}: {speed} m/min, at {scale}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mm} mm along each pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the demo strip&apos;s {mm} mm along each pixel, since this line has no scale yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line delivers {fps} frames a second: about {percent} of them would be skipped and recorded as gaps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line delivers {fps} frames a second: there is hardly any reserve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line delivers {fps} frames a second: every one is inspected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many frames a second this line delivers is not set; the demo strip has {fps}, {width} × {height} px.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames as large as those of the demo strip were taken: none of this line is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of {mpx} megapixels were taken, in the shape of the demo strip&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a GPU or a faster PC, a lighter model, or inspect the product only (Settings, Product edges).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it under Settings, “What a new model must show”, and the scale under “Calibration”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a line like the demo strip</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large one pixel is on the surface. Without it sizes are given in pixels only, and are not graded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a defect is minor, major or critical. The worst rule that fits wins. Each saved table gets the next number, which records and reports name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks by the classes&apos; names, whichever model finds them. The program adds those that it meets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the steel is inspected: what lies beside it is masked, never predicted, and recorded as masked. A frame without a product is not seen, and never counts as clean. One source may have its own in workspace.toml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workspace.toml has others for {names} (by_source); they hold there instead of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspected of a frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With edges that are found, look at the picture: they are thin lines in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the whole frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between the edges of rail or strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between fixed columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside the product it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be half as bright as the product or less, or twice as bright or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>darker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin outside the edges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept as well, so that a defect at an edge is seen whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of fixed columns, from the left side of the frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column after the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of fixed columns; 0: up to the right side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks by clicks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newly promoted models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These hold from the next promotion on. Whoever promotes and goes back is recorded in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a training writes into the card of its model; earlier models stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a new model must show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for by the proof of a model, beside the active one, before it is promoted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People and lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators inspect, stop, acknowledge and look, without a PIN. Engineers also label, train, grade and promote. Administrators also change these settings. Whoever is signed in stands with all that is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this PC can do for the inspection, found by trying: where networks run, the disk, the clock and more. It takes some seconds, and leaves out what would slow down an inspection that runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other keys, or those of labelme, CVAT, napari or 3D Slicer. Each user of this PC has their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark suits control rooms; the picture of the steel is the brightest thing in both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the window. The command line speaks English.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decimals of millimetres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many digits after the point sizes have in tables and under pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands in every record and report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of a piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a new piece is, unless chosen otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coil of strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by the lens. Empty: not calibrated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel along</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by line speed and trigger rate together. Empty: not calibrated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mm per px</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by {name} on {date}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set in workspace.toml; who and when is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not calibrated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both directions were set alike: check the other one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes a length in pixels and one in mm, both above 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>area, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest extent, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shortest extent, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>length by ISO 8785, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width by ISO 8785, {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule {n}: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its colour hardly differs from that of {other} (ΔE {distance}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People with {sights} hardly tell its colour from that of {other} (ΔE {distance}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>protanopia (no red)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deuteranopia (no green)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tritanopia (no blue)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the hatch tells them apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strokes /</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strokes \</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines across</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>squares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>diamonds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chequers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ONNX file that looks at a frame once; the tool “Mask by clicks” can choose both files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ONNX file of the same export that answers each click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least coverage of a piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where less of a piece was inspected, the screen says STOP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence of new models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may use them, in your own words. Agree it where their data or weights come from elsewhere. Empty: the check “Card complete” of the proof fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds less by at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of each class and each size, so many of 100 defects fewer; with the whole uncertainty of the figure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More false alarms by at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than the active model gives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or so many in 1,000 frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The larger of the two counts: of a model without any, 10 % are none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames a second of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which the model must be able to inspect on this PC. 0: not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of one of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In millions of pixels. 0: as large as the frames that it is proved on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Else as fast as the active model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least so much of its speed, where the line&apos;s frames are not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of a miss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a defect that is not found, in money of yours. With the cost of a false stop it gives the cheapest working point on the Models page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of a false stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a line that stops for a false alarm, in the same money.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A short sound with each new alarm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program that is started at each alarm, for a lamp say. Empty: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where too many of the first frames after a promotion show defects, or the model fails on them, the model of before inspects again, and an alarm says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many frames of all lanes after the promotion, while the program runs; asked from the 50th on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames with defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where more of them show a defect than this, it goes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It says which alarms stand, written anew at each change. Empty: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room for pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is full, the oldest pictures that nobody annotated make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep whole frames with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames with a defect of this severity or worse are kept for annotation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep uncertain frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those with a region that scores this near to its threshold. 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep every n-th frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever it shows. 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep pictures for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then they go, at a calm time; records stay. 0: for ever, as far as the room goes. What is labelled never goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of pieces with a critical defect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: for ever. Where several of these hold, the longest does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of rejected pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those whose last verdict is to reject them. 0: for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames that somebody asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: for ever. Those around a remark stay until somebody labels one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies of the records lie in the workspace and help against damage. A backup is one file with the whole workspace; keep it on another disk. Pictures, data sets and trainings only where they are ticked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backing up, MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the backup, MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring, MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies of the records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made while the program runs; the oldest beyond this number goes. 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new copy every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours of running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a PIN is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign off after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minutes without a key or the mouse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two PINs differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No PIN is set: nothing is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can sign in: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an administrator changes this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an engineer changes this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the last source, model and piece again as the window starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator&apos;s view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with the large screen for the operator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the next inspection on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the next start of the program on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved {time}, {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: saved {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: put back {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} settings match</source>
        <comment>{n} setting matches</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no workspace at {path} yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes a number from {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A screen is a very small network that names the places where one model looks. What it loses is lost: read what it kept before you say yes. Who said yes, and when, is kept and stands beside every result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is loaded yet: a screen belongs to one model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: {model} looks at every frame whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On for {model}: {name} said yes to {screen} on {date}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On for {model}: {screen} is still in use here, though its yes was ended or changed elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} said yes on {date}, but the screen is not used. {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({sha256})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ({sha256}), in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{screen}, made for {model}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On {data}, {n_frames} frames in {n_groups} groups: the model would look at {looked_at} of the surface.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of frames in which it finds nothing: {looked_at}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all that the model finds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n_kept} of {n_found}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{low} to {high} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known: the model finds none there</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>severity</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not graded</source>
        <comment>in a narrow column</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not graded: no calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below every limit of the severity table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>thresholds</name>
    <message>
        <source>model&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set “{name}” for {product}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{base} · changed by hand: {n}</source>
        <comment>{base} · changed by hand: {n}</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{class_name} ≥ {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{class_name} ≥ {value}</source>
        <comment>an area, with its unit</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} values</source>
        <comment>{n} value</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>put back: {class_name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put back for {source}</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
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
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things in {name} refuse this training.</source>
        <comment>One thing in {name} refuses this training.</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} in {n_groups} groups</source>
        <comment>{n} in {n_groups} group</comment>
        <translation type="unfinished">
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
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the training “{run}” runs or waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector is open a second time (process {pid})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} → {version}, by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back from {before} to {version}, by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{before} → {version}, by {name}: not made, {before} stayed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the program had not ended after ten minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a program of Inspector was open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a file could not be written: the disk is full, or refuses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it does not start on this PC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file does not hold a part that is installed here, the training or the NVIDIA GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no earlier program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it could not be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it did not say how it ended: it was ended, or the PC lost its power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the system asked for an administrator, and nobody agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows does not know of an installation in “{path}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>upkeep</name>
    <message>
        <source>some time after {at} UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was being inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{piece}” was not inspected to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{piece}” was being inspected; {s} s have passed since then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About {m} m of “{piece}” were not inspected, at its speed of before and the {s} s that have passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>versions, this PC, what inspector doctor found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log, without passwords and names of pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log, without passwords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>report of an end that nobody wished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>settings, without PINs, commands and passwords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>numbers about the records: how many, which version, whether whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what was decided and when, without names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture of a defect</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
