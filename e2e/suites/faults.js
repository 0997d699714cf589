// An import that is killed, and one that finds the disk full: the lake shows all of a file or nothing, and goes on.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { binary, environment, run } from "../support/binary.js";
import { folder } from "../support/folder.js";

const plan = fileURLToPath(new URL("../../plans/harbour-sample/", import.meta.url));
const kept = join(folder, "faults");
const rows = 200_000;
const moments = 30;
// whichever comes first: a slow machine tries fewer moments and says how many
const budget = 60_000;

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

const ids = (file, table) => [...readFileSync(join(plan, file), "utf8").matchAll(new RegExp(`\\[\\[${table}\\]\\]\\s+id = "([^"]+)"`, "g"))].map(([, id]) => id);

/** A file of observations, each of another day of knowledge, so that none repeats another. */
function long(count) {
  const territories = ids("territories.toml", "territory");
  const measures = ids("measures.toml", "measure");
  const [source] = ids("sources.toml", "source");
  const lines = ["territory,measure,period,value,origin,source,known_on"];
  for (let n = 0; lines.length <= count; n += 1) {
    const territory = territories[n % territories.length];
    const measure = measures[Math.floor(n / territories.length) % measures.length];
    const month = Math.floor(n / territories.length / measures.length);
    const period = `${1900 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
    lines.push(`${territory},${measure},${period},${n % 97},reported,${source},2024-01-01`);
  }
  return `${lines.join("\n")}\n`;
}

const asked = async (workspace, sql) => {
  const { code, stdout, stderr } = await run(["--workspace", workspace, "sql", sql, "--format", "json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout)[0];
};
const counted = (workspace) => asked(workspace, "SELECT count(*) AS n, count(DISTINCT id) AS once FROM observations");

/** The numbers that commits of a table took, in the order of its log. */
function numbersOf(workspace, table) {
  const log = join(workspace, "lake", table, "_delta_log");
  if (!existsSync(log)) return [];
  const commits = readdirSync(log).filter((name) => /^\d+\.json$/.test(name)).sort();
  const actions = commits.flatMap((name) => readFileSync(join(log, name), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line)));
  return actions.flatMap(({ txn }) => (txn?.appId === "lanbai-publication" ? [txn.version] : []));
}

const file = join(kept, "long.csv");
const clean = join(kept, "clean");
let few;

before(async () => {
  rmSync(kept, { recursive: true, force: true });
  const made = await run(["--workspace", clean, "init", "--plan", plan]);
  assert.equal(made.code, 0, made.stderr);
  writeFileSync(file, long(rows));
  const first = join(kept, "first.csv");
  writeFileSync(first, long(rows + 10).split("\n").filter((_, n) => n === 0 || n > rows).join("\n"));
  const told = await run(["--workspace", clean, "import", first]);
  assert.equal(told.code, 0, told.stdout + told.stderr);
  few = (await counted(clean)).n;
});

describe("an import that is killed", () => {
  test("leaves all of the file or nothing, and can be done again", { timeout: 180_000 }, async (t) => {
    const seed = Number(process.env.LANBAI_SEED ?? Date.now() % 1_000_000);
    t.diagnostic(`LANBAI_SEED=${seed}`);
    const draw = random(seed);
    const workspace = join(kept, "killed");
    const afresh = () => {
      rmSync(workspace, { recursive: true, force: true });
      cpSync(clean, workspace, { recursive: true });
    };
    afresh();
    const whole = performance.now();
    const complete = await run(["--workspace", workspace, "import", file]);
    assert.equal(complete.code, 0, complete.stdout + complete.stderr);
    const lasts = performance.now() - whole;
    const all = few + rows;
    assert.deepEqual(await counted(workspace), { n: all, once: all });
    afresh();

    const began = performance.now();
    const seen = { nothing: 0, everything: 0 };
    let tried = 0;
    while (tried < moments && performance.now() - began < budget) {
      // the last tenth of an import is where it commits: half of the moments fall there
      const at = lasts * (draw() < 0.5 ? draw() : 0.9 + 0.2 * draw());
      const child = spawn(binary, ["--workspace", workspace, "import", file], { env: environment, stdio: "ignore" });
      const ended = new Promise((done) => child.on("exit", (code, signal) => done(signal ?? code)));
      await Promise.race([sleep(at), ended]);
      child.kill("SIGKILL");
      const how = await ended;
      tried += 1;
      const { n, once } = await counted(workspace);
      const told = `moment ${tried} at ${Math.round(at)} ms of ${Math.round(lasts)}, seed ${seed}, ended by ${how}`;
      assert.ok(n === few || n === all, `${told}: ${n} rows are visible, neither ${few} nor ${all}`);
      assert.equal(once, n, told);
      if (tried % 5 === 0) {
        const { code, stderr } = await run(["--workspace", workspace, "check"]);
        assert.notEqual(code, 2, `${told}: ${stderr}`);
      }
      seen[n === all ? "everything" : "nothing"] += 1;
      if (n === all) afresh();
    }
    t.diagnostic(`${tried} moments: nothing was visible after ${seen.nothing}, everything after ${seen.everything}`);

    const before = numbersOf(workspace, "observations");
    const again = await run(["--workspace", workspace, "import", file]);
    assert.equal(again.code, 0, again.stdout + again.stderr);
    assert.deepEqual(await counted(workspace), { n: all, once: all });
    const { number } = await asked(workspace, "SELECT max(number) AS number FROM publications");
    assert.ok(before.every((burnt) => burnt < number), `the number ${number} was begun before: ${before}`);
    const after = numbersOf(workspace, "observations");
    assert.equal(new Set(after).size, after.length, `a number was given twice: ${after}`);
    const thrice = await run(["--workspace", workspace, "import", file]);
    assert.equal(thrice.code, 0, thrice.stderr);
    assert.deepEqual(await counted(workspace), { n: all, once: all });
  });
});

/** Runs a script as the owner of mounts that nobody else sees. */
const apart = (script) => spawnSync("unshare", ["--map-root-user", "--mount", "sh", "-euc", script], { env: environment, encoding: "utf8" });

describe("a full disk", () => {
  const possible = apart("mount -t tmpfs -o size=1m none /mnt").status === 0;
  const skip = possible ? false : "no small disk can be mounted here (unshare and tmpfs are needed)";

  test("is told in both languages, shows nothing of the file, and does no harm once there is room", { skip, timeout: 120_000 }, () => {
    const place = "/mnt";
    const lanbai = (...words) => `"${binary}" --workspace ${place}/full ${words.join(" ")}`;
    const count = lanbai("sql", `'SELECT count(*) AS n, count(DISTINCT id) AS once FROM observations'`, "--format", "json");
    const script = `
      mount -t tmpfs -o size=64m none ${place}
      cp -r "${clean}" ${place}/full
      free=$(df --output=avail -k ${place} | tail -1)
      head -c $(( (free - 256) * 1024 )) /dev/zero > ${place}/filler
      code=0; ${lanbai("--lang", "zh", "import", `"${file}"`)} > "${kept}/zh" 2>&1 || code=$?; echo $code
      code=0; ${lanbai("--lang", "en", "import", `"${file}"`)} > "${kept}/en" 2>&1 || code=$?; echo $code
      ${count} | tr -d '\\n'; echo
      rm ${place}/filler
      ${lanbai("import", `"${file}"`)} > "${kept}/again" 2>&1
      ${count} | tr -d '\\n'; echo
    `;
    const { status, stdout, stderr } = apart(script);
    const read = (name) => (existsSync(join(kept, name)) ? readFileSync(join(kept, name), "utf8") : "");
    assert.equal(status, 0, `${stdout}${stderr}${read("zh")}${read("again")}`);
    const [zh, en, during, after] = stdout.trim().split("\n");
    assert.deepEqual([zh, en], ["2", "2"]);
    assert.match(read("zh"), /磁盘已满/);
    assert.match(read("en"), /the disk is full/);
    assert.deepEqual(JSON.parse(during), [{ n: few, once: few }]);
    const all = few + rows;
    assert.deepEqual(JSON.parse(after), [{ n: all, once: all }]);
  });
});
