/** A decoded form: Stripe nests with brackets, `a[b][0][c]=v`, and every leaf is text. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type FormTree = { [key: string]: FormValue };

/** Decodes `a[b]=1&list[]=2` and `list[0][c]=3` alike; objects whose keys are all numbers are lists. */
export function decodeForm(text: string): FormTree {
  const root: FormTree = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) place(root, pathOf(name), value);
  const tree: FormTree = {};
  for (const [key, value] of Object.entries(root)) tree[key] = withLists(value);
  return tree;
}

/** The same parameters give the same text, in whatever order they were sent. */
export function canonicalForm(text: string): string {
  return [...new URLSearchParams(text)]
    .map(([name, value]) => JSON.stringify([name, value]))
    .sort()
    .join("\n");
}

/** `["line_items", 0, "price"]` as Stripe names it in an error's `param`: `line_items[0][price]`. */
export function paramName(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return (first ?? "") + rest.map((part) => `[${part}]`).join("");
}

function pathOf(name: string): string[] {
  const head = /^[^[]*/.exec(name)?.[0] ?? name;
  const rest = [...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "");
  return [head, ...rest];
}

function place(root: FormTree, path: string[], value: string): void {
  let node = root;
  path.forEach((part, index) => {
    const key = part === "" ? String(Object.keys(node).length) : part;
    if (index === path.length - 1) {
      node[key] = value;
      return;
    }
    const next = node[key];
    const child: FormTree = typeof next === "object" && !Array.isArray(next) ? next : Object.create(null);
    node[key] = child;
    node = child;
  });
}

function withLists(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, withLists(child)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
  }
  return Object.fromEntries(entries);
}
