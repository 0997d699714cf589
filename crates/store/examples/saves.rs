//! How long a save of one field takes when many people fill in forms at once, on SQLite, durably.
//!
//! `cargo run --release -p lanbai-store --example saves -- [PEOPLE] [SECONDS] [FOLDER]`: each person saves a field every
//! three seconds, with the look at his session that the server takes at each request; 24 workbooks of 300 fields each
//! come in meanwhile, and the sequencer chains the audit log twice a second. Every save is counted again at the end.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use lanbai_store::accounts::NewAccount;
use lanbai_store::sessions::NewSession;
use lanbai_store::submissions::{FieldChange, NewSubmission, Saved};
use lanbai_store::{Act, Settings, Store, StoreError};
use tokio::task::JoinSet;

const PERIOD: Duration = Duration::from_secs(3);
const PARKS: usize = 24;
const FIELDS_OF_A_WORKBOOK: usize = 300;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let people = arguments.next().map_or(Ok(500), |text| text.parse())?;
    let seconds = arguments.next().map_or(Ok(30), |text| text.parse())?;
    let folder = arguments.next().map_or_else(|| PathBuf::from("target/saves"), PathBuf::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    runtime.block_on(run(people, Duration::from_secs(seconds), &Settings::of_workspace(&folder)))
}

fn act(by: &str) -> Act<'_> {
    Act { by, authority: "reporter", at: DateTime::<Utc>::UNIX_EPOCH }
}

async fn run(
    people: usize,
    lasting: Duration,
    settings: &Settings,
) -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::open(settings, DateTime::UNIX_EPOCH).await?;
    prepare(&store, people).await?;
    let alone = alone(&store).await?;
    let begun = Instant::now();
    let mut savers = JoinSet::new();
    for person in 0..people {
        savers.spawn(save_now_and_then(store.clone(), person, people, begun, lasting));
    }
    let mut workbooks = JoinSet::new();
    for park in 0..PARKS {
        workbooks.spawn(upload(store.clone(), park, lasting));
    }
    let chaining = tokio::spawn(chain(store.clone(), begun + lasting));
    let mut waits = Vec::new();
    for of_one in savers.join_all().await {
        waits.extend(of_one?);
    }
    let took = begun.elapsed();
    let mut uploads = workbooks.join_all().await.into_iter().collect::<Result<Vec<_>, _>>()?;
    chaining.await??;
    let last = store.chain_audit().await?;
    let verified = store.verify_audit(&[], "").await?;
    let stored = count_versions(&store).await?;
    println!("one person alone        {}", Told(alone));
    println!("{people} people             {}", Told(waits.clone()));
    uploads.sort();
    println!("workbooks of {FIELDS_OF_A_WORKBOOK} fields {}", Told(uploads));
    println!("saves a second          {:.1}", waits.len() as f64 / took.as_secs_f64());
    println!("saves asked and stored  {} {}", waits.len(), stored);
    println!("audit rows chained      {} ({last} at the end), fault: {:?}", verified.rows, verified.fault);
    if stored != waits.len() {
        return Err("saves were lost".into());
    }
    store.close().await?;
    Ok(())
}

async fn prepare(store: &Store, people: usize) -> Result<(), StoreError> {
    let mut making = JoinSet::new();
    for person in 0..people.max(1) {
        let store = store.clone();
        making.spawn(async move {
            let id = format!("p{person}");
            let new = NewAccount {
                id: &id,
                login: &id,
                display_name: &id,
                password_hash: None,
                external: None,
                must_change_password: false,
            };
            store.create_account(&act("admin"), &new).await?;
            let session = NewSession {
                token_hash: &id,
                account: &id,
                cross_site_token: "x",
                expires_at: DateTime::UNIX_EPOCH + TimeDelta::days(1),
                rotated_from: None,
            };
            store.open_session(&act(&id), &session).await
        });
    }
    making.join_all().await.into_iter().collect::<Result<(), _>>()?;
    for form in ["annual", "workbook", "alone"] {
        for park in 0..PARKS {
            let (id, territory) = (format!("{form}-{park}"), format!("park-{park}"));
            let new = NewSubmission {
                id: &id,
                form,
                form_version: "1",
                territory: &territory,
                period: "2023",
                owner: "p0",
                due_at: None,
            };
            store.open_submission(&act("p0"), &new).await?;
        }
    }
    Ok(())
}

/// What one save costs when nobody else is there.
async fn alone(store: &Store) -> Result<Vec<Duration>, StoreError> {
    let mut waits = Vec::new();
    for seen in 0..100 {
        let content = seen.to_string();
        let begun = Instant::now();
        let change = FieldChange { field: "own", content: &content, seen };
        store.save_fields(&act("p0"), "alone-0", &[change]).await?;
        waits.push(begun.elapsed());
    }
    Ok(waits)
}

async fn save_now_and_then(
    store: Store,
    person: usize,
    people: usize,
    begun: Instant,
    lasting: Duration,
) -> Result<Vec<Duration>, StoreError> {
    let (by, submission) = (format!("p{person}"), format!("annual-{}", person % PARKS));
    let field = format!("field-{person}");
    // Each at a moment of his own, and the same from run to run: neighbours in number are far apart in time.
    let offset = PERIOD.mul_f64((person * 7919 % people) as f64 / people as f64);
    let mut waits = Vec::new();
    for turn in 0.. {
        let due = offset + PERIOD * turn;
        if due >= lasting {
            break;
        }
        tokio::time::sleep_until((begun + due).into()).await;
        let content = turn.to_string();
        // From when it was due: whoever cannot begin in time waits too.
        store.session(&by, DateTime::UNIX_EPOCH).await?;
        let change = FieldChange { field: &field, content: &content, seen: i64::from(turn) };
        let saved = store.save_fields(&act(&by), &submission, &[change]).await?;
        assert!(matches!(saved[..], [Saved::Written(_)]), "{saved:?}");
        waits.push(begun.elapsed().saturating_sub(due));
    }
    Ok(waits)
}

async fn upload(store: Store, park: usize, lasting: Duration) -> Result<Duration, StoreError> {
    tokio::time::sleep(lasting.mul_f64(park as f64 / PARKS as f64)).await;
    let fields: Vec<String> = (0..FIELDS_OF_A_WORKBOOK).map(|field| format!("cell-{field}")).collect();
    let changes: Vec<_> =
        fields.iter().map(|field| FieldChange { field, content: "12345.67", seen: 0 }).collect();
    let begun = Instant::now();
    store.save_fields(&act("p0"), &format!("workbook-{park}"), &changes).await?;
    Ok(begun.elapsed())
}

async fn chain(store: Store, until: Instant) -> Result<(), StoreError> {
    while Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(500)).await;
        store.chain_audit().await?;
    }
    Ok(())
}

/// How many saves the fields of the people have seen.
async fn count_versions(store: &Store) -> Result<usize, StoreError> {
    let mut count = 0;
    for park in 0..PARKS {
        let fields = store.fields(&format!("annual-{park}")).await?;
        count += fields.iter().map(|field| field.version).sum::<i64>();
    }
    Ok(usize::try_from(count).unwrap_or(0))
}

/// Quantiles in milliseconds.
struct Told(Vec<Duration>);

impl std::fmt::Display for Told {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut waits = self.0.clone();
        waits.sort();
        let at = |share: f64| {
            let place = ((waits.len() as f64 * share) as usize).min(waits.len().saturating_sub(1));
            waits.get(place).map_or(0.0, |wait| wait.as_secs_f64() * 1_000.0)
        };
        let (median, late, last, most) = (at(0.5), at(0.95), at(0.99), at(1.0));
        write!(to, "median {median:.1} ms, p95 {late:.1} ms, p99 {last:.1} ms, longest {most:.1} ms")
    }
}
