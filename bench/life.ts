import { readOptions } from "../scripts/lib/options.ts";
import { main } from "../scripts/lib/project.ts";
import { billOf } from "./life/billed.ts";
import { LIVES, live } from "./life/lived.ts";

// `npm run bench:life`: what Cloudflare bills of a booking's life, counted: the object's own code lives it in the simulation, and what
// it writes is written to a real object's storage and a real D1 (docs/operations.md, Cost).

await main(async () => {
  readOptions("npm run bench:life", {});
  for (const [name, steps] of Object.entries(LIVES)) {
    const lived = await live(steps);
    const { object, d1, start } = await billOf(lived);
    const { calls, alarms, alarmsSet, asked } = lived;
    console.log(`\n${name}`);
    console.log(`  the object: ${calls} calls and ${alarms} alarms, which are ${calls + alarms} requests`);
    const written = `${object.written + alarmsSet} rows written (${alarmsSet} of them alarms set)`;
    console.log(`  its storage: ${written}, ${object.bytes / 1024} KB in the end`);
    const kept = `${d1.bytes.toFixed(0)} bytes in the end`;
    console.log(`  D1, its projections: ${d1.written} rows written, ${d1.read} read; ${kept}`);
    if (start !== null) {
      const { statements, written, read } = start;
      console.log(
        `  of that the start: ${statements} statements in one batch, ${written} rows written, ${read} read`,
      );
    }
    console.log(`  it asked: ${[...asked].map(([what, times]) => `${what} ${times}`).join(", ")}`);
  }
});
