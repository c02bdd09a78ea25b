"""One canvas for every page that shows a frame.

    Canvas (widget)  =  ViewTransform  +  panes of layers  +  tools

- ``view_transform``: where the frame lies: zoom, pan, fit. It yields a ``Viewport``, the fixed answer of one moment,
  and that a ``VisibleRegion``: which frame row and column lies under each pixel of the screen. Everything that is
  painted or pointed at goes through these two; nobody else multiplies by a zoom.
- ``layer``: a pane is a stack of layers over one frame. A layer paints one thing and knows no other layer; it says
  what of it changed, as a box of the frame, and only that part of the widget is painted again. ``ImageLayer`` keeps
  its image until the viewport or the layer itself changes.
- ``picture_layer`` (the frame), ``product_layer`` (its edges, what is masked beside), ``index_layer`` (a class map as
  fill and hatch), ``outline_layer`` (borders), ``marks`` (the chosen box), ``wipe`` (the line between before and
  after): the layers that pages share.
- ``frame_image``: how a frame becomes screen pixels: ``StreamedImage`` for frames that are on show for a moment,
  ``Pyramid`` for one that is zoomed about. Another way, such as tiles, is another ``FrameImage``.
- ``label_layer``: labels while they are painted, straight from a class map that changes under it: ``label_pyramid``
  (nothing vanishes from afar), ``label_raster`` (fill, hatch and borders in one). A change costs what it covers.
- ``brush_ring``, ``sketch_layer``, ``pixel_grid``: what the hand holds, what it draws, and the pixels it is exact to.
- ``raster``, ``colour_tables``: the painting of indices with NumPy, and what colour each index has.
- ``tools``: what the mouse and the keys do. Those of a page's actions belong to the page.
- ``canvas_panel``: a canvas with its line of buttons and readings, or a sentence while there is nothing to show.

A page's canvas is a subclass that puts layers and tools together and shows the page's data with them; it overrides
nothing of painting, mouse and keys. What is particular to one page stays beside that page: ``live/strip_canvas``,
``balance/preview_canvas``, ``annotate/label_canvas``.

Units: *frame px* are pixels of the frame, *device px* of the screen, *widget px* Qt's, which a screen of higher
resolution shows larger. Zoom is device px per frame px, so 100 % is one on one whatever the screen's scaling.
"""
