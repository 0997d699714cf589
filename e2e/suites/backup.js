// A copy of a workspace in use, and a workspace made of it.
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { run } from "../support/binary.js";
import { folder } from "../support/folder.js";
import { absentPostgres, postgres } from "../support/postgres.js";
import { approve, duties, logHolds, onceAndWhole, published, workspaceOn } from "../support/reporting.js";
import { serve } from "../support/server.js";

describe("backup and restore", () => {
  let workspace;
  let server;
  let owed;
  const approved = new Map();
  const backup = join(folder, "backup");
  const place = (name) => join(folder, name);
  before(async () => {
    workspace = await workspaceOn(null);
    server = await serve(workspace);
    owed = await duties(server.url);
  });
  after(() => server?.kill());

  /** A server on a restored workspace publishes what the backup had approved, once. */
  async function serves(restored) {
    const other = await serve(restored);
    await published(other.url, approved.size);
    await logHolds(other.url);
    await other.kill();
    await onceAndWhole(restored, approved, restored);
  }

  test("while forms are approved: the copy has all of them that were approved before", { timeout: 120_000 }, async () => {
    for (let n = 0; n < 3; n += 1) approved.set(await approve(server.url, owed[n], 700 + n), 700 + n);
    // the last is approved and not published yet
    const { code, stdout, stderr } = await run(["--workspace", workspace, "backup", "--to", backup]);
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /已备份到/);
    // nothing of the database's address, and the key for its owner only
    const settings = await readFile(join(backup, "settings.toml"), "utf8");
    assert.ok(!settings.includes("database-url"), settings);
    await server.kill();
  });
  test("a folder that holds something is not written over", async () => {
    const { code, stderr } = await run(["--workspace", workspace, "backup", "--to", backup]);
    assert.equal(code, 2);
    assert.match(stderr, /里已有内容/);
  });
  test("a restore proves itself and publishes what was approved", { timeout: 120_000 }, async () => {
    const restored = place("restored");
    const { code, stdout, stderr } = await run(["--workspace", restored, "restore", "--from", backup]);
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /已恢复到.*审计日志 \d+ 条完整/);
    await serves(restored);
  });
  test("a signed end that was kept apart agrees with the log; one of another log does not", async () => {
    const { audit_head: head } = JSON.parse(await readFile(join(backup, "backup.json"), "utf8"));
    const anchor = place("anchor.json");
    const verify = async (kept) => {
      await writeFile(anchor, JSON.stringify(kept));
      return run(["--workspace", place("restored"), "audit", "verify", "--anchor", anchor]);
    };
    const right = await verify(head);
    assert.equal(right.code, 0, right.stderr);
    assert.match(right.stdout + right.stderr, /审计日志完整：\d+ 条记录/);
    const other = await verify({ ...head, hash: head.hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0")) });
    assert.equal(other.code, 1);
    assert.match(other.stdout + other.stderr, /审计日志不完整：第\d+行的签名不对/);
    const none = await verify({ what: "this is" });
    assert.equal(none.code, 2);
    assert.match(none.stderr, /不是签名链尾/);
  });
  test("a backup that was changed is refused by the name of its file, and leaves nothing", async () => {
    const manifest = JSON.parse(await readFile(join(backup, "backup.json"), "utf8"));
    const names = Object.keys(manifest.files);
    for (const name of [names.find((one) => one.endsWith(".parquet")), names.find((one) => one.startsWith("store/submissions"))]) {
      const path = join(backup, name);
      const bytes = await readFile(path);
      const changed = Buffer.from(bytes);
      changed[Math.floor(changed.length / 2)] ^= 1;
      await writeFile(path, changed);
      const { code, stderr } = await run(["--workspace", place("refused"), "restore", "--from", backup]);
      await writeFile(path, bytes);
      assert.equal(code, 2, stderr);
      assert.ok(stderr.includes(name), stderr);
      assert.ok(!existsSync(place("refused")) || readdirSync(place("refused")).length === 0);
    }
  });
  test("one that was stopped midway is none", async () => {
    const { code, stderr } = await run(["--workspace", place("none"), "restore", "--from", join(backup, "lake")]);
    assert.equal(code, 2);
    assert.match(stderr, /没有 backup\.json/);
  });

  describe("into PostgreSQL", { skip: absentPostgres ?? false }, () => {
    let databases;
    before(async () => (databases = await postgres()));
    after(() => databases?.stop());
    test("what was backed up from SQLite is restored, and back", { timeout: 180_000 }, async () => {
      const [moved, again, back] = [place("moved"), place("moved-backup"), place("moved-back")];
      const url = databases.url();
      const restore = await run(["--workspace", moved, "restore", "--from", backup, "--database-url", url]);
      assert.equal(restore.code, 0, restore.stderr);
      await serves(moved);
      const taken = await run(["--workspace", moved, "backup", "--to", again]);
      assert.equal(taken.code, 0, taken.stderr);
      const second = await run(["--workspace", place("second"), "restore", "--from", again, "--database-url", url]);
      assert.equal(second.code, 2, "a database that holds something");
      const returned = await run(["--workspace", back, "restore", "--from", again]);
      assert.equal(returned.code, 0, returned.stderr);
      await serves(back);
    });
  });
});
