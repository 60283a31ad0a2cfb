import * as z from "zod";

const mailShape = z.object({
  to: z.union([z.string(), z.array(z.string())]),
  subject: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  attachments: z.array(z.object({ filename: z.string(), content_type: z.string(), content: z.string() })),
  received_at: z.union([z.string(), z.number()]),
});
export type Mail = z.output<typeof mailShape>;

const dailyRoom = z.looseObject({ name: z.string() });
const ledgerShape = z.object({
  payment_intents: z.array(z.looseObject({ id: z.string(), amount: z.number(), status: z.string() })),
  refunds: z.array(
    z.looseObject({ id: z.string(), payment_intent: z.string(), amount: z.number(), status: z.string() }),
  ),
  // Daily's; the other services' have forms of their own.
  rooms: z
    .array(z.unknown())
    .transform((rooms) => rooms.flatMap((room) => dailyRoom.safeParse(room).data ?? [])),
  requests: z.array(z.looseObject({ service: z.string(), method: z.string(), path: z.string() })),
});
export type Ledger = z.output<typeof ledgerShape>;

export interface Fault {
  service: "stripe" | "daily" | "resend";
  fault: string;
  times?: number;
  /** Part of `METHOD /path`, or of an event's type: only such a request meets the fault. */
  match?: string;
  done?: boolean;
  after_ms?: number;
}

/** The sandbox as tests use it (product, "The sandbox"). */
export interface SandboxClient {
  url: string;
  /** A payment that went through, without a checkout. @returns the PaymentIntent's id. */
  paidIntent(amount: number, currency?: string): Promise<string>;
  /** Pays an open checkout as a person would. */
  pay(checkoutUrl: string): Promise<Response>;
  inbox(to?: string): Promise<Mail[]>;
  ledger(): Promise<Ledger>;
  arm(fault: Fault): Promise<void>;
  disarm(): Promise<void>;
}

export function sandboxClient(url: string): SandboxClient {
  return {
    url,
    paidIntent: async (amount, currency = "usd") => {
      const response = await fetch(`${url}/v1/payment_intents`, {
        method: "POST",
        headers: { authorization: "Bearer sk_test_from_a_test" },
        body: new URLSearchParams({
          amount: String(amount),
          currency,
          payment_method: "pm_card_visa",
          "payment_method_types[]": "card",
          confirm: "true",
        }),
      });
      return z.object({ id: z.string(), status: z.literal("succeeded") }).parse(await response.json()).id;
    },
    pay: (checkoutUrl) => fetch(checkoutUrl, { method: "POST", redirect: "manual" }),
    inbox: async (to) => {
      const response = await fetch(
        `${url}/inbox.json${to === undefined ? "" : `?to=${encodeURIComponent(to)}`}`,
      );
      return z.array(mailShape).parse(await response.json());
    },
    ledger: async () => ledgerShape.parse(await (await fetch(`${url}/ledger.json`)).json()),
    arm: async (fault) => {
      const response = await fetch(`${url}/faults`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ times: 1, ...fault }),
      });
      if (!response.ok) throw new Error(`arming ${fault.fault}: ${response.status} ${await response.text()}`);
    },
    disarm: async () => {
      await fetch(`${url}/faults`, { method: "DELETE" });
    },
  };
}
