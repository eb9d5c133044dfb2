"""Speed and memory of builds and exports, each beside the tools that they are made of, in one run."""
