//! Work shared among threads. Each piece depends on its number alone, so the result does not depend on who did it.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The results of `count` pieces of work, in their order.
pub(crate) fn share<T: Send>(
    threads: NonZeroUsize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= count {
                return done;
            }
            done.push((n, work(n)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(count)).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does some work on each item.
pub(crate) fn share_mut<T: Send>(threads: NonZeroUsize, items: &mut [T], work: impl Fn(&mut T) + Sync) {
    // A thread costs more than a few columns.
    let piece = items.len().div_ceil(threads.get()).max(WORTH_A_THREAD);
    if items.len() <= piece {
        return items.iter_mut().for_each(work);
    }
    thread::scope(|scope| {
        for chunk in items.chunks_mut(piece) {
            let work = &work;
            scope.spawn(move || chunk.iter_mut().for_each(work));
        }
    });
}

const WORTH_A_THREAD: usize = 32;
