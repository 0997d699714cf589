// The built binary: where it lies, and one run of it.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { folder } from "./folder.js";

const named = process.env.LANBAI_BIN;
if (!named || !existsSync(named)) {
  throw new Error(`LANBAI_BIN must name the built binary; it is ${named ? `\`${named}\`, which is not there` : "not set"}`);
}

// help names the program as it was called
mkdirSync(join(folder, "bin"));
export const binary = join(folder, "bin", "lanbai");
symlinkSync(resolve(named), binary);

/** The same on every machine: no colours, no terminal, one time zone. */
export const environment = { PATH: process.env.PATH, HOME: folder, LANG: "C.UTF-8", TZ: "UTC", NO_COLOR: "1" };

/** Runs it to its end: exit code, stdout, stderr. */
export function run(args, { cwd = folder } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(binary, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const told = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => (told[stream] += text));
    child.on("error", failed);
    child.on("close", (code, signal) => done({ code: code ?? signal, ...told }));
  });
}
