//! The server under 64 connections that read full answers, alone and beside writes.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use super::lake::fresh_workspace;
use super::race::median;
use super::table::Row;
use super::workload::Workload;
use crate::program::Program;
use crate::workspace::{Workspace, free_address, installed};

const CONNECTIONS: usize = 64;
const SECONDS: usize = 10;
const RUNS: usize = 3;

/// Repeated and random cockpits of the demo, and the benchmark's plan during its largest import.
pub fn bench(workspace: &Workspace, workload: &Workload) -> Result<Vec<Row>> {
    if installed("wrk").is_none() {
        crate::prepare::debian(workspace, "loads on the server", &["wrk"])?;
    }
    let mut rows = on_the_demo(workspace, workload)?;
    rows.push(during_an_import(workspace, workload)?);
    Ok(rows)
}

fn on_the_demo(workspace: &Workspace, workload: &Workload) -> Result<Vec<Row>> {
    let folder = workload.path("server-bench-demo");
    remove(&folder)?;
    let make = ["demo", "--no-serve", "--dir"].map(PathBuf::from).into_iter().chain([folder.clone()]);
    Program::new(workspace, workspace.released()).args(make).output()?;
    let server = Served::start(workspace, &folder)?;
    let repeated = server.loads(|_| vec!["/api/v1/cockpit?territory=lanbai&period=2024".to_owned()], None)?;
    let after_repeated = server.resident()?;
    let territories = server.ids("territories")?;
    let addresses = random_addresses(&territories, &demo_periods());
    let random = server.loads(|_| addresses.clone(), Some(&demo_row))?;
    let shown = |bytes: u64| format!("{} MB resident", bytes / 1_000_000);
    Ok(vec![
        row("cockpit, the same again", &repeated, shown(after_repeated)),
        row(
            "cockpit, random territory and period, one write a second",
            &random,
            format!("{} addresses; {}", addresses.len(), shown(server.resident()?)),
        ),
    ])
}

/// Random cockpits while another process imports ten million rows into the same lake.
fn during_an_import(workspace: &Workspace, workload: &Workload) -> Result<Row> {
    let folder = workload.path("server-bench-import");
    fresh_workspace(workspace, workload, &folder)?;
    // As in the demo, nobody signs in to look at figures.
    fs::write(folder.join("settings.toml"), "reading = \"open\"\n")?;
    let small = workload.observations("observations-188701.csv", 12, 188_701)?;
    let large = workload.observations("observations-10000000.csv", 180, 10_000_000)?;
    let import = |file: &Path| {
        let mut command = Command::new(workspace.released());
        command.arg("--workspace").arg(&folder).arg("import").arg(file);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("the import could not start")
    };
    ensure!(import(&small)?.wait()?.success(), "the first import failed");
    let server = Served::start(workspace, &folder)?;
    let territories = server.ids("territories")?;
    let periods: Vec<String> = (1..=12).map(|month| format!("2010-{month:02}")).collect();
    let addresses = random_addresses(&territories, &periods);
    let mut importing = import(&large)?;
    let mut loads = Vec::new();
    while importing.try_wait()?.is_none() {
        loads.push(server.load(&addresses, 2)?);
    }
    ensure!(importing.wait()?.success(), "the large import failed");
    ensure!(!loads.is_empty(), "the import ended before anything was measured");
    let last = addresses[0].replace("2010-01", LAST_MONTH);
    let read = server.wait_until(|server| Ok(server.get(&last)?.contains("\"coverage\":{")))?;
    let note = format!(
        "at most {:.0} ms; visible {read:.1} s after it was imported; {} MB resident then",
        loads.iter().map(|load| load.p99 * 1e3).fold(0.0, f64::max),
        server.resident()? / 1_000_000
    );
    Ok(row("cockpit, random, during an import of 10,000,000 rows", &loads, note))
}

fn row(what: &str, loads: &[Load], note: String) -> Row {
    let of = |figure: fn(&Load) -> f64| median(&loads.iter().map(figure).collect::<Vec<_>>());
    Row {
        what: format!("{what}, {CONNECTIONS} connections"),
        clock: "whole",
        ours: of(|load| load.per_second),
        peers: Vec::new(),
        unit: "answers/s",
        note: format!("99th percentile {:.1} ms; {note}", of(|load| load.p99 * 1e3)),
    }
}

fn demo_periods() -> Vec<String> {
    let quarters = |year: usize| (1..=4).map(move |quarter| format!("{year}Q{quarter}"));
    let years = 2019..=2025;
    years.clone().map(|year| year.to_string()).chain(years.flat_map(quarters)).collect()
}

fn random_addresses(territories: &[String], periods: &[String]) -> Vec<String> {
    let of = |territory: &String| {
        let at = |period: &String| format!("/api/v1/cockpit?territory={territory}&period={period}");
        periods.iter().map(at).collect::<Vec<_>>()
    };
    territories.iter().flat_map(of).collect()
}

/// One observation that the demo does not have yet.
fn demo_row(number: usize) -> String {
    format!(
        "territory,measure,period,value,origin,source,known_on\n\
         lanzhou-hitech,gdp,2024Q1,{}.{:02},sample,sample-generator,2026-11-02\n",
        100 + number / 100,
        number % 100
    )
}

/// What one load measured.
struct Load {
    per_second: f64,
    /// In seconds.
    p99: f64,
}

/// A server of ours, stopped when dropped.
struct Served {
    child: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl Served {
    fn start(workspace: &Workspace, folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(workspace.released());
        command.arg("--workspace").arg(folder).args(["serve", "--listen"]).arg(address.to_string());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let server = Self { child, address, folder: folder.to_owned() };
        let began = Instant::now();
        while server.get("/healthz").is_err() {
            ensure!(began.elapsed() < Duration::from_secs(60), "the server did not answer within a minute");
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Several loads of the same addresses; with `row`, one write a second beside them.
    fn loads(
        &self,
        addresses: impl Fn(usize) -> Vec<String>,
        row: Option<&(dyn Fn(usize) -> String + Sync)>,
    ) -> Result<Vec<Load>> {
        self.load(&addresses(0), 2)?;
        let measure = |run| match row {
            None => self.load(&addresses(run), SECONDS),
            Some(row) => self.beside_writes(&addresses(run), run * 1000, row),
        };
        (0..RUNS).map(measure).collect()
    }

    fn beside_writes(
        &self,
        addresses: &[String],
        first: usize,
        row: &(dyn Fn(usize) -> String + Sync),
    ) -> Result<Load> {
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| -> Result<usize> {
                let signed_in = self.sign_in()?;
                let mut written = 0;
                while !done.load(Ordering::Relaxed) {
                    let began = Instant::now();
                    self.import(&row(first + written), &signed_in)?;
                    written += 1;
                    std::thread::sleep(Duration::from_secs(1).saturating_sub(began.elapsed()));
                }
                Ok(written)
            });
            let load = self.load(addresses, SECONDS);
            done.store(true, Ordering::Relaxed);
            let written = writer.join().map_err(|_| anyhow::anyhow!("the writer stopped"))??;
            ensure!(written + 1 >= SECONDS, "only {written} writes in {SECONDS} s: the load was not met");
            load
        })
    }

    /// One run of wrk over the addresses in random order.
    fn load(&self, addresses: &[String], seconds: usize) -> Result<Load> {
        let script = self.folder.join("load.lua");
        let list: Vec<String> = addresses.iter().map(|address| format!("{address:?}")).collect();
        fs::write(&script, format!("local all = {{{}}}\n{LUA}", list.join(",\n")))?;
        let wrk = installed("wrk").context("wrk is missing")?;
        let output = Command::new(wrk)
            .args(["--latency", "-t1"])
            .arg(format!("-c{CONNECTIONS}"))
            .arg(format!("-d{seconds}s"))
            .arg("-s")
            .arg(&script)
            .arg(format!("http://{}/", self.address))
            .output()?;
        parse(&String::from_utf8_lossy(&output.stdout))
    }

    fn get(&self, path: &str) -> Result<String> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n");
        self.ask(request.as_bytes())
    }

    /// Signs in with the demo's ready account of the plan office; gives what its requests carry.
    fn sign_in(&self) -> Result<String> {
        let ready: serde_json::Value = serde_json::from_str(&self.get("/api/v1/session")?)?;
        let accounts = ready["demo_accounts"].as_array().context("the demo offers no accounts")?;
        let office = accounts.iter().find(|account| account["login"] == "office");
        let password = &office.context("the demo has no account of the plan office")?["password"];
        let body = serde_json::json!({ "login": "office", "password": password }).to_string();
        let request = format!(
            "POST /api/v1/session HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let (head, body) = self.answer(request.as_bytes())?;
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        let session: serde_json::Value = serde_json::from_str(&body)?;
        let token = session["token"].as_str().context("signing in gave no token")?;
        Ok(format!("Cookie: {}\r\nX-Lanbai-Token: {token}\r\n", cookie.context("signing in set no cookie")?))
    }

    fn import(&self, table: &str, signed_in: &str) -> Result<()> {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"row.csv\"\r\n\r\n{table}\r\n--x--\r\n"
        );
        let request = format!(
            "POST /api/v1/imports HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n{signed_in}\
             Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let report: serde_json::Value = serde_json::from_str(&self.ask(request.as_bytes())?)?;
        ensure!(report["added"] == 1, "the write was not taken in: {report}");
        Ok(())
    }

    /// The body of an answer that must be 200.
    fn ask(&self, request: &[u8]) -> Result<String> {
        Ok(self.answer(request)?.1)
    }

    /// Head and body of an answer that must be 200.
    fn answer(&self, request: &[u8]) -> Result<(String, String)> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.write_all(request)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let Some((head, body)) = answer.split_once("\r\n\r\n") else { bail!("no answer") };
        ensure!(head.starts_with("HTTP/1.1 200"), "{head}");
        Ok((head.to_owned(), body.to_owned()))
    }

    /// Waits until the server says so, and tells how many seconds that took.
    fn wait_until(&self, is_so: impl Fn(&Self) -> Result<bool>) -> Result<f64> {
        const LONGEST: Duration = Duration::from_secs(120);
        let began = Instant::now();
        while !is_so(self)? {
            ensure!(began.elapsed() < LONGEST, "the server does not show what was imported");
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(began.elapsed().as_secs_f64())
    }

    /// Ids of a list of the plan.
    fn ids(&self, list: &str) -> Result<Vec<String>> {
        let plan: serde_json::Value = serde_json::from_str(&self.get("/api/v1/plan")?)?;
        let things = plan[list].as_array().with_context(|| format!("the plan tells no {list}"))?;
        Ok(things.iter().filter_map(|thing| thing["id"].as_str()).map(str::to_owned).collect())
    }

    /// Bytes of memory that the server holds now.
    fn resident(&self) -> Result<u64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kilobytes: u64 = line.split_whitespace().nth(1).context("no VmRSS")?.parse()?;
        Ok(kilobytes * 1024)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Only the large file has values of it.
const LAST_MONTH: &str = "2024-12";

/// Full answers: no tag is sent, so none is a 304; anything but 200 is counted.
const LUA: &str = r"
math.randomseed(7)
request = function() return wrk.format('GET', all[math.random(#all)]) end
done = function(summary, latency)
  local wrong = summary.errors.status + summary.errors.read + summary.errors.timeout
  io.write(string.format('RESULT %f %f %d\n', summary.requests / (summary.duration / 1e6),
    latency:percentile(99) / 1e6, wrong))
end
";

fn parse(text: &str) -> Result<Load> {
    let line = text.lines().find_map(|line| line.strip_prefix("RESULT ")).context("wrk told no result")?;
    let figures: Vec<f64> = line.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [per_second, p99, wrong] = figures[..] else { bail!("wrk told `{line}`") };
    ensure!(wrong == 0.0, "{wrong} answers were no 200");
    Ok(Load { per_second, p99 })
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove `{}`", folder.display()))?;
    }
    Ok(())
}
