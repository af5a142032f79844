import { describe, expect, it } from "vitest";
import { leading, marksOf, paragraphsOf, unitsOf } from "./spans";
import type { EventMention, ReportPage, Span } from "./types";

/** A span by its words, with offsets in code points as the server counts them. */
function span(text: string, words: string): Span {
  const start = [...text.slice(0, text.indexOf(words))].length;
  return { start, end: start + [...words].length, text: words };
}

function page(text: string, events: Partial<EventMention>[], rest: Partial<ReportPage> = {}): ReportPage {
  const empty = { actors: [], targets: [], target_objects: [], weapons: [], attribution: [], place: null, when: null, killed: null, injured: null };
  return {
    format: "tocsin-reading/1", report: { id: "r" } as ReportPage["report"], text, statements: [], relations: [], repeats: [],
    warnings: [], events: events.map((e, n) => ({ ...empty, id: `m-${n}`, ...e }) as unknown as EventMention), ...rest,
  };
}

const actor = (s: Span) => ({ name: s.text, id: null, span: s, score: null });

describe("offsets", () => {
  it("count code points, not UTF-16 units", () => {
    const text = "🔥🔥 Shells hit 𐤀leppo 🕊";
    const unit = unitsOf(text);
    expect(text.slice(unit(3), unit(9))).toBe("Shells");
    expect(text.slice(unit(14), unit(20))).toBe("𐤀leppo");
    expect(unit(10_000)).toBe(text.length);
  });

  it("mark the right words after an emoji", () => {
    const text = "🚨 Breaking 🚨: rebels shelled Marat 💥.";
    const marks = marksOf(page(text, [{ trigger: span(text, "shelled"), actors: [actor(span(text, "rebels"))] }]));
    expect(marks.map((m) => text.slice(m.start, m.end))).toEqual(["shelled", "rebels"]);
  });
});

describe("segments", () => {
  it("give the text back, whatever the spans and line ends", () => {
    const text = "\n\nOne 🔥 fire.\r\n\r\nTwo fires.\n \n\n\nThree.\n";
    const p = page(text, [{ trigger: span(text, "fire.") }, { trigger: span(text, "fires") }]);
    const drawn = paragraphsOf(p).flatMap((q) => q.segments).map((s) => s.text).join("");
    expect(drawn).toBe(text);
    expect(paragraphsOf(p)).toHaveLength(3);
  });

  it("are cut at every boundary of overlapping spans", () => {
    const text = "the army chief said";
    const p = page(text, [{ trigger: span(text, "said"), actors: [actor(span(text, "the army")), actor(span(text, "army chief"))] }]);
    const segments = paragraphsOf(p)[0]!.segments;
    expect(segments.map((s) => [s.text, s.marks.map((m) => m.key)])).toEqual([
      ["the ", ["m-0/actors/0"]],
      ["army", ["m-0/actors/0", "m-0/actors/1"]],
      [" chief", ["m-0/actors/1"]],
      [" ", []],
      ["said", ["m-0/trigger"]],
    ]);
  });

  it("carry a span over a paragraph's end", () => {
    const text = "one two\n\nthree four";
    const p = page(text, [], { statements: [{ kind: "denial", speaker: null, about: null, span: { start: 4, end: 14, text: "" } }] });
    const marked = paragraphsOf(p).map((q) => q.segments.filter((s) => s.marks.length).map((s) => s.text).join(""));
    expect(marked).toEqual(["two\n\n", "three"]);
  });

  it("say which paragraph is told again", () => {
    const text = "Alpha one.\n\nAlpha one.";
    const p = page(text, [], { repeats: [{ span: { start: 12, end: 22, text: "Alpha one." }, of: { start: 0, end: 10, text: "Alpha one." } }] });
    expect(paragraphsOf(p).map((q) => q.repeats)).toEqual([null, { start: 12, of: 0 }]);
  });

  it("stay fast on a long text with many spans", () => {
    const text = "Shells fell on the town.\n\n".repeat(20_000);
    const events = Array.from({ length: 20_000 }, (_, n) => ({ trigger: { start: n * 26, end: n * 26 + 6, text: "Shells" } }));
    const began = performance.now();
    expect(paragraphsOf(page(text, events))).toHaveLength(20_000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

it("the selected event's mark leads, then the shortest", () => {
  const text = "the army chief said";
  const p = page(text, [
    { trigger: span(text, "said"), actors: [actor(span(text, "army"))] },
    { trigger: span(text, "said"), attribution: [actor(span(text, "the army chief"))] },
  ]);
  const marks = marksOf(p).filter((m) => m.role !== "trigger");
  expect(leading(marks, null)?.role).toBe("actor");
  expect(leading(marks, "m-1")?.role).toBe("attribution");
  expect(leading([], null)).toBeUndefined();
});
