import * as z from "zod";
import { invalid } from "./errors.ts";

const flag = z.boolean();
const instant = z.int().min(0);

/** What a room can be told that the sandbox takes note of or merely keeps; anything else is refused by its name. */
const roomProperties = z.strictObject({
  nbf: instant.nullable().optional(),
  exp: instant.nullable().optional(),
  max_participants: z.int().min(0).max(100_000).optional(),
  autojoin: flag.optional(),
  close_tab_on_exit: flag.optional(),
  eject_after_elapsed: z.int().min(0).nullable().optional(),
  eject_at_room_exp: flag.optional(),
  enable_advanced_chat: flag.optional(),
  enable_breakout_rooms: flag.optional(),
  enable_chat: flag.optional(),
  enable_emoji_reactions: flag.optional(),
  enable_hand_raising: flag.optional(),
  enable_knocking: flag.optional(),
  enable_network_ui: flag.optional(),
  enable_noise_cancellation_ui: flag.optional(),
  enable_people_ui: flag.optional(),
  enable_pip_ui: flag.optional(),
  enable_prejoin_ui: flag.optional(),
  enable_recording: z.enum(["cloud", "local", "raw-tracks", "cloud-audio-only"]).nullable().optional(),
  enable_screenshare: flag.optional(),
  enable_video_processing_ui: flag.optional(),
  geo: z.string().optional(),
  lang: z.string().optional(),
  owner_only_broadcast: flag.optional(),
  permissions: z.record(z.string(), z.unknown()).optional(),
  redirect_on_meeting_exit: z.string().optional(),
  start_audio_off: flag.optional(),
  start_video_off: flag.optional(),
});

/** "Room names can contain A-Z, a-z, 0-9, '-', and '_'"; one page limits domain and name together to 41 characters. */
const LONGEST_NAME = 41;
const roomName = z
  .string()
  .refine((name) => /^[A-Za-z0-9_-]+$/.test(name), {
    error: ({ input }) =>
      `${String(input)} contains invalid characters (room names can contain A-Z, a-z, 0-9, '-', and '_')`,
  })
  .max(LONGEST_NAME, `room names can be at most ${LONGEST_NAME} characters`);

const privacy = z.enum(["public", "private"]);

export const createRoomBody = z.strictObject({
  name: roomName.optional(),
  privacy: privacy.optional(),
  properties: roomProperties.optional(),
});

export const updateRoomBody = z.strictObject({
  privacy: privacy.optional(),
  properties: roomProperties.optional(),
});

export const createTokenBody = z.strictObject({
  properties: z
    .strictObject({
      room_name: z.string().optional(),
      user_name: z.string().optional(),
      // Measured against the real service: 36 characters, the length of a UUID.
      user_id: z.string().max(36, "user_id can be at most 36 characters").optional(),
      is_owner: flag.optional(),
      nbf: instant.optional(),
      exp: instant.optional(),
      eject_at_token_exp: flag.optional(),
      eject_after_elapsed: z.int().min(0).optional(),
      enable_prejoin_ui: flag.optional(),
      enable_recording: z.string().optional(),
      enable_screenshare: flag.optional(),
      knocking: flag.optional(),
      lang: z.string().optional(),
      permissions: z.record(z.string(), z.unknown()).optional(),
      close_tab_on_exit: flag.optional(),
      redirect_on_meeting_exit: z.string().optional(),
      start_audio_off: flag.optional(),
      start_cloud_recording: flag.optional(),
      start_video_off: flag.optional(),
    })
    .default({}),
});

export const createWebhookBody = z.strictObject({
  url: z.url(),
  basicAuth: z.string().optional(),
  eventTypes: z.array(z.string()).optional(),
  hmac: z.string().optional(),
  retryType: z.enum(["circuit-breaker", "exponential"]).optional(),
});

export type RoomProperties = z.output<typeof roomProperties>;
export type TokenProperties = z.output<typeof createTokenBody>["properties"];

/** Parses a JSON body, or throws Daily's refusal of the first thing wrong with it. */
export function parseBody<T>(schema: z.ZodType<T>, text: string): T {
  let json: unknown;
  try {
    json = text === "" ? {} : JSON.parse(text);
  } catch {
    throw invalid("unable to parse request body as JSON");
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const where = issue.path.length === 0 ? "parameter" : "property";
    throw invalid(`unknown ${where} '${issue.keys[0]}'`);
  }
  const name = issue?.path.join(".") ?? "";
  throw invalid(name === "name" ? (issue?.message ?? "") : `${name}: ${issue?.message ?? "is invalid"}`);
}
