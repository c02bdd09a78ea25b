"""Dynamic Label Injection: rare defects of the training split, put into clean pictures while training.

Source: Caruso, Pelosin, Simoni, Boschetti, "Dynamic Label Injection for Imbalanced Industrial Defect Segmentation",
ECCV 2024 workshops.

    quotas.py     how many injections of which class make a batch or a data set as even as wished
    blending.py   how donor pixels enter a host: cut-paste and three kinds of gradient blending
"""
