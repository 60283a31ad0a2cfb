import { describe, expect, it } from "vitest";
import {
  editLines,
  offersOf,
  readLines,
  readPrice,
} from "../../app/routes/availability/offers-form.server.ts";
import { blocksOf, editBlocks, hoursOf, readBlocks } from "../../app/routes/availability/week-form.server.ts";

describe("weekly hours", () => {
  it("go into the form and come out the same, midnight included", () => {
    const hours = [
      { weekday: 1, fromMinute: 540, toMinute: 720 },
      { weekday: 1, fromMinute: 840, toMinute: 1440 },
      { weekday: 0, fromMinute: 0, toMinute: 60 },
    ];
    const blocks = blocksOf({ timezone: "UTC", hours, daysOff: [], offers: [] });
    const form = new URLSearchParams();
    for (const { weekday, from, to } of blocks) {
      form.append(`from.${weekday}`, from);
      form.append(`to.${weekday}`, to);
    }
    expect(hoursOf(readBlocks(form))).toEqual({
      hours: [
        { weekday: 1, from: "09:00", to: "12:00" },
        { weekday: 1, from: "14:00", to: "24:00" },
        { weekday: 0, from: "00:00", to: "01:00" },
      ],
    });
  });

  it("are added to and taken from by the form's own buttons", () => {
    const one = editBlocks([], "add-3");
    expect(one).toEqual([{ weekday: 3, from: "09:00", to: "12:00" }]);
    const two = editBlocks(one, "add-3");
    expect(two[1]).toEqual({ weekday: 3, from: "13:00", to: "15:00" });
    expect(editBlocks(two, "remove-3-0")).toEqual([two[1]]);
    expect(editBlocks(two, "add-9")).toEqual(two);
    expect(editBlocks(two, "drop-tables")).toEqual(two);
  });

  it("are refused where they make no sense", () => {
    const wrong = (from: string, to: string) => hoursOf([{ weekday: 2, from, to }]);
    expect(wrong("09:00", "")).toEqual({ wrong: { weekday: 2, problem: "incomplete" } });
    expect(wrong("25:00", "26:00")).toEqual({ wrong: { weekday: 2, problem: "incomplete" } });
    expect(wrong("12:00", "09:00")).toEqual({ wrong: { weekday: 2, problem: "backwards" } });
    expect(wrong("", "")).toEqual({ hours: [] });
    const twice = [
      { weekday: 2, from: "09:00", to: "12:00" },
      { weekday: 2, from: "11:00", to: "13:00" },
    ];
    expect(hoursOf(twice)).toEqual({ wrong: { weekday: 2, problem: "overlap" } });
  });
});

describe("offers", () => {
  it("are priced in the currency's own unit", () => {
    expect([readPrice("50", "usd"), readPrice("50.5", "usd"), readPrice("50,00", "eur")]).toEqual([
      5000, 5050, 5000,
    ]);
    expect([readPrice("7500", "jpy"), readPrice("1.250", "kwd")]).toEqual([7500, 1250]);
    for (const [text, currency] of [
      ["1.5", "jpy"],
      ["1.255", "usd"],
      ["-5", "usd"],
      ["1e3", "usd"],
      ["", "usd"],
    ]) {
      expect(readPrice(text ?? "", currency ?? ""), text).toBeNull();
    }
  });

  it("are read, and refused by line", () => {
    const form = new URLSearchParams(
      "minutes=60&price=50&currency=usd&minutes=&price=&currency=usd&minutes=30&price=0&currency=eur",
    );
    expect(offersOf(readLines(form))).toEqual({
      offers: [
        { durationMinutes: 60, price: { amount: 5000, currency: "usd" } },
        { durationMinutes: 30, price: { amount: 0, currency: "eur" } },
      ],
    });
    const line = { minutes: "60", price: "50", currency: "usd" };
    expect(offersOf([line, line])).toEqual({ wrong: 1, problem: "twice" });
    expect(offersOf([{ ...line, minutes: "2000" }])).toEqual({ wrong: 0, problem: "minutes" });
    expect(offersOf([{ ...line, price: "free" }])).toEqual({ wrong: 0, problem: "price" });
    expect(editLines([line], "remove-0")).toEqual([]);
    expect(editLines([line], "add")).toHaveLength(2);
  });
});
