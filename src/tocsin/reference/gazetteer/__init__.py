"""Where places are: names, coordinates and areas, built from registry packages and our own tables."""

from tocsin.reference.gazetteer.build import CAPITAL_KEY
from tocsin.reference.gazetteer.lookup import Gazetteer, Match, load_gazetteer

__all__ = ["CAPITAL_KEY", "Gazetteer", "Match", "load_gazetteer"]
