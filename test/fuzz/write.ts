import type { Dice } from "../simulation/engine/random.ts";
import type { ApiDocument, Described, Schema } from "./document.ts";

// Writes requests from what the document says: fitting ones, which get far, and all the ways of not fitting.

/** What is there to be asked for, by what a name or a path says it is. */
export interface World {
  readonly bookings: readonly string[];
  readonly people: readonly string[];
  readonly mentors: readonly string[];
  readonly refunds: readonly string[];
  readonly intents: readonly string[];
  readonly now: number;
}

export interface Written {
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const HOSTILE = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "🎻",
  "\ud83c",
  "‮override",
  "%",
  "%00",
  "..",
  "../../etc/passwd",
  "'; drop table bookings; --",
  '" or ""="',
  "<script>alert(1)</script>",
  "{{7*7}}",
  "#{7*7}",
  "=1+1",
  "\r\nSet-Cookie: a=b",
  "x".repeat(41),
  "x".repeat(5_000),
  "undefined",
  "null",
  "NaN",
  "-1",
  "1e309",
  "0x10",
  "999999999999999999999",
  "2026-02-30",
  "2026-11-31T25:00:00Z",
  "9999-12-31T23:59:59Z",
  "0000-01-01T00:00:00Z",
  "__proto__",
  "constructor",
  "toString",
  "é".repeat(60),
  "١٢٣",
] as const;

/** An empty part, or one that leads upwards, would be another path. */
const HOSTILE_PARTS = HOSTILE.filter((text) => text !== "" && text !== "..");

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { __proto__: 1 },
  { constructor: { prototype: 1 } },
  ...HOSTILE,
];

/** Bodies that are no JSON, or more of it than anybody wants. */
const BROKEN_BODIES = [
  "{",
  "[1,]",
  "{'a':1}",
  "\u0000",
  "nul",
  "[".repeat(20_000),
  `"${"x".repeat(70 * 1024)}"`,
  '{"a":1}{"a":1}',
  "",
];

/** More than anybody's webhooks are (worker/limits.ts, WEBHOOK_MAX_BYTES). Sent to what documents no body alone: half a MB takes its time. */
const TOO_LARGE = "x".repeat(513 * 1024);

/** Half a surrogate cannot be sent in an address: it goes as what it is replaced by. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

export class Writer {
  readonly #document: ApiDocument;
  readonly #world: World;
  readonly #dice: Dice;

  constructor(document: ApiDocument, world: World, dice: Dice) {
    this.#document = document;
    this.#world = world;
    this.#dice = dice;
  }

  /** One request of an operation. Two of three fit; the others are bent somewhere. */
  write(operation: Described): Written {
    const bent = this.#dice.chance(0.35);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encoded(bent && this.#dice.chance(0.3) ? this.#pick(HOSTILE_PARTS) : this.#part(operation.path, name)),
    );
    const query = this.#query(operation, bent);
    const body = this.#body(operation, bent);
    const type =
      bent && this.#dice.chance(0.1)
        ? this.#pick(["text/plain", "application/xml", "", "application/json; charset=latin1"])
        : "application/json";
    return { path: `${path}${query}`, body, headers: body === null ? {} : { "content-type": type } };
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#dice.below(choices.length)] as T;
  }

  #part(path: string, name: string): string {
    if (name === "date")
      return new Date(this.#world.now - this.#dice.below(40) * 86_400_000).toISOString().slice(0, 10);
    const known = this.#known(/\/(\w+)\/\{/.exec(path)?.[1] ?? "");
    return known.length > 0 && this.#dice.chance(0.85)
      ? this.#pick(known)
      : this.#pick(["nobody-has-this", "A_-9", "0"]);
  }

  #known(what: string): readonly string[] {
    const { bookings, people, mentors, refunds } = this.#world;
    return { bookings, mentors, refunds, users: people, photos: mentors }[what] ?? [];
  }

  #query({ parameters = [] }: Described, bent: boolean): string {
    const asked = parameters.filter(({ in: where }) => where === "query" && this.#dice.chance(0.5));
    const pairs = asked.map(({ name, schema }) => {
      const value = bent && this.#dice.chance(0.4) ? this.#pick(HOSTILE) : this.#value(schema, name);
      return `${name}=${encoded(String(value))}`;
    });
    if (bent && this.#dice.chance(0.2))
      pairs.push(this.#pick(["unknown=1", "limit=1&limit=2", "q=%ff", "%", "&&=&", "q[]=a"]));
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  }

  #body({ method, requestBody }: Described, bent: boolean): string | null {
    if (method === "GET") return null;
    if (bent && this.#dice.chance(0.15)) return this.#pick(BROKEN_BODIES);
    const schema = requestBody?.content["application/json"]?.schema;
    if (schema === undefined) {
      if (this.#dice.chance(0.1)) return TOO_LARGE;
      return this.#dice.chance(0.3) ? JSON.stringify(this.#pick(HOSTILE_VALUES)) : null;
    }
    const value = this.#value(schema, "");
    return JSON.stringify(bent ? this.#bend(value) : value);
  }

  /** Puts something that does not fit into one place of it. */
  #bend(value: unknown): unknown {
    if (Array.isArray(value) && value.length > 0 && this.#dice.chance(0.7)) {
      const at = this.#dice.below(value.length);
      return value.map((one, place) => (place === at ? this.#bend(one) : one));
    }
    if (typeof value !== "object" || value === null || this.#dice.chance(0.1))
      return this.#pick(HOSTILE_VALUES);
    const fields = Object.entries(value);
    const [name = "extra", one] = this.#pick(fields) ?? [];
    const ways = [
      () => Object.fromEntries(fields.filter(([other]) => other !== name)),
      () => ({
        ...value,
        [this.#pick(["extra", "id", "is_admin", "status", "__proto__"])]: this.#pick(HOSTILE_VALUES),
      }),
      () => ({ ...value, [name]: this.#bend(one) }),
      () => ({ ...value, [name]: this.#pick(HOSTILE_VALUES) }),
    ];
    return this.#pick(ways)();
  }

  #value(given: Schema, name: string): unknown {
    const schema = this.#document.resolve(given);
    if (schema.enum !== undefined) return this.#pick(schema.enum);
    if (schema.anyOf !== undefined) return this.#value(this.#pick(schema.anyOf), name);
    switch (schema.type) {
      case "object":
        return this.#object(schema);
      case "array":
        return this.#array(schema, name);
      case "integer":
      case "number":
        return this.#number(schema, name);
      case "boolean":
        return this.#dice.chance(0.5);
      case "null":
        return null;
      default:
        return this.#text(schema, name);
    }
  }

  #object({ properties = {}, required = [] }: Schema): Record<string, unknown> {
    const used = Object.entries(properties).filter(
      ([name]) => required.includes(name) || this.#dice.chance(0.5),
    );
    return Object.fromEntries(used.map(([name, schema]) => [name, this.#value(schema, name)]));
  }

  #array({ items = {}, minItems = 0, maxItems = 4 }: Schema, name: string): unknown[] {
    const length = minItems + this.#dice.below(Math.min(maxItems, minItems + 3) - minItems + 1);
    return Array.from({ length }, () => this.#value(items, name));
  }

  #number({ minimum = 0, maximum = 1_000 }: Schema, name: string): number {
    if (name === "duration_minutes" && this.#dice.chance(0.8)) return this.#pick([15, 30, 60]);
    if (this.#dice.chance(0.2)) return this.#pick([minimum, maximum]);
    return minimum + this.#dice.below(Math.min(maximum - minimum, 100_000) + 1);
  }

  #text({ format, pattern, maxLength = 40 }: Schema, name: string): string {
    if (format === "date-time") return this.#instant(name);
    const { mentors, people, intents } = this.#world;
    const sense: Readonly<Record<string, readonly string[]>> = {
      mentor_id: mentors,
      mentee_id: people,
      payment_intent: intents,
      currency: ["usd", "jpy", "bhd", "eur"],
      timezone: ["UTC", "America/Havana", "Asia/Kathmandu", "Mars/Olympus"],
      email: [`${this.#pick(people)}@fuzz.test`, `new-${this.#dice.below(1_000)}@fuzz.test`],
      photo_url: ["https://photos.invalid/a.png"],
      outcome: ["completed", "cancelled,no_show", "expired", "completed,completed"],
      from: ["00:00", "09:30"],
      to: ["10:00", "24:00"],
      object_ids: ["ab".repeat(32), "0".repeat(64)],
      cursor: ["bm90LWEtY3Vyc29y", "W10"],
    };
    const known = sense[name];
    if (known !== undefined && known.length > 0) return this.#pick(known);
    const text = this.#pick(["Because", "Ana", "a b c", "Zoë 🎻 שלום", "=1+1", "'", "%_", "line\nline"]);
    return pattern === undefined ? text.slice(0, maxLength) : "abc";
  }

  /** On the grid that mentors offer, or anywhere near now. */
  #instant(name: string): string {
    const hour = 3_600_000;
    const hours = this.#dice.below(24 * 30) - (name === "starts_at" ? 24 : 24 * 15);
    const at = (Math.floor(this.#world.now / hour) + hours) * hour;
    return new Date(this.#dice.chance(0.9) ? at : at + this.#dice.below(hour)).toISOString();
  }
}
