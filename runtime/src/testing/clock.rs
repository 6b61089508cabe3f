//! Virtual time: it passes when nothing else is left to do.
//!
//! Whoever waits is an event with a moment at which it is due. An event that is polled twice, while in between no event
//! came, was met or given up, knows that all others wait too; then the time moves on to the earliest moment that one of
//! them is due. So an answer that is there wins over every time limit, and of an answer that is late and a time limit
//! the earlier one wins, in no real time and on any executor: a waiting event wakes itself, and asks for nothing else.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

/// An event that is due and is not polled, say because its future is kept somewhere, stops the time for this many polls
/// of others, and no longer.
const PATIENCE: u32 = 10_000;

/// A clock that only waiting moves.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Time>);

#[derive(Debug, Default)]
struct Time {
    now: Duration,
    /// The events that somebody waits for, by moment and number, and whether time waits for them.
    waiting: BTreeMap<(Duration, u64), bool>,
    events: u64,
    /// Counts what happened.
    news: u64,
    /// Polls in vain while an event was due that nobody asked after.
    idle: u32,
}

impl Clock {
    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The time that has passed since the clock was made.
    pub(super) fn now(&self) -> Duration {
        self.time().now
    }

    /// A future that is ready after this time.
    pub(super) fn sleep(self: &Arc<Self>, duration: Duration) -> Sleep {
        Sleep {
            due: self.now().saturating_add(duration),
            clock: Arc::clone(self),
            event: None,
            seen: None,
        }
    }
}

impl Time {
    /// Nothing happened for a whole round: moves on to the next event.
    fn pass(&mut self) {
        let now = self.now;
        if self
            .waiting
            .iter()
            .any(|((due, _), held)| *held && *due <= now)
        {
            self.idle += 1;
            std::thread::yield_now();
            if self.idle < PATIENCE {
                return;
            }
            for ((due, _), held) in &mut self.waiting {
                *held &= *due > now;
            }
        }
        self.idle = 0;
        let next = self.waiting.iter().find(|(_, held)| **held);
        if let Some(((due, _), _)) = next {
            self.now = self.now.max(*due);
            self.news += 1;
        }
    }
}

/// Waits until the clock has come to a moment.
#[derive(Debug)]
pub(super) struct Sleep {
    clock: Arc<Clock>,
    due: Duration,
    event: Option<u64>,
    /// What had happened when it was polled last.
    seen: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = Arc::clone(&self.clock);
        let mut time = clock.time();
        match self.event {
            Some(_) if self.seen == Some(time.news) => time.pass(),
            Some(_) => {}
            None if self.due <= time.now => return Poll::Ready(()),
            None => {
                let event = time.events;
                time.events += 1;
                time.news += 1;
                time.waiting.insert((self.due, event), true);
                self.event = Some(event);
            }
        }
        if self.due <= time.now {
            drop(time);
            self.give_up();
            return Poll::Ready(());
        }
        self.seen = Some(time.news);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Sleep {
    /// Takes the event off the clock.
    fn give_up(&mut self) {
        if let Some(event) = self.event.take() {
            let mut time = self.clock.time();
            time.waiting.remove(&(self.due, event));
            time.news += 1;
            time.idle = 0;
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.give_up();
    }
}
