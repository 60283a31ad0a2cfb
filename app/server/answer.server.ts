import { secure } from "../security/headers.ts";

/** What a page's own program asks for, as JSON; as private as the page. */
export function answerJson(value: unknown): Response {
  const answer = Response.json(value);
  secure(answer.headers);
  return answer;
}
