//! The diagnosis of one chain in a nation of made-up enterprises, with its kernel time: what is given stands in memory.
//!
//! `cargo run --release -p lanbai-graphs --example diagnosis -- [ENTERPRISES] [SUPPLIES] [CHAINS]`

use std::num::NonZeroUsize;
use std::time::Instant;

use lanbai_graphs::diagnosis::{
    Actor, Chain, Conventions, Evidence, Given, Kind, Membership, Question, Segment, SegmentLink, Show, Size,
    SizeKind, Structure, Supply, Table, Weights, diagnose,
};
use lanbai_graphs::risk::Class;
use lanbai_graphs::{Csr, Entry, complexity};
use lanbai_kernel::Origin;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const TERRITORIES: u32 = 400;
const SEGMENTS: u32 = 8;
const ACTIVITIES: u32 = 700;

/// SplitMix64 of Steele, Lea and Flood (2014): the same nation every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let one = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let two = (one ^ (one >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        two ^ (two >> 31)
    }

    fn below(&mut self, end: u32) -> u32 {
        (self.next() % u64::from(end)) as u32
    }
}

fn evidence(table: Table, row: u32) -> Evidence {
    Evidence { table, row, source: None, date: None, origin: Origin::Sample }
}

fn main() {
    let argument = |at: usize, default: u32| {
        std::env::args().nth(at).map_or(default, |word| word.parse().expect("a number"))
    };
    let (enterprises, supplies, chains) = (argument(1, 1_000_000), argument(2, 5_000_000), argument(3, 13));
    let mut random = Random(1);
    let segments = chains * SEGMENTS;
    let actors: Vec<Actor> = (0..enterprises)
        .map(|at| Actor {
            id: format!("e{at:07}"),
            kind: Kind::Enterprise,
            territory: Some(random.below(TERRITORIES)),
            size: Some(Size { kind: SizeKind::Revenue, value: f64::from(1 + random.below(100_000)) }),
            patents: Some(f64::from(random.below(50))),
            margin: Some(f64::from(random.below(200)) / 1000.0),
            evidence: evidence(Table::Actor, at),
        })
        .collect();
    let memberships: Vec<Membership> = (0..enterprises)
        .map(|actor| Membership {
            actor,
            segment: random.below(segments),
            score: 1.0,
            evidence: evidence(Table::Membership, actor),
        })
        .collect();
    let supplies: Vec<Supply> = (0..supplies)
        .map(|row| Supply {
            supplier: random.below(enterprises),
            customer: random.below(enterprises),
            weight: Some(f64::from(1 + random.below(1000))),
            unit: 0,
            evidence: evidence(Table::Supply, row),
        })
        .collect();
    let entries: Vec<Entry> = (0..TERRITORIES * 150)
        .map(|_| Entry {
            row: random.below(TERRITORIES),
            column: random.below(ACTIVITIES),
            weight: f64::from(1 + random.below(500)),
        })
        .collect();
    let structure = Structure {
        values: Csr::from_entries(TERRITORIES as usize, ACTIVITIES as usize, &entries).expect("within"),
        evidence: (0..TERRITORIES).map(|row| evidence(Table::Structure, row)).collect(),
        conventions: complexity::Conventions::default(),
    };
    let segment_list: Vec<Segment> = (0..segments)
        .map(|at| Segment {
            id: format!("s{at:04}"),
            chain: at / SEGMENTS,
            stage: Some(at % SEGMENTS),
            activity: Some(at % ACTIVITIES),
            linkage: None,
            import_dependence: None,
        })
        .collect();
    let links: Vec<SegmentLink> = (1..segments)
        .filter(|at| at % SEGMENTS > 0)
        .map(|at| SegmentLink {
            from: at - 1,
            to: at,
            weight: None,
            class: Class::Essential,
            evidence: evidence(Table::SegmentLink, at),
        })
        .collect();
    let given = Given {
        territories: TERRITORIES,
        chains: &(0..chains).map(|at| Chain { id: format!("c{at:02}") }).collect::<Vec<_>>(),
        segments: &segment_list,
        segment_links: &links,
        actors: &actors,
        memberships: &memberships,
        supplies: &supplies,
        structure: Some(&structure),
    };
    let question = Question { chain: 0, inside: (0..20).collect() };
    let threads = NonZeroUsize::new(2).expect("two");
    let start = Instant::now();
    let diagnosis = diagnose(given, &question, Conventions::default(), threads).expect("all is in order");
    let measured = start.elapsed();
    let ranked = diagnosis.ranked(&Weights::even(), Show::default()).expect("weights");
    println!("{:?}", diagnosis.coverage);
    for list in &ranked.lists {
        println!("{:?}: {} subjects, {} shown", list.list, list.subjects, list.entries.len());
    }
    let again = Instant::now();
    diagnosis.ranked(&Weights::even(), Show::default()).expect("weights");
    println!("measured in {measured:?}, ranked again in {:?}", again.elapsed());
}
