"""Decide which event mentions are one happening in the world.

Called `linking` because `tocsin.link` is the public verb: a subpackage of that name would hide it once imported.
"""
