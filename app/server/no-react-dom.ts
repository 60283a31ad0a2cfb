/**
 * What the server's bundle has in the place of `react-dom` (vite.config.ts): react-router-dom looks in it for `flushSync`, which only a
 * browser calls, and does without where there is none. It would be an eighth of the bundle. `react-dom/server` is another module.
 */
export {};
