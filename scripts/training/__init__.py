"""How the trained reader is made: corpora into one shape, the model in torch, the export for the run time."""
