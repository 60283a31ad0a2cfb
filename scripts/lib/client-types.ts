import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { openApiDocument } from "../../worker/openapi.ts";

const HEAD = "// Written by `npm run client` from the OpenAPI document: not to be edited.\n\n";

/** The text of client/api.d.ts, as the document of this very code has it. */
export async function clientTypes(): Promise<string> {
  // Types name no server.
  const document = openApiDocument("https://meridian.example") as OpenAPI3;
  return HEAD + astToString(await openapiTS(document, { silent: true }));
}
