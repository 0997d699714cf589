use std::sync::atomic::{AtomicU32, Ordering};

use lanbai_store::{Location, Settings, Store};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;

use crate::postgres::Server;
use crate::world::at;

/// An empty store of one database, and where to find more of them.
pub struct Fixture {
    pub store: Store,
    pub settings: Settings,
    pub folder: TempDir,
    maker: Maker,
}

/// How further databases are made.
#[derive(Clone)]
enum Maker {
    Sqlite,
    /// The address of a database, and of the one that makes others, up to their names.
    Postgres {
        before: String,
        after: String,
    },
}

static NAMES: AtomicU32 = AtomicU32::new(0);

impl Fixture {
    pub async fn sqlite() -> Self {
        Self::of(Maker::Sqlite).await
    }

    pub async fn postgres(server: &Server) -> Self {
        let url = server.url("NAME");
        let (before, after) = url.split_once("NAME").expect("the name stands in the address");
        Self::of(Maker::Postgres { before: before.to_owned(), after: after.to_owned() }).await
    }

    async fn of(maker: Maker) -> Self {
        let folder = TempDir::new().expect("a folder");
        let settings = make(&maker, &folder).await;
        let store = Store::open(&settings, at(0)).await.expect("an empty store opens");
        Self { store, settings, folder, maker }
    }

    /// The same store as another server has it.
    pub async fn other_server(&self) -> Store {
        Store::open(&self.settings, at(0)).await.expect("the store opens again")
    }

    /// The database by itself, for what no verb does.
    pub async fn raw(&self) -> DatabaseConnection {
        let url = match &self.settings.location {
            Location::Sqlite(path) => format!("sqlite:{}", path.display()),
            Location::Postgres(url) => url.clone(),
        };
        Database::connect(url).await.expect("the database by itself")
    }

    pub async fn run_raw(&self, sql: &str) {
        let raw = self.raw().await;
        raw.execute_unprepared(sql).await.expect(sql);
        raw.close().await.expect("it closes");
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.maker, Maker::Postgres { .. })
    }

    /// Places without a store: one of the own database, and one of SQLite.
    pub async fn empty_places(&self) -> Vec<Settings> {
        let mut places = vec![make(&Maker::Sqlite, &self.folder).await];
        if self.is_postgres() {
            places.push(make(&self.maker, &self.folder).await);
        }
        places
    }
}

async fn make(maker: &Maker, folder: &TempDir) -> Settings {
    let name = format!("store{}", NAMES.fetch_add(1, Ordering::Relaxed));
    let evidence = folder.path().join(format!("{name}-evidence"));
    let location = match maker {
        Maker::Sqlite => Location::Sqlite(folder.path().join(format!("{name}.sqlite"))),
        Maker::Postgres { before, after } => {
            let server = Database::connect(format!("{before}postgres{after}")).await.expect("the server");
            server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
            server.close().await.expect("it closes");
            Location::Postgres(format!("{before}{name}{after}"))
        }
    };
    Settings { location, evidence }
}
