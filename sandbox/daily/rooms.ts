import { randomUUID } from "node:crypto";
import type { Sandbox } from "../context.ts";
import { randomToken } from "../ids.ts";
import { invalid, notFound } from "./errors.ts";
import { createRoomBody, parseBody, type RoomProperties, updateRoomBody } from "./params.ts";

const KIND = "daily.room";

/** A room in Daily's own form. */
export interface Room {
  id: string;
  name: string;
  api_created: boolean;
  privacy: "public" | "private";
  url: string;
  created_at: string;
  config: RoomProperties;
}

/** Stored under its name, which is what Daily addresses a room by. */
interface StoredRoom {
  id: string;
  room: Room;
}

export function createRoom(sandbox: Sandbox, text: string): Room {
  const body = parseBody(createRoomBody, text);
  const name = body.name ?? randomToken(20);
  checkTimes(sandbox, body.properties ?? {});
  if (findRoom(sandbox, name)) throw invalid(`a room named ${name} already exists`);
  const room: Room = {
    id: randomUUID(),
    name,
    api_created: true,
    privacy: body.privacy ?? "public",
    url: `${sandbox.url()}/video/${name}`,
    created_at: new Date(sandbox.now()).toISOString(),
    config: withoutNulls(body.properties ?? {}),
  };
  sandbox.state.put<StoredRoom>(KIND, { id: name, room });
  return room;
}

export function getRoom(sandbox: Sandbox, name: string): Room {
  const room = findRoom(sandbox, name);
  if (room === null) throw notFound(`room ${name} not found`);
  return room;
}

export function findRoom(sandbox: Sandbox, name: string): Room | null {
  return sandbox.state.get<StoredRoom>(KIND, name)?.body.room ?? null;
}

/** `POST /rooms/:name`: what is named changes, null takes a property away, the rest stays. */
export function updateRoom(sandbox: Sandbox, name: string, text: string): Room {
  const old = getRoom(sandbox, name);
  const body = parseBody(updateRoomBody, text);
  const properties = body.properties ?? {};
  checkTimes(sandbox, properties);
  const config = withoutNulls({ ...old.config, ...properties });
  const room: Room = { ...old, privacy: body.privacy ?? old.privacy, config };
  sandbox.state.put<StoredRoom>(KIND, { id: name, room });
  return room;
}

export function deleteRoom(sandbox: Sandbox, name: string): { deleted: true; name: string } {
  getRoom(sandbox, name);
  sandbox.state.remove(KIND, name);
  return { deleted: true, name };
}

/** Oldest first. */
export function allRooms(sandbox: Sandbox): Room[] {
  return sandbox.state.list<StoredRoom>(KIND).map(({ body }) => body.room);
}

export function listRooms(sandbox: Sandbox, query: URLSearchParams): { total_count: number; data: Room[] } {
  const rooms = allRooms(sandbox).reverse();
  const limit = Math.min(Number(query.get("limit") ?? 100) || 100, 100);
  const after = query.get("starting_after");
  const from = after === null ? 0 : rooms.findIndex(({ id }) => id === after) + 1;
  return { total_count: rooms.length, data: rooms.slice(from, from + limit) };
}

function checkTimes(sandbox: Sandbox, properties: RoomProperties): void {
  const now = Math.floor(sandbox.now() / 1000);
  const { exp, nbf } = properties;
  if (typeof exp === "number" && exp <= now) {
    throw invalid(`exp was '${exp}', which is in the past rather than in the future`);
  }
  if (typeof exp === "number" && typeof nbf === "number" && nbf >= exp) {
    throw invalid(`nbf was '${nbf}', which is not before exp '${exp}'`);
  }
}

function withoutNulls(properties: RoomProperties): RoomProperties {
  return Object.fromEntries(
    Object.entries(properties).filter(([, value]) => value !== null && value !== undefined),
  );
}
