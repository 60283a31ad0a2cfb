import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

/** The sandbox as a process of its own, which can be killed. */
async function run(stateDir: string): Promise<{ url: string; child: ChildProcess }> {
  const env = {
    ...process.env,
    SANDBOX_PORT: "0",
    SANDBOX_STATE: stateDir,
    APP_ORIGIN: "http://127.0.0.1:9",
  };
  const child = spawn(process.execPath, ["sandbox/main.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, url: line.toString("utf8").replace("sandbox: ", "").trim() };
}

function createIntent(url: string, key: string): Promise<Response> {
  return fetch(`${url}/v1/payment_intents`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_x", "idempotency-key": key },
    body: new URLSearchParams({
      amount: "5000",
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: "true",
    }),
  });
}

describe("a killed sandbox", () => {
  it("has lost nothing that it had answered", async () => {
    const stateDir = mkdtempSync(join(tmpdir(), "sandbox-kill-"));
    onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
    const answered: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { child, url } = await run(stateDir);
      for (let call = 0; call < 5; call++) {
        const { id } = (await (await createIntent(url, `k-${round}-${call}`)).json()) as { id: string };
        answered.push(id);
      }
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const { url } = await run(stateDir);
    const ledger = (await (await fetch(`${url}/ledger.json`)).json()) as {
      payment_intents: { id: string }[];
    };
    expect(ledger.payment_intents.map(({ id }) => id)).toEqual(answered);
    const replayed = await createIntent(url, "k-0-0");
    expect(replayed.headers.get("idempotent-replayed")).toBe("true");
    expect(((await replayed.json()) as { id: string }).id).toBe(answered[0]);
  }, 20_000);
});
