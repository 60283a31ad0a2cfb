import { RemixBrowser } from "@remix-run/react";
import { hydrate } from "preact";

hydrate(<RemixBrowser />, document);
