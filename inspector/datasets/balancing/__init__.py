"""Dynamic Label Injection: rare defects of the training split, put into clean pictures while training.

Source: Caruso, Pelosin, Simoni, Boschetti, "Dynamic Label Injection for Imbalanced Industrial Defect Segmentation",
ECCV 2024 workshops.

    quotas.py     how many injections of which class make a batch or a data set as even as wished
    donors.py     defects cut from training frames, and the ban on leaks
    rules.py      what an injection of a class may look like and where it may lie
    injecting.py  one injection: transformed, placed, blended, judged, labelled
    balancer.py   a batch balanced as the paper says, as its code does, or our way
    blending.py   how donor pixels enter a host: cut-paste and three kinds of gradient blending
"""
