<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" sourcelanguage="en">
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
    <name>ClassRow</name>
    <message>
        <source>{0} found</source>
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
</context>
<context>
    <name>DefectTable</name>
    <message>
        <source>Defects of this piece, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this piece, newest on top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defects are listed here as they are found.</source>
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
        <source>Close  (F1 or Esc)</source>
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
    <message>
        <source>reported from score and area</source>
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
        <source>1 of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
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
</context>
<context>
    <name>PieceMap</name>
    <message>
        <source>Map of the piece</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not inspected, {0} to {1} {2}: {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map of the piece grows here, from its beginning to its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not calibrated: pixels</source>
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
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No piece</source>
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
    <name>ZoomReading</name>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>Open dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the chosen one</source>
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
        <source>Back to live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unfreeze and follow the strip</source>
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
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
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
    <name>balance</name>
    <message>
        <source>No dataset is open. Choose one above and open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This workspace holds no dataset yet. Bring one in with: inspector dataset import FORMAT PATH --workspace …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick “Clean parts too”.</source>
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
        <source>{n_hosts} of them with {n} injections</source>
        <comment>{n_hosts} of them with {n} injection</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
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
        <source>{piece} begins with the next source. Open a folder, a video or a camera, or try the demo strip.</source>
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
    <message>
        <source>Nothing is being inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demo strip</source>
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
        <source>not inspected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>covered</source>
        <comment>share of the length seen that was inspected</comment>
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
        <source>not reported: {classes}</source>
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
    <name>messages</name>
    <message>
        <source>Nothing can be inspected before a model is loaded.</source>
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
        <source>The dataset “{path}” cannot be balanced so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the settings, use clean parts of frames too (--clean-crops), or import frames that it lacks.</source>
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
        <source>It is that of a folder: letters, digits and . _ - or blanks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
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
        <source>Pairs or files that cannot be imported: {n_broken}; frames that can: {n_importable}. The report names each and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct them, or import the rest with --skip-broken.</source>
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
        <source>Set the bits that the camera delivers, at least {needed}: --bits {needed}.</source>
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
        <source>It is not a whole ONNX file: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file again, or export the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was exported for a newer ONNX than this program reads: {detail}</source>
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
        <source>The model “{path}” failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{detail}</source>
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
        <source>The model runs on the {used}, not on {wanted}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspection goes on, slower than it could.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “inspector doctor” to see what is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{model}” cannot be scored on the dataset “{path}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They do not fit: the model&apos;s classes are {model_classes}; those of the dataset are {dataset_classes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model trained on these classes, or a dataset with the model&apos;s classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training was not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}”: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the request.</source>
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
        <source>The training “{run}” failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put that right and start it again: it goes on from its last checkpoint.</source>
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
        <source>The frame of defect {defect_id} is no longer in memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the latest frames are kept for a quick look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The defect and its picture are in the records.</source>
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
        <source>It is the file {path}.</source>
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
        <source>Choose a folder with frames, or keep watching for new ones (--watch).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be opened.</source>
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
        <source>Set the bits that the camera delivers: --bits {bits}.</source>
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
        <source>Make one: inspector workspace init DIR.</source>
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
        <source>Correct the names under [severity] in workspace.toml, or take these rules out.</source>
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
        <source>Set the calibration in workspace.toml, or give --mm-per-px.</source>
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
        <source>The calibration “{path}” cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a TOML file with mm_per_px_across and mm_per_px_along.</source>
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
</context>
</TS>
