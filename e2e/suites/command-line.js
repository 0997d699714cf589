// The command line, whole runs: exit code, stdout and stderr.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { binary, environment, run } from "../support/binary.js";
import { folder } from "../support/folder.js";
import { left, matches } from "../support/snapshot.js";
import { demo, ownDemo } from "../support/workspace.js";

const plans = fileURLToPath(new URL("../../plans/", import.meta.url));
const files = fileURLToPath(new URL("../files/", import.meta.url));

// runs name nothing but what lies in their own folder, so that snapshots are the same everywhere
const here = join(folder, "runs");
// runs that only read need not wait for each other
const together = { concurrency: 3 };
const inDemo = (args) => run(["--workspace", "demo", ...args], { cwd: here });

before(async () => {
  await mkdir(here);
  await cp(await demo(), join(here, "demo"), { recursive: true });
  await cp(files, here, { recursive: true });
});

/** Runs in the demo, holds the run against its snapshot and its exit code against what it must be. */
async function snapshot(name, expected, args) {
  const told = await inDemo(args);
  matches(name, args, told);
  assert.equal(told.code, expected);
  return told;
}
const evaluated = async (args) => {
  const { code, stdout, stderr } = await inDemo(["eval", ...args, "--format", "json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
};
const asked = (indicator, territory, period) => ["--indicator", indicator, "--territory", territory, "--period", period];

describe("help", together, () => {
  test("lists every command", () => snapshot("help", 0, ["--help"]));
  test("an unknown command is told the nearest", async () => {
    const { stdout, stderr } = await snapshot("unknown-command", 2, ["evall"]);
    assert.equal(stdout, "");
    assert.match(stderr, /最接近的是「eval」/);
  });
  test("the version goes to stdout", async () => {
    const { code, stdout } = await run(["--version"]);
    assert.equal(code, 0);
    assert.match(stdout, /^lanbai \d+\.\d+\.\d+/);
  });
});

describe("eval", together, () => {
  const question = asked("high-tech-enterprises", "pilot-zone", "2022");
  test("as a table", async () => {
    const { stdout } = await snapshot("eval-table", 0, ["eval", ...question]);
    assert.match(stdout, / 698 .* 1300 /);
  });
  test("as a table in English", () => snapshot("eval-table-en", 0, ["--lang", "en", "eval", ...question]));
  test("as CSV", () => snapshot("eval-csv", 0, ["eval", ...question, "--format", "csv"]));
  test("as JSON, with everything that others rely on", async () => {
    const { stdout } = await snapshot("eval-json", 0, ["eval", ...question, "--format", "json"]);
    const [answer, ...more] = JSON.parse(stdout);
    assert.deepEqual(more, []);
    const { value, unit, origin, path, gap, light, rolled_up } = answer;
    assert.deepEqual(
      { value, unit, origin, path, gap, light, rolled_up },
      { value: 698, unit: "家", origin: "published", path: 698, gap: 0, light: "green", rolled_up: 698 },
    );
    assert.equal(answer.required_growth.toFixed(4), "0.1324");
    assert.deepEqual([answer.target.value, answer.target.period, answer.target.inherited_from], [1300, "2027", "lanbai"]);
    const named = "indicator territory period value unit origin source coverage target path gap required_growth light light_reason rolled_up difference alternatives";
    for (const name of named.split(" ")) assert.ok(name in answer, name);
  });
  test("the path grows by a constant rate", async () => {
    const answers = await evaluated(asked("high-tech-enterprises", "pilot-zone", "2022,2023,2024,2025,2026,2027"));
    assert.deepEqual(
      answers.map(({ path }) => path.toFixed(1)),
      ["698.0", "790.4", "895.1", "1013.7", "1148.0", "1300.0"],
    );
  });
  test("what was known on a day", async () => {
    const known = async (...day) => (await evaluated([...asked("high-tech-enterprises", "demonstration-zone", "2022"), ...day]))[0];
    assert.equal((await known("--as-of", "2023-02-01")).value, null);
    assert.equal((await known("--as-of", "2023-03-01")).value, 549);
    const today = await known();
    assert.equal(today.value, 549);
    assert.deepEqual(today.alternatives.map(({ value }) => value), [547]);
  });
  test("parts add up to what was published", async () => {
    const [answer] = await evaluated(asked("high-tech-enterprises", "demonstration-zone", "2020"));
    assert.deepEqual([answer.value, answer.rolled_up, answer.difference.value], [436, 436, 0]);
    assert.equal(answer.share.of, "gansu");
    assert.equal((answer.share.value * 100).toFixed(2), "35.48");
  });
  test("a ratio is no average of ratios", async () => {
    const [answer, share] = await evaluated(asked("rd-intensity,emerging-industry-share", "demonstration-zone", "2020"));
    assert.equal(answer.value, 4.05);
    assert.equal(answer.rolled_up.toFixed(4), "4.0626");
    assert.equal(answer.difference.explained_by_rounding, false);
    assert.ok(!JSON.stringify(answer).includes("4.455"));
    assert.deepEqual([share.value.toFixed(2), share.rolled_up.toFixed(2)], ["17.48", "17.48"]);
  });
  test("the union of both zones is the pilot zone", async () => {
    const [zone, union] = await evaluated(asked("high-tech-enterprises", "pilot-zone,pilot-zone+demonstration-zone", "2022"));
    assert.deepEqual([zone.value, union.value], [698, 698]);
    assert.deepEqual(union.coverage, zone.coverage);
  });
  test("what rests on sample says so, and can be left out", async () => {
    const question = asked("high-tech-enterprises", "pilot-zone", "2025");
    const [all] = await evaluated(question);
    assert.equal(all.origin, "sample");
    assert.ok(all.value > 698);
    const [published] = await evaluated([...question, "--no-sample"]);
    assert.deepEqual([published.value, published.origin], [null, null]);
  });
});

describe("chain", together, () => {
  const everywhere = ["chain", "complexity", "chain-values.csv", "--threshold", "0.000001"];
  const linkages = ["chain", "linkages", "chain-flows.csv", "--sectors", "chain-sectors.csv"];
  test("complexity as tables", () => snapshot("chain-complexity", 0, everywhere));
  test("complexity as CSV", () => snapshot("chain-complexity-csv", 0, [...everywhere, "--of", "activities", "--format", "csv"]));
  test("complexity as JSON, with its conventions and pairs", async () => {
    const { code, stdout } = await inDemo([...everywhere, "--pairs", "--format", "json"]);
    assert.equal(code, 0);
    const { conventions, territories, activities, pairs } = JSON.parse(stdout);
    assert.deepEqual([conventions.deviation, conventions.diagonal], ["population", "one"]);
    assert.deepEqual(territories.map(({ diversity }) => diversity).sort(), [1, 1, 2, 4]);
    assert.deepEqual(activities.map(({ ubiquity }) => ubiquity), [1, 2, 2, 3]);
    assert.equal(pairs.length, 6 + 16);
  });
  test("linkages of two sectors", () => snapshot("chain-linkages", 0, linkages));
  test("a table that does not balance is told", () =>
    snapshot("chain-unbalanced", 0, [...linkages.slice(0, 4), "chain-unbalanced.csv"]));
  test("linkages of a table as the statistics bureau publishes it", () => snapshot("chain-linkages-nbs", 0, ["chain", "linkages", "chain-nbs.csv"]));
  test("linkages of a table as the OECD publishes it", () =>
    snapshot("chain-linkages-oecd", 0, ["--lang", "en", "chain", "linkages", "chain-oecd.csv", "--format", "csv"]));
  for (const lang of ["zh", "en"]) {
    test(`what is wrong in such a table has its cell, ${lang}`, () =>
      snapshot(`chain-nbs-wrong-${lang}`, 1, ["--lang", lang, "chain", "linkages", "chain-nbs-wrong.csv"]));
  }
  test("such a table as rows of registers, and files that are there stay", async () => {
    const table = ["chain", "table", "chain-nbs.csv", "--table", "toy-2020", "--source", "nbs-io-2020", "--known-on", "2026-11-27", "--to", "registers/toy"];
    const { stdout } = await snapshot("chain-table", 0, table);
    assert.equal(stdout, "");
    const read = (name) => readFile(join(here, "registers/toy", name), "utf8");
    assert.equal(
      await read("register-io-sectors.csv"),
      "id,table,sector,name,final_use,imports,gross_output,value_added,source,known_on\ntoy-2020-01,toy-2020,01,农业,395,45,1000,650,nbs-io-2020,2026-11-27\ntoy-2020-02,toy-2020,02,工业,1760,60,2000,1400,nbs-io-2020,2026-11-27\n",
    );
    const [headings, first, ...rest] = (await read("register-io-flows.csv")).trimEnd().split("\n");
    assert.deepEqual([headings, first, rest.length], ["id,table,supplier,user,value,source,known_on", "toy-2020-01-01,toy-2020,01,01,150,nbs-io-2020,2026-11-27", 3]);
    for (const name of ["register-io-sectors.csv", "register-io-flows.csv"]) {
      const { code } = await inDemo(["import", "--dry-run", "--origin", "published", `registers/toy/${name}`]);
      assert.equal(code, 0, `${name} can be imported`);
    }
    await snapshot("chain-table-again", 2, table);
    const { code } = await inDemo([...table, "--force"]);
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(join(here, "registers/toy")).sort(), ["register-io-flows.csv", "register-io-sectors.csv"]);
  });
  test("risk", () => snapshot("chain-risk", 0, ["chain", "risk", "chain-edges.csv"]));
  test("a network", () => snapshot("chain-network", 0, ["chain", "network", "chain-links.csv"]));
  test("enterprises to segments, with what decided", () => snapshot("chain-assign", 0, ["chain", "assign", "chain-firms.csv"]));
  test("only those that someone should look at", () =>
    snapshot("chain-assign-review", 0, ["--lang", "en", "chain", "assign", "chain-firms.csv", "--review", "--format", "csv"]));
  test("a chain's diagnosis", () => snapshot("chain-diagnose", 0, ["chain", "diagnose", "copper-battery", "--list", "next"]));
  test("in English for machines", () =>
    snapshot("chain-diagnose-en", 0, ["--lang", "en", "chain", "diagnose", "copper-battery", "--list", "risks", "--format", "csv"]));
  test("a chain that the plan does not have", () => snapshot("chain-diagnose-none", 2, ["chain", "diagnose", "none"]));
  test("what is wrong has its line, in Chinese", () => snapshot("chain-wrong", 1, ["chain", "complexity", "chain-wrong.csv"]));
  test("what is wrong has its line, in English", () =>
    snapshot("chain-wrong-en", 1, ["--lang", "en", "chain", "complexity", "chain-wrong.csv"]));
  test("a file that is not there", () => snapshot("chain-missing", 2, ["chain", "network", "missing.csv"]));
});

describe("explain", together, () => {
  const question = asked("rd-intensity", "demonstration-zone", "2020");
  for (const lang of ["zh", "en"]) {
    test(`from the number to source and clause, ${lang}`, async () => {
      const { stdout } = await snapshot(`explain-${lang}`, 0, ["--lang", lang, "explain", ...question]);
      for (const found of ["4.05", "4.0625", "17.0628", "420", "10.074", "6.9888", "gscn-2021-02-10", "c-19-rd-intensity"]) {
        assert.ok(stdout.includes(found), found);
      }
      assert.ok(!stdout.includes("4.455"));
    });
  }
  test("tells what was not preferred and why", async () => {
    const question = asked("high-tech-enterprises", "demonstration-zone", "2022");
    const { stdout } = await snapshot("explain-preference", 0, ["explain", ...question]);
    assert.match(stdout, /= 549 家/);
    assert.match(stdout, /≠ 547 家/);
  });
  test("marks values that rest on sample", async () => {
    const { stdout } = await inDemo(["explain", ...asked("high-tech-enterprises", "demonstration-zone", "2022")]);
    assert.match(stdout, /兰州高新区雁滩园区 2022: 165 家/);
    assert.match(stdout, /雁滩园区 2022: 165 家 \(示例\)/);
    const { stdout: english } = await inDemo(["--lang", "en", "explain", ...asked("high-tech-enterprises", "demonstration-zone", "2022")]);
    assert.match(english, /: 165 units \(sample\)/);
  });
  test("tells in words that rounding alone does not explain a difference", async () => {
    const { stdout } = await inDemo(["explain", ...question]);
    assert.match(stdout, /公布值4\.05%.*4\.0626%.*仅凭四舍五入不能解释/);
  });
  test("Chinese names origin and qualifier in Chinese", async () => {
    const { stdout } = await inDemo(["explain", ...question]);
    assert.doesNotMatch(stdout, /estimate|published/);
  });
});

describe("check", together, () => {
  test("plans/lanbai has its known gaps and no others", async () => {
    const args = ["check", "plans/lanbai", "--format", "csv"];
    await cp(join(plans, "lanbai"), join(here, "plans/lanbai"), { recursive: true });
    const { stdout } = await snapshot("check-known-gaps", 0, args);
    assert.doesNotMatch(stdout, /^error/m);
  });
  test("shows the line that each is about", () => snapshot("check-table", 0, ["check"]));
  test("plans/harbour-sample", async () => {
    await cp(join(plans, "harbour-sample"), join(here, "plans/harbour-sample"), { recursive: true });
    await snapshot("check-harbour", 0, ["--lang", "en", "check", "plans/harbour-sample"]);
  });
  test("an unknown key is refused with the nearest one", async () => {
    await cp(join(plans, "harbour-sample"), join(here, "plans/misspelt"), { recursive: true });
    const file = join(here, "plans/misspelt/plan.toml");
    const text = await readFile(file, "utf8");
    assert.match(text, /^version = /m);
    await writeFile(file, text.replace(/^version = /m, "verzion = "));
    const { stdout } = await snapshot("check-misspelt", 1, ["--lang", "en", "check", "plans/misspelt"]);
    assert.match(stdout, /verzion/);
    assert.match(stdout, /version/);
  });
  test("a folder that is not there", () => snapshot("check-nothing", 2, ["check", "plans/none"]));
});

describe("import", () => {
  let own;
  before(async () => {
    own = await ownDemo();
  });
  const inOwn = (...args) => run(["--workspace", own, ...args], { cwd: here });
  const count = async () => {
    const { code, stdout } = await inOwn("sql", "SELECT count(*) AS n FROM observations", "--format", "json");
    assert.equal(code, 0);
    return JSON.parse(stdout)[0].n;
  };
  const value = async () => {
    const { stdout } = await inOwn("eval", ...asked("high-tech-enterprises", "lanzhou-hitech", "2024"), "--no-sample", "--format", "json");
    return JSON.parse(stdout)[0].value;
  };

  for (const lang of ["zh", "en"]) {
    test(`a wrong file: place, what was seen, what to do, ${lang}`, async () => {
      const before = await count();
      const args = ["--lang", lang, "import", "wrong.csv"];
      const told = await inOwn(...args);
      matches(`import-wrong-${lang}`, args, told);
      assert.equal(told.code, 1);
      assert.equal(told.stdout, "");
      for (const found of ["wrong.csv:2", "pilot-zon", "wrong.csv:3", "2022年13月", "wrong.csv:4", "六百九", "wrong.csv:5", "亿元"]) {
        assert.ok(told.stderr.includes(found), found);
      }
      assert.equal(await count(), before);
    });
  }
  test("counts rows as a reader would", async () => {
    const { stderr } = await inOwn("--lang", "en", "import", "wrong.csv");
    assert.match(stderr, /wrong\.csv: 5 rows read/);
    assert.doesNotMatch(stderr, /\(1 rows?\)/, "one row needs no count");
  });
  test("good rows of a file with a wrong one are not imported", async () => {
    assert.equal(await value(), null);
    const { code } = await inOwn("import", "half-wrong.csv");
    assert.equal(code, 1);
    assert.equal(await value(), null);
  });
  test("a dry run tells what would happen and changes nothing", async () => {
    const before = await count();
    const args = ["--lang", "en", "import", "--dry-run", "right.csv"];
    const told = await inOwn(...args);
    matches("import-dry-run", args, told);
    assert.equal(told.code, 0);
    assert.match(told.stderr, /would add 2/);
    assert.deepEqual([await count(), await value()], [before, null]);
  });
  test("a right file, then the same again", async () => {
    const before = await count();
    const args = ["--lang", "en", "import", "right.csv"];
    const first = await inOwn(...args);
    matches("import-right", args, first);
    assert.equal(first.code, 0);
    assert.deepEqual([await count(), await value()], [before + 2, 412]);
    const second = await inOwn(...args);
    matches("import-again", args, second);
    assert.equal(second.code, 0);
    assert.match(second.stderr, /added 0, unchanged 2/);
    assert.deepEqual([await count(), await value()], [before + 2, 412]);
  });
  test("the report as JSON", async () => {
    const told = await inOwn("import", "wrong.csv", "--format", "json");
    assert.equal(told.code, 1);
    const [report] = JSON.parse(told.stdout);
    assert.deepEqual([report.file, report.added, report.publication], ["wrong.csv", 0, null]);
    assert.deepEqual(
      report.findings.map(({ code, place }) => [code, place.line, place.column]),
      [
        ["intake-unknown-territory", 2, "territory"],
        ["intake-not-a-period", 3, "period"],
        ["intake-not-a-number", 4, "value"],
        ["intake-unit-mismatch", 5, "value"],
        ["intake-missing-origin", 6, null],
      ],
    );
  });
  test("headings as officials write them, in GB18030", async () => {
    const { code, stderr } = await inOwn("import", "--dry-run", "chinese-gb18030.csv");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /读到 1 行，将新增 1，/);
  });
  test("the heading that the pages show for the day of knowledge", async () => {
    const { stderr } = await inOwn("--lang", "en", "import", "--dry-run", "chinese.csv");
    assert.match(stderr, /1 rows read, would add 1/);
    assert.doesNotMatch(stderr, /得知日期/);
  });
  test("files that are no tables, empty or not there", async () => {
    await writeFile(join(here, "picture.png"), Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    await writeFile(join(here, "empty.csv"), "");
    for (const [name, file, expected] of [
      ["import-picture", "picture.png", 1],
      ["import-empty", "empty.csv", 1],
      ["import-missing", "missing.csv", 2],
    ]) {
      const args = ["import", file];
      const told = await inOwn(...args);
      matches(name, args, told);
      assert.equal(told.code, expected, name);
    }
  });
});

describe("sql", together, () => {
  const question =
    "SELECT territory, period, value, source FROM observations WHERE measure = 'high-tech-enterprises' AND territory = 'demonstration-zone' ORDER BY period, value";
  for (const format of ["table", "csv", "json"]) {
    test(`as ${format}`, async () => {
      const { stdout } = await snapshot(`sql-${format}`, 0, ["sql", question, "--format", format]);
      for (const found of ["371", "436", "547", "549", "handmsg-2023-02-23"]) assert.ok(stdout.includes(found), found);
    });
  }
  test("columns of JSON keep the order of the question", async () => {
    const { stdout } = await inDemo(["sql", question, "--format", "json"]);
    assert.deepEqual(Object.keys(JSON.parse(stdout)[0]), ["territory", "period", "value", "source"]);
  });
  test("each source is kept once", async () => {
    const { stdout } = await inDemo(["sql", "SELECT count(*) AS rows, count(DISTINCT id) AS ids FROM sources", "--format", "json"]);
    const [{ rows, ids }] = JSON.parse(stdout);
    assert.equal(ids, 98);
    assert.equal(rows, ids);
  });
  test("a publication counts the rows of its file", async () => {
    const { stdout } = await inDemo(["sql", "SELECT rows FROM publications WHERE file = 'high-tech-enterprises.csv'", "--format", "json"]);
    assert.deepEqual(JSON.parse(stdout), [{ rows: 24 }]);
  });
  test("nothing that a spreadsheet would run leaves as CSV", async () => {
    const { stdout } = await inDemo(["sql", "SELECT '=1+1' AS a, '@x' AS b, ' +2' AS c, -3.2 AS d, 'plain' AS e", "--format", "csv"]);
    assert.equal(stdout, "a,b,c,d,e\n'=1+1,'@x,' +2,-3.2,plain\n");
  });
  test("more rows than asked for are named", async () => {
    const { stderr } = await snapshot("sql-limit", 0, ["sql", question, "--limit", "2", "--format", "csv"]);
    assert.match(stderr, /前 2 行/);
  });
  test("one that never pauses is stopped in time", async () => {
    const { code, stdout, stderr } = await inDemo(["sql", "SELECT sum(a.value) FROM observations a, observations b, observations c", "--seconds", "1", "--output", "never.csv"]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /查询超过 1 秒，已停止/);
    assert.ok(!readdirSync(here).some((file) => file.startsWith("never")));
  });
  test("as Parquet, which is read back", async () => {
    const { code, stdout } = await inDemo(["sql", question, "--format", "parquet", "--output", "answer.parquet"]);
    assert.deepEqual([code, stdout], [0, ""]);
    const bytes = await readFile(join(here, "answer.parquet"));
    assert.equal(bytes.subarray(0, 4).toString(), "PAR1");
    assert.deepEqual(readdirSync(here).filter((file) => /^answer.*partial$/.test(file)), []);
    const rows = "SELECT territory, measure, period, value, '家' AS unit, qualifiers AS qualifier, origin, source, known_on FROM observations WHERE measure = 'high-tech-enterprises' AND territory = 'gansu'";
    await inDemo(["sql", rows, "--format", "parquet", "--output", "rows.parquet"]);
    const back = await inDemo(["import", "--dry-run", "rows.parquet", "--format", "json"]);
    const [report] = JSON.parse(back.stdout);
    assert.ok(report.rows > 0);
    assert.deepEqual([report.added, report.unchanged, report.findings], [0, report.rows, []]);
  });
  const refused = {
    drop: "DROP TABLE observations",
    insert: "INSERT INTO observations SELECT * FROM observations",
    copy: "COPY observations TO 'taken.csv'",
    external: "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'right.csv'",
    file: "SELECT * FROM 'right.csv'",
    set: "SET datafusion.execution.batch_size = 1",
    two: "SELECT 1; SELECT 2",
    unknown: "SELECT nothing FROM observations",
  };
  for (const [name, statement] of Object.entries(refused)) {
    test(`refuses: ${statement}`, async () => {
      const { stdout } = await snapshot(`sql-refused-${name}`, 2, ["sql", statement]);
      assert.equal(stdout, "");
      assert.ok(!readdirSync(here).includes("taken.csv"));
    });
  }
});

describe("export", together, () => {
  test("a table with headings that people read, only the rows asked for", async () => {
    const args = ["export", "observations", "--filter", "value=698", "--output", "exported.csv"];
    const { code, stdout, stderr } = await inDemo(args);
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(stderr, /已写入「exported\.csv」/);
    const [headings, ...rows] = (await readFile(join(here, "exported.csv"), "utf8")).trimEnd().split("\n");
    assert.match(headings, /基础数据项,区域,时期,数值/);
    assert.ok(rows.length > 0 && rows.every((row) => row.includes(",698,")), rows.join("\n"));
    const workbook = await inDemo(["export", "register_patents", "--output", "exported.xlsx"]);
    assert.equal(workbook.code, 0, workbook.stderr);
    assert.deepEqual([...(await readFile(join(here, "exported.xlsx"))).subarray(0, 2)], [0x50, 0x4b]);
  });
  for (const [what, args, told] of [
    ["a table", ["observation", "--output", "no.csv"], /没有数据表「observation」[^]*「observations」/],
    ["a column", ["observations", "--filter", "valu=1", "--output", "no.csv"], /没有列「valu」/],
    ["a filter", ["observations", "--filter", "698", "--output", "no.csv"], /筛选条件「698」无法读懂/],
    ["a format", ["observations", "--output", "no.pdf"], /没有「pdf」这种文件格式/],
    ["a folder", ["observations", "--output", "none/no.csv"], /「none\/no\.csv」无法使用：不存在/],
  ]) {
    test(`refuses ${what} that there is not`, async () => {
      const { code, stdout, stderr } = await inDemo(["export", ...args]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, told);
      assert.ok(!readdirSync(here).some((file) => file.startsWith("no.")));
    });
  }
});

describe("what cannot be tried", together, () => {
  const wrong = {
    indicator: ["eval", ...asked("high-tech-enterprise", "pilot-zone", "2022")],
    territory: ["eval", ...asked("gdp", "pilot-zon", "2022")],
    "explain-indicator": ["explain", ...asked("gd", "pilot-zone", "2022")],
    period: ["eval", ...asked("gdp", "pilot-zone", "2022-13")],
    day: ["eval", ...asked("gdp", "pilot-zone", "2022"), "--as-of", "2022-02-30"],
    plan: ["demo", "--plan", "nope", "--dir", "nope", "--no-serve"],
  };
  const nearest = { indicator: "high-tech-enterprises", territory: "pilot-zone", "explain-indicator": "gdp" };
  for (const [name, args] of Object.entries(wrong)) {
    test(name, async () => {
      const { stdout, stderr } = await snapshot(`wrong-${name}`, 2, args);
      assert.equal(stdout, "");
      if (nearest[name]) assert.ok(stderr.includes(`最接近的是「${nearest[name]}」`), stderr);
    });
  }
  test("a folder that is no workspace", async () => {
    const args = ["--workspace", "nowhere", "eval", ...asked("gdp", "pilot-zone", "2022")];
    const told = await run(args, { cwd: here });
    matches("wrong-workspace", args, told);
    assert.equal(told.code, 2);
  });
  test("is told in Chinese unless English is asked for", async () => {
    const { stderr } = await inDemo(wrong.indicator);
    assert.match(stderr, /没有指标「high-tech-enterprise」/);
    const { stderr: english } = await snapshot("wrong-indicator-en", 2, ["--lang", "en", ...wrong.indicator]);
    assert.match(english, /`high-tech-enterprises`/);
    assert.doesNotMatch(english, /\p{Script=Han}/u);
  });
  test("a plan, folder or statement as well", async () => {
    for (const args of [wrong.plan, ["check", "plans/none"], ["import", "missing.csv"], ["sql", "DROP TABLE observations"]]) {
      const { code, stderr } = await inDemo(args);
      assert.equal(code, 2);
      assert.match(stderr, /\p{Script=Han}/u, args.join(" "));
    }
  });
});

describe("a reader that hangs up", () => {
  /** Reads some bytes of stdout, hangs up, and waits for the exit code. */
  const hangUp = (args) =>
    new Promise((done, failed) => {
      const child = spawn(binary, ["--workspace", "demo", ...args], { cwd: here, env: environment, stdio: ["ignore", "pipe", "pipe"] });
      let seen = "";
      let stderr = "";
      child.stdout.once("data", (bytes) => {
        seen = bytes.toString();
        child.stdout.destroy();
      });
      child.stderr.on("data", (text) => (stderr += text));
      child.on("error", failed);
      child.on("exit", (code, signal) => done({ code: code ?? signal, seen, stderr }));
    });
  test("is no failure", async () => {
    // far more than a pipe holds
    const { code, seen, stderr } = await hangUp(["sql", "SELECT * FROM observations", "--limit", "10000", "--format", "csv"]);
    assert.match(seen, /^id,measure,territory/);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });
});

describe("snapshots", () => {
  test("none is left over", { skip: process.execArgv.some((one) => one.includes("name-pattern")) }, () => assert.deepEqual(left(), []));
});

