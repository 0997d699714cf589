//! Work shared between threads, with results that do not depend on how many there are.
//!
//! Work is cut into blocks whose size is fixed beforehand; a thread takes the next block. Where results are added up
//! they are added in the order of the blocks, so that every sum is rounded in the same way.

use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex};

/// How many threads may work at once.
pub type Threads = NonZeroUsize;

const POISONED: &str = "no block of work panics";

/// Fills `out` block by block. `work(start, block, scratch)` gets where its block begins and a scratch of its thread.
pub(crate) fn fill<T: Send, S>(
    threads: Threads,
    out: &mut [T],
    block: usize,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(usize, &mut [T], &mut S) + Sync,
) {
    let block = block.max(1);
    let wanted = threads.get().min(out.len().div_ceil(block));
    let blocks = Mutex::new(out.chunks_mut(block).enumerate());
    let run = || {
        let mut scratch = scratch();
        loop {
            let next = blocks.lock().expect(POISONED).next();
            let Some((number, part)) = next else { break };
            work(number * block, part, &mut scratch);
        }
    };
    if wanted <= 1 {
        return run();
    }
    rayon::scope(|scope| {
        (1..wanted).for_each(|_| scope.spawn(|_| run()));
        run();
    });
}

struct Turn<A> {
    next: usize,
    due: usize,
    total: A,
}

/// Lets all go on when a block of work panics: its turn would never end.
struct Ended<'t, A> {
    turn: &'t Mutex<Turn<A>>,
    merged: &'t Condvar,
}

impl<A> Drop for Ended<'_, A> {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Ok(mut turn) = self.turn.lock()
        {
            turn.due = usize::MAX;
            self.merged.notify_all();
        }
    }
}

/// Folds the blocks `0..blocks` into `total`: `work(block, scratch)` in any order, `merge(total, scratch)` in theirs.
/// At most one scratch a thread exists. `work` and `merge` start no shared work of their own: whoever waits for that
/// might be given a block whose turn comes after the one that waits.
pub(crate) fn fold<A: Send, S>(
    threads: Threads,
    blocks: usize,
    total: A,
    scratch: impl Fn() -> S + Sync,
    work: impl Fn(usize, &mut S) + Sync,
    merge: impl Fn(&mut A, &mut S) + Sync,
) -> A {
    let turn = Mutex::new(Turn { next: 0, due: 0, total });
    let merged = Condvar::new();
    let run = || {
        let mut scratch = scratch();
        loop {
            let mut now = turn.lock().expect(POISONED);
            let block = now.next;
            if block >= blocks {
                break;
            }
            now.next += 1;
            drop(now);
            let ended = Ended { turn: &turn, merged: &merged };
            work(block, &mut scratch);
            drop(ended);
            // Blocks are taken in order, so that whoever has the one that is due never waits.
            let now = turn.lock().expect(POISONED);
            let mut now = merged.wait_while(now, |now| now.due < block).expect(POISONED);
            merge(&mut now.total, &mut scratch);
            now.due = now.due.saturating_add(1);
            merged.notify_all();
        }
    };
    if threads.get() <= 1 || blocks <= 1 {
        run();
    } else {
        rayon::scope(|scope| {
            (1..threads.get().min(blocks)).for_each(|_| scope.spawn(|_| run()));
            run();
        });
    }
    turn.into_inner().expect(POISONED).total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(count: usize) -> Threads {
        NonZeroUsize::new(count).expect("more than nought")
    }

    #[test]
    fn every_place_is_filled_once() {
        for count in [1, 2, 5] {
            let mut out = vec![0; 1003];
            fill(
                threads(count),
                &mut out,
                7,
                || (),
                |start, part, ()| {
                    part.iter_mut().enumerate().for_each(|(n, place)| *place += start + n);
                },
            );
            assert!(out.iter().enumerate().all(|(n, place)| n == *place));
        }
    }

    #[test]
    fn blocks_are_merged_in_their_order() {
        for count in [1, 2, 5] {
            let order = fold(
                threads(count),
                100,
                Vec::new(),
                || 0,
                |block, scratch| *scratch = block,
                |all: &mut Vec<usize>, scratch| all.push(*scratch),
            );
            assert!(order.iter().copied().eq(0..100));
        }
    }
}
