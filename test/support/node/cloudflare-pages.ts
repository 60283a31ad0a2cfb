import { randomUUID } from "node:crypto";
import { type CloudflareAccount, MADE_AT, type PagesDeployment } from "./cloudflare-account.ts";
import { type Asked, Refusal } from "./cloudflare-api.ts";
import { checkBindings, formOf, type Metadata, textOf } from "./cloudflare-workers.ts";

/** Its end is what wrangler looks at. */
const TOKEN = `e30.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString("base64url")}.e30`;

/** Calls about Pages: projects, their files by hash, their deployments. */
export async function pages(
  account: CloudflareAccount,
  assets: Map<string, Buffer>,
  asked: Asked,
): Promise<unknown> {
  const { method, path, body } = asked;
  const { projects } = account;
  const told = () => JSON.parse(body.toString());
  if (path === "/pages/assets/check-missing")
    return (told() as { hashes: string[] }).hashes.filter((hash) => !assets.has(hash));
  if (path === "/pages/assets/upsert-hashes") return null;
  if (path === "/pages/assets/upload") {
    const sent = told() as { key: string; value: string }[];
    for (const { key, value } of sent) assets.set(key, Buffer.from(value, "base64"));
    return { successful_key_count: sent.length, unsuccessful_keys: [] };
  }
  if (path === "/pages/projects" && method === "POST") {
    const { name, production_branch } = told() as { name: string; production_branch: string };
    projects.set(name, { productionBranch: production_branch, deployments: [] });
    return project(name, production_branch);
  }
  if (path === "/pages/projects")
    return [...projects].map(([name, { productionBranch }]) => project(name, productionBranch));
  const [, name = "", call = ""] = /^\/pages\/projects\/([\w-]+)(.*)$/.exec(path) ?? [];
  const found = projects.get(name);
  if (found === undefined) return undefined;
  const described = ({ id, branch }: PagesDeployment) => ({
    id,
    url: `https://${id.slice(0, 8)}.${name}.pages.dev`,
    project_name: name,
    environment: branch === found.productionBranch ? "production" : "preview",
    aliases: [],
    latest_stage: { name: "deploy", status: "success", ended_on: MADE_AT },
    deployment_trigger: { metadata: { branch, commit_hash: "0000000" } },
  });
  if (call === "") return project(name, found.productionBranch);
  if (call === "/upload-token") return { jwt: TOKEN };
  if (call === "/deployments" && method === "POST") {
    const made = await pagesDeployment(account, assets, asked);
    found.deployments.unshift(made);
    await account.onDeployed();
    return described(made);
  }
  if (call === "/deployments")
    return found.deployments.map(described).filter(({ environment }) => {
      const wanted = asked.query.get("env");
      return wanted === null || wanted === environment;
    });
  const one = found.deployments.find(({ id }) => call === `/deployments/${id}`);
  return one && described(one);
}

const project = (name: string, branch: string) => ({
  name,
  subdomain: `${name}.pages.dev`,
  domains: [`${name}.pages.dev`],
  production_branch: branch,
  created_on: MADE_AT,
  deployment_configs: { preview: {}, production: {} },
});

async function pagesDeployment(
  account: CloudflareAccount,
  assets: Map<string, Buffer>,
  { type, body }: Asked,
): Promise<PagesDeployment> {
  const form = await formOf(type, body);
  const bundle = Buffer.from(await (form.get("_worker.bundle") as File).arrayBuffer());
  const boundary = /^--(.+?)\r?\n/.exec(bundle.toString("latin1"))?.[1] ?? "";
  const inner = await formOf(`multipart/form-data; boundary=${boundary}`, bundle);
  const metadata = JSON.parse(String(inner.get("metadata"))) as Metadata;
  checkBindings(account, metadata, "");
  const manifest = JSON.parse(String(form.get("manifest"))) as Record<string, string>;
  const files = Object.entries(manifest).map(([path, hash]): [string, Buffer] => {
    const content = assets.get(hash);
    if (content === undefined) throw new Refusal(400, 8_000_000, `${path} was never uploaded`);
    return [path, content];
  });
  return {
    id: randomUUID(),
    tag: "",
    bindings: metadata.bindings,
    branch: String(form.get("branch")),
    script: await textOf(inner, metadata.main_module),
    files: new Map([...files, ["/_headers", Buffer.from(await textOf(form, "_headers"))]]),
    routes: await textOf(form, "_routes.json"),
  };
}
