import { accepted, type Result, refused } from "../domain/result.ts";
import { BODY_MAX_BYTES } from "./limits.ts";
import { type Problem, problem } from "./problems.ts";

/**
 * Reads a body up to `limit` bytes. What is announced as larger is not read at all, and what turns out larger is dropped where
 * it passes the limit: `Content-Length` may be absent, or lie.
 */
export async function readBytes(
  request: Pick<Request, "headers" | "body">,
  limit: number,
): Promise<Result<Uint8Array, Problem>> {
  const tooLarge = refused(problem("payload_too_large", `A body may have at most ${limit} bytes.`));
  if (Number(request.headers.get("content-length") ?? 0) > limit) return tooLarge;
  if (request.body === null) return accepted(new Uint8Array());
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return tooLarge;
    }
    chunks.push(value);
  }
  return accepted(joined(chunks, size));
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/**
 * A JSON body, in the product's order: 413, 415, 400 `invalid_json`. An absent body is `{}`, whatever its type says.
 * @returns whatever JSON it was; the schema says whether it fits.
 */
export async function readJson(request: Request): Promise<Result<unknown, Problem>> {
  const bytes = await readBytes(request, BODY_MAX_BYTES);
  if (!bytes.ok) return bytes;
  if (bytes.value.byteLength === 0) return accepted({});
  if (!isPlainJson(request.headers)) {
    return refused(problem("unsupported_media_type", "Send Content-Type: application/json, in UTF-8."));
  }
  try {
    return accepted(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value)));
  } catch {
    return refused(problem("invalid_json", "The body could not be read as JSON in UTF-8."));
  }
}

function isPlainJson(headers: Headers): boolean {
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const charset = parameters.map((parameter) => parameter.trim()).find((one) => one.startsWith("charset="));
  const encoding = headers.get("content-encoding") ?? "identity";
  return (
    type.trim() === "application/json" &&
    (charset === undefined || /^charset="?utf-?8"?$/.test(charset)) &&
    encoding === "identity"
  );
}
