"""Dynamic Label Injection: rare defects of the training split, put into clean frames while training.

Source: Caruso, Pelosin, Simoni, Boschetti, "Dynamic Label Injection for Imbalanced Industrial Defect Segmentation",
ECCV 2024 workshops.

    quotas.py     how many injections of which class make a batch or a data set as even as wished
    donors.py     defects cut from training frames, and the ban on leaks
    blending.py   how donor pixels enter a host: cut-paste and three kinds of gradient blending
    injecting.py  one injection: transformed, placed, blended, judged, labelled
    balancer.py   a batch balanced as the paper says, as its code does, or our way
    survey.py     what a dataset version offers: defects, clean frames, clean parts; previews of injections
    snapshot.py   a balanced version, planned and written
    donor_flags.py, contact_sheet.py   doubtful donors; injections on one picture, to look at

What people set (rules per class, targets) stands in inspector/core/balancing.py.
"""
