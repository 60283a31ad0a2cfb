/** What the scripts use of D1, as Miniflare hands it to Node: the Workers' own types would bring their globals along. */
export interface D1Statement {
  bind(...values: readonly D1Value[]): D1Statement;
  run(): Promise<unknown>;
  all<Row>(): Promise<{ results: Row[] }>;
}

export type D1Value = string | number | null;

export interface D1 {
  prepare(sql: string): D1Statement;
  batch<Row>(statements: readonly D1Statement[]): Promise<{ results: Row[] }[]>;
}
