// The server is killed around publishing: what was approved is in the lake once and whole, whenever it dies.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { absentPostgres, postgres } from "../support/postgres.js";
import { approve, counted, duties, logHolds, onceAndWhole, published, workspaceOn } from "../support/reporting.js";
import { serve } from "../support/server.js";

/** How often it is killed for each database; the whole hundred takes a quarter of an hour. */
const kills = Number(process.env.LANBAI_KILLS ?? 10);

/** Numbers from a seed, the same on every machine (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

async function killed(t, workspace) {
  const seed = Number(process.env.LANBAI_SEED ?? Date.now() % 1_000_000);
  t.diagnostic(`LANBAI_SEED=${seed}`);
  const draw = random(seed);
  const approved = new Map();
  const seen = { before: 0, after: 0 };
  let server = await serve(workspace);
  const owed = await duties(server.url);
  assert.ok(owed.length >= kills, `${owed.length} forms are owed`);
  for (let n = 0; n < kills; n += 1) {
    const value = 100 + n;
    approved.set(await approve(server.url, owed[n], value), value);
    // publishing begins within 300 ms of the approval and takes some tens: every other kill comes before its end
    await sleep(draw() * (n % 2 === 0 ? 120 : 450));
    await server.kill();
    const rows = await counted(workspace);
    assert.ok(rows.every((row) => row.n === 3), `seed ${seed}, ${n}: ${JSON.stringify(rows)}`);
    seen[rows.length === approved.size ? "after" : "before"] += 1;
    server = await serve(workspace);
    await published(server.url, approved.size);
    await logHolds(server.url);
  }
  const rows = await logHolds(server.url);
  t.diagnostic(`killed ${seen.before} times before and ${seen.after} times after it was visible; ${rows} rows of the log hold`);
  await server.kill();
  await onceAndWhole(workspace, approved, seed);
}

describe("a server that is killed while it publishes", () => {
  const timeout = 60_000 + kills * 30_000;
  test("SQLite: each approved submission is in the lake once and whole after it starts again", { timeout }, async (t) => killed(t, await workspaceOn(null)));

  describe("on PostgreSQL", { skip: absentPostgres ?? false }, () => {
    let databases;
    before(async () => (databases = await postgres()));
    after(() => databases?.stop());

    test("each approved submission is in the lake once and whole after it starts again", { timeout }, async (t) =>
      killed(t, await workspaceOn(databases.url())));
    test("two servers publish without doubling", { timeout: 180_000 }, async () => {
      const workspace = await workspaceOn(databases.url());
      const servers = [await serve(workspace)];
      servers.push(await serve(workspace));
      const owed = (await duties(servers[0].url)).slice(0, 8);
      const approved = new Map();
      await Promise.all(
        [0, 1].map(async (which) => {
          for (const [n, duty] of owed.entries()) {
            if (n % 2 === which) approved.set(await approve(servers[which].url, duty, 500 + n), 500 + n);
          }
        }),
      );
      for (const { url } of servers) await published(url, approved.size);
      await logHolds(servers[1].url);
      await Promise.all(servers.map((server) => server.kill()));
      await onceAndWhole(workspace, approved, "two servers");
    });
  });
});
