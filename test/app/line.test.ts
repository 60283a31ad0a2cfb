import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLine, readNews, waitBefore } from "../../app/live/line.ts";
import { SIGNED_OUT } from "../../durable-objects/listener-contract.ts";

/** A browser's WebSocket, as far as the line uses it; the test is the other end. */
class OtherEnd {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static all: OtherEnd[] = [];
  readyState = 0;
  readonly said: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    OtherEnd.all.push(this);
  }
  send(text: string): void {
    this.said.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
  answers(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  drops(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const listener = { news: vi.fn(), opened: vi.fn(), signedOut: vi.fn() };
const page = new EventTarget();
let end: () => void = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  OtherEnd.all = [];
  vi.stubGlobal("WebSocket", OtherEnd);
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  end = openLine("wss://meridian.test/api/live", listener);
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const calls = () => OtherEnd.all.length;
const latest = () => OtherEnd.all.at(-1) as OtherEnd;

describe("the page's line", () => {
  it("tells that it is open, and what it hears", () => {
    latest().answers();
    expect(listener.opened).toHaveBeenCalledWith(false);
    latest().onmessage?.({ data: '{"booking":"b","version":3}' });
    expect(listener.news).toHaveBeenCalledWith({ booking: "b", version: 3 });
  });

  it("calls again by itself, later each time, and tells when it is open again", () => {
    latest().answers();
    latest().drops();
    expect(calls()).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(calls()).toBe(2);
    latest().drops();
    vi.advanceTimersByTime(900);
    expect(calls()).toBe(2);
    vi.advanceTimersByTime(1_200);
    latest().answers();
    expect(listener.opened.mock.calls).toEqual([[false], [true]]);
  });

  it("calls at once when the network is back", () => {
    latest().drops();
    page.dispatchEvent(new Event("online"));
    expect(calls()).toBe(2);
  });

  it("notices a line that is dead although nobody hung up", () => {
    latest().answers();
    vi.advanceTimersByTime(45_000);
    expect(latest().said).toEqual(["ping"]);
    vi.advanceTimersByTime(10_000 + 1_000);
    expect(calls()).toBe(2);
  });

  it("keeps a line that answers", () => {
    latest().answers();
    for (let beats = 0; beats < 10; beats++) {
      vi.advanceTimersByTime(45_000);
      latest().onmessage?.({ data: "pong" });
    }
    expect([calls(), listener.news.mock.calls.length]).toEqual([1, 0]);
  });

  it("never calls again once its reader is signed out", () => {
    latest().answers();
    latest().drops(SIGNED_OUT);
    page.dispatchEvent(new Event("online"));
    vi.advanceTimersByTime(600_000);
    expect([calls(), listener.signedOut.mock.calls.length]).toEqual([1, 1]);
  });

  it("hangs up when the page is left, and calls when it is back", () => {
    latest().answers();
    page.dispatchEvent(new Event("pagehide"));
    expect(latest().readyState).toBe(3);
    page.dispatchEvent(new Event("pageshow"));
    expect(calls()).toBe(2);
  });
});

describe("the pause before the next call", () => {
  it("doubles up to a minute, and is never the same for everybody", () => {
    expect([0, 1, 2, 9, 40].map((tries) => waitBefore(tries, 1))).toEqual([
      1_000, 2_000, 4_000, 60_000, 60_000,
    ]);
    expect(waitBefore(3, 0)).toBe(waitBefore(3, 1) / 2);
  });
});

describe("what is heard", () => {
  it.each(["pong", "", "{}", '{"booking":1,"version":2}', "null", "[]"])("%j is no news", (text) => {
    expect(readNews(text)).toBeNull();
  });
});
