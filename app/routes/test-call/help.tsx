import { useEffect, useState } from "react";
import { type BrowserName, browserOf } from "./problem.ts";
import { useTestCallWords } from "./words.ts";

const BROWSERS: readonly BrowserName[] = ["chrome", "edge", "firefox", "safari", "ios", "android"];

/** Where each browser keeps the permission, the reader's own first. */
export function Help() {
  const w = useTestCallWords();
  const [own, setOwn] = useState<BrowserName | null>(null);
  useEffect(() => setOwn(browserOf(navigator)), []);
  const sorted = own === null ? BROWSERS : [own, ...BROWSERS.filter((name) => name !== own)];
  return (
    <section className="browser-help" aria-labelledby="help-title">
      <h2 id="help-title">{w.help}</h2>
      <dl>
        {sorted.map((name) => (
          <div key={name} className={name === own ? "is-own" : undefined}>
            <dt>{w.helpFor[name].title}</dt>
            <dd>{w.helpFor[name].what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
