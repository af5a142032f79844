"""One report understood, stage by stage: `read.py` lists the stages, each file beside it is one or serves one."""
