import * as z from "zod";
import { runTool } from "../lib/run.ts";
import { askService, whyNotAsked } from "./ask-service.ts";
import { type Finding, good, unknown, wrong } from "./finding.ts";

type Asking = Readonly<Record<string, string>>;

/**
 * Whether the domain that our mails come from is known to whoever sends them.
 * @param there names of the secrets that Cloudflare holds; null where it does not tell.
 */
export async function lookAtMail(asking: Asking, there: readonly string[] | null): Promise<Finding[]> {
  const domain = /@([^\s>]+)/.exec(asking["EMAIL_FROM"] ?? "")?.[1]?.toLowerCase();
  if (domain === undefined) return [];
  if (asking["EMAIL_PROVIDER"] === "cloudflare") return lookAtCloudflare(domain);
  return lookAtResend(domain, asking, there);
}

/** https://resend.com/docs/api-reference/domains/list-domains */
const domainsShape = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) });

async function lookAtResend(
  domain: string,
  asking: Asking,
  there: readonly string[] | null,
): Promise<Finding[]> {
  const key = asking["RESEND_API_KEY"];
  if (!key) {
    const remedy = "give RESEND_API_KEY in the environment or in the file of secrets";
    return [unknown("mail", whyNotAsked("Resend", "RESEND_API_KEY", there), remedy)];
  }
  const base = asking["RESEND_API_BASE"] || "https://api.resend.com";
  const answer = await askService(`${base}/domains`, key, domainsShape);
  if (!answer.ok) {
    const why =
      answer.status === undefined
        ? "does not answer"
        : `answers ${answer.status} to whoever asks for domains`;
    return [unknown("mail", `Resend ${why}`, "look at its dashboard: a key that may only send cannot ask")];
  }
  const found = answer.value.data.find(({ name }) => name.toLowerCase() === domain);
  if (found === undefined) {
    return [
      wrong("mail", `Resend does not know ${domain}`, `Resend, Domains: add ${domain} and its DNS records`),
    ];
  }
  if (found.status !== "verified") {
    const remedy = "Resend, Domains: compare the DNS records, then verify";
    return [wrong("mail", `${domain} is not verified at Resend but ${found.status}`, remedy)];
  }
  return [good("mail", `${domain} is verified at Resend`)];
}

async function lookAtCloudflare(domain: string): Promise<Finding[]> {
  const { code, stdout } = await runTool("wrangler", ["email", "sending", "list"], { output: "keep" });
  if (code !== 0) {
    return [
      unknown("mail", "Cloudflare does not tell which domains send", "`npx wrangler email sending list`"),
    ];
  }
  // A table for people: a row names the domain and says whether it is enabled.
  const row = stdout.split("\n").find((line) => line.split("│").some((cell) => cell.trim() === domain));
  if (row?.split("│").some((cell) => cell.trim() === "yes")) {
    return [good("mail", `${domain} may send by Cloudflare`)];
  }
  return [
    wrong("mail", `${domain} does not send by Cloudflare`, `\`npx wrangler email sending enable ${domain}\``),
  ];
}
