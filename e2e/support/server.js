// The built server on a free port.
import { spawn } from "node:child_process";
import { binary, environment } from "./binary.js";
import { folder } from "./folder.js";

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** Serves a workspace, on a free port unless it is said where; `url` has no slash at its end. */
export async function serve(workspace, more = [], { listen = "127.0.0.1:0", variables = {} } = {}) {
  const args = ["--workspace", workspace, "serve", "--listen", listen, ...more];
  const child = spawn(binary, args, { cwd: folder, env: { ...environment, ...variables }, stdio: ["ignore", "inherit", "pipe"] });
  running.add(child);
  const ended = new Promise((done) =>
    child.on("exit", (code, signal) => {
      running.delete(child);
      done(code ?? signal);
    }),
  );
  let stderr = "";
  const url = await new Promise((found, failed) => {
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
      const address = /https?:\/\/[\d.:]+/.exec(stderr);
      if (address) found(address[0]);
    });
    child.on("error", failed);
    ended.then((code) => failed(new Error(`the server ended with ${code}:\n${stderr}`)));
  });
  return {
    url,
    ended,
    /** What it has told its operator so far. */
    told: () => stderr,
    /** Waits until it tells its operator that, and no longer. */
    tells: (words) =>
      new Promise((heard, failed) => {
        const look = () => {
          if (!stderr.includes(words)) return;
          child.stderr.off("data", look);
          heard();
        };
        child.stderr.on("data", look);
        ended.then((code) => failed(new Error(`the server ended with ${code} and never told: ${words}`)));
        look();
      }),
    /** Asks it to stop; its exit code. */
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
    /** Ends it as a power cut would. */
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}
