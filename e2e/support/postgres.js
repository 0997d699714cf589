// A PostgreSQL server from Debian's packages, in a folder of its own, on a socket in it.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const installed = "/usr/lib/postgresql";
const versions = existsSync(installed) ? readdirSync(installed).filter((version) => existsSync(join(installed, version, "bin/initdb"))) : [];
const programs = versions.length > 0 ? join(installed, versions.sort((a, b) => a - b).at(-1), "bin") : null;

/** Why there is none; null where there is. */
export const absentPostgres = programs ? null : "no PostgreSQL is installed (Debian's package postgresql): its tests are skipped";
if (absentPostgres && process.env.CI === "true") throw new Error(`${absentPostgres} (in continuous integration this is an error)`);
if (absentPostgres) console.error(absentPostgres);

/** It refuses to run as root. */
function unprivileged() {
  if (process.getuid() !== 0) return {};
  const number = (flag) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  return { uid: number("-u"), gid: number("-g") };
}

/** Starts a server with one empty database after the other; `url()` gives a new one's address. */
export async function postgres() {
  const folder = mkdtempSync("/tmp/lanbai-pg-");
  const user = unprivileged();
  if (user.uid) chownSync(folder, user.uid, user.gid);
  const settings = { ...user, cwd: folder, encoding: "utf8" };
  const make = ["--pgdata", "data", "--username", "lanbai", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"];
  const made = spawnSync(join(programs, "initdb"), make, settings);
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const server = spawn(join(programs, "postgres"), ["-D", "data", "-k", folder, "-h", "", "-c", "max_connections=100"], { ...settings, stdio: "ignore" });
  process.on("exit", () => server.kill("SIGINT"));
  const run = (name, args) => spawnSync(join(programs, name), ["--host", folder, "--username", "lanbai", ...args], settings);
  for (let tries = 0; run("pg_isready", ["--quiet"]).status !== 0; tries += 1) {
    if (tries > 600) throw new Error("PostgreSQL did not start");
    await sleep(50);
  }
  let databases = 0;
  return {
    url() {
      databases += 1;
      const name = `lanbai_${databases}`;
      const created = run("createdb", [name]);
      if (created.status !== 0) throw new Error(`createdb: ${created.stderr}`);
      return `postgres://lanbai@localhost/${name}?host=${folder}`;
    },
    async stop() {
      const ended = new Promise((done) => server.on("exit", done));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
