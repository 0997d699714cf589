//! Long work that gives way to whoever waits for a page.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};
use tokio::sync::oneshot;

/// Of 100, where 50 is what every thread begins with; on Linux this is a niceness of 10.
const LOW: u8 = 25;

/// From now on this thread, and those that it begins, run when others have nothing to do or a tenth of the time.
pub fn give_way() {
    let low = ThreadPriorityValue::try_from(LOW).map(ThreadPriority::Crossplatform);
    if let Err(error) = low.map_or(Ok(()), set_current_thread_priority) {
        // It is slower for others then, and still right.
        tracing::debug!(error = format!("{error:?}"), "a thread keeps its priority");
    }
}

/// Does work on a thread of its own that gives way, and hands on its result.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (send, done) = oneshot::channel();
    std::thread::spawn(move || {
        give_way();
        // Nobody takes the result any more when the one who asked gave up.
        let _ = send.send(catch_unwind(AssertUnwindSafe(work)));
    });
    match done.await {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => resume_unwind(panic),
        Err(_) => unreachable!("the thread sends before it ends, also when the work panics"),
    }
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn hands_on_results_and_panics() {
        assert_eq!(super::aside(|| 1 + 1).await, 2);
        let failed = tokio::spawn(super::aside(|| panic!("as expected"))).await;
        assert!(failed.is_err_and(|error| error.is_panic()));
    }
}
