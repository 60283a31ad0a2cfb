/// <reference types="@cloudflare/vitest-plugin/types" />

declare namespace Cloudflare {
  interface Env {
    DB: D1Database;
    REPLICA: D1Database;
    /** The files of `migrations/`, read by vitest.config.ts in Node: workerd has no file system. */
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
}
