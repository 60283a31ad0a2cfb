import { createRequestHandler } from "@remix-run/cloudflare";
import * as build from "../build/server/index.js";

const handle = createRequestHandler(build, "production");

export const onRequest = ({ request }) => handle(request);
