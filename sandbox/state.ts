import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** One object of one service, with what the service knows of it but never shows. */
export interface Stored<T, H = Record<string, unknown>> {
  seq: number;
  id: string;
  body: T;
  /** Owner by which lists are filtered, such as a refund's payment intent. */
  parent: string | null;
  /** When the clock changes this object by itself. */
  dueAt: number | null;
  hidden: H;
}

export interface PutOptions {
  parent?: string | null;
  dueAt?: number | null;
  hidden?: object;
}

export interface KeptAnswer {
  fingerprint: string;
  status: number;
  body: string;
}

export interface RequestRow {
  service: string;
  method: string;
  path: string;
  status: number | null;
  idempotency_key: string | null;
  at: string;
  fault?: string;
}

const SCHEMA = `
  create table if not exists objects (
    seq integer primary key autoincrement, kind text not null, id text not null, parent text,
    due_at integer, body text not null, hidden text not null, unique (kind, id));
  create index if not exists objects_parent on objects (kind, parent);
  create index if not exists objects_due on objects (kind, due_at) where due_at is not null;
  create table if not exists kept_answers (
    service text not null, scope text not null, key text not null, fingerprint text not null,
    status integer not null, body text not null, created_at integer not null, primary key (service, scope, key));
  create table if not exists requests (
    seq integer primary key autoincrement, service text not null, method text not null, path text not null,
    status integer, idempotency_key text, at integer not null, fault text);
  create table if not exists faults (
    seq integer primary key autoincrement, service text not null, fault text not null, remaining integer not null,
    match text, done integer not null default 0, after_ms integer);
  create table if not exists fault_rhythms (
    fault integer primary key, every integer not null, seen integer not null default 0);
  create table if not exists deliveries (
    seq integer primary key autoincrement, service text not null, event_id text not null, type text not null,
    body text not null, attempts integer not null default 0, next_at integer, status text not null,
    held_for integer, last_error text, created_at integer not null);
  create index if not exists deliveries_due on deliveries (next_at) where status = 'pending';
`;

interface ObjectRow {
  seq: number;
  id: string;
  parent: string | null;
  due_at: number | null;
  body: string;
  hidden: string;
}

/**
 * Everything the sandbox remembers, in one SQLite file. Each write is committed before it returns, so whatever was
 * answered survives a SIGKILL: write-ahead logging keeps committed pages in the operating system's hands.
 */
export class State {
  readonly #db: DatabaseSync;
  #depth = 0;

  constructor(stateDir: string) {
    mkdirSync(stateDir, { recursive: true });
    this.#db = new DatabaseSync(join(stateDir, "sandbox.sqlite"));
    this.#db.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;");
    this.#db.exec(SCHEMA);
  }

  close(): void {
    this.#db.close();
  }

  /** All of it or nothing. Synchronous on purpose: no other request can come between. Nested calls join the outer one. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#db.exec("begin immediate");
    this.#depth++;
    try {
      const result = work();
      this.#db.exec("commit");
      return result;
    } catch (error) {
      this.#db.exec("rollback");
      throw error;
    } finally {
      this.#depth--;
    }
  }

  rows<T>(sql: string, ...values: SQLInputValue[]): T[] {
    return this.#db.prepare(sql).all(...values) as T[];
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#db.prepare(sql).run(...values).lastInsertRowid);
  }

  /** Inserts or replaces; an option left out keeps what is stored. */
  put<T extends { id: string }>(kind: string, body: T, options: PutOptions = {}): void {
    const old = this.get<T>(kind, body.id);
    const parent = options.parent === undefined ? (old?.parent ?? null) : options.parent;
    const dueAt = options.dueAt === undefined ? (old?.dueAt ?? null) : options.dueAt;
    const hidden = JSON.stringify(options.hidden ?? old?.hidden ?? {});
    this.run(
      `insert into objects (kind, id, parent, due_at, body, hidden) values (?, ?, ?, ?, ?, ?)
       on conflict (kind, id) do update set
         parent = excluded.parent, due_at = excluded.due_at, body = excluded.body, hidden = excluded.hidden`,
      kind,
      body.id,
      parent,
      dueAt,
      JSON.stringify(body),
      hidden,
    );
  }

  get<T, H = Record<string, unknown>>(kind: string, id: string): Stored<T, H> | null {
    const [row] = this.rows<ObjectRow>("select * from objects where kind = ? and id = ?", kind, id);
    return row ? stored<T, H>(row) : null;
  }

  /** Oldest first. */
  list<T, H = Record<string, unknown>>(kind: string, parent?: string): Stored<T, H>[] {
    const rows =
      parent === undefined
        ? this.rows<ObjectRow>("select * from objects where kind = ? order by seq", kind)
        : this.rows<ObjectRow>(
            "select * from objects where kind = ? and parent = ? order by seq",
            kind,
            parent,
          );
    return rows.map((row) => stored<T, H>(row));
  }

  due<T, H = Record<string, unknown>>(kind: string, now: number): Stored<T, H>[] {
    const sql = "select * from objects where kind = ? and due_at <= ? order by due_at, seq";
    return this.rows<ObjectRow>(sql, kind, now).map((row) => stored<T, H>(row));
  }

  remove(kind: string, id: string): void {
    this.run("delete from objects where kind = ? and id = ?", kind, id);
  }

  /** The answer kept under an idempotency key, unless it is older than `prunedBefore`. */
  keptAnswer(service: string, scope: string, key: string, prunedBefore: number): KeptAnswer | null {
    this.run("delete from kept_answers where service = ? and created_at <= ?", service, prunedBefore);
    const sql =
      "select fingerprint, status, body from kept_answers where service = ? and scope = ? and key = ?";
    return this.rows<KeptAnswer>(sql, service, scope, key)[0] ?? null;
  }

  keepAnswer(service: string, scope: string, key: string, answer: KeptAnswer, now: number): void {
    const { fingerprint, status, body } = answer;
    const sql = "insert into kept_answers values (?, ?, ?, ?, ?, ?, ?)";
    this.run(sql, service, scope, key, fingerprint, status, body, now);
  }

  logRequest(row: Omit<RequestRow, "at" | "fault"> & { at: number; fault: string | null }): number {
    return this.run(
      "insert into requests (service, method, path, status, idempotency_key, at, fault) values (?, ?, ?, ?, ?, ?, ?)",
      row.service,
      row.method,
      row.path,
      row.status,
      row.idempotency_key,
      row.at,
      row.fault,
    );
  }

  requests(): RequestRow[] {
    type Row = Omit<RequestRow, "at" | "fault"> & { at: number; fault: string | null };
    const sql = "select service, method, path, status, idempotency_key, at, fault from requests order by seq";
    return this.rows<Row>(sql).map(({ at, fault, ...row }) => ({
      ...row,
      at: new Date(at).toISOString(),
      ...(fault === null ? {} : { fault }),
    }));
  }
}

function stored<T, H>(row: ObjectRow): Stored<T, H> {
  return {
    seq: row.seq,
    id: row.id,
    parent: row.parent,
    dueAt: row.due_at,
    body: JSON.parse(row.body) as T,
    hidden: JSON.parse(row.hidden) as H,
  };
}
