// Schemathesis (PyPI) in a virtual environment of its own, beside the browser tests' other tools.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const version = "4.32.5";
const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
const place = process.env.LANBAI_SCHEMATHESIS ?? join(cache, "lanbai", `schemathesis-${version}`);
const program = join(place, "bin", "schemathesis");

/** Installs it where it is not there yet; why it cannot be had, or null. */
function install() {
  const complete = join(place, "complete");
  if (existsSync(complete) || process.env.LANBAI_SCHEMATHESIS) return null;
  const steps = [
    ["python3", ["-m", "venv", place]],
    [join(place, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", `schemathesis==${version}`]],
  ];
  for (const [command, given] of steps) {
    const { status, error, stderr } = spawnSync(command, given, { encoding: "utf8" });
    if (status !== 0) return `schemathesis could not be installed (${command}: ${error?.message ?? stderr.trim().split("\n").at(-1)}): its tests are skipped; Debian's package is python3-venv`;
  }
  writeFileSync(complete, version);
  return null;
}

export const absentSchemathesis = install();
if (absentSchemathesis) console.error(absentSchemathesis);

/** Sends requests that follow the document, and some that do not; what it told, and whether a check failed. */
export function fuzz(url, { headers = {}, seed, examples, leaveOut = [] }) {
  const given = ["run", `${url}/api/v1/openapi.json`, "--checks", "not_a_server_error", "--phases", "examples,coverage,fuzzing", "--continue-on-failure"];
  given.push("--seed", String(seed), "--max-examples", String(examples), "--request-timeout", "20", "--no-color", "--suppress-health-check", "all");
  for (const path of leaveOut) given.push("--exclude-path", path);
  for (const [name, value] of Object.entries(headers)) given.push("--header", `${name}: ${value}`);
  const child = spawn(program, given, { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (told += text));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("exit", (code) => done({ code, told }));
  });
}
