"""The trained reader: one encoder, heads for spans, coreference and relations, run by onnxruntime and NumPy."""
