import * as z from "zod";
import { ServiceUnavailable } from "../../failure.ts";
import { ask, type Endpoint, read } from "../../http.ts";
import { ownUserId } from "./user-id.ts";

const PAGE = 100;

/** A room of two people in one session has a handful of meetings; whoever makes more is not judged by them. */
const MOST_PAGES = 10;

const meetingsAnswer = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1),
      max_participants: z.int().min(0),
      participants: z.array(z.object({ user_id: z.string().nullable() })),
    }),
  ),
});

type Meeting = z.output<typeof meetingsAnswer>["data"][number];

/** Who was in the room, by Daily's own log. Complete only if every page was read and everybody on them has a name. */
export async function attendance(
  daily: Endpoint,
  name: string,
): Promise<{ readonly joined: readonly string[]; readonly complete: boolean }> {
  const { meetings, whole } = await readMeetings(daily, name);
  const heard = meetings.flatMap((meeting) => meeting.participants.map((person) => person.user_id));
  const known = heard.map(ownUserId).filter((id) => id !== null);
  return {
    joined: [...new Set(known)],
    // Somebody without a name may be either of the two: nobody is said to have stayed away then. Nor if a meeting lists
    // fewer people than it says it had at once: its list was cut off.
    complete: whole && known.length === heard.length && meetings.every(isWhole),
  };
}

async function readMeetings(daily: Endpoint, name: string): Promise<{ meetings: Meeting[]; whole: boolean }> {
  const what = "reading who came";
  const meetings: Meeting[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = new URLSearchParams({ room: name, limit: String(PAGE) });
    const last = meetings.at(-1);
    if (last !== undefined) query.set("starting_after", last.id);
    const reply = await ask(daily, { method: "GET", path: `/meetings?${query}`, what });
    if (reply.status !== 200) throw new ServiceUnavailable("daily", `${reply.status} to ${what}`);
    const { data } = read("daily", what, meetingsAnswer, reply.body);
    meetings.push(...data);
    if (data.length < PAGE) return { meetings, whole: true };
  }
  return { meetings, whole: false };
}

const isWhole = (meeting: Meeting): boolean => meeting.participants.length >= meeting.max_participants;
