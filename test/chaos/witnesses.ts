import * as z from "zod";
import { rfc } from "../integration/support/people.ts";
import type { Person } from "../support/node/api.ts";
import type { App } from "../support/node/app.ts";
import type { BookingRow } from "./agreement.ts";

interface SentRow {
  readonly booking_id: string;
  readonly key: string;
  readonly kind: string;
  readonly user_id: string;
  readonly status: string;
}

const LEFT = ["accepted", "delivered", "bounced"];

/**
 * One mail of each kind to each person, and the inbox has as many as we say that we sent. One that was on its way when everything
 * was killed, and had stopped being true when it was to be tried again, is withdrawn: it may have left, but only if the email
 * service was asked to send it.
 */
export async function mailDisagreements(
  app: App,
  people: readonly Person[],
  bookings: readonly BookingRow[],
): Promise<readonly string[]> {
  const ids = JSON.stringify(bookings.map(({ id }) => id));
  const sent = await app.query<SentRow>(
    "select * from emails_sent where booking_id in (select value from json_each(?1))",
    ids,
  );
  const { requests } = await app.sandbox.ledger();
  const asked = new Set(requests.map((request) => request["idempotency_key"]));
  const wrong = await Promise.all(
    people.map(async ({ id, email }) => {
      const own = sent.filter(({ user_id }) => user_id === id);
      const said = own.filter(({ status }) => LEFT.includes(status)).length;
      const open = own.filter(
        ({ booking_id, key, status }) => status === "withdrawn" && asked.has(`${booking_id}:${key}`),
      ).length;
      const came = (await app.sandbox.inbox(email)).length;
      if (said <= came && came <= said + open) return [];
      const states = own.map(({ key, status }) => `${key} ${status}`).join(", ");
      return [`${id} was sent ${said} mails, ${open} withdrawn on their way, and ${came} came: ${states}`];
    }),
  );
  return [...wrong.flat(), ...bookings.flatMap((booking) => oneOfEach(booking, sent))];
}

function oneOfEach(
  { id, status, mentor_id, mentee_id }: BookingRow,
  sent: readonly SentRow[],
): readonly string[] {
  const own = sent.filter(({ booking_id }) => booking_id === id);
  return ["confirmed", "cancelled"].flatMap((kind) =>
    [mentor_id, mentee_id].flatMap((person) => {
      const count = own.filter((mail) => mail.kind === kind && mail.user_id === person).length;
      const due = kind === "cancelled" && status === "cancelled";
      if (count > 1) return [`${id}: ${person} was told ${count} times that it is ${kind}`];
      return due && count === 0 ? [`${id}: ${person} was not told that it is cancelled`] : [];
    }),
  );
}

const slotsShape = z.object({ data: z.array(z.object({ starts_at: z.string() })) });

/** A slot is offered if and only if nothing live lies on it; nothing live overlaps, of anybody. */
export async function slotDisagreements(
  app: App,
  { id: mentorId, token }: Person,
  bookings: readonly BookingRow[],
): Promise<readonly string[]> {
  const overlaps = await app.query<{ one: string; other: string }>(
    `select a.id as one, b.id as other from bookings a join bookings b on a.id < b.id
       and a.mentor_id = b.mentor_id and a.starts_at < b.ends_at and b.starts_at < a.ends_at
     where a.mentor_id = ?1 and a.status not in ('cancelled', 'expired') and b.status not in ('cancelled', 'expired')`,
    mentorId,
  );
  const ahead = bookings.filter((booking) => booking.starts_at > Date.now());
  const from = rfc(Math.min(...ahead.map((booking) => booking.starts_at)));
  const to = rfc(Math.max(...ahead.map((booking) => booking.starts_at)) + 3_600_000);
  const path = `/api/mentors/${mentorId}/slots?from=${from}&to=${to}`;
  const { data } = slotsShape.parse((await app.call("GET", path, { token })).json);
  const offered = new Set(data.map((slot) => Date.parse(slot.starts_at)));
  const isLive = ({ status }: BookingRow): boolean => status !== "cancelled" && status !== "expired";
  const held = new Set(ahead.filter(isLive).map((booking) => booking.starts_at));
  return [
    ...overlaps.map(({ one, other }) => `${one} and ${other} overlap`),
    ...ahead
      .map(({ id, status, starts_at }) => ({
        id,
        status,
        free: offered.has(starts_at),
        held: held.has(starts_at),
      }))
      .filter(({ free, held }) => free === held)
      .map(
        ({ id, status, free }) => `${id} is ${status}, and its slot is ${free ? "offered" : "not offered"}`,
      ),
  ];
}
