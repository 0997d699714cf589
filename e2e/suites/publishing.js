// The server is killed around publishing: what was approved is in the lake once and whole, whenever it dies.
import assert from "node:assert/strict";
import { cp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../support/binary.js";
import { folder } from "../support/folder.js";
import { absentPostgres, postgres } from "../support/postgres.js";
import { approve, asked, counted, duties, logHolds, onceAndWhole, published, workspaceOn } from "../support/reporting.js";
import { serve } from "../support/server.js";
import { ownDemo } from "../support/workspace.js";

/** More small files than this in one table are joined. */
const manyFiles = 64;
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

/** A demo whose next publication finds more small files in its lake than it leaves alone. */
async function crowded() {
  const workspace = await ownDemo();
  const [, source] = /\[\[source\]\]\s+id = "([^"]+)"/.exec(await readFile(join(workspace, "plan", "sources.toml"), "utf8"));
  const files = async () => (await readdir(join(workspace, "lake", "observations"))).filter((name) => name.endsWith(".parquet")).length;
  const file = join(folder, "one-value.csv");
  for (let year = 1900; (await files()) < manyFiles; year += 1) {
    await writeFile(file, `territory,measure,period,value,origin,source,known_on\nlanzhou-hitech-yantan,operating-revenue,${year},1,reported,${source},2024-01-01\n`);
    const { code, stdout, stderr } = await run(["--workspace", workspace, "import", file]);
    assert.equal(code, 0, stdout + stderr);
  }
  return workspace;
}

/** Whether the small files of the values were joined. */
async function isJoined(workspace) {
  const log = join(workspace, "lake", "observations", "_delta_log");
  const commits = (await readdir(log)).filter((name) => /^\d+\.json$/.test(name));
  const texts = await Promise.all(commits.map((name) => readFile(join(log, name), "utf8")));
  return texts.some((text) => text.includes('"operation":"OPTIMIZE"'));
}

const everything = "SELECT count(*) AS n, count(DISTINCT id) AS once FROM observations";

describe("a server that is killed while the lake joins its small files", () => {
  const rounds = Math.max(4, Math.floor(kills / 2));
  test("leaves every value once, publishes what was approved once, and joins them later", { timeout: 180_000 + rounds * 40_000 }, async (t) => {
    const seed = Number(process.env.LANBAI_SEED ?? Date.now() % 1_000_000);
    t.diagnostic(`LANBAI_SEED=${seed}`);
    const draw = random(seed);
    const ready = await crowded();
    const [{ n: before }] = await asked(ready, everything);
    assert.ok(!(await isJoined(ready)), "the files were joined too early");
    const seen = { before: 0, after: 0 };
    for (let n = 0; n < rounds; n += 1) {
      const workspace = join(folder, `crowded-${n}`);
      await cp(ready, workspace, { recursive: true });
      let server = await serve(workspace, ["--log", "lanbai_lake=info"]);
      const owed = await duties(server.url);
      const approved = new Map([[await approve(server.url, owed[n], 100 + n), 100 + n]]);
      await server.tells("joining small files");
      // they are joined within some tens of milliseconds
      await sleep(draw() * (n % 2 === 0 ? 20 : 80));
      await server.kill();
      const told = `seed ${seed}, ${n}`;
      const died = (await isJoined(workspace)) ? "after" : "before";
      // the values were visible before anything was joined, and joining shows none twice and hides none
      assert.deepEqual(await asked(workspace, everything), [{ n: before + 3, once: before + 3 }], told);
      server = await serve(workspace);
      await published(server.url, approved.size);
      approved.set(await approve(server.url, owed[n + 1], 900 + n), 900 + n);
      await published(server.url, approved.size);
      await logHolds(server.url);
      await server.stop();
      seen[died] += 1;
      assert.ok(await isJoined(workspace), `${told}: small files are left`);
      await onceAndWhole(workspace, approved, told);
      assert.deepEqual(await asked(workspace, everything), [{ n: before + 6, once: before + 6 }], told);
      const { code, stderr } = await run(["--workspace", workspace, "check"]);
      assert.notEqual(code, 2, `${told}: ${stderr}`);
      await rm(workspace, { recursive: true });
    }
    t.diagnostic(`killed ${rounds} times; ${seen.before} times before the joined file was committed and ${seen.after} times after`);
  });
});

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
