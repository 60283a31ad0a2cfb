import { HOUR, MINUTE, type Milliseconds, SECOND } from "../../../domain/time.ts";
import type { ActName, Step, Wish } from "../story/story.ts";

/** A booking brought to where things can meet, and the commands that may meet there. */
export interface Stage {
  readonly name: string;
  readonly before: readonly Step[];
  /** When the first of the two commands comes. */
  readonly at: Milliseconds;
  readonly commands: readonly Command[];
}

export type Command = Pick<Step, "act" | "who" | "how">;

export const WISH: Wish = {
  mentor: "mentor0",
  mentee: "mentee0",
  startsIn: 40 * HOUR,
  minutes: 60,
  price: 5_000,
};

const command = (act: ActName, who = "", how = ""): Command => ({ act, who, how });

const step = (at: Milliseconds, act: ActName, who = "", how = ""): Step => ({ at, act, who, how, wish: 0 });

const CANCELS: readonly Command[] = [
  command("cancel", WISH.mentee),
  command("cancel", WISH.mentor),
  command("cancel", "admin1", "refund"),
  command("cancel", "admin1", "no_refund"),
];

const ERASURES: readonly Command[] = [command("erase", WISH.mentee), command("erase", WISH.mentor)];

const [WEBHOOK, ALARM] = [command("return"), command("wake")];

const BOOKED = step(0, "book", WISH.mentee);
const PAID: readonly Step[] = [
  BOOKED,
  step(MINUTE, "pay", WISH.mentee, "at_once"),
  step(MINUTE + SECOND, "return"),
];

export const STAGES: readonly Stage[] = [
  {
    name: "a draft",
    before: [BOOKED],
    at: MINUTE,
    commands: [
      command("pay", WISH.mentee, "at_once"),
      WEBHOOK,
      ALARM,
      command("cancel", WISH.mentee),
      command("come_back"),
    ],
  },
  {
    name: "a draft whose hold ends",
    before: [BOOKED],
    at: 30 * MINUTE,
    commands: [command("pay", WISH.mentee, "at_once"), WEBHOOK, ALARM, command("cancel", WISH.mentee)],
  },
  {
    name: "a confirmed session",
    before: PAID,
    at: HOUR,
    commands: [
      ...CANCELS,
      WEBHOOK,
      ALARM,
      command("pay_again"),
      command("refund_by_hand", "", "whole"),
      command("dispute"),
      ...ERASURES,
    ],
  },
  {
    name: "a session at the deadline's last millisecond",
    before: PAID,
    at: 16 * HOUR - 1,
    commands: [...CANCELS, ALARM],
  },
  {
    name: "a refund that waits for a person",
    before: [
      step(0, "take_over", "platform", "confirmed paid"),
      step(MINUTE, "refund_by_hand", "", "part"),
      step(HOUR, "cancel", WISH.mentee),
    ],
    at: 2 * HOUR,
    commands: [
      command("retry_refund", "admin1"),
      command("retry_refund", "admin2"),
      command("settle_refund", "admin1"),
      command("settle_refund", "admin2"),
      command("dispute"),
      ALARM,
      ...ERASURES,
    ],
  },
  {
    name: "a session that is over",
    before: PAID,
    at: 42 * HOUR,
    commands: [
      command("grant_refund", "admin1"),
      command("grant_refund", "admin2"),
      command("review", WISH.mentee),
      ALARM,
      command("pay_again"),
      command("refund_by_hand", "", "whole"),
      command("dispute"),
      ...ERASURES,
    ],
  },
];
