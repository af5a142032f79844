"""What a narrative carries from one sentence to the next, and when it lets go.

Prevents a date or place told once from being lost in the next sentence, and from clinging to another story.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.reading.scenes import Scene
from tocsin.reading.when import dated
from tocsin.reading.where import find_groups, placed
from tocsin.records.actors import ActorMention
from tocsin.records.events import EventMention
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.times import When
from tocsin.records.weapons import WeaponMention

ONE_STORY = 4
"""Days between the first and the last day named within which a report tells one story."""
HEADING = 14
"""Words up to which a sentence without an event is read as a heading."""


@dataclass(slots=True)
class Thread:
    """What the narrative carries from one sentence to the next: the last place, date, weapons and doers told."""

    one_story: bool = True
    paragraph: int = -1
    told_in: int = -1
    place: Place | None = None
    when: When | None = None
    main: When | None = None
    weapons: tuple[WeaponMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    seen: list[EventMention] = field(default_factory=list)

    def enter(self, scene: Scene) -> None:
        """A new paragraph forgets with what and by whom, and comes back from the past to the report's main date."""
        if scene.paragraph != self.paragraph:
            self.paragraph, self.weapons, self.actors = scene.paragraph, (), ()
            self.when = self.main if self.one_story else None
            self.place = self.place if self.one_story else None

    def head(self, scene: Scene) -> None:
        """A short sentence without an event ("Bamako, 17 September.") says where and when what follows took place."""
        if scene.triggers or len(scene.tokens) > HEADING:
            return
        groups, dates = find_groups(scene), [t for t in scene.times if t.when.start]
        if groups:
            self.place = placed(groups[0].places[0])
        if dates and dates[0].when.precision == "day":
            self.when = dated(dates[0])

    def follow(self, event: EventMention) -> None:
        """Take over what this event says."""
        self.seen.append(event)
        self.told_in = self.paragraph
        self.place = event.place or self.place
        self.actors = event.actors or self.actors
        if event.when and event.when.start and event.when.precision == "day" and not event.multiple:
            self.when = event.when
            self.main = self.main or event.when
        self.weapons = event.weapons or self.weapons


def is_one_story(reading: Reading) -> bool:
    """Whether the days named lie close together, so that a date or place may carry over from paragraph to paragraph."""
    days = [t.when.start for t in reading.times if t.when.start and t.when.precision == "day"]
    return not days or (max(days) - min(days)).days <= ONE_STORY
