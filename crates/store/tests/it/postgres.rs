//! A PostgreSQL server of this test alone: from Debian's packages, in a folder of its own, on a socket in it.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Whether a test that cannot have PostgreSQL fails: always in continuous integration.
#[expect(clippy::disallowed_methods, reason = "tests have no settings of their own")]
pub fn is_required() -> bool {
    ["CI", "LANBAI_REQUIRE_POSTGRES"].iter().any(|name| {
        std::env::var(name).is_ok_and(|value| !value.is_empty() && value != "false" && value != "0")
    })
}

/// Runs until it is dropped, or until the test's process dies.
pub struct Server {
    keeper: Child,
    folder: TempDir,
}

impl Server {
    pub fn start() -> Result<Self, String> {
        let programs = programs()?;
        let folder =
            tempfile::Builder::new().prefix("lanbai-pg").tempdir_in("/tmp").map_err(told("a folder"))?;
        let user = User::unprivileged()?;
        user.own(folder.path())?;
        let data = folder.path().join("data");
        let made = user
            .run(&programs.join("initdb"), folder.path())
            .arg("--pgdata")
            .arg(&data)
            .args(["--username", "lanbai", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"])
            .arg("--no-sync")
            .output()
            .map_err(told("initdb"))?;
        if !made.status.success() {
            return Err(format!("initdb: {}", String::from_utf8_lossy(&made.stderr)));
        }
        // The keeper reads until this process lets go of the pipe, however it ends, and then stops the server.
        let script = "\"$0\" -D data -k \"$PWD\" -h '' -c fsync=off -c max_connections=200 >server.log 2>&1 & \
            server=$!; cat >/dev/null; kill -INT $server; wait $server";
        let keeper = user
            .run(Path::new("/bin/sh"), folder.path())
            .arg("-c")
            .arg(script)
            .arg(programs.join("postgres"))
            .stdin(Stdio::piped())
            .spawn()
            .map_err(told("the server"))?;
        let server = Self { keeper, folder };
        server.wait_until_ready(&programs)?;
        Ok(server)
    }

    fn wait_until_ready(&self, programs: &Path) -> Result<(), String> {
        for _ in 0..600 {
            let mut ask = Command::new(programs.join("pg_isready"));
            ask.arg("--host").arg(self.folder.path()).args(["--username", "lanbai", "--quiet"]);
            if ask.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
        Err(format!("the server did not start: {log}"))
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://lanbai@localhost/{database}?host={}", self.folder.path().display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.keeper.stdin.take() {
            let _nothing_to_say = pipe.flush();
        }
        if let Err(error) = self.keeper.wait() {
            eprintln!("the server's keeper: {error}");
        }
    }
}

/// The folder of PostgreSQL's programs, installed if they are missing and that is allowed.
fn programs() -> Result<PathBuf, String> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let is_root = User::current_is_root()?;
    let install = |arguments: &[&str]| {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.args(["--non-interactive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments).stdout(Stdio::null()).status()
    };
    eprintln!("installing PostgreSQL for the tests of the store");
    for arguments in [
        ["update", "--quiet"].as_slice(),
        ["install", "--yes", "--quiet", "--no-install-recommends", "postgresql"].as_slice(),
    ] {
        let status = install(arguments).map_err(told("apt-get"))?;
        if !status.success() {
            return Err(format!(
                "apt-get {} failed; type: sudo apt-get install postgresql",
                arguments.join(" ")
            ));
        }
    }
    find().ok_or_else(|| "Debian's package was installed and has no programs".to_owned())
}

/// The newest version that Debian's packages have put here.
fn find() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let folders = versions.filter_map(Result::ok).map(|version| version.path().join("bin"));
    folders.filter(|folder| folder.join("initdb").exists() && folder.join("postgres").exists()).max()
}

/// Who the server runs as: it refuses to run as root.
struct User {
    /// Nothing where this process is not root: then it is this user.
    ids: Option<(u32, u32)>,
}

impl User {
    fn current_is_root() -> Result<bool, String> {
        let told = Command::new("id").arg("--user").output().map_err(told("id"))?;
        Ok(String::from_utf8_lossy(&told.stdout).trim() == "0")
    }

    fn unprivileged() -> Result<Self, String> {
        if !Self::current_is_root()? {
            return Ok(Self { ids: None });
        }
        let users = fs::read_to_string("/etc/passwd").map_err(told("the list of users"))?;
        let ids = |name: &str| {
            let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut parts = line.split(':').skip(2);
            Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        };
        let ids = ids("postgres").or_else(|| ids("nobody")).ok_or("there is no user without privileges")?;
        Ok(Self { ids: Some(ids) })
    }

    fn own(&self, folder: &Path) -> Result<(), String> {
        if let Some((user, group)) = self.ids {
            chown(folder, Some(user), Some(group)).map_err(told("the folder's owner"))?;
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).map_err(told("the folder's rights"))
    }

    fn run(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder);
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
        command
    }
}

fn told(what: &'static str) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{what}: {error}")
}
