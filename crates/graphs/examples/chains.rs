//! Times the kernels of industry chains, and writes their inputs and answers for other engines to be held against.
//!
//! `chains --reference FOLDER [--runs 9] [--threads 2] [--nodes 20000] [--links 100000] [--seed 1] [--write FOLDER]`
//! prints one JSON object with median seconds: the whole pipeline of complexity on world trade (from named rows), the
//! linkages of China's 153 sectors (from the loaded table), systemic risk of 1,232 firms (16 closures, and all), and
//! betweenness of a random graph. `--write` puts the graph and all answers as CSV into a folder.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use flate2::read::GzDecoder;
use lanbai_graphs::complexity::{Complexity, complexity};
use lanbai_graphs::linkages::{Table, linkages};
use lanbai_graphs::network::{Links, Scaling, betweenness};
use lanbai_graphs::risk::{
    Class, Essentiality, Score, Shock, Stop, Supply, SupplyNetwork, all_closures, score,
};
use lanbai_graphs::{Csr, Dense, Entry, Labels, Pattern};

// The one that `lanbai` runs on.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Arguments {
    reference: PathBuf,
    runs: usize,
    threads: NonZeroUsize,
    nodes: u32,
    links: usize,
    seed: u64,
    write: Option<PathBuf>,
}

fn main() -> Outcome<()> {
    let given = arguments()?;
    let trade = trade(&given.reference)?;
    let (trade_seconds, (countries, products, trade)) = timed(given.runs, || world(&trade, given.threads));
    let (codes, table) = china(&given.reference)?;
    let (linkages_seconds, linked) = timed(given.runs * 5, || linkages(&table, Default::default()));
    let network = benchmark(&given.reference)?;
    let closures: Vec<Shock> =
        published(&given.reference)?.into_iter().map(|firm| Shock::closure(firm - 1)).collect();
    let (some_seconds, some) =
        timed(given.runs * 5, || score(&network, &closures, Stop::default(), given.threads));
    let (all_seconds, all) = timed(given.runs, || all_closures(&network, Stop::default(), given.threads));
    let links = random_links(given.nodes, given.links, given.seed);
    let graph = undirected(given.nodes, &links)?;
    let few = given.runs.min(5);
    let (between_seconds, between) =
        timed(few, || betweenness(&graph, Links::Undirected, Scaling::None, given.threads));
    let linked = linked?;
    if let Some(folder) = &given.write {
        fs::create_dir_all(folder)?;
        write_trade(folder, &countries, &products, &trade)?;
        let lines = (0..codes.len())
            .map(|at| (&codes.names()[at], [linked.backward[at], linked.forward[at], linked.extraction[at]]));
        write(folder, "linkages.csv", "code,backward,forward,extraction", lines)?;
        write_scores(folder, &all)?;
        let pairs = links.iter().map(|(a, b)| (a, [f64::from(*b)]));
        write(folder, "graph.csv", "a,b", pairs)?;
        write(
            folder,
            "betweenness.csv",
            "node,betweenness",
            between.iter().enumerate().map(|(n, b)| (n, [*b])),
        )?;
    }
    black_box((some, between));
    println!(
        r#"{{"threads":{},"runs":{},"complexity_seconds":{trade_seconds:.6},"linkages_seconds":{linkages_seconds:.6},"closures":{},"closures_seconds":{some_seconds:.6},"all_closures_seconds":{all_seconds:.6},"nodes":{},"links":{},"betweenness_runs":{few},"betweenness_seconds":{between_seconds:.6}}}"#,
        given.threads,
        given.runs,
        closures.len(),
        given.nodes,
        links.len(),
    );
    Ok(())
}

/// The median of several runs after one that does not count, and the last answer.
fn timed<T>(runs: usize, work: impl Fn() -> T) -> (f64, T) {
    let mut answer = work();
    let mut seconds = Vec::new();
    for _ in 0..runs.max(1) {
        let begun = Instant::now();
        answer = work();
        seconds.push(begun.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    (seconds[seconds.len() / 2], answer)
}

fn trade(reference: &Path) -> Outcome<Vec<(String, String, f64)>> {
    let rows = rows(reference, "trade-1998-2000/trade.csv.gz")?;
    let read = |row: &csv::StringRecord| Ok((row[0].to_owned(), row[1].to_owned(), row[2].parse()?));
    rows.iter().map(read).collect()
}

/// Names to numbers, advantage, ECI, PCI, fitness, proximity, density and outlook.
fn world(rows: &[(String, String, f64)], threads: NonZeroUsize) -> (Labels, Labels, Complexity) {
    let (mut countries, mut products) = (Labels::default(), Labels::default());
    let entries: Vec<Entry> = rows
        .iter()
        .map(|(country, product, value)| Entry {
            row: countries.number(country),
            column: products.number(product),
            weight: *value,
        })
        .collect();
    let values = Csr::from_entries(countries.len(), products.len(), &entries).expect("numbered by labels");
    let found = complexity(&values, &Default::default(), threads).expect("the world has many countries");
    (countries, products, found)
}

fn china(reference: &Path) -> Outcome<(Labels, Table)> {
    let sectors = rows(reference, "io-china-2020/sectors.csv")?;
    let mut codes = Labels::default();
    for row in &sectors {
        codes.number(&row[0]);
    }
    let mut flows = Dense::zeros(codes.len(), codes.len());
    for row in rows(reference, "io-china-2020/flows.csv.gz")? {
        let find = |name: &str| codes.find(name).ok_or("an unknown sector");
        flows.row_mut(find(&row[0])? as usize)[find(&row[1])? as usize] = row[2].parse()?;
    }
    let column = |at: usize| sectors.iter().map(|row| row[at].parse()).collect::<Result<Vec<f64>, _>>();
    let (final_use, imports, output, value_added) = (column(2)?, column(3)?, column(4)?, column(5)?);
    Ok((codes, Table { flows, final_use, imports, output, value_added }))
}

fn benchmark(reference: &Path) -> Outcome<SupplyNetwork> {
    let matrix = rows(reference, "esri/essentiality_nace4_616.csv.gz")?;
    let mut classes = Vec::new();
    for field in matrix.iter().flat_map(|row| row.iter().skip(1)) {
        classes.push(Class::from_number(field.parse()?).ok_or("an unknown class")?);
    }
    let classes = Essentiality::new(matrix.len(), classes).ok_or("the matrix is not square")?;
    let sectors: Vec<u32> = (0..1232).map(|firm| firm / 2).collect();
    let mut supplies = Vec::new();
    for supplier in 1..=1232_u32 {
        for offset in [1, 37, 91, 173, 311, 509, 701, 997] {
            let customer = (supplier + offset - 1) % 1232 + 1;
            let class = classes.class((supplier - 1) / 2, (customer - 1) / 2);
            let weight = f64::from(1 + (13 * supplier + 7 * customer) % 17);
            supplies.push(Supply { supplier: supplier - 1, customer: customer - 1, weight, class });
        }
    }
    Ok(SupplyNetwork::new(&sectors, &[], &supplies)?)
}

fn published(reference: &Path) -> Outcome<Vec<u32>> {
    let firms = rows(reference, "esri/benchmark1232_expected.csv")?;
    Ok(firms.iter().map(|row| row[0].parse()).collect::<Result<_, _>>()?)
}

/// Distinct links between random pairs.
fn random_links(nodes: u32, links: usize, seed: u64) -> Vec<(u32, u32)> {
    let mut state = seed;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(state >> 32) * u128::from(nodes)) >> 32) as u32
    };
    let mut found = BTreeSet::new();
    while nodes > 1 && found.len() < links {
        let (a, b) = (draw(), draw());
        if a != b {
            found.insert((a.min(b), a.max(b)));
        }
    }
    found.into_iter().collect()
}

fn undirected(nodes: u32, links: &[(u32, u32)]) -> Outcome<Pattern> {
    let both: Vec<(u32, u32)> = links.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
    Ok(Pattern::from_arcs(nodes as usize, &both)?)
}

fn write_trade(folder: &Path, countries: &Labels, products: &Labels, found: &Complexity) -> Outcome<()> {
    let of = |at: usize| (&countries.names()[found.kept.territories[at]], [found.eci[at], found.coi[at]]);
    write(folder, "countries.csv", "country,eci,coi", (0..found.eci.len()).map(of))?;
    let of = |at: usize| (&products.names()[found.kept.activities[at]], [found.pci[at]]);
    write(folder, "products.csv", "product,pci", (0..found.pci.len()).map(of))?;
    let cells = (0..found.eci.len()).flat_map(|row| (0..found.pci.len()).map(move |column| (row, column)));
    let lines = cells.map(|(row, column)| {
        let pair = format!(
            "{},{}",
            countries.names()[found.kept.territories[row]],
            products.names()[found.kept.activities[column]]
        );
        (pair, [found.density.value(row, column), found.cog.value(row, column)])
    });
    write(folder, "cells.csv", "country,product,density,cog", lines)
}

fn write_scores(folder: &Path, scores: &[Score]) -> Outcome<()> {
    let lines = scores.iter().enumerate().map(|(firm, score)| {
        (firm + 1, [score.upstream, score.downstream, score.combined, score.steps as f64, score.residual])
    });
    write(folder, "esri.csv", "firm,upstream,downstream,combined,steps,residual", lines)
}

fn write<const N: usize>(
    folder: &Path,
    name: &str,
    headings: &str,
    lines: impl Iterator<Item = (impl std::fmt::Display, [f64; N])>,
) -> Outcome<()> {
    let mut text = format!("{headings}\n");
    for (first, values) in lines {
        write!(text, "{first}")?;
        for value in values {
            write!(text, ",{value}")?;
        }
        text.push('\n');
    }
    Ok(fs::write(folder.join(name), text)?)
}

fn rows(reference: &Path, name: &str) -> Outcome<Vec<csv::StringRecord>> {
    let file = File::open(reference.join(name)).map_err(|error| format!("{name}: {error}"))?;
    let bytes: Box<dyn Read> =
        if name.ends_with(".gz") { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    Ok(csv::Reader::from_reader(bytes).records().collect::<Result<_, _>>()?)
}

fn arguments() -> Outcome<Arguments> {
    let mut given = Arguments {
        reference: PathBuf::new(),
        runs: 9,
        threads: NonZeroUsize::new(2).ok_or("two is more than nought")?,
        nodes: 20_000,
        links: 100_000,
        seed: 1,
        write: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or("each argument has a value")?;
        match name.as_str() {
            "--reference" => given.reference = value.into(),
            "--runs" => given.runs = value.parse()?,
            "--threads" => given.threads = value.parse()?,
            "--nodes" => given.nodes = value.parse()?,
            "--links" => given.links = value.parse()?,
            "--seed" => given.seed = value.parse()?,
            "--write" => given.write = Some(value.into()),
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(given)
}
