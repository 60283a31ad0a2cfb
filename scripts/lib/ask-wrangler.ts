import type * as z from "zod";
import { runTool } from "./run.ts";

export type Answer<T> = { ok: true; value: T } | { ok: false; why: string };

/** What one of wrangler's commands says as JSON; otherwise its first line of complaint. */
export async function askWrangler<T>(args: readonly string[], shape: z.ZodType<T>): Promise<Answer<T>> {
  const { code, output, stdout } = await runTool("wrangler", args, { output: "keep" });
  // It may greet before its answer.
  const json = /^[[{][\s\S]*^[\]}]|\[\]/m.exec(stdout)?.[0];
  if (code !== 0 || json === undefined) return { ok: false, why: complaintIn(output) };
  const parsed = shape.safeParse(JSON.parse(json));
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, why: "wrangler answers in a form that we do not know" };
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

export function complaintIn(output: string): string {
  const lines = output.replaceAll(COLOURS, "").split("\n");
  const line = lines.find((one) => /error/i.test(one)) ?? lines.find((one) => one.trim() !== "") ?? "";
  return line.replace(/^.*\[?ERROR\]?\s*/, "").trim();
}
