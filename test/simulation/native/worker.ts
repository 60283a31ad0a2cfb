import { parentPort, workerData } from "node:worker_threads";
import { PLANTED } from "../planted/list.ts";
import type { Orders } from "../story/campaign.ts";
import { installHooks } from "./hooks.ts";

/** What a thread is to do; `planted` names the mistake that is switched on. */
export interface Job {
  readonly orders: Orders;
  readonly planted: string | null;
}

installHooks(PLANTED);
const { orders, planted } = workerData as Job;
const query = planted === null ? "" : `?planted=${planted}`;
const { campaign } = (await import(`../story/campaign.ts${query}`)) as typeof import("../story/campaign.ts");
parentPort?.postMessage(await campaign(orders));
