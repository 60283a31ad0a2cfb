import type { Message } from "../../../providers/email/port.ts";
import { resendSender } from "../../../providers/email/resend/sender.ts";
import { world } from "../../sandbox/support.ts";

export const FROM = "Meridian <mail@meridian.example>";
export const calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Ọlábísí 👩🏽‍💻 ñ\r\nEND:VCALENDAR\r\n";

export const message: Message = {
  to: "ana@example.com",
  subject: "Confirmed: session with Ọlábísí",
  html: "<p>Hello</p>",
  text: "Hello",
  attachments: [
    {
      filename: "session.ics",
      content: calendar,
      contentType: "text/calendar; charset=utf-8; method=REQUEST",
    },
  ],
};

export const senderAt = (apiBase: string, apiKey = "re_test") =>
  resendSender({ apiKey, apiBase, from: FROM });

export async function resendWorld() {
  const it = await world({ patienceMs: 150, latencyMs: 20 });
  const inbox = async () => {
    const response = await fetch(`${it.sandbox.url}/inbox.json?to=ana@example.com`);
    return (await response.json()) as {
      subject: string;
      attachments: { filename: string; content_type: string; content: string }[];
    }[];
  };
  return { ...it, sender: senderAt(`${it.sandbox.url}/resend`), inbox };
}
