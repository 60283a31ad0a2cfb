import { readFileSync, writeFileSync } from "node:fs";
import { clientTypes } from "./lib/client-types.ts";
import { readOptions } from "./lib/options.ts";
import { inProject, main, UsageError } from "./lib/project.ts";

const FILE = inProject("client/api.d.ts");

/** `npm run client`: writes the typed client's types from the OpenAPI document. `-- --check` only says whether they are current. */
await main(async () => {
  const options = { check: { type: "boolean", default: false } } as const;
  const { values } = readOptions("npm run client [-- --check]", { options });
  const types = await clientTypes();
  if (!values.check) {
    writeFileSync(FILE, types);
    return console.log("client/api.d.ts is written");
  }
  if (readFileSync(FILE, "utf8") !== types)
    throw new UsageError("client/api.d.ts is not what the OpenAPI document says: run `npm run client`");
  console.log("client/api.d.ts is current");
});
