import { createHmac, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Sandbox } from "../context.ts";
import { randomToken } from "../ids.ts";
import { WherebyFailure } from "./errors.ts";

const KIND = "whereby.meeting";
const HOUR_MS = 3_600_000;

const field = z.enum(["hostRoomUrl", "viewerRoomUrl"]);

/** `POST /meetings`, by Whereby's own OpenAPI document; whatever it does not name is refused by its name. */
const createBody = z.strictObject({
  endDate: z.iso.datetime({ offset: true, local: true }),
  startDate: z.string().optional(),
  isLocked: z.boolean().optional(),
  roomMode: z.enum(["normal", "group"]).optional(),
  roomNamePrefix: z
    .string()
    .regex(/^[a-z0-9-]{0,39}$/, "must match [a-z0-9-]{0,39}")
    .optional(),
  roomNamePattern: z.enum(["uuid", "human-short"]).optional(),
  templateType: z.enum(["viewerMode"]).optional(),
  fields: z.array(field).optional(),
});

/** A meeting in Whereby's own form, with what it never shows. */
export interface Meeting {
  id: string;
  /** Without the slash before it. */
  name: string;
  roomKey: string;
  locked: boolean;
  startDate: string;
  endDate: string;
}

export function createMeeting(sandbox: Sandbox, text: string): Record<string, unknown> {
  const body = parse(text);
  const end = Date.parse(body.endDate);
  if (end < sandbox.now())
    throw new WherebyFailure(400, "endDate must be the same or after the current date");
  const random = body.roomNamePattern === "human-short" ? randomToken(6) : randomUUID();
  const meeting: Meeting = {
    id: String(sandbox.state.list(KIND).length + 1),
    name: `${body.roomNamePrefix ?? ""}${random}`,
    roomKey: randomToken(32),
    locked: body.isLocked ?? false,
    startDate: new Date(sandbox.now()).toISOString(),
    endDate: new Date(end).toISOString(),
  };
  sandbox.state.put(KIND, meeting);
  return told(sandbox, meeting, body.fields ?? []);
}

export function getMeeting(sandbox: Sandbox, id: string, fields: readonly string[]): Record<string, unknown> {
  return told(sandbox, standing(sandbox, id), fields);
}

export function deleteMeeting(sandbox: Sandbox, id: string): void {
  sandbox.state.remove(KIND, standing(sandbox, id).id);
}

export const allMeetings = (sandbox: Sandbox): Record<string, unknown>[] =>
  sandbox.state.list<Meeting>(KIND).map(({ body }) => told(sandbox, body, []));

/** "Available between creation and an hour after the given end date." */
export function meetingOfRoom(sandbox: Sandbox, name: string): Meeting | null {
  const found = sandbox.state.list<Meeting>(KIND).find(({ body }) => body.name === name)?.body;
  return found === undefined || isOver(sandbox, found) ? null : found;
}

/** `Whereby-Signature`: hex of HMAC-SHA256 over `t.body`. */
export function signWhereby(secret: string, body: string, now: number): Record<string, string> {
  const signature = createHmac("sha256", secret).update(`${now}.${body}`).digest("hex");
  return { "whereby-signature": `t=${now},v1=${signature}` };
}

function standing(sandbox: Sandbox, id: string): Meeting {
  const meeting = sandbox.state.get<Meeting>(KIND, id)?.body;
  if (meeting === undefined || isOver(sandbox, meeting)) throw new WherebyFailure(404, "Meeting not found");
  return meeting;
}

const isOver = (sandbox: Sandbox, { endDate }: Meeting): boolean =>
  sandbox.now() >= Date.parse(endDate) + HOUR_MS;

function told(sandbox: Sandbox, meeting: Meeting, fields: readonly string[]): Record<string, unknown> {
  const roomUrl = `${sandbox.url()}/whereby/${meeting.name}`;
  const host = fields.includes("hostRoomUrl") ? { hostRoomUrl: `${roomUrl}?roomKey=${meeting.roomKey}` } : {};
  const { id: meetingId, name, startDate, endDate } = meeting;
  return { meetingId, roomName: `/${name}`, roomUrl, startDate, endDate, ...host };
}

function parse(text: string): z.output<typeof createBody> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new WherebyFailure(400, "Invalid JSON");
  }
  const result = createBody.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys") {
    throw new WherebyFailure(400, `"${issue.keys[0]}" is not allowed`);
  }
  throw new WherebyFailure(400, `"${issue?.path.join(".")}" ${issue?.message ?? "is invalid"}`);
}
