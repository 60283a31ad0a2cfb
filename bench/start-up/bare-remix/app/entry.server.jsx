import { RemixServer } from "@remix-run/react";
import { renderToStringAsync } from "preact-render-to-string";

export default async function handleRequest(request, status, headers, context) {
  const html = await renderToStringAsync(<RemixServer context={context} url={request.url} />);
  headers.set("Content-Type", "text/html");
  return new Response(`<!DOCTYPE html><html lang="en">${html}</html>`, { headers, status });
}
