import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** The server bundle runs in workerd: everything is bundled in, packages by their workerd entry. */
const FOR_WORKERD: UserConfig = {
  ssr: {
    target: "webworker",
    noExternal: true,
    resolve: { conditions: ["workerd", "worker", "browser", "module", "production"] },
  },
  // Where no `window` is, React Router's assignment throws, and for the error V8 compiles all of the script once more: a sixth of the start.
  define: { "window.__reactRouterVersion": "globalThis.__reactRouterVersion" },
};

/** The server bundle is the Pages function, and Remix's build a part of it: made apart, each would bring its own copy of Remix. */
const pagesFunction: Plugin = {
  name: "meridian:pages-function",
  options: (options) => ({ ...options, input: "/functions/_worker" }),
};

/**
 * What pages share comes in few files, by how often it changes and who needs it: a browser would ask for some thirty small ones
 * otherwise, each with its own compression.
 */
function chunkOf(id: string): string | undefined {
  if (
    /node_modules\/(preact|react|react-dom|@remix-run|react-router|react-router-dom|turbo-stream)\//.test(id)
  )
    return "framework";
  if (/\/app\/(components|security|frame|offline|messages\/(context|plural|locale))/.test(id)) return "frame";
  if (/\/(app\/(session|live|time)|domain)\//.test(id)) return "session";
  return undefined;
}

// React is Preact (package.json): docs/decisions/0019.
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    isSsrBuild && pagesFunction,
    remix({
      // All of them on, so that the move to React Router stays mechanical, but for one: a browser that knows all routes (1.6 KB, kept for
      // good) need not ask for those of each page's links, nor draw the page again for the answer.
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: false,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  // `npm run dev` renders in Node, with packages left as they are.
  ...(isSsrBuild ? FOR_WORKERD : {}),
  build: {
    target: "es2022",
    minify: "esbuild",
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
  },
  // Every page's packages are found before the first one is asked for: found later, each would reload the browser.
  optimizeDeps: {
    entries: ["app/entry.client.tsx", "app/root.tsx", "app/routes/**/*.{ts,tsx}"],
    include: ["react", "react/jsx-runtime", "react/jsx-dev-runtime", "react-dom/client", "@remix-run/react"],
  },
  clearScreen: false,
}));
