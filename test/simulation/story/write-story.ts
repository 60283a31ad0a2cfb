import { DAY, HOUR, MINUTE, type Milliseconds, SECOND } from "../../../domain/time.ts";
import { Dice } from "../engine/random.ts";
import type { ActName, Step, Story, Wish } from "./story.ts";

const MENTORS = ["mentor0", "mentor1"] as const;
const MENTEES = ["mentee0", "mentee1", "mentee2"] as const;

const LEADS: readonly [Milliseconds, ...Milliseconds[]] = [
  20 * MINUTE,
  50 * MINUTE,
  5 * HOUR,
  24 * HOUR + 20 * MINUTE,
  26 * HOUR,
  30 * HOUR,
  40 * HOUR,
  2 * DAY,
  3 * DAY,
];

/** The instants around which rules change their mind. */
const EDGES: readonly [Milliseconds, ...Milliseconds[]] = [-1, 0, 1, -SECOND, SECOND];

const SERVICES = ["stripe", "d1", "video", "email", "pages"] as const;

/** Writes a history's plan from its seed: a few wishes of a few people, each lived in some way, and the weather. */
export function writeStory(seed: number): Story {
  const dice = new Dice(seed);
  const wishes: Wish[] = [];
  const steps: Step[] = [];
  const count = 1 + (dice.chance(0.45) ? 1 : 0) + (dice.chance(0.15) ? 1 : 0);
  let tookOver = false;
  for (let index = 0; index < count; index++) {
    const wish = writeWish(dice, wishes);
    wishes.push(wish);
    const writer = new Writer(dice, steps, index, wish);
    // Platforms bring several: one payment for two of them is theirs to mistake.
    const platform = dice.chance(tookOver ? 0.6 : 0.2);
    if (platform) writer.takenOver();
    else writer.bookedHere();
    tookOver ||= platform;
    writer.later();
  }
  if (dice.chance(0.5)) weather(dice, steps, count);
  const faultRate = dice.pick([0, 0.01, 0.03, 0.08]);
  wishes.forEach((wish, index) => {
    if (dice.chance(0.2)) steps.push(reviewed(dice, wish, index));
  });
  steps.sort((one, other) => one.at - other.at);
  return { seed, faultRate, wishes, steps, deeds: null };
}

/** As soon as it is over, or on that day; or it cannot be reviewed, by them or at all. */
function reviewed(dice: Dice, { startsIn, minutes, mentor, mentee }: Wish, wish: number): Step {
  const closes = startsIn + minutes * MINUTE + HOUR;
  const at = closes + dice.pick([dice.pick(EDGES), dice.below(10) * SECOND, dice.below(30) * MINUTE]);
  return { at, act: "review", wish, who: dice.chance(0.9) ? mentee : mentor, how: "" };
}

function writeWish(dice: Dice, others: readonly Wish[]): Wish {
  const rival = others.at(-1);
  const isRival = rival !== undefined && dice.chance(0.6);
  const shift = dice.pick([0, 0, 15 * MINUTE, 60 * MINUTE]);
  return {
    mentor: isRival && dice.chance(0.8) ? rival.mentor : dice.pick(MENTORS),
    mentee: isRival && dice.chance(0.3) ? rival.mentee : dice.pick(MENTEES),
    startsIn: isRival ? rival.startsIn + shift : dice.pick(LEADS) + dice.below(3) * HOUR,
    minutes: dice.pick([30, 60]),
    price: dice.chance(0.06) ? 0 : 5_000,
  };
}

/** Writes the steps of one wish. */
class Writer {
  readonly #dice: Dice;
  readonly #steps: Step[];
  readonly #index: number;
  readonly #wish: Wish;
  #bookedAt: Milliseconds = 0;
  #paidAt: Milliseconds = 0;

  constructor(dice: Dice, steps: Step[], index: number, wish: Wish) {
    this.#dice = dice;
    this.#steps = steps;
    this.#index = index;
    this.#wish = wish;
  }

  bookedHere(): void {
    const dice = this.#dice;
    this.#bookedAt = dice.below(10) * MINUTE + (this.#index > 0 && dice.chance(0.4) ? 31 * MINUTE : 0);
    this.#step(this.#bookedAt, "book", this.#wish.mentee, dice.pick(["", "", "blind"]));
    if (dice.chance(0.15)) this.#step(this.#bookedAt + dice.below(4) * SECOND, "book", this.#wish.mentee);
    if (dice.chance(0.25)) this.#step(this.#bookedAt + dice.below(35) * MINUTE, "come_back");
    this.#pay();
    if (dice.chance(0.1)) this.#step(this.#bookedAt + 40 * MINUTE, "book", this.#wish.mentee);
  }

  takenOver(): void {
    const dice = this.#dice;
    const at = dice.chance(0.2) ? this.#wish.startsIn + this.#somewhere(2 * HOUR) : dice.below(60) * MINUTE;
    const intent = dice.pick([
      "paid",
      "paid",
      "paid_double",
      "paid_double",
      "paid_less",
      "unpaid",
      "shared",
      "shared",
    ]);
    if (dice.chance(0.4)) {
      this.#step(at, "take_over", "platform", `draft ${dice.pick(["unpaid", intent])}`);
      this.#step(at + dice.below(33) * MINUTE, "take_over", "platform", `confirmed ${intent}`);
    } else {
      this.#step(at, "take_over", "platform", `confirmed ${intent}`);
    }
    if (dice.chance(0.3)) this.#step(at + dice.below(90) * MINUTE, "take_over", "platform", "again");
    this.#bookedAt = at;
    this.#paidAt = at;
  }

  /** What may happen to any booking once it is there. */
  later(): void {
    const dice = this.#dice;
    if (dice.chance(0.75)) this.#cancelled();
    if (dice.chance(0.35)) this.#joined();
    if (dice.chance(0.07))
      this.#step(this.#paidAt + this.#somewhere(DAY), "refund_by_hand", "", dice.pick(["whole", "part"]));
    if (dice.chance(0.2)) this.#granted();
    if (dice.chance(0.15)) this.#sentAgain();
    if (dice.chance(0.07)) this.#dispute();
    if (dice.chance(0.15)) this.#erased();
    if (dice.chance(0.05))
      this.#step(this.#paidAt + this.#somewhere(DAY), "pay_again", "", dice.pick(["", "", "another_amount"]));
    if (dice.chance(0.1)) this.#step(this.#bookedAt + this.#somewhere(2 * DAY), "read");
    if (dice.chance(0.1)) this.#step(this.#bookedAt + this.#somewhere(2 * DAY), "book", this.#wish.mentee);
    if (dice.chance(0.12)) this.#vanished();
    if (dice.chance(0.25)) this.#afterwards();
  }

  /** The room is gone: long before anybody comes, or while they do. */
  #vanished(): void {
    const dice = this.#dice;
    const { startsIn } = this.#wish;
    this.#step(
      dice.pick([
        this.#paidAt + this.#somewhere(DAY),
        startsIn - dice.below(20) * MINUTE,
        startsIn + this.#somewhere(HOUR),
      ]),
      "vanish",
    );
    this.#joined();
  }

  /** Who was or was not there, as people say it afterwards. */
  #afterwards(): void {
    const dice = this.#dice;
    const { startsIn, minutes, mentor, mentee } = this.#wish;
    const closes = startsIn + minutes * MINUTE + HOUR;
    const at = dice.pick([closes + dice.pick(EDGES), closes + this.#somewhere(3 * DAY), closes + 3 * DAY]);
    this.#step(at, "contest", dice.pick([mentor, mentee, mentor, mentee, "stranger"]));
    if (dice.chance(0.4)) this.#step(at + dice.below(2), "contest", dice.pick([mentor, mentee]));
    if (dice.chance(0.5))
      this.#step(at + this.#somewhere(DAY), "rule", "admin1", dice.pick(["held", "mentor_missing"]));
  }

  #pay(): void {
    const dice = this.#dice;
    if (!dice.chance(0.88)) return;
    const sessionEdge = 35 * MINUTE;
    const after = dice.chance(0.75)
      ? SECOND + dice.below(20 * MINUTE)
      : dice.pick([30 * MINUTE, sessionEdge]) + dice.pick(EDGES) * dice.pick([1, 60]);
    this.#paidAt = this.#bookedAt + after;
    const how = dice.chance(0.92) ? "at_once" : dice.pick(["later", "another_amount"]);
    this.#step(this.#paidAt, "pay", this.#wish.mentee, how);
    if (how === "later") this.#step(this.#paidAt + this.#somewhere(HOUR), "payment_settles");
    if (dice.chance(0.6)) this.#step(this.#paidAt + dice.below(3) * SECOND, "return");
  }

  #cancelled(): void {
    const dice = this.#dice;
    const { startsIn } = this.#wish;
    const at = dice.pick([
      this.#paidAt + dice.below(5) * SECOND,
      this.#paidAt + this.#somewhere(HOUR),
      this.#paidAt + this.#somewhere(DAY),
      this.#bookedAt + dice.below(36) * MINUTE,
      startsIn - DAY + dice.pick(EDGES),
      startsIn - this.#somewhere(DAY),
      startsIn + this.#somewhere(3 * HOUR),
    ]);
    const who = (): string =>
      dice.pick([this.#wish.mentee, this.#wish.mentee, this.#wish.mentor, "admin1", "platform", "stranger"]);
    const how = (): string => dice.pick(["refund", "refund", "no_refund"]);
    this.#step(at, "cancel", who(), how());
    if (dice.chance(0.45)) this.#step(at + dice.pick([0, 0, 1, SECOND, MINUTE]), "cancel", who(), how());
    if (dice.chance(0.1)) this.#silence(at);
    const tries = dice.below(3);
    for (let n = 0; n < tries; n++) this.#atTheDesk(at);
  }

  /** Stripe falls silent as a refund is sent, and for longer than it keeps the answers to its keys. */
  #silence(from: Milliseconds): void {
    const at = from + this.#dice.pick([1, 5, 50, 200, SECOND]);
    this.#step(at, "outage", "stripe", String(DAY + HOUR));
  }

  /** Administrators look at what waits; two of them at once, now and then. */
  #atTheDesk(from: Milliseconds): void {
    const dice = this.#dice;
    const at = from + (dice.chance(0.5) ? this.#somewhere(HOUR) : this.#somewhere(2 * DAY));
    const act = (): ActName => dice.pick(["retry_refund", "retry_refund", "settle_refund"]);
    this.#step(at, act(), "admin1");
    if (dice.chance(0.3)) this.#step(at + dice.below(2), act(), "admin2");
  }

  /** The mentor did not come, they say; or it is not over yet, or was cancelled: then it is not to be had. */
  #granted(): void {
    const dice = this.#dice;
    const over = this.#wish.startsIn + this.#wish.minutes * MINUTE + HOUR;
    const at = over + dice.pick([-SECOND, 0, this.#somewhere(HOUR), this.#somewhere(2 * DAY)]);
    this.#step(at, "grant_refund", "admin1");
    if (dice.chance(0.4)) this.#step(at + dice.pick([0, 1, SECOND, MINUTE]), "grant_refund", "admin2");
    if (dice.chance(0.4)) this.#atTheDesk(at);
  }

  /** Somebody writes that no mail came: most often soon after something happened, or while the email service is down. */
  #sentAgain(): void {
    const dice = this.#dice;
    const from = dice.pick([this.#paidAt, this.#paidAt, this.#wish.startsIn]);
    const out = dice.chance(0.3);
    if (out) this.#step(from, "outage", "email", String(40 * MINUTE));
    const at = from + this.#somewhere(out ? HOUR : 2 * DAY);
    this.#step(at, "resend_mail", "admin1");
    if (dice.chance(0.4)) this.#step(at + dice.pick([0, 1, SECOND, MINUTE]), "resend_mail", "admin2");
  }

  /** One of the two, or somebody it is none of; or it is not over yet: then it is not done. */
  #erased(): void {
    const dice = this.#dice;
    const { startsIn, minutes, mentor, mentee } = this.#wish;
    const over = startsIn + minutes * MINUTE + HOUR;
    const at = dice.pick([
      over + dice.pick(EDGES),
      over + this.#somewhere(2 * DAY),
      this.#paidAt + this.#somewhere(DAY),
      this.#bookedAt + DAY + this.#somewhere(DAY),
    ]);
    this.#step(at, "erase", dice.pick([mentee, mentee, mentor, "stranger"]));
    if (dice.chance(0.3)) this.#step(at + dice.pick([0, SECOND, DAY]), "erase", dice.pick([mentee, mentor]));
  }

  #joined(): void {
    const dice = this.#dice;
    const { startsIn, minutes, mentor, mentee } = this.#wish;
    const opens = startsIn - 15 * MINUTE;
    const closes = startsIn + minutes * MINUTE + HOUR;
    for (let n = 1 + dice.below(3); n > 0; n--) {
      const at = dice.pick([
        opens + dice.pick(EDGES),
        closes + dice.pick(EDGES),
        startsIn + this.#somewhere(HOUR),
      ]);
      this.#step(at, "join", dice.pick([mentor, mentee, mentor, mentee, "stranger"]));
    }
  }

  #dispute(): void {
    const at = this.#paidAt + this.#somewhere(DAY);
    this.#step(at, "dispute");
    if (this.#dice.chance(0.5)) this.#step(at + this.#somewhere(2 * DAY), "dispute");
  }

  /** Early rather than late: most of what matters lies close together. */
  #somewhere(within: Milliseconds): Milliseconds {
    const part = this.#dice.next();
    return Math.round(part * part * within);
  }

  #step(at: Milliseconds, act: ActName, who = "", how = ""): void {
    this.#steps.push({ at: Math.max(0, at), act, wish: this.#index, who, how });
  }
}

/** Crashes, deploys, outages and a clock that jumps, near to what somebody does. */
function weather(dice: Dice, steps: Step[], wishes: number): void {
  const planned = steps.length;
  for (let n = 1 + dice.below(3); n > 0; n--) {
    const near = steps[dice.below(planned)]?.at ?? 0;
    const at = Math.max(0, near + dice.pick([0, 1, 5, 200, 5 * SECOND, -MINUTE]));
    const wish = dice.below(wishes);
    const act = dice.pick(["crash", "crash", "deploy", "outage", "outage", "clock_jump", "sweep"] as const);
    const how = {
      outage: String(dice.pick([5 * SECOND, 2 * MINUTE, 40 * MINUTE])),
      clock_jump: String(dice.pick([MINUTE, 31 * MINUTE, 5 * HOUR])),
      crash: "",
      deploy: "",
      sweep: "",
    }[act];
    steps.push({ at, act, wish, who: act === "outage" ? dice.pick(SERVICES) : "", how });
  }
}
