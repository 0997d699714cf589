// Whole runs of the command line, held against files that people read and commit.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { folder } from "./folder.js";

const place = fileURLToPath(new URL("../snapshots/", import.meta.url));
const bless = process.env.LANBAI_BLESS === "1";
const used = new Set();

/** Paths and times differ from run to run. */
function filtered(text) {
  return text.replaceAll(folder, "[TEMPORARY]").replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, "[TIME]");
}

/** Compares a run with `snapshots/NAME.txt`; `npm run bless` writes it instead. */
export function matches(name, args, { code, stdout, stderr }) {
  const shown = args.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `"${word}"`)).join(" ");
  const told = filtered(`$ lanbai ${shown}\nexit ${code}\n--- stdout\n${stdout}--- stderr\n${stderr}`);
  const file = join(place, `${name}.txt`);
  assert.ok(!used.has(name), `two tests write the snapshot ${name}`);
  used.add(name);
  if (bless) {
    writeFileSync(file, told);
    return;
  }
  assert.ok(existsSync(file), `there is no snapshots/${name}.txt; look at the run and then \`npm run bless\``);
  assert.equal(told, readFileSync(file, "utf8"), `the run differs from snapshots/${name}.txt`);
}

/** Snapshots that no test of this run has asked for. */
export function left() {
  return readdirSync(place).filter((file) => !used.has(file.replace(/\.txt$/, "")));
}
