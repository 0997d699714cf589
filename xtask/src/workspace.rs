//! Where things lie: the clone, the build cache, the programs. The one place that reads the environment.
#![expect(clippy::disallowed_methods, reason = "the settings module of xtask")]

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The clone and its build cache.
pub struct Workspace {
    /// The folder that holds the root Cargo.toml.
    pub root: PathBuf,
    /// Where cargo builds: `CARGO_TARGET_DIR`, else a folder outside the clone.
    pub target: PathBuf,
    /// The published figures that tests are held against, if they are at hand.
    pub reference: Option<PathBuf>,
    home: Option<PathBuf>,
}

impl Workspace {
    /// From the environment that cargo gives to `cargo xtask`.
    pub fn find() -> Result<Self> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").context("start this as `cargo xtask …`")?;
        let root = Path::new(&here).parent().context("xtask lies in the workspace's root")?.to_path_buf();
        let home = std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
        let target = match std::env::var_os("CARGO_TARGET_DIR").filter(|dir| !dir.is_empty()) {
            Some(dir) => root.join(dir),
            None => cache(home.as_deref())?.join("lanbai").join("target"),
        };
        let reference = match std::env::var_os("LANBAI_REFERENCE") {
            Some(dir) => Some(PathBuf::from(dir)),
            None => root.parent().map(|parent| parent.join("shared").join("reference")),
        };
        Ok(Self { target, reference: reference.filter(|dir| dir.is_dir()), home, root })
    }

    /// A path inside the clone.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// The built binary of the release profile: what benchmarks measure.
    pub fn released(&self) -> PathBuf {
        self.target.join("release").join(format!("lanbai{}", std::env::consts::EXE_SUFFIX))
    }

    /// A built example of the release profile.
    pub fn released_example(&self, name: &str) -> PathBuf {
        let examples = self.target.join("release").join("examples");
        examples.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Whether something exists inside the clone.
    pub fn has(&self, relative: &str) -> bool {
        self.path(relative).exists()
    }

    /// The built binary of the dev profile.
    pub fn lanbai(&self) -> PathBuf {
        self.target.join("debug").join(format!("lanbai{}", std::env::consts::EXE_SUFFIX))
    }

    /// Places that name this machine: the clone and the developer's home, unless they name no one.
    pub fn private_places(&self) -> Vec<String> {
        [Some(&self.root), self.home.as_ref()]
            .into_iter()
            .flatten()
            .filter(|place| place.components().count() > 2)
            .map(|place| place.display().to_string())
            .collect()
    }
}

fn cache(home: Option<&Path>) -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()) {
        return Ok(PathBuf::from(dir));
    }
    let home = home.context("HOME is not set; say where to build with CARGO_TARGET_DIR")?;
    Ok(home.join(".cache"))
}

/// The full path of a program, if it is installed.
pub fn installed(program: &str) -> Option<PathBuf> {
    let search = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&search).map(|dir| dir.join(program)).find(|path| path.is_file())
}

/// An address of this machine that nobody listens on.
pub fn free_address() -> Result<std::net::SocketAddr> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").context("no free port on this machine")?;
    Ok(listener.local_addr()?)
}

/// Whether this user may install Debian packages.
pub fn may_install_packages() -> bool {
    let root = std::process::Command::new("id").arg("-u").output();
    installed("apt-get").is_some() && root.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
